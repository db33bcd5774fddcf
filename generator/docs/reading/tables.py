"""The tables of a page: those of request and of response parameters, told apart by their columns, and all others."""

from __future__ import annotations

import re

from ..facts import Anomaly, Row
from ..facts import Table as TableKind
from ..text import plain
from . import rows, words
from .blocks import Table

_FILE = re.compile(r"\bcsv\b|decompressed|解压", re.IGNORECASE)


class Tables:
    """The tables of parameters in their order; `take` takes the next table."""

    def __init__(self) -> None:
        self._read: list[tuple[TableKind, rows.Read]] = []
        self.anomalies: list[Anomaly] = []
        self.lines: dict[str, int] = {}

    def take(self, table: Table, caption: str) -> bool:
        """Whether a table below these words is one of parameters; then its rows are kept.

        The columns of a file to download look the same, but stand below a response table and such words.
        """
        if _FILE.search(caption) and any(kind == "response" for kind, _ in self._read):
            return False
        kind = _kind(table)
        if kind is None:
            if words.might_be_parameter_table(table.header):
                self._anomaly(table, f"a table that is not read as one of parameters: {' | '.join(table.header)}")
            return False
        name = table.header[words.columns(table.header)["name"]]
        if words.column(name) != "name":
            self._anomaly(table, f"the names of parameters are taken from the column {plain(name)!r}")
        self.lines.setdefault(kind, table.line)
        read = rows.read(table)
        self._read.append((kind, read))
        self.anomalies += read.anomalies
        return True

    def _anomaly(self, table: Table, message: str) -> None:
        self.anomalies.append(Anomaly(table.line, plain(message)))

    def __bool__(self) -> bool:
        return bool(self._read)

    def rows(self) -> dict[TableKind, tuple[Row, ...]]:
        """The rows of all request and of all response tables."""
        parameters, fields = self._names("request"), self._names("response")
        found: dict[TableKind, tuple[Row, ...]] = {"request": (), "response": ()}
        for kind, read in self._read:
            found[kind] += rows.with_values(read, parameters, fields)
        return found

    def _names(self, wanted: TableKind) -> set[str]:
        of_kind = (read for kind, read in self._read if kind == wanted)
        return {row.name.rpartition(".")[2] for read in of_kind for row in read.rows}


def _kind(table: Table) -> TableKind | None:
    """What a table lists; None where it is not one of parameters.

    Where neither the names nor what is required have a column of a known word, some cell has to be a type.
    """
    columns = words.columns(table.header)
    if not words.is_parameter_table(table.header):
        return None
    if "required" in columns:
        return "request"
    is_named = words.column(table.header[columns["name"]]) == "name"
    types = (row.cells[columns["type"]] for row in table.rows if len(row.cells) > columns["type"])
    return "response" if is_named or any(map(words.is_type, types)) else None


def last_words(table: Table) -> str:
    """The last further line of the last cell: in a Markdown page the words above the next table are glued there."""
    lines = table.rows[-1].cells[-1].rstrip().split("\n") if table.rows else []
    return lines[-1] if len(lines) > 1 else ""
