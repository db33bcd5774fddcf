from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from generator import client

from .support import TINY, loaded

settings.register_profile("generator", derandomize=True, deadline=None)
settings.load_profile("generator")


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
