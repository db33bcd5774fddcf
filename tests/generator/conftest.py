import importlib
import itertools
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import settings

from generator import client

from .support import TINY, Import, edited, loaded

settings.register_profile("generator", derandomize=True, deadline=None)
settings.load_profile("generator")

_NAMES = (f"made_{number}" for number in itertools.count())


@pytest.fixture(scope="session")
def tiny_package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The client that the tiny spec gives."""
    folder = tmp_path_factory.mktemp("tiny")
    client.build(loaded(folder, TINY), folder / "_generated")
    return folder / "_generated"


@pytest.fixture
def built(tmp_path: Path) -> Callable[[str], Path]:
    """Make the client of a spec, linted or not."""

    def build(text: str) -> Path:
        client.build(loaded(tmp_path, text), tmp_path / "_generated")
        return tmp_path / "_generated"

    return build


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Import:
    """Generate the tiny spec, edited, and import what came out."""

    def generate(*edits: tuple[str, str]) -> ModuleType:
        name = next(_NAMES)
        client.build(loaded(tmp_path, edited(TINY, *edits)), tmp_path / name)
        monkeypatch.syspath_prepend(tmp_path)
        package = importlib.import_module(name)
        for module in ("api.room.do_it", "models", "operations", "error_codes", "errors", "types"):
            importlib.import_module(f"{name}.{module}")
        return package

    return generate
