"""What changed between two texts, by words (Chinese by characters), and short forms of long texts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Literal

from attrs import frozen

_TOKEN = re.compile(r"[^\W\u2e80-\u9fff\uf900-\ufaff]+|\s+|.", re.DOTALL)
_MOST_PAIRS = 100_000  # of equal tokens, which are compared again and again; beyond, texts are shown as a whole
_LEAST_COMMON = 3  # characters; a shorter text that two changes have between them is a chance match
_LEAST_ALIKE = 0.3  # of all characters; texts that have less in common are shown one after the other
_LONGEST = 240  # characters of one changed part
_LONGEST_OF_ALL = 1500  # characters of all parts; beyond, the whole texts are easier to read


@frozen
class Part:
    """A part of two texts: in both, in the old one only, or in the new one only."""

    kind: Literal["both", "old", "new"]
    text: str


def parts(old: str, new: str, context: int = 40) -> list[Part]:
    """The changes between two texts in their order, each between so many characters that stayed the same."""
    old, new = one_line(old), one_line(new)
    if old == new:
        return [Part("both", _cut(old, 2 * context))] if old else []
    found = _joined(_compared(old, new))
    common = sum(len(part.text) for part in found if part.kind == "both")
    if 2 * common < _LEAST_ALIKE * (len(old) + len(new)):
        return _wholes(old, new)
    last = len(found) - 1
    found = [
        _around(part, context if index else 0, context if index < last else 0)
        if part.kind == "both"
        else Part(part.kind, _cut(part.text, _LONGEST))
        for index, part in enumerate(found)
    ]
    return found if sum(len(part.text) for part in found) <= _LONGEST_OF_ALL else _wholes(old, new)


def shortened(text: str, most: int) -> str:
    """The text on one line, its middle left out where it has more characters than `most`."""
    return _cut(one_line(text), most)


def one_line(text: str) -> str:
    """The text with every run of white space as one blank."""
    return re.sub(r"\s+", " ", text).strip()


def _cut(text: str, most: int) -> str:
    half = most // 2
    return text if len(text) <= most else f"{text[:half].rstrip()} … {text[-half:].lstrip()}"


def _wholes(old: str, new: str) -> list[Part]:
    both = [Part("old", _cut(old, _LONGEST)), Part("new", _cut(new, _LONGEST))]
    return [part for part in both if part.text]


def _compared(old: str, new: str) -> list[Part]:
    """The parts, of which those at both ends, where the texts agree, are cheap to find."""
    olds, news = _TOKEN.findall(old), _TOKEN.findall(new)
    start = _common(olds, news)
    end = _common(olds[start:][::-1], news[start:][::-1])
    inner = _between(olds[start : len(olds) - end], news[start : len(news) - end])
    return [Part("both", "".join(olds[:start])), *inner, Part("both", "".join(olds[len(olds) - end :]))]


def _common(olds: Sequence[str], news: Sequence[str]) -> int:
    """How many tokens agree from the start."""
    return next(
        (index for index, (old, new) in enumerate(zip(olds, news, strict=False)) if old != new),
        min(len(olds), len(news)),
    )


def _between(olds: Sequence[str], news: Sequence[str]) -> list[Part]:
    counts = Counter(news)
    if sum(counts[token] for token in olds) > _MOST_PAIRS:
        return [Part("old", "".join(olds)), Part("new", "".join(news))]
    found: list[Part] = []
    for operation, old_start, old_end, new_start, new_end in SequenceMatcher(None, olds, news, False).get_opcodes():
        if operation == "equal":
            found.append(Part("both", "".join(olds[old_start:old_end])))
        else:
            found.append(Part("old", "".join(olds[old_start:old_end])))
            found.append(Part("new", "".join(news[new_start:new_end])))
    return found


def _joined(found: list[Part]) -> list[Part]:
    """The parts with neighbouring changes, and changes that only a chance match parts, made one."""
    result: list[Part] = []
    old = new = ""
    for index, part in enumerate(found):
        inside = bool(old or new) and index < len(found) - 1
        if part.kind == "old":
            old += part.text
        elif part.kind == "new":
            new += part.text
        elif inside and len(part.text.strip()) < _LEAST_COMMON:
            old, new = old + part.text, new + part.text
        else:
            result += [Part("old", old), Part("new", new), part]
            old = new = ""
    result += [Part("old", old), Part("new", new)]
    return [part for part in result if part.text]


def _around(part: Part, before: int, after: int) -> Part:
    """What stayed the same, cut to what stands right after one change (`before`) and right before the next."""
    text = part.text
    if len(text) <= before + after + 10:
        return part
    start = text[:before] if before else ""
    end = text[-after:] if after else ""
    return Part("both", f"{start}…{end}")
