"""Prose as facts keep it, and prose as comparisons see it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

# A span in back-ticks is left as it stands; outside of it marks go, and `\-` is written `-`.
_CODE_OR_MARK = re.compile(r"(`+[^`]*`+)|\*\*|~~|\\([!-/:-@\[-`{-~])")
_ZERO_WIDTH = re.compile("[\u200b\u200c\u200d\u2060\ufeff]")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
STRUCK = "struck through: "
"""What a piece begins with that repeats a struck stretch of the text."""
_STRUCK = re.compile(r"~~(.+?)~~", re.DOTALL)
_BLANKS = re.compile(r"[^\S\n]+")
_WIDE_GAP = re.compile(r"[^\S\n]{2,}|\n")
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+|(?<=[。！？；])\s*")
BULLET = r"(?:[*\-][^\S\n]+|•[^\S\n]*|\d+\.(?!\d)[^\S\n]*)"
"""The mark of a list item; `1.` needs no blank behind it, unless a digit follows."""
_BULLET = re.compile(rf"^\s*{BULLET}")
_TORN_BULLET = re.compile(r"\d+\.")  # the number of a list, which looks like a sentence


def without_zero_width(text: str) -> str:
    """The text without characters that nobody sees, which an editor leaves behind."""
    return _ZERO_WIDTH.sub("", text)


@lru_cache(maxsize=1024)  # a page's words recur, and each reader of a description asks anew
def plain(raw: str) -> str:
    """The text without bold, strike marks and escapes; blanks collapsed, empty lines left out."""
    lines = (_BLANKS.sub(" ", line).strip() for line in _unmarked(raw).split("\n"))
    return "\n".join(line for line in lines if line)


def pieces(raw: str) -> tuple[str, ...]:
    """The text cut at its lines, at the wide gaps where a page's form glues two notices, and after each sentence.

    A piece that goes on in the line of the one before begins with a blank. What is struck through comes once more at
    the end, as striking it says something.
    """
    return (*cut(_unmarked(raw)), *(f"{STRUCK}{plain(span)}" for span in _STRUCK.findall(raw)))


def cut(text: str) -> list[str]:
    """The pieces of a text that has no marks."""
    found: list[str] = []
    for line in _WIDE_GAP.split(text):
        sentences = [sentence.strip() for sentence in _SENTENCE_END.split(_BLANKS.sub(" ", line)) if sentence.strip()]
        if len(sentences) > 1 and _TORN_BULLET.fullmatch(sentences[0]):
            sentences[:2] = [" ".join(sentences[:2])]
        found += [f" {sentence}" if index else sentence for index, sentence in enumerate(sentences)]
    return found


def lines(some: Iterable[str]) -> list[list[str]]:
    """The pieces of each line."""
    found: list[list[str]] = []
    for piece in some:
        if found and piece.startswith(" "):
            found[-1].append(piece)
        else:
            found.append([piece])
    return found


def key(text: str) -> str:
    """What two texts have in common that say the same: no white space, marks, bullets; a colon is a colon."""
    lines = (_BULLET.sub("", line) for line in _unmarked(text).split("\n"))
    return re.sub(r"\s+", "", "".join(lines)).replace("：", ":")


def _unmarked(raw: str) -> str:
    return _CODE_OR_MARK.sub(lambda match: match[1] or match[2] or "", _BREAK.sub("\n", raw.replace("\xa0", " ")))
