"""The pages that a command line names: files, folders of files, sections of OKX's HTML."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from attrs import frozen

from ...findings import InputError
from ..facts import LANGUAGES, Language, PageFacts


@frozen
class PageFile:
    """A page in a Markdown file of its own."""

    path: Path

    @property
    def name(self) -> str:
        """What the page is called while nothing of it has been read."""
        return self.path.stem

    def file(self, language: Language) -> Path:
        """The file that has this language."""
        return self.path

    @property
    def supplied(self) -> tuple[Language, ...] | None:
        """The languages that the source is meant to hold; None where the page itself tells."""
        return None


@frozen
class Html:
    """OKX's HTML, one file with all sections for each language."""

    en: Path | None
    zh: Path | None

    def __bool__(self) -> bool:
        return self.en is not None or self.zh is not None

    def path(self, language: Language) -> Path | None:
        """The file of this language, where it was named."""
        return self.en if language == "en" else self.zh


@frozen
class Section:
    """A section of OKX's HTML; by its endpoint where the anchor was renamed."""

    html: Html
    anchor: str
    endpoint: str | None = None

    @property
    def name(self) -> str:
        """What the page is called while nothing of it has been read."""
        return self.anchor

    def file(self, language: Language) -> Path:
        """The file that has this language."""
        return (language == "zh" and self.html.zh) or self.html.en or Path(self.anchor)

    @property
    def supplied(self) -> tuple[Language, ...] | None:
        """The languages that the source is meant to hold; None where the page itself tells."""
        return tuple(language for language in LANGUAGES if self.html.path(language))


Source = PageFile | Section


def sources(arguments: Sequence[Path], html: Html, anchors: Sequence[str]) -> list[Source]:
    """What a command line names: page files, and sections of the HTML.

    Raises:
        InputError: It names no page, or a folder without pages, or no anchor for the HTML or no HTML for an anchor.
    """
    if html and not anchors:
        raise InputError("--html: name the sections to read with --anchor")
    if anchors and not html:
        raise InputError("--anchor: name the file of OKX's HTML with --html")
    found: list[Source] = [*page_files(arguments), *(Section(html, anchor) for anchor in anchors)]
    if not found:
        raise InputError("no page is named; name page files, folders of them, or OKX's HTML with --html and --anchor")
    return found


def page_files(arguments: Iterable[Path]) -> list[PageFile]:
    """The page files that the arguments stand for; a folder stands for its `*.md` files in the order of their names.

    Raises:
        InputError: A folder has no pages in it.
    """
    return [
        PageFile(path) for argument in arguments for path in (in_folder(argument) if argument.is_dir() else [argument])
    ]


def in_folder(folder: Path) -> list[Path]:
    """The page files of a folder.

    Raises:
        InputError: There is none.
    """
    try:
        found = sorted(path for path in folder.iterdir() if path.suffix == ".md" and not path.is_dir())
    except OSError as error:
        raise InputError(f"{folder}: {error.strerror or error}; name a folder of pages") from None
    if not found:
        raise InputError(f"{folder}: no page (*.md) in this folder; name a page file or a folder of pages")
    return found


def without_repeats(named: Sequence[Source]) -> list[Source]:
    """Each source once; that some were named again is told."""
    once = list(dict.fromkeys(named))
    if len(once) < len(named):
        print(f"{len(named) - len(once)} page(s) were named more than once; each is used once.", file=sys.stderr)
    return once


def files(read_pages: Iterable[tuple[Source, PageFacts]]) -> dict[tuple[str, str], Path]:
    """The file of each page in each language; without the names that pages of two files share."""
    found: dict[tuple[str, str], set[Path]] = {}
    for source, page in read_pages:
        for language in LANGUAGES:
            found.setdefault((page.name, language), set()).add(source.file(language))
    return {key: next(iter(paths)) for key, paths in found.items() if len(paths) == 1}
