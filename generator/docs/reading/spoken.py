"""Whether a file of OKX's HTML is in the language that it is given as; sites and people take one for the other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...findings import InputError
from ..facts import Language
from ..in_words import LANGUAGES
from .html import Page, Section

_CHINESE = re.compile(r"[\u3400-\u9fff]")
_LETTER = re.compile(r"[^\W\d_]")
_TAG = re.compile(r"<[^<>]*>")
_LEAST = 0.1  # of the letters of a Chinese section are Chinese; an English one has a heading or an example in Chinese


def check(page: Page, language: Language, sections: Sequence[Section], advice: str) -> None:
    """See that a page speaks this language, as far as the sections that are wanted tell.

    Some Chinese pages have sections that are not translated: there the titles of all sections count as well.

    Raises:
        InputError: It speaks the other one.
    """
    if not sections:
        return
    if language == "en" and all(map(_is_chinese, sections)):
        raise InputError(f"{page.name}: the page is in {LANGUAGES['zh']}; {advice}")
    if language == "zh" and not any(map(_is_chinese, sections)):
        titles = [bool(_CHINESE.search(section.title)) for section in page.sections.values()]
        if 2 * sum(titles) < len(titles):
            raise InputError(f"{page.name}: the page is not in {LANGUAGES[language]}; {advice}")


def _is_chinese(section: Section) -> bool:
    text = _TAG.sub("", section.text)
    return len(_CHINESE.findall(text)) > _LEAST * len(_LETTER.findall(text))
