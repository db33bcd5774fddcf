"""Whether a row says that it is deprecated: the one home of the words for it, in both languages.

A mark is a clause, or what stands in brackets, that says nothing but this, and maybe since when, why and what to use
instead: (Deprecated), "This field will be deprecated soon", 该字段已废弃，请使用 …. It speaks of a value where its line
opens with one, or one stands right before it, unless it names the field. Where it is doubtful the row is not
deprecated: its text changed all the same, and that is told.
"""

from __future__ import annotations

import re

from attrs import frozen

from ..text import plain
from .deprecation_marks import COMMAS, FLAGS, STOPS, WORD, of_row

_AT_NAME = re.compile(
    r"[\s~]*[(（\[【][^()（）\[\]【】]*(?:deprecated|废弃|弃用)[^()（）\[\]【】]*[)）\]】]\s*|(?<=\S)\s+deprecated\s*$",
    re.IGNORECASE,
)
_STRUCK_LINE = re.compile(r"\s*~~[^~\n]+~~[ \t]*(?:\n|$)")
_GLUED = re.compile(r"(?<=\S)Deprecated(?=[\s.。]*$)")


@frozen
class Unmarked:
    """A description without its marks; `stopless` also without the full stops beside them. `more` is the marks' own."""

    text: str
    stopless: str
    more: tuple[str, ...]


def is_deprecated(description: str, name: str = "", *, is_last: bool = False) -> bool:
    """Whether a row is struck through as a whole, or says in words that it is deprecated; `name` is its first cell.

    To the last row of a table the page's form may have glued a notice, on lines of its own.
    """
    if "~~" in name or without_mark(name) != name:
        return True
    if is_last and _STRUCK_LINE.match(description):
        return True
    if description.strip().startswith("~~"):
        rest = re.sub(r"~~.*?~~", "", description, flags=re.DOTALL)
        if not without_marks(plain(rest)).stopless.strip(f"{COMMAS}{STOPS}:：\n"):
            return True
        if not description.strip().startswith("~~`") and _has_mark(rest, name):
            return True
    return _has_mark(description, name)


def _has_mark(description: str, name: str) -> bool:
    lines = plain(description).split("\n")
    return any(of_row(line, name, is_first=not index) for index, line in enumerate(lines))


def without_mark(name: str) -> str:
    """The first cell of a row without a mark of deprecation beside the name."""
    return _AT_NAME.sub("", name)


def remark(name: str) -> str:
    """What the mark beside a name says besides, such as since when; it is as good as a part of the description."""
    found = _AT_NAME.search(name)
    mark = found[0].strip(" ~") if found else ""
    return "" if re.fullmatch(r"[(（\[【]?\s*(?:deprecated|已?废弃|已?弃用)\s*[)）\]】]?", mark, FLAGS) else mark


def without_marks(description: str, name: str = "") -> Unmarked:
    """The plain description of a row that is known to be deprecated, without what only says so.

    Where no mark is beyond doubt one of the row, as in a row that is struck through, the last one is.
    """
    lines = [_GLUED.sub(" Deprecated", line) for line in description.split("\n")]
    marks = [of_row(line, name, is_first=True) for line in lines]
    if not any(marks):
        last = max((index for index, line in enumerate(lines) if WORD.search(line)), default=0)
        marks[last] = of_row(lines[last], name, is_first=True, is_doubtful=True)[-1:]
    texts, stopless = [], []
    for line, found in zip(lines, marks, strict=True):
        text = bare = line
        for mark in reversed(found):
            text = f"{text[: mark.start].rstrip()} {text[mark.end :].lstrip()}".strip()
            before, after = bare[: mark.start].rstrip(), bare[mark.end :].lstrip()
            bare = before[:-1] + after if before.endswith((".", "。")) else before + re.sub("^[.。]", "", after)
        texts.append(text)
        stopless.append(bare)
    more = tuple(mark.more for found in marks for mark in found if mark.more)
    return Unmarked("\n".join(texts), "\n".join(stopless), more)
