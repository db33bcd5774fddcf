"""Where in its file a set of facts says something."""

from __future__ import annotations

from ..facts import TABLES, LanguageFacts


def of(facts: LanguageFacts, subject: str) -> int | None:
    """The line of a subject; None where it is not there, or not known."""
    for table in TABLES:
        if subject.startswith(f"{table}."):
            named = (row for row in facts.rows(table) if row.name == subject.removeprefix(f"{table}."))
            return next((row.line for row in named), None)
    return facts.lines.get(subject)


def nearest(facts: LanguageFacts, subject: str) -> int | None:
    """The line of a subject, or else of what it would stand in: the row around it, its table, the operation."""
    while subject:
        if line := of(facts, subject):
            return line
        subject = subject.rpartition(".")[0]
    return facts.lines.get("endpoint")
