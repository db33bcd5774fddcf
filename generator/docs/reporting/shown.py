"""Values of facts and findings in words that a person reads at a glance."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from difflib import unified_diff
from typing import Any

from .. import in_words
from ..facts import LANGUAGES
from ..findings import PROSE, Finding
from .changes import Part, one_line, parts, shortened

_MOST_LINES = 24  # of one example's changes
_SHORT = 160  # characters of a value that is shown beside another one


def printable(text: str) -> str:
    """The text with characters that would steer a terminal, or turn its text around, shown as what they are."""
    if text.replace("\n", "").isprintable():  # nearly always, and much quicker told than character by character
        return text
    return "".join(
        f"\\x{ord(char):02x}" if char not in "\n\t" and unicodedata.category(char) in ("Cc", "Cf", "Cs") else char
        for char in text
    )


def value(subject: str, data: Any) -> str:
    """One value of a finding, in few words."""
    if data is None:
        return "nothing"
    if isinstance(data, bool):
        return "yes" if data else "no"
    if subject == "rate_limits":
        return "; ".join(in_words.limit(one) for one in data) or "nothing"
    if subject == "rate_limit_rules":
        return "; ".join(in_words.rule(one) for one in data) or "nothing"
    if isinstance(data, dict) and {"name", "type"} <= data.keys():
        required = f", required: {data['required']}" if data.get("required") else ""
        return f"{data['type']}{required}{', deprecated' if data.get('deprecated') else ''}"
    return one_line(data) if isinstance(data, str) else compact(data)


def side(finding: Finding, data: Any) -> str:
    """The old or the new value of a finding, in few words; of each language where these disagree."""
    if finding.kind == "languages-disagree" and isinstance(data, dict) and data.keys() <= set(LANGUAGES):
        return ", ".join(f"{language}: {value(finding.subject, each)}" for language, each in data.items())
    return value(finding.subject, data)


def compact(data: Any) -> str:
    """The value as JSON on one line."""
    return json.dumps(data, ensure_ascii=False)


def change(finding: Finding, *, drift: bool) -> list[Part]:
    """What changed, as parts of the old and of the new text.

    Nothing for examples, see `example_lines`; nor for the texts of `drift`, see `both_texts`.
    """
    old, new, subject = finding.old, finding.new, finding.subject
    if subject.startswith("examples.") or (drift and finding.kind in PROSE):
        return []
    if finding.kind == "languages-disagree":
        return [Part("old", side(finding, old)), Part("new", side(finding, new))]
    if finding.kind in PROSE:
        return parts(*_without_common(old, new))
    was = [] if old is None else [Part("old", shortened(value(subject, old), _SHORT))]
    now = [] if new is None else [Part("new", shortened(value(subject, new), _SHORT))]
    return was + now


NOT_KEPT = (
    "What a page said when it was accepted is not kept, only its fingerprint: hold what it says now against the "
    "spec, which has words of its own."
)
"""What to know of the texts that `drift` reports."""


def both_texts(finding: Finding) -> list[tuple[str, str]]:
    """What page and spec say of a text that changed; of notes, the message quotes the one that did."""
    told = (("page", finding.new), ("spec", finding.old))
    return [(name, shortened(text, _SHORT)) for name, text in told if isinstance(text, str) and text]


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
