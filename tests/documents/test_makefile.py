"""What the Makefile decides by itself: what stops a release, and what each step of a docs change needs."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from .support import ROOT

PYTHON = """#!/bin/sh
case "$*" in
  -c*) echo "${VERSION:-1.2.0}" ;;
  *) echo "python $*"; exit "${STATUS:-0}" ;;
esac
"""

pytestmark = pytest.mark.skipif(not (shutil.which("make") and shutil.which("git")), reason="needs make and git")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with our Makefile, in git, whose Python says what it is asked to do and does nothing."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "CHANGELOG.md").write_text("# Changelog\n\n## 1.2.0\n\nNew.\n")
    python = tmp_path / "env" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(PYTHON)
    python.chmod(0o755)
    (tmp_path / "generated_client").mkdir()
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "Makefile", "CHANGELOG.md")
    git(tmp_path, "-c", "user.name=n", "-c", "user.email=e", "commit", "--quiet", "--message", "first")
    return tmp_path


def git(project: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=project, check=True, capture_output=True)


def make(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = ["make", "--no-print-directory", "--old-file=install", "VENV=env", "MAKE=echo make", *arguments]
    return subprocess.run(command, cwd=project, capture_output=True, text=True)


def test_a_release_compares_with_the_last_version_tests_and_builds(project: Path) -> None:
    git(project, "tag", "v1.1.0")
    run = make(project, "release", "STATUS=0")
    assert run.stdout.splitlines() == [
        "python -m generator check --against v1.1.0",
        "make --no-print-directory test build",
    ]
    assert run.returncode == 0


def test_what_users_lose_is_told_and_does_not_stop_a_release(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(project, "tag", "v1.1.0")
    monkeypatch.setenv("STATUS", "1")
    assert make(project, "release").returncode == 0
    monkeypatch.setenv("STATUS", "2")
    assert make(project, "release").returncode != 0, "it could not be told"


def test_a_first_release_has_nothing_to_compare_with_and_says_so(project: Path) -> None:
    run = make(project, "release")
    assert run.stdout.splitlines()[0] == "No earlier version is tagged here; there is nothing to compare with."
    assert run.returncode == 0


def test_a_version_is_released_once(project: Path) -> None:
    git(project, "tag", "v1.2.0")
    run = make(project, "release")
    assert run.stdout.startswith("v1.2.0 is released: raise the version in generated_client/okx_client/_version.py\n")
    assert "test build" not in run.stdout
    assert run.returncode != 0


def test_a_release_stands_in_the_changelog(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VERSION", "1.3.0")
    run = make(project, "release")
    assert run.stdout == "CHANGELOG.md has no section '## 1.3.0': write it\n"
    assert run.returncode != 0


def test_what_is_not_in_git_stays_out_of_a_release(project: Path) -> None:
    (project / "generated_client" / "stray.py").touch()
    run = make(project, "release")
    assert "generated_client/stray.py" in run.stdout
    assert "test build" not in run.stdout
    assert run.returncode != 0


def test_docs_that_cannot_be_fetched_are_not_compared(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STATUS", "2")
    run = make(project, "docs-check")
    assert run.stdout == "python -m generator fetch --into build/docs\n"
    assert run.returncode != 0


@pytest.mark.parametrize(("target", "command"), [("docs-edit", "drift --write"), ("docs-accept", "accept")])
def test_docs_are_fetched_before_they_are_used(target: str, command: str, project: Path) -> None:
    run = make(project, target)
    assert run.stdout == "OKX's docs are not here yet: run make docs-check first.\n"
    assert run.returncode != 0
    (project / "build" / "docs").mkdir(parents=True)
    for name in ("en.html", "zh.html"):
        (project / "build" / "docs" / name).touch()
    assert make(project, target).stdout == (
        f"python -m generator {command} --html build/docs/en.html --html-zh build/docs/zh.html\n"
    )


def test_an_environment_of_somebody_elses_is_not_replaced(project: Path) -> None:
    (project / "requirements").mkdir()
    for name in ("dev.txt", "redis-server.txt"):
        (project / "requirements" / name).touch()
    (project / "mine").mkdir()
    command = ["make", "--no-print-directory", "VENV=mine", "install"]
    run = subprocess.run(command, cwd=project, capture_output=True, text=True)
    assert run.stdout.startswith("mine/ is not make's own, and make would replace it.")
    assert list((project / "mine").iterdir()) == []
    assert run.returncode != 0
