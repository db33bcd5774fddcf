"""From the parts of a page to facts: what each heading, table and sample claims, and what could not be placed.

Headings are taken for what they say only where nothing better is there: a table is a request table when it has a
column for *required*, whatever the heading above it (OKX's headings sometimes name the other one).
"""

from __future__ import annotations

from pathlib import PurePath
from typing import Literal

from attrs import evolve

from ...findings import InputError
from ..facts import LANGUAGES, Anomaly, Language, LanguageFacts, PageFacts, RateLimit, RateLimitRule, Text
from ..facts import Table as TableKind
from ..text import pieces, plain
from . import agreement, endpoint, examples, limits, prose_rules, tables, words
from .blocks import Block, Code, Document, Heading, Label, Paragraph, Table

_STATEMENTS = ("rate limit", "rule", "permission")


def facts(document: Document, source: PurePath) -> PageFacts:
    """What a page claims, in each of its languages.

    Raises:
        InputError: No language has an endpoint and a table.
    """
    found: dict[Language, LanguageFacts] = {}
    unreadable = dict(document.unreadable)
    for language in LANGUAGES:
        if language in document.blocks:
            reader = _Reader(endpoint.of_page(document.blocks[language]))
            for block in document.blocks[language]:
                reader.take(block)
            if reason := reader.unreadable():
                where = f"{document.names.get(language, source)}:{document.blocks[language][0].line}"
                unreadable[language] = f"{where}: {reason}"
            else:
                read = reader.facts()
                found[language] = evolve(read, anomalies=document.anomalies.get(language, ()) + read.anomalies)
    if not found:
        raise InputError("; ".join(unreadable.values()))
    page = PageFacts(
        source, document.anchor, document.source_url, document.updated_at, languages=found, unreadable=unreadable
    )
    return agreement.with_disagreements(page)


class _Reader:
    """Takes the blocks of one language in order."""

    def __init__(self, endpoint: str | None) -> None:
        self._title: str | None = None
        self._endpoint = endpoint
        self._limits: list[RateLimit] = []
        self._rules: list[RateLimitRule] = []
        self._permission: str | None = None
        self._tables = tables.Tables()
        self._examples = examples.Examples()
        self._notes: list[tuple[list[str], int]] = []  # the paragraphs of each, and its line
        self._caption = ""  # the words right above, be they glued to a table
        self._anomalies: list[Anomaly] = []
        self._lines: dict[str, int] = {}
        self._expected: TableKind = "request"
        self._above: Literal["title", "parameters"] | None = None

    def take(self, block: Block) -> None:
        match block:
            case Heading():
                self._heading(block)
            case Label():
                self._label(block)
            case Paragraph():
                self._paragraph(block)
            case Code():
                self._examples.read(block, self._expected)
            case Table():
                self._table(block)

    def _heading(self, heading: Heading) -> None:
        kind = words.heading_kind(heading.text)
        self._above = "parameters" if kind == "parameters" else None
        is_first = self._title is None and not (self._lines or self._tables.lines or self._examples.lines)
        if kind is None and is_first:
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
            self._caption = ""

    def _label(self, label: Label) -> None:
        self._expected = examples.label_table(label.text) or self._expected
        if not words.is_bare_label(label.text):
            self._above = None
            self._note(label.text, label.line)

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
        text = self._without_endpoints(text, paragraph.line)
        text = self._without_headings(text, paragraph.line)
        if not plain(text):
            return
        if self._above == "title" and self._notes:
            self._notes[-1][0].append(text)
            self._caption = text
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

    def _without_endpoints(self, text: str, line: int) -> str:
        """The text without the lines that name an endpoint: another one than the page's is prose in an introduction."""
        lines = text.split("\n")
        for index, one in enumerate(lines):
            found = endpoint.of_line(one)
            if found is None or (found != self._endpoint and self._above == "title"):
                continue
            if found == self._endpoint:
                self._lines.setdefault("endpoint", line + index)
            else:
                self._anomaly(line + index, f"a second endpoint: {found}")
            lines[index] = one if endpoint.has_query(one) else ""
        return "\n".join(lines)

    def _table(self, table: Table) -> None:
        glued, first = words.glued_header(table.header[0])
        if glued:
            self._note(glued, table.line)
        table = evolve(table, header=(first, *table.header[1:]))
        if self._tables.take(table, self._caption):
            self._caption = tables.last_words(table)
        else:
            self._note(
                "\n".join(" | ".join(cells) for cells in (table.header, *(row.cells for row in table.rows))), table.line
            )

    def _note(self, raw: str, line: int) -> None:
        self._lines.setdefault("notes", line)
        self._notes.append(([raw], line))
        self._caption = raw

    def _anomaly(self, line: int, message: str) -> None:
        self._anomalies.append(Anomaly(line, message))

    def unreadable(self) -> str | None:
        """Why nothing can be made of this language; None where something can."""
        if not self._tables:
            return "no table of parameters; is this the page of a REST endpoint?"
        return None

    def facts(self) -> LanguageFacts:
        rows = self._tables.rows()
        if self._endpoint is None:
            self._anomaly(self._lines.get("title", 1), "no line that names a method and a path")
        method, _, path = (self._endpoint or "").partition(" ")
        notes = (("\n".join(parts), line) for parts, line in self._notes)
        anomalies = [*self._anomalies, *self._tables.anomalies, *self._examples.anomalies]
        facts = LanguageFacts(
            title=self._title,
            method=method or None,
            path=path or None,
            rate_limits=tuple(self._limits),
            rate_limit_rules=tuple(self._rules),
            permission=self._permission,
            request=rows["request"],
            response=rows["response"],
            request_examples=self._examples.of("request"),
            response_examples=self._examples.of("response"),
            broken_examples=tuple(self._examples.broken),
            notes=tuple(Text(plain(raw), line, pieces(raw)) for raw, line in notes),
            anomalies=tuple(sorted(anomalies, key=lambda anomaly: anomaly.line or 0)),
        )
        max_batch, line = prose_rules.max_batch(facts)
        lines = {**self._lines, **self._tables.lines, **self._examples.lines, **({"max_batch": line} if line else {})}
        return evolve(facts, body=prose_rules.body(facts), max_batch=max_batch, lines=lines)
