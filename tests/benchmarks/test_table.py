"""The table, and the file that it is written to."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from benchmarks import report, table
from benchmarks.arithmetic import Ratio
from benchmarks.goals import Goal
from benchmarks.machine import Where
from benchmarks.table import Row

GOAL = Goal(0.7, 0.5)
ROWS = [
    table.of_ratio("one | two", "5 µs", "other: 10 µs", Ratio(0.5, 0.4, 0.6), GOAL, "1 / 2 µs"),
    table.of_value("slow", "9 s", 9.0, "s", GOAL),
    table.of_value("good enough", "0.6 s", 0.6, "s", GOAL),
    Row("for information", "7 µs", "other: 8 µs"),
]
WHERE = Where(machine="a machine", versions="a version", date="a date")


def test_a_row_shows_the_result_with_its_spread_its_goal_and_its_verdict() -> None:
    assert ROWS[0].cells == (
        "one | two",
        "5 µs",
        "other: 10 µs",
        "0.50 × (0.40–0.60)",
        "≤ 0.7",
        "≤ 0.5",
        "aim reached",
        "1 / 2 µs",
    )


def test_a_row_without_a_goal_has_no_verdict() -> None:
    assert ROWS[3].cells[3:] == ("", "", "", "–", "")


def test_the_columns_stand_below_each_other_on_a_terminal() -> None:
    lines = table.for_terminal(ROWS).splitlines()
    starts = {line.index(cell) for line, cell in zip(lines[2:], ["5 µs", "9 s", "0.6 s", "7 µs"], strict=True)}
    assert starts == {lines[0].index("this client")}
    assert len(lines) == 2 + len(ROWS)


def test_what_is_missed_stands_out_in_the_file_and_no_cell_breaks_the_table() -> None:
    lines = table.for_markdown(ROWS).splitlines()
    assert lines[2].startswith("| one \\| two | 5 µs |")
    assert "**missed**" in lines[3]
    assert {line.replace("\\|", "").count("|") for line in lines} == {len(table.COLUMNS) + 1}


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0.0000412, "41 µs"), (0.00412, "4.12 ms"), (0.412, "412 ms"), (41.2, "41.200 s")]
)
def test_a_time_is_shown_in_the_unit_that_suits_it(seconds: float, shown: str) -> None:
    assert table.duration(seconds) == shown


def test_the_summary_counts_the_goals_and_names_what_was_missed() -> None:
    assert report.summary(ROWS) == "Of 3 goals, 1 reached their aim, 1 what they must, and 1 missed it: slow."
    assert report.summary(ROWS[:1]) == "Of 1 goals, 1 reached their aim, 0 what they must, and 0 missed it."


def test_the_file_says_what_it_was_made_on_and_how() -> None:
    text = report.document(ROWS, WHERE)
    for words in ("a machine", "a version", "a date", "`make bench`", table.for_markdown(ROWS), report.summary(ROWS)):
        assert words in text


def test_the_file_is_replaced_whole(tmp_path: Path) -> None:
    file = tmp_path / "BENCHMARKS.md"
    file.write_text("old and much longer")
    report.write(file, "new: µ\n")
    assert file.read_text(encoding="utf-8") == "new: µ\n"
    assert list(tmp_path.iterdir()) == [file]


def test_a_file_that_cannot_be_written_whole_stays_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    file = tmp_path / "BENCHMARKS.md"
    file.write_text("old")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        report.write(file, "new")
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]
