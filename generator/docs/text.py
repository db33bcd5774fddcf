"""Prose as facts keep it, and prose as comparisons see it."""

from __future__ import annotations

import re

# A span in back-ticks is left as it stands; outside of it marks go, and `\-` is written `-`.
_CODE_OR_MARK = re.compile(r"(`+[^`]*`+)|\*\*|~~|\\([!-/:-@\[-`{-~])")
_ZERO_WIDTH = re.compile("[\u200b\u200c\u200d\u2060\ufeff]")
_BREAK = re.compile(r"[ \t]*<br\s*/?>[ \t]*", re.IGNORECASE)
STRUCK = "struck through: "
"""What a piece begins with that repeats a struck stretch of the text."""
_STRUCK = re.compile(r"~~(.+?)~~", re.DOTALL)
_BLANKS = re.compile(r"[^\S\n]+")
_WIDE_GAP = re.compile(r"[^\S\n]{2,}|\n")
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+|(?<=[。！？；])\s*")
BULLET = r"(?:[*\-][^\S\n]+|•[^\S\n]*|\d+\.(?!\d)[^\S\n]*)"
"""The mark of a list item; `1.` needs no blank behind it, unless a digit follows."""
_BULLET = re.compile(rf"^\s*{BULLET}")


def without_zero_width(text: str) -> str:
    """The text without characters that nobody sees, which an editor leaves behind."""
    return _ZERO_WIDTH.sub("", text)


def plain(raw: str) -> str:
    """The text without bold, strike marks and escapes; blanks collapsed, empty lines left out."""
    lines = (_BLANKS.sub(" ", line).strip() for line in _unmarked(raw).split("\n"))
    return "\n".join(line for line in lines if line)


def pieces(raw: str) -> tuple[str, ...]:
    """The text cut at its lines, at the wide gaps where a page's form glues two notices, and after each sentence.

    What is struck through comes once more, as striking it says something.
    """
    parts = (_BLANKS.sub(" ", part) for part in _WIDE_GAP.split(_unmarked(raw)))
    sentences = (sentence.strip() for part in parts for sentence in _SENTENCE_END.split(part))
    struck = (f"{STRUCK}{plain(span)}" for span in _STRUCK.findall(raw))
    return (*(sentence for sentence in sentences if sentence), *struck)


def key(text: str) -> str:
    """What two texts have in common that say the same: no white space, marks, bullets; a colon is a colon."""
    lines = (_BULLET.sub("", line) for line in _unmarked(text).split("\n"))
    return re.sub(r"\s+", "", "".join(lines)).replace("：", ":")


def _unmarked(raw: str) -> str:
    return _CODE_OR_MARK.sub(lambda match: match[1] or match[2] or "", _BREAK.sub("\n", raw.replace("\xa0", " ")))
