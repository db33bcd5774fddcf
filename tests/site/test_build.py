"""`python -m generator site` writes one folder, the same every time, and destroys nothing of anybody's."""

from __future__ import annotations

from pathlib import Path

import pytest

import okx_client
from generator import cli
from generator import spec as spec_file
from generator.site import build
from tests.generator.support import ROOT, TINY, edited, run, tree


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "spec.yaml").write_text(TINY, encoding="utf-8")
    return tmp_path


def make(folder: Path, output: Path | None = None) -> int:
    """Run the command, with a client that was made from the spec in the folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(okx_client, "SPEC_SHA256", spec_file.load(folder / "spec.yaml").sha256)
        return command(folder, output)


def command(folder: Path, output: Path | None = None) -> int:
    return cli.main(["site", "--spec", str(folder / "spec.yaml"), "--output", str(output or folder / "site")])


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "1"},
        {"PYTHONHASHSEED": "4242", "TZ": "Pacific/Kiritimati"},
        {"LC_ALL": "C", "PYTHONUTF8": "0"},
    ],
    ids=["a hash seed", "another, and another time zone", "no locale"],
)
def test_the_same_spec_gives_the_same_bytes(environment: dict[str, str], page_file: Path, tmp_path: Path) -> None:
    done = run("site", "--output", tmp_path / "made", cwd=ROOT, **environment)
    assert (done.returncode, done.stderr) == (0, "")
    assert tree(tmp_path / "made") == tree(page_file.parent)


def test_it_is_one_file(page_file: Path) -> None:
    assert [each.name for each in page_file.parent.iterdir()] == ["index.html"]
    assert page_file.read_bytes().startswith(b"<!doctype html>\n<!-- Made by `python -m generator site`")
    assert b"\r" not in page_file.read_bytes()


def test_making_it_again_touches_nothing(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert make(here) == 0
    assert capsys.readouterr().out.endswith("index.html: written.\n")
    before = (here / "site" / "index.html").stat().st_mtime_ns
    assert make(here) == 0
    assert capsys.readouterr().out.endswith("index.html: up to date.\n")
    assert (here / "site" / "index.html").stat().st_mtime_ns == before


def test_a_site_is_replaced_by_a_newer_one(here: Path) -> None:
    make(here)
    (here / "spec.yaml").write_text(edited(TINY, ("title: Tiny", "title: Other")), encoding="utf-8")
    assert make(here) == 0
    assert "Other" in (here / "site" / "index.html").read_text(encoding="utf-8")
    assert sorted(each.name for each in here.iterdir()) == ["site", "spec.yaml"]


def test_an_empty_folder_may_be_used(here: Path) -> None:
    (here / "site").mkdir()
    assert make(here) == 0


@pytest.mark.parametrize("foreign", ["another page", "our page and more", "our folder's name", "a file"])
def test_what_is_not_its_own_is_left_alone(foreign: str, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = here / "site"
    if foreign == "a file":
        target.write_text("precious", encoding="utf-8")
    else:
        make(here)
        if foreign == "another page":
            (target / "index.html").write_text("<!doctype html>\nprecious", encoding="utf-8")
        elif foreign == "our page and more":
            (target / "precious.txt").write_text("precious", encoding="utf-8")
        else:
            (target / "index.html").unlink()
            (target / "index.html").mkdir()
    before, listing = tree(here), sorted(here.rglob("*"))
    capsys.readouterr()
    assert make(here) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert "name another, or remove it first" in said.err
    assert (tree(here), sorted(here.rglob("*"))) == (before, listing)


def test_a_refused_spec_makes_no_site(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "spec.yaml").write_text(edited(TINY, ("summary: Do it", "summary: 做")), encoding="utf-8")
    assert make(here) == 1
    assert "wrong-language" in capsys.readouterr().err
    assert not (here / "site").exists()


def test_a_spec_that_the_client_was_not_made_from_makes_no_site(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(here) == 2
    said = "the client was made from another spec; run `python -m generator generate`"
    assert capsys.readouterr() == ("", f"{here / 'spec.yaml'}: {said}\n")
    assert not (here / "site").exists()


def test_a_link_that_leads_to_itself_is_one_line(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "loop").symlink_to("loop")
    assert make(here, here / "loop") == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_failure_on_the_way_leaves_the_old_site(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(here)
    before = tree(here)
    (here / "spec.yaml").write_text(edited(TINY, ("title: Tiny", "title: Other")), encoding="utf-8")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device", "index.html")

    monkeypatch.setattr(build, "page", fail)
    assert make(here) == 2
    assert tree(here / "site") == {"index.html": before["site/index.html"]}


def test_the_help_of_the_generator_loads_nothing_of_the_site() -> None:
    done = run("site", "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert "default: build/site" in done.stdout
