"""From the parts of a page to facts: what each heading, table and sample claims, and what could not be placed.

Headings are taken for what they say only where nothing better is there: a table is a request table when it has a
column for *required*, whatever the heading above it (OKX's headings sometimes name the other one).
"""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Literal

from ...findings import InputError
from ..facts import LANGUAGES, Anomaly, Language, LanguageFacts, PageFacts, RateLimit, RateLimitRule, Text
from ..facts import Table as TableKind
from ..text import pieces, plain
from . import agreement, examples, limits, prose_rules, rows, words
from .blocks import Block, Code, Document, Heading, Label, Paragraph, Table

_ENDPOINT = re.compile(r"^\s*`?\s*(GET|POST|PUT|DELETE|PATCH)\s+(/[^\s`?]+)\s*`?\s*$", re.MULTILINE | re.IGNORECASE)
_STATEMENTS = ("rate limit", "rule", "permission")
_FILE_COLUMNS = re.compile(r"\bcsv\b|decompressed|解压", re.IGNORECASE)


def facts(document: Document, source: PurePath) -> PageFacts:
    """What a page claims, in each of its languages.

    Raises:
        InputError: No language has an endpoint and a table.
    """
    found: dict[Language, LanguageFacts] = {}
    unreadable = dict(document.unreadable)
    for language in LANGUAGES:
        if language in document.blocks:
            reader = _Reader()
            for block in document.blocks[language]:
                reader.take(block)
            if reason := reader.unreadable():
                where = f"{document.names.get(language, source)}:{document.blocks[language][0].line}"
                unreadable[language] = f"{where}: {reason}"
            else:
                found[language] = reader.facts()
    if not found:
        raise InputError("; ".join(unreadable.values()))
    page = PageFacts(
        source, document.anchor, document.source_url, document.updated_at, languages=found, unreadable=unreadable
    )
    return agreement.with_disagreements(page)


