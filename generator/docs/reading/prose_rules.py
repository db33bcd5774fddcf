"""Two facts that OKX's pages state in sentences only: how many items a request may carry, and that it is a list."""

from __future__ import annotations

import re
from typing import Literal

from ..facts import LanguageFacts
from ..text import pieces
from . import batch_words

LIST = re.compile(r"\b(?:form of|form|in) an? array\b|\barray format\b|数组(?:格式|形式|的形式|的格式)", re.IGNORECASE)
"""Words that say that the body is a list."""


def max_batch(facts: LanguageFacts) -> tuple[int | None, int | None]:
    """The largest number of items in one request, and its line: by the page's prose, else by a parameter's.

    A line without a number is that of a sentence which may state one in unknown words.
    """
    notes = [(note.plain, note.line) for note in facts.notes]
    texts = [*notes, *((row.description, row.line) for row in facts.request)]
    for some in (notes, texts):
        if found := [(number, line) for text, line in some for number in batch_words.numbers(text)]:
            return max(found, key=lambda item: item[0])
    doubtful = (line for text, line in texts for one in pieces(text) if batch_words.may_tell(one))
    return None, next(doubtful, None)


def body(facts: LanguageFacts) -> Literal["object", "array"] | None:
    """Whether the JSON body is an object or an array; None without a body.

    The first example tells, and where it is no JSON its first character; else the prose.
    """
    if facts.method == "GET":
        return None
    if facts.request_examples:
        return "array" if isinstance(facts.request_examples[0], list) else "object"
    if broken := facts.broken("request"):
        return "array" if broken[0].startswith("[") else "object"
    if any(LIST.search(note.plain) for note in facts.notes):
        return "array"
    return "object" if facts.request else None
