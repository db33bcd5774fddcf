"""Read the pages that a command line names.

A page that cannot be used does not keep the others from being read: it becomes a `Problem`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from attrs import evolve, field, frozen

from ...findings import InputError
from ..facts import LANGUAGES, Language, PageFacts
from ..in_words import LANGUAGES as LANGUAGE_NAMES
from ..reading import html, markdown, spoken
from ..reading import page as reading
from ..reading.blocks import Document
from .pages import Section, Source

_MANY = 20  # pages, from which on a person wants to see that something happens


@frozen
class Problem:
    """A page that could not be used: its name, and a line that names the file, the reason and what to do."""

    page: str
    message: str


class MissingSectionError(InputError):
    """The HTML can be read, and does not have the section."""


@frozen
class Read:
    """The pages that could be read, in the order of the command line, and those that could not."""

    pages: list[tuple[Source, PageFacts]] = field(factory=list)
    problems: list[Problem] = field(factory=list)


def read(named: Sequence[Source]) -> Read:
    """The facts of all pages, and the problems with those that could not be read."""
    reader = Reader()
    result = Read()
    for source in counted(named):
        try:
            page = reader.page(source)
        except InputError as error:
            result.problems.append(Problem(source.name, str(error)))
        else:
            result.pages.append((source, page))
            result.problems.extend(Problem(page.name, reason) for reason in page.unreadable.values())
    return result


class Reader:
    """Reads pages, each file of HTML only once."""

    def __init__(self) -> None:
        self._html: dict[Path, html.Page] = {}

    def page(self, source: Source) -> PageFacts:
        """The facts of one page.

        Raises:
            InputError: It cannot be read.
        """
        if isinstance(source, Section):
            return reading.facts(self._document(source), source.html.en or source.html.zh or Path())
        if str(source.path) == "-":
            raise InputError("-: standard input is not read; name a page file")
        return reading.facts(markdown.read(source.path), source.path)

    def _document(self, section: Section) -> Document:
        found: dict[Language, html.Page] = {}
        broken: dict[Language, str] = {}
        for language in LANGUAGES:
            if path := section.html.path(language):
                try:
                    page = self._page(path)
                    wanted = page.section(section.anchor, section.endpoint)
                    advice = f"name OKX's {LANGUAGE_NAMES[language]} page"
                    spoken.check(page, language, [wanted] if wanted else [], advice)
                    found[language] = page
                except InputError as error:
                    broken[language] = str(error)
        if not found:
            raise InputError("; ".join(dict.fromkeys(broken.values())))
        are_whole = not broken and all(page.is_whole for page in found.values())
        if are_whole and not any(page.section(section.anchor, section.endpoint) for page in found.values()):
            where = " and ".join(page.name for page in found.values())
            endpoint = f" and none that names {section.endpoint}" if section.endpoint else ""
            raise MissingSectionError(f"{where}: no section #{section.anchor}{endpoint}; look there for its new name")
        document = html.read(found, section.anchor, section.endpoint)
        return evolve(document, unreadable={**broken, **document.unreadable})

    def _page(self, path: Path) -> html.Page:
        if path not in self._html:
            self._html[path] = html.load(path)
        return self._html[path]


_Item = TypeVar("_Item")


def counted(named: Sequence[_Item]) -> Iterable[_Item]:
    """The sources; on a terminal, with a count of what has been read while there are many."""
    if len(named) < _MANY or not sys.stderr.isatty():
        return named
    from rich.console import Console
    from rich.progress import track

    return track(named, "Reading pages", console=Console(stderr=True), transient=True)
