"""Values of facts and findings in words that a person reads at a glance."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from difflib import unified_diff
from typing import Any

from ..findings import PROSE, Finding
from .changes import Part, one_line, parts, shortened

_MOST_LINES = 24  # of one example's changes
_SHORT = 160  # characters of a value that is shown beside another one


def printable(text: str) -> str:
    """The text with characters that would steer a terminal, or turn its text around, shown as what they are."""
    return "".join(
        f"\\x{ord(char):02x}" if char not in "\n\t" and unicodedata.category(char) in ("Cc", "Cf", "Cs") else char
        for char in text
    )


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


def value(subject: str, data: Any) -> str:
    """One value of a finding, in few words."""
    if data is None:
        return "nothing"
    if isinstance(data, bool):
        return "yes" if data else "no"
    if subject == "rate_limits":
        return "; ".join(limit(one) for one in data) or "nothing"
    if subject == "rate_limit_rules":
        return "; ".join(rule(one) for one in data) or "nothing"
    if isinstance(data, dict) and {"name", "type"} <= data.keys():
        required = f", required: {data['required']}" if data.get("required") else ""
        return f"{data['type']}{required}{', deprecated' if data.get('deprecated') else ''}"
    return one_line(data) if isinstance(data, str) else compact(data)


def compact(data: Any) -> str:
    """The value as JSON on one line."""
    return json.dumps(data, ensure_ascii=False)


def change(finding: Finding, *, drift: bool) -> list[Part]:
    """What changed, as parts of the old and of the new text; nothing for examples, see `example_lines`."""
    old, new, subject = finding.old, finding.new, finding.subject
    if subject.startswith("examples."):
        return []
    if finding.kind == "languages-disagree" and isinstance(new, dict):
        each = ", ".join(f"{language}: {value(subject, data)}" for language, data in new.items())
        return [Part("old", value(subject, old)), Part("new", each)]
    if finding.kind in PROSE or finding.subject == "title":
        if drift:  # the spec's own words were never the page's, so there is nothing to compare word by word
            return [Part("new", shortened(_prose(new), _SHORT))] if new else []
        return parts(*_without_common(old, new))
    was = [] if old is None else [Part("old", shortened(value(subject, old), _SHORT))]
    now = [] if new is None else [Part("new", shortened(value(subject, new), _SHORT))]
    return was + now


def example_lines(finding: Finding) -> list[str]:
    """The lines of the examples that changed, each with `-`, `+` or a blank before it."""
    lines = list(unified_diff(_example(finding.old), _example(finding.new), n=1, lineterm=""))[2:]
    lines = ["…" if line.startswith("@@") else line for line in lines]
    if lines[:1] == ["…"]:
        del lines[0]
    if len(lines) > _MOST_LINES:
        return [*lines[:_MOST_LINES], f"… {len(lines) - _MOST_LINES} more lines"]
    return lines


def _example(data: Any) -> list[str]:
    documents = data if isinstance(data, list) else [] if data is None else [data]
    dumped = (json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) for document in documents)
    return [line for text in dumped for line in text.split("\n")]


def _prose(data: Any) -> str:
    return "\n".join(data) if isinstance(data, list) else str(data or "")


def _without_common(old: Any, new: Any) -> tuple[str, str]:
    """Both texts; of lists of notes, only those that the other list lacks."""
    if not (isinstance(old, list) and isinstance(new, list)):
        return _prose(old), _prose(new)
    gone, added = Counter(old) - Counter(new), Counter(new) - Counter(old)
    return "\n".join(note for note in old if note in gone), "\n".join(note for note in new if note in added)
