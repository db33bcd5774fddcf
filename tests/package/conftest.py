"""The wheel and the sdist of this tree, built once, and empty environments to install them into."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import frozen

ROOT = Path(__file__).parent.parent.parent


@frozen
class Environment:
    """A virtual environment with nothing in it but pip."""

    folder: Path

    @property
    def scripts(self) -> Path:
        return self.folder / ("Scripts" if os.name == "nt" else "bin")

    def install(self, *what: str) -> None:
        run = self.run(self.python, "-m", "pip", "install", "--disable-pip-version-check", *what)
        assert run.returncode == 0, run.stderr

    @property
    def python(self) -> str:
        return str(self.scripts / "python")

    def run(self, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run a command in an empty folder of its own, with nothing of this tree in its environment."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "OKX_"))}
        return subprocess.run(
            command, cwd=self.folder, env={**kept, **variables}, capture_output=True, encoding="utf-8", timeout=300
        )


def build(target: str, tree: Path, into: Path) -> Path:
    """Build the wheel or the sdist of a tree, and return the file."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", str(into)]
    run = subprocess.run(command, cwd=tree, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    (file,) = into.iterdir()
    return file


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="session")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("sdist", ROOT, tmp_path_factory.mktemp("sdist"))


@pytest.fixture(scope="session")
def package_index(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Skip where pip reaches no package index. What we require ourselves must not decide that, so ask for pip."""
    into = tmp_path_factory.mktemp("download")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(into), "pip"]
    if subprocess.run(command, capture_output=True).returncode != 0:
        pytest.skip("pip reaches no package index")


@pytest.fixture(scope="module")
def new_environment(tmp_path_factory: pytest.TempPathFactory, package_index: None) -> Callable[[], Environment]:
    def make() -> Environment:
        folder = tmp_path_factory.mktemp("environment")
        venv.create(folder, with_pip=True)
        return Environment(folder)

    return make
