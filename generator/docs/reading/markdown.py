"""Read a page file: front matter, the English text, a line `---`, the Chinese text.

The tables are read by hand, since a Markdown parser takes the further lines of a cell for rows of their own (counted
in OKX's pages: 37 % of all rows have such lines). What a cell's form does not tell, where it ends, is settled by what
comes next: a heading, a label, a sample or another table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from ...findings import InputError
from ..facts import Language
from ..files import decoded
from ..text import without_zero_width
from . import words
from .blocks import Block, Code, Document, Heading, Label, Paragraph, Table, TableRow

_HEADING = re.compile(r" {0,3}(#{1,6})\s+(.*)")
_SEPARATOR = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)+\|?\s*$")
_BOLD_LINE = re.compile(r"\s*\*\*[^*]+\*\*\s*$")
_PIPE = re.compile(r"(?<!\\)\|")
_INDENTED = re.compile(r" {4}|\t")
_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_SAMPLE = re.compile(r"\s*([{\[]|(GET|POST|PUT|DELETE)\b|import\b|from\b|curl\b|#|//)", re.IGNORECASE)
_NAME = re.compile(r"(?:[\s>\\]|&gt;)*[~*_`]*[A-Za-z_][\w.\-\[\]\\]*[~*_`]*\s*(\([^)]*\))?\s*$")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_META = re.compile(r"([A-Za-z_]+):\s*(.*?)\s*$")


def read(path: Path) -> Document:
    """Read the page file at `path`.

    Raises:
        InputError: The file cannot be read, is not text in UTF-8, or is empty.
    """
    lines = _lines(path)
    meta, start = _front_matter(lines)
    halves = {
        language: tuple(_Blocks(lines, begin, end)) for language, begin, end in _halves(lines, start) if begin < end
    }
    if not any(halves.values()):
        raise InputError(f"{path}:{len(lines)}: there is no page below the front matter; fetch it again")
    return Document(
        {language: blocks for language, blocks in halves.items() if blocks},
        anchor=meta.get("anchor_id"),
        source_url=meta.get("source_url"),
        updated_at=meta.get("updated_at"),
    )


def _lines(path: Path) -> list[str]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}; name a page file") from None
    text = decoded(data, str(path), "a page in Markdown, or OKX's HTML with --html")
    if not text.strip():
        raise InputError(f"{path}:1: the file is empty; fetch the page again")
    return without_zero_width(text).split("\n")


def _front_matter(lines: list[str]) -> tuple[dict[str, str], int]:
    """What the page says about itself, and the index of the first line below."""
    if lines[0].strip() != "---":
        return {}, 0
    meta: dict[str, str] = {}
    for index, line in enumerate(lines[1:], start=1):
        if line.strip() == "---":
            return meta, index + 1
        if found := _META.match(line):
            meta[found[1]] = found[2].strip("\"'")
        elif line.strip():
            break
    return {}, 0


def _halves(lines: list[str], start: int) -> Iterator[tuple[Language, int, int]]:
    """The languages of the page, each from its first line to the one after its last."""
    dividers = [index for index in range(start, len(lines)) if lines[index].rstrip() == "---"]
    divider = next((index for index in dividers if _starts_half(lines, index + 1)), None)
    if divider is not None:
        yield "en", start, divider
        yield "zh", divider + 1, len(lines)
        return
    titles = [at for at in range(start, len(lines)) if lines[at].startswith("# ")]
    second = next((at for at in titles[1:] if _CHINESE.search(lines[at])), None)
    if second is not None and not _CHINESE.search(lines[titles[0]]):  # the line between the languages was lost
        yield "en", start, second
        yield "zh", second, len(lines)
        return
    headings = [line for line in lines[start:] if _HEADING.match(line)]
    chinese = sum(bool(_CHINESE.search(heading)) for heading in headings)
    yield "zh" if chinese * 2 > len(headings) else "en", start, len(lines)


def _starts_half(lines: list[str], index: int) -> bool:
    following = next((lines[at] for at in range(index, len(lines)) if lines[at].strip()), "#")
    return following.lstrip().startswith("#")


class _Blocks:
    """Walks the lines of one language and yields its blocks."""

    def __init__(self, lines: list[str], begin: int, end: int) -> None:
        self._lines = lines
        self._at = begin
        self._end = end

    def __iter__(self) -> Iterator[Block]:
        while self._at < self._end:
            line = self._lines[self._at]
            if not line.strip():
                self._at += 1
            elif found := _HEADING.match(line):
                yield Heading(len(found[1]), found[2].rstrip().rstrip("#").rstrip(), self._at + 1)
                self._at += 1
            elif self._is_label(self._at):
                yield Label(line.strip()[1:].strip(), self._at + 1)
                self._at += 1
            elif self._is_header(self._at):
                yield self._table()
            elif self._is_sub_heading(self._at):
                yield Heading(0, line.strip(), self._at + 1)
                self._at += 1
            elif _FENCE.match(line):
                yield self._fenced()
            elif _INDENTED.match(line):
                yield self._indented()
            else:
                yield self._paragraph()

    def _next_text(self, index: int) -> int:
        """The index of the next line with text, from `index` on; the end where there is none."""
        return next((at for at in range(index, self._end) if self._lines[at].strip()), self._end)

    def _is_label(self, index: int) -> bool:
        """A `>` line without a pipe that names an example, or stands right above one; not a quoted sentence."""
        line = self._lines[index].strip()
        if not line.startswith(">") or _PIPE.search(line):
            return False
        return words.names_example(line[1:].strip()) or self._stands_above_sample(index)

    def _stands_above_sample(self, index: int) -> bool:
        following = self._next_text(index + 1)
        if following == self._end:
            return False
        indented = following > index + 1 and _INDENTED.match(self._lines[following])
        return bool(indented or _FENCE.match(self._lines[following]))

    def _is_header(self, index: int) -> bool:
        lines = self._lines
        return index + 1 < self._end and bool(_PIPE.search(lines[index])) and bool(_SEPARATOR.match(lines[index + 1]))

    def _is_sub_heading(self, index: int) -> bool:
        """A bold line that says what a heading says, or has a table right below it."""
        if not _BOLD_LINE.match(self._lines[index]):
            return False
        return words.heading_kind(self._lines[index]) is not None or self._is_header(self._next_text(index + 1))

    def _ends_text(self, index: int) -> bool:
        """Whether the line begins something else than prose."""
        return bool(
            _HEADING.match(self._lines[index])
            or self._is_label(index)
            or self._is_header(index)
            or self._is_sub_heading(index)
            or _FENCE.match(self._lines[index])
        )

    def _paragraph(self) -> Paragraph:
        begin = self._at
        self._at += 1
        while self._at < self._end and not self._ends_text(self._at):
            if self._begins_sample(self._at):
                break
            self._at += 1
        return Paragraph("\n".join(self._lines[begin : self._at]).strip(), begin + 1)

    def _begins_sample(self, index: int) -> bool:
        """An indented line below an empty one that looks like a request, an answer or a program."""
        line = self._lines[index]
        return bool(_INDENTED.match(line) and not self._lines[index - 1].strip() and _SAMPLE.match(line))

    def _indented(self) -> Code:
        begin = self._at
        while self._at < self._end and (not self._lines[self._at].strip() or _INDENTED.match(self._lines[self._at])):
            self._at += 1
        text = "\n".join(_INDENTED.sub("", line, count=1) for line in self._lines[begin : self._at])
        return Code(text.rstrip(), begin + 1)

    def _fenced(self) -> Code:
        begin = self._at
        fence = self._lines[begin].strip()
        mark = fence[:3]
        self._at += 1
        while self._at < self._end and not self._lines[self._at].strip().startswith(mark):
            self._at += 1
        text = "\n".join(self._lines[begin + 1 : self._at])
        self._at += 1
        return Code(text.rstrip(), begin + 2, fence.strip("`~ ") or None)

    def _table(self) -> Table:
        begin = self._at
        header = _cells(self._lines[begin])
        self._at += 2
        rows: list[tuple[tuple[str, ...], list[str], int]] = []  # cells, further lines of the last of them, line
        while self._at < self._end:
            index = self._at = self._next_text(self._at)
            if index == self._end or self._ends_text(index):
                break
            cells = _row(self._lines[index], header)
            if cells is None and (not rows or self._begins_sample(index)):
                break
            if cells is not None:
                rows.append((cells, [], index + 1))
            else:
                rows[-1][1].append(self._lines[index])
            self._at = index + 1
        joined = ((*cells[:-1], "\n".join([cells[-1], *more])) for cells, more, _ in rows)
        table_rows = (TableRow(cells, line) for cells, (_, _, line) in zip(joined, rows, strict=True))
        return Table(header, tuple(table_rows), begin + 1)


def _cells(line: str, most: int = 0) -> tuple[str, ...]:
    """The cells of a line, at most so many; the last of them keeps its blanks, which may be a line break."""
    if line.lstrip().startswith("|"):
        line = re.sub(r"^\s*\||(?<!\\)\|\s*$", "", line)
    cells = _PIPE.split(line, maxsplit=max(most - 1, 0))
    return tuple(cell.strip() if index < most - 1 or not most else cell for index, cell in enumerate(cells))


def _row(line: str, header: tuple[str, ...]) -> tuple[str, ...] | None:
    """The cells of a line that is a row under this header; None for a further line of the cell above."""
    cells = _cells(line, len(header))
    if len(cells) == 1:
        return None
    if not words.is_parameter_table(header):
        return cells if len(cells) == len(header) else None
    looks_like_name, has_type = bool(_NAME.match(cells[0])), words.is_type(cells[1])
    if len(cells) == len(header):
        return cells if looks_like_name or has_type else None
    return cells if looks_like_name and has_type else None
