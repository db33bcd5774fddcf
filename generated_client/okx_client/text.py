"""What a user may read, in both languages side by side, so that a fact is never told in one of them alone."""

from __future__ import annotations

import os
import re
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


def language_named(name: object) -> Language | None:
    """Return the language that a name means, such as "zh", "zh-CN" or "zh_CN.UTF-8"; None where it is neither."""
    short = re.split(r"[-_.]", name.strip().lower())[0] if isinstance(name, str) else name
    return next((language for language in LANGUAGES if language == short), None)


def language_of_environment() -> Language:
    """Return the language that OKX_LANG names, else English: a text has to be said even where the variable is odd."""
    return language_named(os.environ.get(VARIABLE)) or "en"
