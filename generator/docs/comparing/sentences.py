"""Descriptions and notes cut into the parts that comparisons see, each with the fact that it states besides.

Where such a fact changes, its own finding tells so; the words that state it are no second change.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve

from ..facts import LanguageFacts, Row, Text
from ..reading import batch_words, deprecation
from ..reading.prose_rules import LIST
from ..reading.values import is_before_colon
from ..text import BULLET, STRUCK, cut, key, lines, pieces
from .prints import BELOW, MARKED, Item, Part, fingerprint, joined

_RUN = re.compile(r"`[^`]+`(?:\s*[/,，、|]?\s*`[^`]+`)*")
_OPENING = re.compile(rf"\s*(?:>\s*|{BULLET})*")
_CLAUSE_END = re.compile(r"(?<=[,，])\s*")
_SEPARATORS = " \t,，、;；/|.。"


def description(row: Row, number: int | None) -> Item:
    """The description of a row, without the words, and the strikes, that only say that the row is deprecated.

    `number` is how many items a request may carry, where a description of this table says so.
    """
    raw = row.pieces or pieces(row.description)
    values = frozenset(row.enum)
    if not row.deprecated:
        return _item(raw, values, number)
    said = ("".join(line) for line in lines(piece for piece in raw if not piece.startswith(STRUCK)))
    unmarked = deprecation.without_marks("\n".join(said), row.name.rpartition(".")[2])
    item, stopless = (_item(cut(text), values, number) for text in (unmarked.text, unmarked.stopless))
    remarks = tuple(Part(fingerprint(words), MARKED, words) for words in unmarked.more)
    return evolve(item, parts=item.parts + remarks, stopless=stopless.whole)


def note(text: Text, facts: LanguageFacts) -> Item:
    """A note of a page with these facts."""
    item = _item(text.pieces or pieces(text.plain), frozenset(), facts.max_batch)
    if facts.body != "array":
        return item
    parts = (evolve(part, tells="body") if LIST.search(part.text) and not part.tells else part for part in item.parts)
    return evolve(item, parts=tuple(parts))


def _item(texts: Iterable[str], values: frozenset[str], number: int | None) -> Item:
    texts = list(texts)
    whole = joined(fingerprint(_without_number(text, number)) for text in texts)
    return Item(whole, tuple(part for line in lines(texts) for part in _of_line(line, values, number)))


def _without_number(text: str, number: int | None) -> str:
    """The text without the number that the page's `max_batch` is; another number stays."""
    if number is None:
        return text
    blank = batch_words.without_number(text)
    return blank if blank.replace("#", str(number)) == text else text


def _of_line(sentences: Sequence[str], values: frozenset[str], number: int | None) -> Iterator[Part]:
    """The sentences of a line, those that document values cut at these; the others go on about the last one."""
    above: str | None = None  # what the sentence before tells
    for sentence in sentences:
        if not sentence.startswith(STRUCK) and any(_documents(run, values) for run in _RUN.finditer(sentence)):
            for part in _of_values(sentence.strip(), values, number):
                above = part.tells
                yield part
        else:
            for part in _plain(sentence.strip(), number):
                yield evolve(part, tells=f"{BELOW}{above}") if above and not part.tells else part


def _of_values(text: str, values: frozenset[str], number: int | None) -> Iterator[Part]:
    """The text cut before each value that it documents, so that a value can come and go without its neighbours."""
    found = [run for run in _RUN.finditer(text) if _documents(run, values)]
    bounds = [*(run.start() for run in found), len(text)]
    yield from _plain(text[: bounds[0]], number)
    for run, end in zip(found, bounds[1:], strict=True):
        meaning = text[run.end() : end].rstrip(_SEPARATORS)
        for value in _tokens(run):
            yield Part(fingerprint(f"`{value}`{meaning}"), f"`{value}`", f"`{value}`{meaning}")


def _documents(run: re.Match[str], values: frozenset[str]) -> bool:
    opens = _OPENING.fullmatch(run.string, 0, run.start()) is not None
    return (opens or is_before_colon(run.string, run.end())) and values.issuperset(_tokens(run))


def _tokens(run: re.Match[str]) -> list[str]:
    return [token.strip() for token in re.findall(r"`([^`]+)`", run[0])]


def _plain(text: str, number: int | None) -> Iterator[Part]:
    """The text; cut at its commas where one clause states the number, and the full stop left to the other clauses."""
    if _without_number(text, number) == text:
        if key(text):
            yield Part(fingerprint(text), None, text)
        return
    clauses = [clause.rstrip(_SEPARATORS) for clause in _CLAUSE_END.split(text)]
    numberless = [_without_number(clause, number) for clause in clauses]
    others = {index: None for index, clause in enumerate(clauses) if numberless[index] == clause and key(clause)}
    last = max(others, default=-1)
    stop = text[len(text.rstrip(_SEPARATORS)) :]
    for index, clause in enumerate(clauses):
        if index not in others:
            yield Part(fingerprint(numberless[index]), "max_batch", clause)
        else:
            said = clause + stop if index == last else clause
            yield Part(fingerprint(said), None, said)
