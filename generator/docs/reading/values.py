"""Which back-quoted words of a description are values: those that open a line, or stand right before a colon."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from ..text import BULLET, plain

_OPENING = re.compile(rf"[ \t]*(?:{BULLET})?(`[^`]+`(?:[ \t]*[/,，、|]?[ \t]*`[^`]+`)*)")
_SLASHED = re.compile(r"(`[^`]+`(?:\s*/\s*`[^`]+`)*)")
_COLON = re.compile(r"\s*[:：]")
_TOKEN = re.compile(r"`([^`]+)`")
_AND_ONE_MORE = re.compile(r"\s*(?:and\b|or\b|和|或|与|及)\s*`([^`]+)`", re.IGNORECASE)
FOR_EXAMPLE = re.compile(r"(e\.g\.,?|for example,?|such as|例如|比如|如)[:：,，]?\s*$", re.IGNORECASE)
_LONGEST_LEAD = 20  # characters; the words for an example have fewer


def is_before_colon(text: str, at: int) -> bool:
    """Whether the next character but blanks is a colon."""
    return _COLON.match(text, at) is not None


def values(raw: str, parameters: AbstractSet[str], fields: AbstractSet[str]) -> tuple[str, ...]:
    """The back-quoted values that a description documents, in order, each once.

    A parameter's name is no value, nor is what one sentence joins to it. A field's name is one only before a colon: on
    one page `last` is both a field and a price type. What follows "e.g." is an example, be it on the lines below.
    """
    text = plain(raw).replace("\\", "")
    found: dict[str, None] = {}
    below_example = False
    for line in text.split("\n"):
        opens = _OPENING.match(line) is not None
        if not (opens and below_example):
            found.update(dict.fromkeys(_of_line(line, parameters, fields)))
            below_example = FOR_EXAMPLE.search(line, max(len(line) - _LONGEST_LEAD, 0)) is not None
    return tuple(found)


def _of_line(line: str, parameters: AbstractSet[str], fields: AbstractSet[str]) -> Iterator[str]:
    opening = _OPENING.match(line)
    if opening and not is_before_colon(line, opening.end()) and _names(opening, parameters):
        opening = None
    at: dict[int, str] = {}
    for run, no_values in (
        (opening, parameters | fields),
        *((run, parameters) for run in _SLASHED.finditer(line) if is_before_colon(line, run.end())),
    ):
        if run and not FOR_EXAMPLE.search(line, max(run.start(1) - _LONGEST_LEAD, 0), run.start(1)):
            tokens = ((run.start(1) + token.start(), token[1].strip()) for token in _TOKEN.finditer(run[1]))
            at.update((start, value) for start, value in tokens if value and value not in no_values)
    return (at[start] for start in sorted(at))


def _names(opening: re.Match[str], parameters: AbstractSet[str]) -> bool:
    """Whether a line begins with names: one of them, or what "and" joins to them, is a parameter's."""
    joined = _AND_ONE_MORE.match(opening.string, opening.end())
    names = {token[1].strip() for token in _TOKEN.finditer(opening[1])} | ({joined[1]} if joined else set())
    return not names.isdisjoint(parameters)