class _Reader:
    """Takes the blocks of one language in order."""

    def __init__(self) -> None:
        self._title: str | None = None
        self._endpoint: tuple[str, str] | None = None
        self._limits: list[RateLimit] = []
        self._rules: list[RateLimitRule] = []
        self._permission: str | None = None
        self._tables: list[tuple[TableKind, rows.Read]] = []
        self._broken: list[str] = []
        self._examples: list[examples.Example] = []
        self._notes: list[Text] = []
        self._raw_notes: list[str] = []
        self._anomalies: list[Anomaly] = []
        self._lines: dict[str, int] = {}
        self._expected: TableKind = "request"
        self._above: Literal["title", "parameters"] | None = None

    def take(self, block: Block) -> None:
        match block:
            case Heading():
                self._heading(block)
            case Label():
                self._expected = examples.label_table(block.text) or self._expected
            case Paragraph():
                self._paragraph(block)
            case Code():
                found, anomalies = examples.read(block, self._expected)
                for example in found:
                    self._lines.setdefault(f"examples.{example.table}", block.line)
                self._examples += found
                self._anomalies += anomalies
                if anomalies:
                    self._broken.append("".join(block.text.split()))
            case Table():
                self._table(block)

    def _heading(self, heading: Heading) -> None:
        kind = words.heading_kind(heading.text)
        self._above = "parameters" if kind == "parameters" else None
        if kind is None and self._title is None and not self._lines:
            self._title, self._above = plain(heading.text), "title"
            self._lines["title"] = heading.line
        elif kind == "rate limit":
            self._rate_limit(heading)
        elif kind == "rule":
            self._rule(heading)
        elif kind == "permission":
            self._set_permission(heading)
        elif kind is None:
            self._note(heading.text, heading.line)
        elif kind == "parameters":
            self._expected = examples.label_table(heading.text) or self._expected

    def _rate_limit(self, heading: Heading) -> None:
        self._lines.setdefault("rate_limits", heading.line)
        if found := limits.rate_limits(heading.text):
            self._limits += found
        else:
            self._anomaly(heading.line, f"a rate limit in an unknown form: {plain(heading.text)}")

    def _rule(self, heading: Heading) -> None:
        self._lines.setdefault("rate_limit_rules", heading.line)
        if found := limits.rule(heading.text):
            self._rules.append(found)
        else:
            self._anomaly(heading.line, f"a rate-limit rule in an unknown form: {plain(heading.text)}")

    def _set_permission(self, heading: Heading) -> None:
        found = words.permission(words.colons(heading.text).partition(":")[2])
        if not found or self._permission not in (None, found):
            self._anomaly(heading.line, f"a permission in an unknown form: {plain(heading.text)}")
        self._permission = self._permission or found or None
        self._lines.setdefault("permission", heading.line)

    def _paragraph(self, paragraph: Paragraph) -> None:
        text = paragraph.text
        if words.says_nothing(text) and self._above == "parameters":
            return
        text = self._without_headings(text, paragraph.line)
        if found := _ENDPOINT.search(text):
            self._set_endpoint(found[1].upper(), found[2], paragraph.line + text.count("\n", 0, found.start(1)))
            text = text[: found.start()] + text[found.end() :]
        if not plain(text):
            return
        if self._above == "title" and self._notes:
            self._note("\n".join([self._raw_notes.pop(), text]), self._notes.pop().line or paragraph.line)
        else:
            self._note(text, paragraph.line)

    def _without_headings(self, text: str, line: int) -> str:
        """The text without the lines that state a limit, a rule or a permission in the words of a heading."""
        lines = text.split("\n")
        for index, one in enumerate(lines):
            if words.heading_kind(one) in _STATEMENTS and words.colons(one).partition(":")[2].strip():
                self._heading(Heading(0, one, line + index))
                lines[index] = ""
        return "\n".join(lines)

    def _set_endpoint(self, method: str, path: str, line: int) -> None:
        if self._endpoint and self._endpoint != (method, path):
            self._anomaly(line, f"a second endpoint: {method} {path}")
        self._endpoint = self._endpoint or (method, path)
        self._lines.setdefault("endpoint", line)

    def _table(self, table: Table) -> None:
        glued, first = words.glued_header(table.header[0])
        if glued:
            self._note(glued, table.line)
        header = (first, *table.header[1:])
        if not words.is_parameter_table(header) or self._describes_a_file():
            lines = [" | ".join(header), *(" | ".join(row.cells) for row in table.rows)]
            self._note("\n".join(lines), table.line)
            return
        kind: TableKind = "request" if "required" in words.columns(header) else "response"
        self._lines.setdefault(kind, table.line)
        read = rows.read(Table(header, table.rows, table.line))
        self._tables.append((kind, read))
        self._anomalies += read.anomalies

    def _describes_a_file(self) -> bool:
        """Whether the table shows the columns of a file to download: it follows a response table, below such words."""
        has_response = any(kind == "response" for kind, _ in self._tables)
        return has_response and bool(self._raw_notes) and bool(_FILE_COLUMNS.search(self._raw_notes[-1]))

    def _note(self, raw: str, line: int) -> None:
        self._lines.setdefault("notes", line)
        self._raw_notes.append(raw)
        self._notes.append(Text(plain(raw), line, pieces(raw)))

    def _anomaly(self, line: int, message: str) -> None:
        self._anomalies.append(Anomaly(line, message))

    def _names(self, wanted: TableKind) -> set[str]:
        of_kind = (read for kind, read in self._tables if kind == wanted)
        return {row.name.rpartition(".")[2] for read in of_kind for row in read.rows}

    def unreadable(self) -> str | None:
        """Why nothing can be made of this language; None where something can."""
        if not self._tables:
            return "no table of parameters; is this the page of a REST endpoint?"
        return None

    def facts(self) -> LanguageFacts:
        parameters, fields = self._names("request"), self._names("response")
        tables = [(kind, rows.with_values(read, parameters, fields)) for kind, read in self._tables]
        request = tuple(row for kind, some in tables if kind == "request" for row in some)
        response = tuple(row for kind, some in tables if kind == "response" for row in some)
        requests = tuple(example.document for example in self._examples if example.table == "request")
        responses = tuple(example.document for example in self._examples if example.table == "response")
        if self._endpoint is None:
            self._anomaly(self._lines.get("title", 1), "no line that names a method and a path")
        method, path = self._endpoint or (None, None)
        notes = tuple(self._notes)
        max_batch, line = prose_rules.max_batch(notes, request)
        return LanguageFacts(
            title=self._title,
            method=method,
            path=path,
            rate_limits=tuple(self._limits),
            rate_limit_rules=tuple(self._rules),
            permission=self._permission,
            body=prose_rules.body(method, requests, notes, request),
            max_batch=max_batch,
            request=request,
            response=response,
            request_examples=requests,
            response_examples=responses,
            broken_examples=tuple(self._broken),
            notes=notes,
            anomalies=tuple(self._anomalies),
            lines={**self._lines, **({"max_batch": line} if line else {})},
        )
