"""Descriptions and notes cut into the parts that comparisons see, each with the fact that it states besides.

Where such a fact changes, its own finding tells so; the words that state it are no second change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import evolve

from ..facts import LanguageFacts, Row, Text
from ..reading import batch_words, deprecation
from ..reading.prose_rules import LIST
from ..reading.values import is_before_colon
from ..text import BULLET, STRUCK, key, pieces
from .prints import MARKED, Item, Part, fingerprint, joined

# A number of a list, which the cut after each full stop took for a sentence.
_TORN_BULLET = re.compile(r"\d+\.")
_RUN = re.compile(r"`[^`]+`(?:\s*(?:[/,，、|]|\bor\b|\band\b|或|和)?\s*`[^`]+`)*")
_OPENING = re.compile(rf"\s*(?:>\s*|{BULLET})*")
_CLAUSE_END = re.compile(r"(?<=[,，])\s*")
_SEPARATORS = " \t,，、;；/|.。"


def description(row: Row, facts: LanguageFacts) -> Item:
    """The description of a row, without the words, and the strikes, that only say that the row is deprecated."""
    raw = _whole_sentences(row.pieces or pieces(row.description))
    if not row.deprecated:
        return _item(raw, frozenset(row.enum), facts)
    text, more = deprecation.without_marks("\n".join(each for each in raw if not each.startswith(STRUCK)))
    item = _item([line for line in text.split("\n") if key(line)], frozenset(row.enum), facts)
    remarks = tuple(Part(fingerprint(words), MARKED, words) for words in more)
    return evolve(item, parts=item.parts + remarks, marked=True)


def note(text: Text, facts: LanguageFacts) -> Item:
    """A note of a page with these facts."""
    item = _item(_whole_sentences(text.pieces or pieces(text.plain)), frozenset(), facts)
    if facts.body != "array":
        return item
    parts = (evolve(part, tells="body") if LIST.search(part.text) and not part.tells else part for part in item.parts)
    return evolve(item, parts=tuple(parts))


def _whole_sentences(texts: tuple[str, ...]) -> list[str]:
    return [text for text in texts if not _TORN_BULLET.fullmatch(text)]


def _item(texts: list[str], values: frozenset[str], facts: LanguageFacts) -> Item:
    whole = joined(fingerprint(_without_number(text, facts.max_batch)) for text in texts)
    return Item(whole, tuple(part for text in texts for part in _parts(text, values, facts.max_batch)))


def _without_number(text: str, max_batch: int | None) -> str:
    """The text without the number that the page's `max_batch` is; another number stays."""
    blank = batch_words.without_number(text)
    return blank if blank.replace("#", str(max_batch)) == text else text


def _parts(text: str, values: frozenset[str], max_batch: int | None) -> Iterator[Part]:
    """The text cut before each value that it documents, so that a value can come and go without its neighbours."""
    found = [run for run in _RUN.finditer(text) if _documents(run, values)]
    bounds = [*(run.start() for run in found), len(text)]
    yield from _plain(text[: bounds[0]], max_batch)
    for run, end in zip(found, bounds[1:], strict=True):
        meaning = text[run.end() : end].rstrip(_SEPARATORS)
        for value in _tokens(run):
            yield Part(fingerprint(f"`{value}`{meaning}"), f"`{value}`", f"`{value}`{meaning}")


def _documents(run: re.Match[str], values: frozenset[str]) -> bool:
    opens = _OPENING.fullmatch(run.string, 0, run.start()) is not None
    return (opens or is_before_colon(run.string, run.end())) and values.issuperset(_tokens(run))


def _tokens(run: re.Match[str]) -> list[str]:
    return [token.strip() for token in re.findall(r"`([^`]+)`", run[0])]


def _plain(text: str, max_batch: int | None) -> Iterator[Part]:
    if _without_number(text, max_batch) == text:
        if key(text):
            yield Part(fingerprint(text), None, text)
        return
    for clause in _CLAUSE_END.split(text):
        numberless = _without_number(clause, max_batch).rstrip(_SEPARATORS)
        tells = "max_batch" if numberless != clause.rstrip(_SEPARATORS) else None
        yield Part(fingerprint(numberless), tells, clause)
