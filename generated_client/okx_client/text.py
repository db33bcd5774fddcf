"""What a user may read, in both languages side by side, so that a fact is never told in one of them alone."""

from __future__ import annotations

import os
from typing import Final, Literal, assert_never

from attrs import frozen

Language = Literal["en", "zh"]

LANGUAGES: Final[tuple[Language, ...]] = ("en", "zh")
VARIABLE: Final = "OKX_LANG"


@frozen
class Text:
    """The same words in English (`en`) and in Chinese (`zh`)."""

    en: str
    zh: str

    def say(self, language: Language) -> str:
        """Return the words in `language`."""
        match language:
            case "en":
                return self.en
            case "zh":
                return self.zh
            case _:
                assert_never(language)


def language_of_environment() -> Language:
    """Return the language that OKX_LANG names, else English: a text has to be said even where the variable is odd."""
    named = os.environ.get(VARIABLE, "").strip()
    return next((language for language in LANGUAGES if language == named), "en")
