"""What CONTRIBUTING and the changelog name exists, and the changelog knows the version."""

from __future__ import annotations

import re

import pytest

import okx_client
from generator import cli

from .support import READMES, ROOT, Document, numbered_commands

CONTRIBUTING, CHANGELOG = Document("CONTRIBUTING.md"), Document("CHANGELOG.md")


def test_a_docs_change_becomes_a_release_in_five_commands() -> None:
    five = numbered_commands(CONTRIBUTING)
    assert len(five) == 5
    assert [numbered_commands(Document(name)) for name in READMES] == [five, five]


def test_the_targets_that_it_names_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"`make ([\w-]+)`", CONTRIBUTING.text):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_the_folders_that_it_names_exist_and_every_folder_of_the_package_is_named() -> None:
    named = re.findall(r"^\| `([^`]+/)`", CONTRIBUTING.text, re.MULTILINE)
    for folder in named:
        assert (ROOT / folder).is_dir(), folder
    package = ROOT / "generated_client" / "okx_client"
    rooms = {f"{path.parent.relative_to(ROOT).as_posix()}/" for path in package.glob("*/__init__.py")}
    assert rooms <= set(named)


def test_the_generators_commands_are_all_in_the_table(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    existing = set(re.findall(r"^    ([a-z]+)  ", capsys.readouterr().out, re.MULTILINE))
    first_cells = [
        line.split("|")[1] for line in CONTRIBUTING.section("## The generator").splitlines() if "| `" in line
    ]
    assert {name for cell in first_cells for name in re.findall(r"`([a-z]+)", cell)} == existing


def test_the_changelog_has_a_section_for_this_version_and_says_what_is_breaking() -> None:
    assert f"\n## {okx_client.__version__}\n" in CHANGELOG.text
    assert "**Breaking**" in CHANGELOG.text
