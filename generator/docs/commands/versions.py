"""Two versions of pages: which old page belongs to which new one, and what changed between them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from attrs import evolve, frozen

from ...findings import InputError
from ..facts import PageFacts
from ..findings import Finding
from ..reporting.outcome import Outcome
from .page_reader import MissingSectionError, Problem, Reader, counted
from .pages import Html, PageFile, Section, Source, in_folder, page_files

Side = Source | Html | None
"""One version of a page; HTML alone where the other version's anchor tells the section, None where there is none."""


@frozen
class Pair:
    """Two versions of one page."""

    old: Side
    new: Side

    @property
    def name(self) -> str:
        """What the page is called while nothing of it has been read."""
        return next(side.name for side in (self.new, self.old) if isinstance(side, PageFile | Section))


def pairs(arguments: Sequence[Path], old: Html, new: Html, anchors: Sequence[str]) -> list[Pair]:
    """The pairs that a command line names.

    Raises:
        InputError: It does not say which page is the old one and which the new one.
    """
    if not old and not new:
        if anchors:
            raise InputError("--anchor: name the files of OKX's HTML with --old-html and --html")
        return _of_paths(arguments)
    if old and new:
        if arguments or not anchors:
            raise InputError("--old-html and --html: name the sections to compare with --anchor, and no page files")
        return [Pair(Section(old, anchor), Section(new, anchor)) for anchor in anchors]
    html = old or new
    pages = page_files(arguments)
    if not pages or len(anchors) not in (0, len(pages)):
        raise InputError(
            "one side is HTML: name page files for the other, and an --anchor for each of them or for none"
        )
    sections: list[Side] = [Section(html, anchor) for anchor in anchors] or [html] * len(pages)
    both = zip(sections, pages, strict=True)
    return [Pair(section, page) if old else Pair(page, section) for section, page in both]


def _of_paths(arguments: Sequence[Path]) -> list[Pair]:
    if not arguments or len(arguments) % 2:
        raise InputError("name an old and a new version: OLD NEW, two files or two folders, or more such pairs")
    return [pair for old, new in zip(arguments[::2], arguments[1::2], strict=True) for pair in _of_two(old, new)]


def _of_two(old: Path, new: Path) -> list[Pair]:
    if not old.is_dir() and not new.is_dir():
        return [Pair(PageFile(old), PageFile(new))]
    for one, other in ((old, new), (new, old)):
        if not one.is_dir():
            raise InputError(f"{one}: not a folder, but {other} is one; name two files or two folders")
    olds = {path.name: PageFile(path) for path in in_folder(old)}
    news = {path.name: PageFile(path) for path in in_folder(new)}
    return [Pair(olds.get(name), news.get(name)) for name in sorted({*olds, *news})]


def compared(named: Sequence[Pair]) -> Outcome:
    """What changed between the two versions of each page."""
    from ..comparing import merge

    outcome = Outcome()
    reader = Reader()
    for pair in counted(named):
        _compare(pair, reader, outcome)
    return evolve(outcome, findings=merge.group(outcome.findings))


def _compare(pair: Pair, reader: Reader, outcome: Outcome) -> None:
    from ..comparing import compare

    old, new = _both(pair, reader)
    for side, other in ((old, new), (new, old)):
        known = other.page if isinstance(other, _Version) else None
        if isinstance(side, Problem):
            outcome.take_problem(evolve(side, page=known.name) if known else side, known.endpoint if known else None)
        elif isinstance(side, _Version):
            outcome.take_unreadable(side.page)
    if isinstance(old, _Version) and isinstance(new, _Version):
        outcome.pages.append((new.source, new.page))  # lines and anomalies are told of the new version
        outcome.take_findings(compare.pages(_as_supplied(old, new), new.page), old.page, new.page)
    elif isinstance(old, _Version) and isinstance(new, _Missing):
        outcome.pages.append((old.source, old.page))
        outcome.findings.append(_removed(old.page, new.reason))
    elif isinstance(old, _Missing) and isinstance(new, _Version):
        outcome.pages.append((new.source, new.page))
        print(f"{new.source.file('en')}: {old.reason}; nothing to compare it with", file=sys.stderr)
    elif isinstance(old, _Missing) and isinstance(new, _Missing):
        outcome.take_problem(Problem(pair.name, new.reason))


@frozen
class _Version:
    """One version of a page that was read."""

    source: Source
    page: PageFacts


@frozen
class _Missing:
    """A version that is not there, and how that was seen."""

    reason: str


def _both(pair: Pair, reader: Reader) -> tuple[_Version | _Missing | Problem, _Version | _Missing | Problem]:
    """Both versions. A page file is read before HTML, in which its anchor and its endpoint are looked for."""
    if isinstance(pair.old, Section | Html) and not isinstance(pair.new, Section):
        new = _read(pair.new, None, reader)
        return _read(pair.old, new, reader), new
    old = _read(pair.old, None, reader)
    return old, _read(pair.new, old, reader)


def _read(side: Side, other: _Version | _Missing | Problem | None, reader: Reader) -> _Version | _Missing | Problem:
    page = other.page if isinstance(other, _Version) else None
    if isinstance(side, Html):
        if page is None:
            return _Missing("its anchor is not known")
        side = Section(side, page.name)
    if side is None:
        return _Missing("the other folder has no such page")
    if isinstance(side, Section) and page:
        side = evolve(side, endpoint=page.endpoint)
    try:
        return _Version(side, reader.page(side))
    except MissingSectionError as error:
        return _Missing(str(error))
    except InputError as error:
        return Problem(side.name, str(error))


def _as_supplied(old: _Version, new: _Version) -> PageFacts:
    """The old version in the languages that were supplied of both: only these can be gone."""
    supplied = [
        language
        for language in old.page.languages
        if new.source.supplied is None or language in new.source.supplied or language in new.page.languages
    ]
    return evolve(old.page, languages={language: old.page.languages[language] for language in supplied})


def _removed(old: PageFacts, reason: str) -> Finding:
    languages = list(old.languages)
    return Finding(
        page=old.name,
        operation=old.endpoint,
        language=languages[0] if len(languages) == 1 else "both",
        subject="endpoint",
        kind="endpoint-removed",
        impact="breaking",
        old=old.endpoint,
        new=None,
        spec_line=None,
        page_line=None,
        message=f"the endpoint is gone, or its page was renamed: {reason}",
    )
