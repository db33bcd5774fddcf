"""What a docs page, or the spec, claims about one operation: the one shape that every reader makes.

Two sets of facts can be compared without knowing where they came from: an older page, a newer page, OKX's HTML, or our
own spec. `as_json` gives the form that `python -m generator facts --json` prints.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import Any, Literal

from attrs import evolve, field, frozen

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")

Table = Literal["request", "response"]
TABLES: tuple[Table, ...] = ("request", "response")

Required = Literal["yes", "no", "conditional"]


SHARED_WORDS: dict[str, frozenset[str]] = {
    "applies_to": frozenset(["except options", "options only"]),
    "unit": frozenset(["request", "order"]),
    "keys": frozenset(["user", "instrument", "instrument family", "ip", "master account"]),
}
"""What the facts of both languages call by one name, by the fact; any other word there is the page's own."""


@frozen
class RateLimit:
    """So many units in so many seconds. `applies_to` is None where the page sets no bounds to it."""

    count: int
    period_seconds: int | float
    unit: str
    applies_to: str | None = None


@frozen
class RateLimitRule:
    """What shares one limit: all requests that agree in these keys, which are sorted."""

    keys: tuple[str, ...]
    applies_to: str | None = None


@frozen
class Text:
    """A piece of prose. `pieces` are its parts as the form separates them, which may be more than its lines."""

    plain: str
    line: int | None = None
    pieces: tuple[str, ...] = ()


@frozen
class Row:
    """One row of a request or response table.

    `name` is dotted by its depth. `required` is None where the table has no such column. `ends_table` marks the last
    row of its table: in a Markdown page a notice that follows the table is glued to it.
    """

    name: str
    type: str
    required: Required | None
    deprecated: bool
    description: str
    enum: tuple[str, ...] = ()
    line: int | None = None
    pieces: tuple[str, ...] = ()
    ends_table: bool = False


@frozen
class Anomaly:
    """Something that a reader met and could not place."""

    line: int | None
    message: str


@frozen
class BrokenExample:
    """A sample that is no JSON: its text without white space, from where the document should begin."""

    table: Table
    text: str


@frozen
class LanguageFacts:
    """What one language of one page claims. `lines` gives the line of a subject that is not a row, where known."""

    title: str | None = None
    method: str | None = None
    path: str | None = None
    rate_limits: tuple[RateLimit, ...] = ()
    rate_limit_rules: tuple[RateLimitRule, ...] = ()
    permission: str | None = None
    body: Literal["object", "array"] | None = None
    max_batch: int | None = None
    request: tuple[Row, ...] = ()
    response: tuple[Row, ...] = ()
    request_examples: tuple[Any, ...] = ()
    response_examples: tuple[Any, ...] = ()
    broken_examples: tuple[BrokenExample, ...] = ()
    notes: tuple[Text, ...] = ()
    anomalies: tuple[Anomaly, ...] = ()
    lines: dict[str, int] = field(factory=dict, eq=False)

    @property
    def endpoint(self) -> str | None:
        """`POST /api/v5/…`, or None where the page names none."""
        return f"{self.method} {self.path}" if self.method and self.path else None

    def rows(self, table: Table) -> tuple[Row, ...]:
        """The rows of all request or of all response tables, in document order."""
        return self.request if table == "request" else self.response

    def broken(self, table: Table) -> tuple[str, ...]:
        """The texts of the samples of requests, or of responses, that are no JSON."""
        return tuple(example.text for example in self.broken_examples if example.table == table)

    def examples(self, table: Table) -> tuple[Any, ...]:
        """The JSON documents of all request or of all response examples."""
        return self.request_examples if table == "request" else self.response_examples


@frozen
class PageFacts:
    """What one page claims, in the languages that it has. `source` is the file that it was read from.

    `unreadable` says of a language that is there, but of which nothing could be made, where and why.
    """

    source: PurePath
    anchor: str | None = None
    source_url: str | None = None
    updated_at: str | None = None
    languages: dict[Language, LanguageFacts] = field(factory=dict)
    unreadable: dict[Language, str] = field(factory=dict)

    @property
    def name(self) -> str:
        """The anchor, or the file's stem where the page has none."""
        return self.anchor or self.source.stem

    @property
    def endpoint(self) -> str | None:
        """The endpoint by the first language that names one."""
        return next((facts.endpoint for facts in self.languages.values() if facts.endpoint), None)

    def with_anomalies(self, language: Language, *more: Anomaly) -> PageFacts:
        """The same page with more anomalies in one of its languages."""
        facts = self.languages[language]
        return evolve(self, languages={**self.languages, language: evolve(facts, anomalies=facts.anomalies + more)})

    def as_json(self) -> dict[str, Any]:
        """The page as plain data, in the form of `facts --json`."""
        method, _, path = (self.endpoint or "").partition(" ")
        return {
            "anchor": self.anchor,
            "source_url": self.source_url,
            "updated_at": self.updated_at,
            "method": method or None,
            "path": path or None,
            "languages": {language: _language_as_json(facts) for language, facts in self.languages.items()},
        }


def _language_as_json(facts: LanguageFacts) -> dict[str, Any]:
    return {
        "title": facts.title,
        "rate_limits": limits_as_json(facts.rate_limits),
        "rate_limit_rules": rules_as_json(facts.rate_limit_rules),
        "permission": facts.permission,
        "body": facts.body,
        "max_batch": facts.max_batch,
        "request": [_row_as_json(row) for row in facts.request],
        "response": [_row_as_json(row) for row in facts.response],
        "examples": {"request": list(facts.request_examples), "response": list(facts.response_examples)},
        "notes": [note.plain for note in facts.notes],
        "anomalies": [{"line": anomaly.line, "message": anomaly.message} for anomaly in facts.anomalies],
    }


def limits_as_json(limits: tuple[RateLimit, ...]) -> list[dict[str, Any]]:
    """Rate limits as plain data."""
    return [
        {
            "count": limit.count,
            "period_seconds": limit.period_seconds,
            "unit": limit.unit,
            "applies_to": limit.applies_to,
        }
        for limit in limits
    ]


def rules_as_json(rules: tuple[RateLimitRule, ...]) -> list[dict[str, Any]]:
    """Rate-limit rules as plain data."""
    return [{"keys": list(rule.keys), "applies_to": rule.applies_to} for rule in rules]


def _row_as_json(row: Row) -> dict[str, Any]:
    return {
        "name": row.name,
        "type": row.type,
        "required": row.required,
        "deprecated": row.deprecated,
        "description": row.description,
        "enum": list(row.enum),
        "line": row.line,
    }
