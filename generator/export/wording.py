"""One language at a time: which text of two a document takes, and how lines and sentences are put together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from attrs import frozen

from .. import places
from ..docs.facts import Language
from ..extensions import Caveat, Clock, DemoHeader, ErrorCode, Permission
from ..spec_words import Pair

# Not in a Markdown link, or in angle brackets or a code span already.
_URL = re.compile(r"(?<![<(`\w])https?://[\w./#?=&%:~@+-]*[\w/]", re.ASCII)


@frozen
class Voice:
    """Speaks the language of the document."""

    language: Language

    def __call__(self, english: str, chinese: str) -> str:
        """Return the one of two texts that is in the language."""
        return english if self.language == "en" else chinese

    def of(self, node: Mapping[str, Any], field: str) -> Any:
        """What a text field of a node says in the language; None where there is none."""
        return node.get(self(field, places.chinese_field(field)))

    def described(self, told: Caveat | Clock | DemoHeader | ErrorCode | Permission) -> str:
        """What the description of one of our own fields says in the language."""
        return self(told.description, told.description_zh).strip()

    def item(self, names: Pair, text: str) -> str:
        """An item of a Markdown list: a name and a text, of which further lines stay inside the item."""
        name = self(f"**{names[0]}**: ", f"**{names[1]}**：")
        return f"- {name}{text.strip()}".replace("\n", "\n  ")

    def sentences(self, *parts: str | None) -> str:
        """Sentences one after the other; those that say nothing are left out."""
        return self(" ", "").join(part.strip() for part in parts if part)

    def more(self, text: str, words: str) -> str:
        """A text with sentences after it, on the same line where the text is one line of sentences too."""
        is_line = "\n" not in text.strip() and text.strip().endswith((".", "。"))
        return self.sentences(text, words) if is_line else paragraphs(text, words)


def paragraphs(*parts: str) -> str:
    """Markdown paragraphs; those that say nothing are left out."""
    return "\n\n".join(part.strip() for part in parts if part.strip())


def with_links(text: str) -> str:
    """The text with its URLs in angle brackets: without them, tools take Chinese that follows for a part of the URL."""
    return _URL.sub(r"<\g<0>>", text)
