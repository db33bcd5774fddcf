"""Which language to speak, found before the command line is read: also its mistakes are told in that language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from ..text import Language, Text, language_named, language_of_environment

__all__ = ["Language", "Text", "has_flag", "of"]

OPTION = "--lang"


def of(arguments: Sequence[str]) -> Language:
    """Return the language that the last `--lang` names, else OKX_LANG, else English.

    Args:
        arguments: The command line, unread.
    """
    named = [language_named(name) for name in _values(_options(arguments))]
    return next((language for language in reversed(named) if language), None) or language_of_environment()


def has_flag(arguments: Sequence[str], flag: str) -> bool:
    """Say whether a command line that could not be read has a flag."""
    return flag in _options(arguments)


def _options(arguments: Sequence[str]) -> list[str]:
    return list(takewhile(lambda argument: argument != "--", arguments))


def _values(options: list[str]) -> Iterator[str]:
    for position, option in enumerate(options):
        name, equals, value = option.partition("=")
        if name == OPTION:
            yield value if equals else "".join(options[position + 1 : position + 2])
