"""The rows of request and response tables, from their cells to facts."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from attrs import evolve, frozen

from ..facts import Anomaly, Row
from ..text import pieces, plain
from . import deprecation, words
from .blocks import Table, TableRow
from .values import values

_DEPTH = re.compile(r"[\s~*]*((?:(?:\\?>|&gt;)\s*)*)")
_NAME_MARKS = re.compile(r"[`*]|~~|\\(?=[\W_])")


@frozen
class Read:
    """The rows of one table, without their values yet, and what could not be placed."""

    rows: tuple[Row, ...]
    raw: tuple[str, ...]
    anomalies: tuple[Anomaly, ...]


def read(table: Table) -> Read:
    """The rows of a parameter table, names dotted by their depth. `enum` is left to `with_values`."""
    columns = words.columns(table.header)
    parents: list[str] = []
    rows: list[Row] = []
    raw: list[str] = []
    unknown = [plain(word) for index, word in enumerate(table.header) if index not in columns.values()]
    anomalies = [Anomaly(table.line, f"a column of unknown meaning, {word!r}") for word in unknown]
    for index, row in enumerate(table.rows, start=1):
        cells = {name: row.cells[index] if index < len(row.cells) else "" for name, index in columns.items()}
        depth, name = _name(cells["name"])
        anomalies += _problems(row, cells, name, depth, len(parents))
        parents = [*parents[:depth], name]
        remark = deprecation.remark(cells["name"])
        further = _others(table.header, row, columns.values()) + (f"\n{remark}" if remark else "")
        description = cells.get("description", "") + further
        rows.append(
            Row(
                name=".".join(parents),
                type=words.canonical_type(cells["type"]),
                required=words.required(cells["required"]) if "required" in cells else None,
                deprecated=deprecation.is_deprecated(description, cells["name"], is_last=index == len(table.rows)),
                description=plain(description),
                line=row.line,
                pieces=pieces(description),
            )
        )
        raw.append(description)
    if rows:
        rows[-1] = evolve(rows[-1], ends_table=True)
    return Read(tuple(rows), tuple(raw), tuple(anomalies))


def _others(header: Sequence[str], row: TableRow, known: Collection[int]) -> str:
    """The cells of columns that nobody knows, as lines of the description."""
    cells = (
        (word, row.cells[index]) for index, word in enumerate(header) if index not in known and index < len(row.cells)
    )
    return "".join(f"\n{plain(word)}: {cell}" for word, cell in cells if cell.strip())


def _name(cell: str) -> tuple[int, str]:
    found = _DEPTH.match(cell)
    depth = len(re.findall(r">|&gt;", found[1])) if found else 0
    bare = _NAME_MARKS.sub("", cell[found.end() if found else 0 :])
    return depth, deprecation.without_mark(bare).strip()


def _problems(row: TableRow, cells: dict[words.Column, str], name: str, depth: int, known: int) -> Iterable[Anomaly]:
    if not name:
        yield Anomaly(row.line, f"a row without a name: {' | '.join(row.cells)}")
    if depth > known:
        yield Anomaly(row.line, f"`{name}` stands {depth} deep, but nothing above it is {depth - 1} deep")
    if not words.is_type(cells["type"]):
        yield Anomaly(row.line, f"`{name}` has the unknown type {plain(cells['type'])!r}")
    if "required" in cells and words.required(cells["required"]) is None:
        yield Anomaly(row.line, f"`{name}` has the unknown word {plain(cells['required'])!r} where yes or no belongs")


def with_values(read: Read, parameters: set[str], fields: set[str]) -> tuple[Row, ...]:
    """The rows with the values that their descriptions list.

    `parameters` and `fields` are the names in the page's request and response tables.
    """
    found = (values(raw, parameters, fields) for raw in read.raw)
    return tuple(evolve(row, enum=some) for row, some in zip(read.rows, found, strict=True))
