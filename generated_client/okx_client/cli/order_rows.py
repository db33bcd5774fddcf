"""From the text of a file to its rows: CSV with a header, or JSON: an array, or one object per line. Pure."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

from attrs import frozen

from ..text import Text
from .failures import Problem, listed
from .kinds import Fraction, Kind, plain

_DELIMITERS = (",", ";", "\t")
_JSON: Final = json.JSONDecoder(parse_float=Fraction, parse_constant=Fraction, object_pairs_hook=tuple)
"""It keeps whole numbers exact, as few other programs do; an object is the tuple of its pairs."""


@frozen
class Row:
    """The values of one row that name an order, by OKX's names of the fields."""

    where: str
    values: dict[str, object]


def of_csv(name: str, text: str, kind: Kind) -> Iterator[Row | Problem]:
    """Yield the rows of a CSV file.

    Args:
        name: What to call the file.
        text: What is in it, lines ended by newlines.
        kind: What its orders are.
    """
    lines = text.split("\n")
    reader = csv.reader(lines, delimiter=_delimiter(lines[0], kind), strict=True)
    columns: dict[str, int] = {}
    start = 0
    try:
        for cells in reader:
            where, lines_read, start = f"{name}:{start + 1}", reader.line_num - start, reader.line_num
            if lines_read > 1:  # a quote that is closed too late, or an id in two halves
                yield Problem(where, _over_lines(start))
                continue
            if not any(cell.strip() for cell in cells):
                continue
            if not columns:
                found = _columns(where, cells, kind)
                if isinstance(found, Problem):
                    yield found
                    return
                columns, width = found, len(cells)
            elif any(cell.strip() for cell in cells[width:]):
                yield Problem(where, _TOO_WIDE)
            else:
                yield Row(where, {field: cells[at].strip() for field, at in columns.items() if at < len(cells)})
    except csv.Error:
        yield Problem(f"{name}:{start + 1}", _NO_CSV)


def of_json(name: str, text: str, kind: Kind) -> Iterator[Row | Problem]:
    """Yield the rows of a file that is one JSON array of objects, or has one JSON object per line.

    Args:
        name: What to call the file.
        text: What is in it, lines ended by newlines.
        kind: What its orders are.
    """
    if text.lstrip()[:1] == "[":
        yield from _array(name, text, kind)
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            where = f"{name}:{number}"
            try:
                yield _row(where, _JSON.decode(line), kind)
            except (ValueError, RecursionError):
                yield Problem(where, _NO_JSON)


def _array(name: str, text: str, kind: Kind) -> Iterator[Row | Problem]:
    """Yield the rows of an array, each with the line in which it begins."""
    at, line, end = text.index("[") + 1, 1, 0
    while (at := _after_blanks(text, at)) < len(text) and text[at] != "]":
        line, end = line + text.count("\n", end, at), at
        try:
            value, at = _JSON.raw_decode(text, at)
        except (ValueError, RecursionError):
            break
        yield _row(f"{name}:{line}", value, kind)
        at = _after_blanks(text, at)
        if text[at : at + 1] == ",":
            at += 1
        elif text[at : at + 1] != "]":
            break
    if text[at : at + 1] != "]" or text[at + 1 :].strip():
        yield Problem(f"{name}:{1 + text.count(chr(10), 0, at)}", _NO_ARRAY)


def _after_blanks(text: str, at: int) -> int:
    while text[at : at + 1].isspace():
        at += 1
    return at


def _row(where: str, pairs: Any, kind: Kind) -> Row | Problem:
    if not isinstance(pairs, tuple):
        return Problem(where, _NO_JSON)
    names = [plain(name) for name, _ in pairs]
    problem = _unfit(where, names, kind)
    if problem:
        return problem
    values: dict[str, Any] = {plain(name): value for name, value in pairs}
    return Row(where, {field: values[plain(field)] for field in kind.fields if plain(field) in values})


def _delimiter(header: str, kind: Kind) -> str:
    """Return what separates the columns: spreadsheets of some countries write semicolons, pasted ones have tabs."""
    known = {plain(field) for field in (*kind.fields, *kind.foreign)}
    return max(_DELIMITERS, key=lambda each: sum(plain(cell.strip('"')) in known for cell in header.split(each)))


def _columns(where: str, header: list[str], kind: Kind) -> dict[str, int] | Problem:
    """Return in which columns the fields stand."""
    names = [plain(cell) for cell in header]
    problem = _unfit(where, names, kind)
    if problem:
        return problem
    wanted = {plain(field): field for field in kind.fields}
    columns = {wanted[name]: at for at, name in enumerate(names) if name in wanted}
    lacking = [field for field in kind.operation.required_fields if field not in columns]
    if not lacking and any(field in columns for field in kind.ids):
        return columns
    if header[0].lstrip()[:1] in ("{", "["):
        return Problem(where, _JSON_AS_CSV)
    required = kind.operation.required_fields
    english, chinese = listed((*required, " or ".join(kind.ids))).en, listed((*required, " 或 ".join(kind.ids))).zh
    return Problem(where, Text(f"the first line has to name the columns: {english}", f"首行必须是列名：{chinese}"))


def _unfit(where: str, names: Sequence[str], kind: Kind) -> Problem | None:
    """Return what is wrong with the names of the fields."""
    foreign = next((field for field in kind.foreign if plain(field) in names), None)
    if foreign:
        return Problem(
            where,
            Text(
                f"{kind.many.en} have no {foreign}: this file is of other orders. See `okx-client cancel --help`",
                f"{kind.many.zh}没有 {foreign} 字段：该文件中是其他类型的订单。参见 `okx-client cancel --help`",
            ),
        )
    twice = next((field for field in kind.fields if names.count(plain(field)) > 1), None)
    if twice:
        return Problem(where, Text(f"{twice} is there twice; leave one", f"{twice} 出现了两次，请只保留一个"))
    return None


_TOO_WIDE = Text(
    "the line has more values than the first line has names; put values with a separator in them into quotes",
    "该行的值多于首行的列名；值中若含分隔符，请加引号",
)
_NO_CSV = Text(
    "from here on this is no CSV: a quote is not closed, or stands in the midst of a value",
    "从此行起不是有效的 CSV：引号未闭合，或出现在值的中间",
)
_NO_JSON = Text(
    "not a JSON object; write one object per line, or one array of objects",
    "不是 JSON 对象；请每行写一个对象，或写成一个对象数组",
)
_NO_ARRAY = Text(
    "from here on this is no JSON array; write [, objects with commas between them, and ]",
    "从此行起不是有效的 JSON 数组；请写成 [、以逗号分隔的对象、]",
)
_JSON_AS_CSV = Text(
    "this is JSON and not CSV; name the file .json or .jsonl", "这是 JSON 而不是 CSV；请将文件命名为 .json 或 .jsonl"
)


def _over_lines(last: int) -> Text:
    return Text(
        f"the row runs on to line {last}, in quotes, and could hide orders; write each row in one line",
        f"该行因引号一直延续到第 {last} 行，可能掩盖其他订单；请将每条记录写在同一行",
    )
