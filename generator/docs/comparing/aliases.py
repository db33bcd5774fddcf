"""Old parameters that a page no longer lists, but still takes until a date, as one of its sentences says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import frozen

from ..facts import LanguageFacts, Row

_ALIAS = re.compile(
    r"\balias(?:es)?\b|\blegacy\b|\bold (?:name|parameter|field)|\b(?:former|previous)(?:ly)?\b|\brenamed\b"
    r"|\bbackwards?[- ]compatib|\b(?:still|remains?|continues? to be) (?:be )?(?:accepted|supported|usable|available)"
    r"|别名|旧参数|旧字段|旧名|原参数|原字段|原名|曾用名|更名|改名|兼容|(?:仍可|仍然可以|仍能|继续)(?:使用|支持|传入|用)|仍支持|仍然支持",
    re.IGNORECASE,
)
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_DATE = (
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH},? \d{{4}}"
    rf"|{_MONTH} \d{{4}}"
    r"|\d{4} ?年 ?\d{1,2} ?月(?: ?\d{1,2} ?[日号])?|\d{4} ?年底"
)
_ANY_DATE = re.compile(_DATE, re.IGNORECASE)
# A sentence may also tell since when there is a new name; what counts is how long the old one works.
_LAST_DATE = re.compile(
    rf"\b(?:until|till|through|before|by|up to)(?: the)?(?: end of)? (?P<en>{_DATE})"
    rf"|(?:至|到|截至|截止|直到|直至)\s?(?P<to>{_DATE})|(?P<before>{_DATE})\s?(?:之前|以前|前|止|为止)",
    re.IGNORECASE,
)


@frozen
class Alias:
    """A parameter that a page takes under its old name until a date, both as the page writes them."""

    old: Row
    new: str | None
    until: str
    line: int | None


def found(old: LanguageFacts, new: LanguageFacts) -> dict[str, Alias]:
    """The parameters that left the table of requests, and of which a sentence says so, by name."""
    left = {row.name: row for row in new.request}
    gone = {row.name: row for row in old.request if row.name not in left}
    return {name: alias for name, row in gone.items() if (alias := _alias(row, old, new))}


def speaks_of_one(text: str) -> bool:
    """Whether a sentence has a word for an old name."""
    return bool(_ALIAS.search(text))


def _alias(row: Row, old: LanguageFacts, new: LanguageFacts) -> Alias | None:
    name = row.name.rpartition(".")[2]
    known = {other.name for other in old.request}
    added = [other.name for other in new.request if other.name not in known]
    for text, place, line in _lines(new):
        if _names(text, name) and _ALIAS.search(text) and (until := _date(text)):
            named = (other for other in added if _names(text, other.rpartition(".")[2]))
            return Alias(row, place if place in added else next(named, place), until, line)
    return None


def _lines(facts: LanguageFacts) -> Iterator[tuple[str, str | None, int | None]]:
    """Each line of prose, the parameter that it describes, and where it stands."""
    for row in facts.request:
        for text in row.description.split("\n"):
            yield text, row.name, row.line
    for row in facts.response:
        for text in row.description.split("\n"):
            yield text, None, row.line
    for note in facts.notes:
        for text in note.plain.split("\n"):
            yield text, None, note.line


def _names(text: str, name: str) -> bool:
    return re.search(rf"(?<![A-Za-z0-9_]){re.escape(name)}(?![A-Za-z0-9_])", text) is not None


def _date(text: str) -> str | None:
    if last := _LAST_DATE.search(text):
        return last["en"] or last["to"] or last["before"]
    dates = _ANY_DATE.findall(text)
    return dates[-1] if dates else None
