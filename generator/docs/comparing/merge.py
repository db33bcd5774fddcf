"""The differences of a page's languages as findings, one for what happened in both; and one for what hit many pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

from attrs import evolve

from ..facts import SHARED_WORDS, Language
from ..findings import PROSE, SEVERITY, Difference, Finding, Impact, Kind
from .wording import compact

_MOST_PAGES = 20  # that report one event each for itself
# Of these, several stand under one subject, so that two of them need not contradict each other.
_NEVER_RIVALS: frozenset[Kind] = PROSE | {"enum-added", "enum-removed", "unreadable"}


def merge(
    page: str, operation: str | None, by_language: Mapping[Language, list[Difference]], *, drift: bool
) -> list[Finding]:
    """One finding for each difference: `both` where the languages changed alike, `languages-disagree` where not.

    `drift` tells that the old side is the spec, whose lines are to be reported.
    """

    def finding(language: Language | Literal["both"], told: Difference) -> Finding:
        return Finding(
            page=page,
            operation=operation,
            language=language,
            subject=told.subject,
            kind=told.kind,
            impact=told.impact,
            old=told.old,
            new=told.new,
            spec_line=told.old_line if drift else None,
            page_line=told.new_line,
            message=told.message,
        )

    chinese = list(by_language.get("zh", []))
    twins = [_taken(chinese, each, _are_one) for each in by_language.get("en", [])]
    found: list[Finding] = []
    for english, twin in zip(by_language.get("en", []), twins, strict=True):
        if twin is not None:
            found.append(finding("both", evolve(english, impact=_worse(english, twin))))
        elif rival := _taken(chinese, english, _are_rivals):
            found.append(finding("both", _disagreement(english, rival)))
        else:
            found.append(finding("en", english))
    return found + [finding("zh", each) for each in chinese]


def _taken(
    chinese: list[Difference], english: Difference, belongs: Callable[[Difference, Difference], bool]
) -> Difference | None:
    """The first difference that belongs to the English one, taken out of the list."""
    found = next((index for index, each in enumerate(chinese) if belongs(english, each)), None)
    return None if found is None else chinese.pop(found)


def _are_one(english: Difference, chinese: Difference) -> bool:
    return (
        english.kind not in PROSE
        and (english.subject, english.kind) == (chinese.subject, chinese.kind)
        and _are_alike(english.subject, english.old, chinese.old)
        and _are_alike(english.subject, english.new, chinese.new)
    )


def _are_rivals(english: Difference, chinese: Difference) -> bool:
    return (
        english.subject == chinese.subject
        and _NEVER_RIVALS.isdisjoint([english.kind, chinese.kind])
        and not _are_alike(english.subject, english.new, chinese.new)
    )


def _disagreement(english: Difference, chinese: Difference) -> Difference:
    is_old_common = _are_alike(english.subject, english.old, chinese.old)
    return evolve(
        english,
        kind="languages-disagree",
        impact=_worse(english, chinese),
        old=english.old if is_old_common else {"en": english.old, "zh": chinese.old},
        new={"en": english.new, "zh": chinese.new},
        message=f"the two languages disagree; English: {english.message}; Chinese: {chinese.message}",
    )


def _worse(*told: Difference | Finding) -> Impact:
    return max((each.impact for each in told), key=SEVERITY.index)


def _are_alike(subject: str, english: Any, chinese: Any) -> bool:
    """Whether two values are one, but for the page's own words in rate limits, of which each language has its own."""
    if compact(english) == compact(chinese):
        return True
    if not subject.startswith("rate_limit") or len(english) != len(chinese):
        return False
    return all(
        _are_alike_words(fact, one[fact], other[fact])
        for one, other in zip(english, chinese, strict=True)
        for fact in one
    )


def _are_alike_words(fact: str, english: Any, chinese: Any) -> bool:
    words, others = (value if isinstance(value, list) else [value] for value in (english, chinese))
    english_only = [word for word in words if word not in others]
    chinese_only = [word for word in others if word not in words]
    return len(english_only) == len(chinese_only) and (
        all(_is_own_word(fact, word) for word in english_only + chinese_only)
        and (fact == "applies_to" or not any(word.isascii() for word in chinese_only))
    )


def _is_own_word(fact: str, word: Any) -> bool:
    return isinstance(word, str) and word not in SHARED_WORDS[fact]


def group(findings: Sequence[Finding]) -> list[Finding]:
    """The findings, but an event that hit more than twenty pages only once, where it came up first."""
    hit: dict[tuple[str, ...], list[Finding]] = {}
    for each in findings:
        if each.page is not None:
            hit.setdefault(_event(each), []).append(each)
    found: list[Finding] = []
    for each in findings:
        same = hit.get(_event(each), []) if each.page is not None else []
        pages = sorted({other.page for other in same if other.page is not None})
        if len(pages) <= _MOST_PAGES:
            found.append(each)
        elif each is same[0]:
            found.append(_grouped(same, pages))
    return found


def _event(finding: Finding) -> tuple[str, ...]:
    return finding.kind, finding.subject, finding.language, compact([finding.old, finding.new])


def _grouped(same: Sequence[Finding], pages: Sequence[str]) -> Finding:
    first = same[0]
    return evolve(
        first,
        page=None,
        operation=None,
        impact=_worse(*same),
        spec_line=None,
        page_line=None,
        message=_common_message([each.message for each in same]),
        pages=tuple(pages),
    )


def _common_message(messages: Sequence[str]) -> str:
    """The first message, without what it says at its end about one page only."""
    messages = [message.partition(" Suggested edit:")[0] for message in messages]  # which is of one page only
    first = messages[0]
    ends = [len(first), *(found.start() for found in reversed(list(re.finditer(r"[.;:] ", first))))]
    shared = (first[:end] for end in ends if all(message.startswith(first[:end]) for message in messages))
    return next(shared, first)
