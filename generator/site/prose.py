"""Texts of the spec and of the examples as HTML: code marks, links, and colours for code. All else is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markupsafe import Markup, escape

# A URL ends before white space, quotes, brackets and Chinese punctuation, and takes no full stop along.
_MARKS = re.compile(r"`([^`]+)`|(https?://[^\s<>\"'`()（）。，；：、！？“”]+[^\s<>\"'`()（）。，；：、！？“”.,;:!?])")
_KEYWORDS = "as|async|await|def|else|except|for|from|if|import|in|None|try|with"
_QUOTED = r'"(?:[^"\\\n]|\\.)*"'
_COLOURS = {
    language: re.compile(pattern, re.MULTILINE)
    for language, pattern in {
        "json": rf"(?P<name>{_QUOTED}(?=\s*:))|(?P<text>{_QUOTED})|(?P<word>\b(?:true|false|null)\b)",
        "http": rf"(?P<word>^[A-Z]+(?= /)|HTTP/\S+$)|(?P<name>^[\w-]+(?=: ))|(?P<text>{_QUOTED})",
        "python": rf"(?P<note>#.*$)|(?P<text>{_QUOTED}|'[^'\n]*')|(?P<word>\b(?:{_KEYWORDS})\b)",
        "shell": rf"(?P<note>#.*$)|(?P<text>{_QUOTED})|(?P<word>^export\b)",
        "text": r"(?!)",
    }.items()
}


def prose(text: str) -> Markup:
    """A text with `code` and URLs made into elements."""
    return Markup("").join(_prose(text))


def _prose(text: str) -> Iterator[Markup]:
    end = 0
    for match in _MARKS.finditer(text):
        yield escape(text[end : match.start()])
        code, url = match.groups()
        if code is not None:
            yield Markup("<code>{}</code>").format(code)
        else:
            yield Markup('<a href="{0}" rel="noopener noreferrer">{0}</a>').format(url)
        end = match.end()
    yield escape(text[end:])


def code(text: str, language: str) -> Markup:
    """Code with its parts in `<i>`; the text of it stays the same."""
    parts: list[Markup] = []
    end = 0
    for match in _COLOURS[language].finditer(text):
        parts.append(escape(text[end : match.start()]))
        parts.append(Markup('<i class="{}">{}</i>').format(match.lastgroup, match[0]))
        end = match.end()
    return Markup("").join([*parts, escape(text[end:])])
