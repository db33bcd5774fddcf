"""Rows of cells in straight columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

Cell = tuple[str, str]
"""A text and its style."""


def columns(out: Console, rows: Sequence[Sequence[Cell]], gap: int) -> None:
    """Print rows in columns as wide as their cells; the last column wraps in what is left of the line.

    rich has tables for this, but measures, wraps and pads every cell of them several times over, which took most of
    the time of a report on many pages.
    """
    *firsts, _ = zip(*rows, strict=True)
    widths = [max(cell_len(line) for text, _ in column for line in text.split("\n")) for column in firsts]
    left = max(1, out.width - sum(widths) - gap * len(widths))
    printed: list[Cell] = []
    for *cells, (last, style) in rows:
        lines = zip_longest(*(text.split("\n") for text, _ in cells), _wrapped(out, last, left), fillvalue="")
        for *parts, end in lines:
            for part, width, (_, its_style) in zip(parts, widths, cells, strict=True):
                printed += [(part, its_style), (" " * (width - cell_len(part) + gap), "")]
            printed += [(end, style), ("\n", "")]
    out.print(Text().append_tokens(printed), end="", soft_wrap=True)


def _wrapped(out: Console, text: str, width: int) -> Iterator[str]:
    for line in text.split("\n"):
        if cell_len(line) <= width and "\t" not in line:
            yield line
        else:
            yield from (part.plain for part in Text(line).wrap(out, width))
