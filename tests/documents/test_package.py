"""The wheel holds the package alone, typed, and works from where it is installed."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from email.message import Message
from email.parser import Parser
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (file,) = folder.glob("*.whl")
    return file


def metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith("METADATA"))
        return Parser().parsestr(archive.read(name).decode())


def test_the_wheel_holds_the_package_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if ".dist-info/" not in name]
    assert all(name.startswith("okx_client/") for name in names)
    assert {"okx_client/py.typed", "okx_client/_generated/operations.py", "okx_client/simulator/__main__.py"} <= {
        *names
    }
    assert not [name for name in names if "__pycache__" in name or "._generated" in name]


def test_installing_it_brings_httpx_and_attrs_and_no_more(wheel: Path) -> None:
    required = metadata(wheel).get_all("Requires-Dist") or []
    always = sorted(line for line in required if "extra ==" not in line)
    assert always == ["attrs>=24.1", "httpx<0.29,>=0.28"]
    assert metadata(wheel)["Requires-Python"] == ">=3.11"


def test_it_works_from_where_it_is_unpacked(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    code = "import okx_client, sys; print(okx_client.__file__); sys.exit('uvicorn' in sys.modules)"
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    run = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert Path(run.stdout.strip()).parent.parent == tmp_path
