"""One difference between two sets of facts, and what it means for somebody who uses the client."""

from __future__ import annotations

from typing import Any, Literal

from attrs import frozen

from .facts import Language

Impact = Literal["breaking", "additive", "none", "docs"]
SEVERITY: tuple[Impact, ...] = ("none", "docs", "additive", "breaking")
"""The impacts, the worst last."""

Kind = Literal[
    "endpoint-changed",
    "endpoint-removed",
    "parameter-added",
    "parameter-removed",
    "field-added",
    "field-removed",
    "required-changed",
    "type-changed",
    "deprecated-changed",
    "enum-added",
    "enum-removed",
    "rate-limit-changed",
    "rate-limit-rule-changed",
    "permission-changed",
    "body-changed",
    "max-batch-changed",
    "text-changed",
    "note-changed",
    "example-changed",
    "languages-disagree",
    "unreadable",
]

PROSE: frozenset[Kind] = frozenset(["text-changed", "note-changed"])
"""The kinds that are told from a page's own words, which the spec does not repeat."""


@frozen
class Difference:
    """One difference within one language. `old` and `new` are plain JSON values, None for what is absent.

    `old_line` is the line on the old side (for `drift`, of the spec), `new_line` that on the new side.
    """

    subject: str
    kind: Kind
    impact: Impact
    old: Any
    new: Any
    message: str
    old_line: int | None = None
    new_line: int | None = None


@frozen
class Finding:
    """One difference as it is reported: on one page, in one language or both; or, grouped, on `pages`."""

    page: str | None
    operation: str | None
    language: Language | Literal["both"]
    subject: str
    kind: Kind
    impact: Impact
    old: Any
    new: Any
    spec_line: int | None
    page_line: int | None
    message: str
    pages: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The finding as plain data, in the form of `diff --json` and `drift --json`."""
        data = {
            "page": self.page,
            "operation": self.operation,
            "language": self.language,
            "subject": self.subject,
            "kind": self.kind,
            "impact": self.impact,
            "old": self.old,
            "new": self.new,
            "spec_line": self.spec_line,
            "page_line": self.page_line,
            "message": self.message,
        }
        return {**data, "pages": list(self.pages)} if self.pages else data
