"""Columns are straight, fit the line, and cut nothing off."""

from __future__ import annotations

import io
import re

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from generator.docs.reporting.columns import columns

WORDS = ["one", "撤销一个订单，", "the-longest-of-all-words-that-anybody-has-seen", "两", " ", "—"]
name = st.lists(st.sampled_from(["ordId", "编号", "."]), max_size=3).map("".join)
text = st.lists(st.sampled_from([*WORDS, "\n"]), max_size=20).map("".join)
WIDTH, GAP = 60, 2


def printed(rows: list[tuple[str, str, str]]) -> list[str]:
    stream = io.StringIO()
    columns(Console(file=stream, width=WIDTH), [[(cell, "") for cell in row] for row in rows], gap=GAP)
    return stream.getvalue().split("\n")


def squeezed(*texts: str) -> str:
    return re.sub(r"\s", "", "".join(texts))


@given(st.lists(st.tuples(name, name, text), min_size=1, max_size=4))
def test_columns_hold_every_cell_whole_and_fit_the_line(rows: list[tuple[str, str, str]]) -> None:
    lines = printed(rows)
    assert lines.pop() == ""
    assert squeezed(*lines) == squeezed(*(cell for row in rows for cell in row))
    assert all(cell_len(line) <= WIDTH for line in lines)


@given(st.lists(st.tuples(name, name, st.sampled_from(["one\ntwo", "a " * 60, "撤" * 60])), min_size=1, max_size=4))
def test_the_last_column_begins_in_one_place(rows: list[tuple[str, str, str]]) -> None:
    begin = sum(max(cell_len(cell) for cell in column) + GAP for column in list(zip(*rows, strict=True))[:2])
    for line in printed(rows)[:-1]:
        outside = next(index for index in range(len(line) + 1) if cell_len(line[:index]) == begin)
        assert line[outside] in "ota撤"
        assert line[outside - 1] == " "


def test_a_cell_of_several_lines_stands_beside_the_others() -> None:
    assert [line.rstrip() for line in printed([("a\nb", "c", "d"), ("e", "f", "g\nh\ni")])] == [
        "a  c  d",
        "b",
        "e  f  g",
        "      h",
        "      i",
        "",
    ]
