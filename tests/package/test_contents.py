"""What the wheel and the sdist hold, and what they say of themselves."""

from __future__ import annotations

import re
import tarfile
import zipfile
from email.message import Message
from email.parser import Parser
from pathlib import Path

import okx_client

from .conftest import ROOT, build


def metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith("METADATA"))
        return Parser().parsestr(archive.read(name).decode())


def test_the_wheel_holds_the_package_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if ".dist-info/" not in name]
    folder = ROOT / "generated_client"
    package = [
        path for path in (folder / "okx_client").rglob("*") if path.is_file() and "__pycache__" not in path.parts
    ]
    files = [*package, folder / "_okx_client_command.py", folder / "_okx_client_pytest.py"]
    assert sorted(names) == sorted(path.relative_to(folder).as_posix() for path in files)
    assert "okx_client/py.typed" in names


def test_the_sdist_gives_the_same_wheel_byte_for_byte(sdist: Path, wheel: Path, tmp_path: Path) -> None:
    with tarfile.open(sdist) as archive:
        archive.extraction_filter = getattr(tarfile, "data_filter", lambda member, path: member)
        archive.extractall(tmp_path)
    (tree,) = tmp_path.iterdir()
    (into := tmp_path / "dist").mkdir()
    assert build("wheel", tree, into).read_bytes() == wheel.read_bytes()


def test_the_sdist_holds_the_spec_and_the_documents_beside_the_package(sdist: Path) -> None:
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    beside = {name for name in names if not name.startswith("generated_client/okx_client/")}
    assert beside == {
        "CHANGELOG.md",
        "LICENSE",
        "PKG-INFO",
        "generated_client/_okx_client_command.py",
        "generated_client/_okx_client_pytest.py",
        "README.md",
        "README.zh-CN.md",
        "pyproject.toml",
        "spec/openapi.yaml",
        ".gitignore",  # hatchling puts it in by itself
    }


def test_the_metadata_says_what_it_needs_and_what_it_is(wheel: Path) -> None:
    about = metadata(wheel)
    required = about.get_all("Requires-Dist") or []
    always = sorted(line for line in required if "extra ==" not in line)
    assert always == ["attrs>=24.1", "certifi", "h11>=0.14", "httpx<0.29,>=0.28", "idna"]
    assert about["Requires-Python"] == ">=3.11"
    assert about["License-Expression"] == "MIT"
    assert about["Description-Content-Type"] == "text/markdown"
    assert str(about.get_payload()).startswith("# okx-client\n")
    assert about.get_all("Provides-Extra") == ["cli", "redis", "simulator", "socks"]


def test_the_version_stands_in_one_place(wheel: Path) -> None:
    assert metadata(wheel)["Version"] == okx_client.__version__
    number = re.escape(okx_client.__version__)
    places = [ROOT / "pyproject.toml", *(ROOT / "generated_client" / "okx_client").glob("*.py")]
    found = [path.name for path in places if re.search(rf"version\w* = .{number}", path.read_text("utf-8"))]
    assert found == ["_version.py"]
