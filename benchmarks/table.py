"""The one table: rows of text, for a terminal and for a Markdown file."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Final

from attrs import field, frozen

from .arithmetic import Ratio
from .goals import Goal, Verdict

COLUMNS: Final = ("what", "this client", "compared with", "result", "must", "aim", "verdict", "server")


@frozen
class Row:
    """One line.

    Attributes:
        what: What was measured.
        ours: What this client takes.
        compared: What the other takes, and who it is.
        result: The number that is held against the goal.
        goal: What has to be reached; None for a row that only informs.
        value: The same number, unrounded.
        server: The CPU time of the server for each request, where it could be a bottleneck.
    """

    what: str
    ours: str
    compared: str = ""
    result: str = ""
    goal: Goal | None = None
    value: float = field(default=0.0, kw_only=True)
    server: str = field(default="", kw_only=True)

    @property
    def verdict(self) -> Verdict:
        """How it did."""
        return self.goal.verdict(self.value) if self.goal else "–"

    @property
    def cells(self) -> tuple[str, ...]:
        """The texts of the columns."""
        must, aim = (f"≤ {self.goal.must:g}", f"≤ {self.goal.aim:g}") if self.goal else ("", "")
        return (self.what, self.ours, self.compared, self.result, must, aim, self.verdict, self.server)


def of_ratio(what: str, ours: str, compared: str, ratio: Ratio, goal: Goal | None, server: str = "") -> Row:
    """Return the row of a comparison in rounds."""
    digits = goal.digits if goal else 2
    result = f"{ratio.median:.{digits}f} × ({ratio.low:.{digits}f}–{ratio.high:.{digits}f})"
    return Row(what, ours, compared, result, goal, value=ratio.median, server=server)


def of_value(what: str, ours: str, value: float, unit: str, goal: Goal, compared: str = "", server: str = "") -> Row:
    """Return the row of a number that has a goal of its own."""
    return Row(what, ours, compared, f"{value:.{goal.digits}f} {unit}".strip(), goal, value=value, server=server)


def duration(seconds: float) -> str:
    """Return a time in the unit that suits it."""
    if seconds < 1e-3:
        return f"{seconds * 1e6:.0f} µs"
    if seconds < 1:
        return f"{seconds * 1e3:.3g} ms"
    return f"{seconds:.3f} s"


def for_terminal(rows: Sequence[Row]) -> str:
    """Return the table with its columns aligned."""
    lines = [COLUMNS, *(row.cells for row in rows)]
    widths = [max(_width(line[column]) for line in lines) for column in range(len(COLUMNS))]
    padded = [
        "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    ]
    return "\n".join([padded[0], "  ".join("-" * width for width in widths), *padded[1:]])


def for_markdown(rows: Sequence[Row]) -> str:
    """Return the table for a Markdown file; what is missed stands out."""
    lines = ["| " + " | ".join(COLUMNS) + " |", "|" + "---|" * len(COLUMNS)]
    for row in rows:
        cells = [cell.replace("|", "\\|") for cell in row.cells]
        cells = [f"**{cell}**" if cell == "missed" else cell for cell in cells]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
