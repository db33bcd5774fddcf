"""Whether a file of OKX's HTML is in the language that it is given as; sites and people take one for the other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...findings import InputError
from ..facts import Language
from ..in_words import LANGUAGES
from .html import Page, Section

_CHINESE = re.compile(r"[\u3400-\u9fff]")


def check(page: Page, language: Language, sections: Sequence[Section], advice: str) -> None:
    """See that a page speaks this language, as far as the sections that are wanted tell.

    Some English sections have a Chinese heading, and some Chinese pages a section that is not translated: the titles
    of the others count as well.

    Raises:
        InputError: It speaks the other one.
    """
    titles = [bool(_CHINESE.search(section.title)) for section in page.sections.values()]
    is_chinese = 2 * sum(titles) >= len(titles)
    if not sections:
        return
    if language == "zh" and not is_chinese and not any(_CHINESE.search(section.text) for section in sections):
        raise InputError(f"{page.name}: the page is not in {LANGUAGES[language]}; {advice}")
    if language == "en" and is_chinese and all(_CHINESE.search(section.title) for section in sections):
        raise InputError(f"{page.name}: the page is in {LANGUAGES['zh']}; {advice}")
