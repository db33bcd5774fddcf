"""Two facts that OKX's pages state in sentences only: how many items a request may carry, and that it is a list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Literal

from ..facts import Row, Text

_REQUEST = r"(?:per|in (?:a|one|each|every)(?: single)?|at a|at one) (?:request|call|time|batch)"
# What an answer holds is no matter of the request's size.
_NOUN = r"(?:(?!results?|records?|entries|rows|bars|candles|data)[A-Za-z][\w()/\-]* ){0,4}?"
_VERB = r"[^，。；\d返查获]"
_BATCH = re.compile(
    rf"\b(?:maximum(?: of)?|max\.?|up to|at most|no more than) (?P<number>\d+) {_NOUN}"
    rf"(?:(?:can|may|could) be \w+ )?{_REQUEST}"
    rf"|(?:每次|一次|单次|每个请求|每批)[^，。；\d]{{0,6}}?(?:最多|至多|不超过){_VERB}{{0,12}}(?P<number_zh>\d+)\s*(?:个|组|条|笔|单)"
    rf"|最多[^，。；\d]{{0,4}}(?:一次|单次|批量){_VERB}{{0,8}}(?P<number_zh2>\d+)\s*(?:个|组|条|笔|单)",
    re.IGNORECASE,
)
_LIST = re.compile(r"\b(?:form of|form|in) an? array\b|\barray format\b|数组(?:格式|形式|的形式|的格式)", re.IGNORECASE)


def max_batch(notes: Sequence[Text], request: Sequence[Row]) -> tuple[int | None, int | None]:
    """The largest number of items in one request, and its line: by the page's prose, else by a parameter's."""
    for texts in ([(note.plain, note.line) for note in notes], [(row.description, row.line) for row in request]):
        found = [(number, line) for text, line in texts for number in _numbers(text)]
        if found:
            return max(found, key=lambda item: item[0])
    return None, None


def _numbers(text: str) -> list[int]:
    return [int(next(filter(None, match.groups()))) for match in _BATCH.finditer(text.replace("\n", " "))]


def without_batch_number(text: str) -> str:
    """The text with a blank in place of each number of items that `max_batch` reads from it."""
    return _BATCH.sub(lambda match: re.sub(r"\d+", "#", match[0]), text)


def body(
    method: str | None, examples: Sequence[Any], notes: Sequence[Text], request: Sequence[Row]
) -> Literal["object", "array"] | None:
    """Whether the JSON body is an object or an array: the example tells, else the prose; None without a body."""
    if method == "GET":
        return None
    if examples:
        return "array" if isinstance(examples[0], list) else "object"
    if any(_LIST.search(note.plain) for note in notes):
        return "array"
    return "object" if request else None
