"""Facts in words, the same in messages, in reports and in edits."""

from __future__ import annotations

from typing import Any

LANGUAGES: dict[str, str] = {"en": "English", "zh": "Chinese"}
"""What the languages are called."""


def limit(data: dict[str, Any]) -> str:
    """`20 orders per 2 seconds (except options)`."""
    unit = data["unit"] if data["count"] == 1 else f"{data['unit']}s"
    return f"{data['count']} {unit} per {_period(data['period_seconds'])}{_scope(data)}"


def rule(data: dict[str, Any]) -> str:
    """`user + instrument (except options)`."""
    return " + ".join(data["keys"]) + _scope(data)


def _period(seconds: float) -> str:
    names = (("day", 86400), ("hour", 3600), ("second", 1))
    name, length = next((unit for unit in names if seconds % unit[1] == 0), names[-1])
    count = seconds / length
    return name if count == 1 else f"{count:g} {name}s"


def _scope(data: dict[str, Any]) -> str:
    return f" ({data['applies_to']})" if data["applies_to"] else ""
