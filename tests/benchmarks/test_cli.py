"""The command line: what is measured, what is written, and what a person is told."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import cli, machine
from benchmarks.bench import Bench
from benchmarks.machine import Where
from benchmarks.processes import ROOT, BrokenError
from benchmarks.table import Row


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the table goes; what is measured is one row, on a machine that is not looked at."""

    def rows(bench: Bench) -> list[Row]:
        return [Row("a thing", "1 s")]

    file = tmp_path / "BENCHMARKS.md"
    monkeypatch.setattr(cli, "FILE", file)
    monkeypatch.setattr(cli, "PARTS", {"first": rows, "second": rows})
    monkeypatch.setattr(machine, "described", lambda python: Where("machine", "versions", "date"))
    return file


def run(*arguments: str) -> int:
    return cli.main(["--peers", sys.executable, *arguments])


def test_a_full_run_prints_the_table_and_writes_it(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run() == 0
    assert capsys.readouterr().out.count("a thing") == 2
    assert file.read_text(encoding="utf-8").count("| a thing |") == 2


@pytest.mark.parametrize("arguments", [("--only", "second"), ("--quick",)])
def test_less_than_a_full_run_writes_nothing_and_says_so(
    arguments: tuple[str, ...], file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*arguments) == 0
    out = capsys.readouterr().out
    assert out.count("a thing") == (1 if "--only" in arguments else 2)
    assert out.endswith("BENCHMARKS.md is as it was: only a full run writes it.\n")
    assert not file.exists()


def test_what_cannot_be_measured_is_one_line_and_status_2(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(bench: Bench) -> list[Row]:
        raise BrokenError("somebody: no answer")

    monkeypatch.setitem(cli.PARTS, "second", broken)
    assert run() == 2
    assert capsys.readouterr().err == "somebody: no answer\nNothing was written.\n"
    assert not file.exists()


def test_an_interrupt_is_told(file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(bench: Bench) -> list[Row]:
        raise KeyboardInterrupt

    monkeypatch.setitem(cli.PARTS, "first", interrupted)
    assert run() == 130
    assert capsys.readouterr().err == "Interrupted; nothing was written.\n"


def test_a_missing_environment_is_told_with_what_to_do(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "benchmarks", "--peers", str(tmp_path / "python")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"The clients to compare with are not installed in {tmp_path / 'python'}: run `make")


def test_an_environment_without_the_peers_is_told_with_what_to_do() -> None:
    with pytest.raises(BrokenError, match=r"PackageNotFoundError.*run `make bench`"):
        machine.described(sys.executable)


def test_a_part_that_does_not_exist_is_told_with_those_that_do(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(["--only", "sync,nothing"])
    assert stopped.value.code == 2
    assert f"there is no part 'nothing'; there are {', '.join(cli.PARTS)}" in capsys.readouterr().err
