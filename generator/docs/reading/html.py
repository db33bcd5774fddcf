"""Read OKX's own HTML: one file of some four megabytes for each language, in which each endpoint is a section.

A section is cut out of the text before it is parsed: it begins at the heading whose id is the anchor and ends at the
next heading of levels 1 to 3 (ids of level 4 are not unique). So an error elsewhere in the file cannot touch it, and
lines are right, which libxml2 counts only up to 65,535.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

from attrs import evolve, field, frozen

from ...findings import InputError
from ..facts import Anomaly, Language
from ..files import decoded
from .blocks import Block, Document
from .html_blocks import blocks

_HEADING = re.compile(r"<h([123])\b([^<>]*)>", re.IGNORECASE)
_SILENT = re.compile(r"<!--|<(script|style)\b", re.IGNORECASE)
_SILENT_ENDS = {name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in ("script", "style")}
_COMMENT_END = re.compile("-->")
_LONGEST_TITLE = 500  # characters of markup
_ID = re.compile(r"""\bid\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_ENDPOINT = re.compile(r"<code\b[^<>]*>\s*(?:GET|POST|PUT|DELETE)\s+/api/", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_END = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
_FRAME = re.compile(r"</?(?:html|head|body)\b[^<>]*>", re.IGNORECASE)


@frozen
class Section:
    """One heading of levels 1 to 3 and what stands below it, as it stands in the file."""

    anchor: str
    title: str
    level: int
    line: int
    text: str = field(repr=False)
    is_cut: bool = False
    again: int | None = None
    """The line of a later heading with the same anchor."""


@frozen
class Page:
    """The sections of one language by their anchors. `name` is the file or the address that they came from."""

    name: str
    sections: dict[str, Section]
    is_whole: bool

    def section(self, anchor: str, endpoint: str | None = None) -> Section | None:
        """The section of that anchor, else the first one that names that method and path (`POST /api/v5/…`)."""
        if anchor in self.sections or endpoint is None:
            return self.sections.get(anchor)
        method, _, path = endpoint.partition(" ")
        # Alone in its line: other sections name an endpoint within a sentence.
        code = rf"<code\b[^<>]*>\s*{method}\s+{re.escape(path)}\s*</code>"
        wanted = re.compile(rf"(?:<(?:p|br|div)\b[^<>]*>|</h\d\s*>)\s*{code}\s*<", re.IGNORECASE)
        return next((section for section in self.sections.values() if wanted.search(section.text)), None)

    def has_endpoints(self) -> bool:
        """Whether any section names an endpoint, as all of OKX's docs do."""
        return any(_ENDPOINT.search(section.text) for section in self.sections.values())


def load(path: Path) -> Page:
    """The sections of the HTML file at `path`.

    Raises:
        InputError: The file cannot be read, is not UTF-8, or has no section.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}; name a file of OKX's HTML") from None
    return parse(data, str(path))


def parse(data: bytes, name: str) -> Page:
    """The sections in these bytes; `name` tells in errors where they came from.

    Raises:
        InputError: The bytes are not a page in UTF-8, or have no section.
    """
    text = _decoded(data, name)
    headings = [(match, _anchor(match[2])) for match in _HEADING.finditer(text)]
    if not any(anchor for _, anchor in headings):
        raise InputError(f"{name}:1: no section with an anchor; is this OKX's docs page? fetch it again")
    newlines = [match.start() for match in re.finditer("\n", text)]
    is_whole = bool(_END.search(text, headings[-1][0].end()))
    ends = [following.start() for _, (following, _) in pairwise(headings)] + [len(text)]
    sections: dict[str, Section] = {}
    for (match, anchor), end in zip(headings, ends, strict=True):
        if anchor and anchor not in sections:
            sections[anchor] = Section(
                anchor=anchor,
                title=_title(text, match.end()),
                level=int(match[1]),
                line=bisect_right(newlines, match.start() - 1) + 1,
                text=_FRAME.sub("", text[match.start() : end]),
                is_cut=end == len(text) and not is_whole,
            )
        elif anchor and sections[anchor].again is None:
            again = bisect_right(newlines, match.start() - 1) + 1
            sections[anchor] = evolve(sections[anchor], again=again)
    return Page(name, sections, is_whole)


def _decoded(data: bytes, name: str) -> str:
    declared = _CHARSET.search(data[:4096])
    if declared and declared[1].lower() not in (b"utf-8", b"utf8"):
        raise InputError(f"{name}: declares the charset {declared[1].decode()}, not UTF-8; save the page as UTF-8")
    return _without_silent(decoded(data, name, "a file of OKX's HTML"))


def _without_silent(text: str) -> str:
    """The text with blanks for comments and programs, so that every line stays where it is.

    One that never ends reaches to the end of the file, as it does in a browser.
    """
    parts: list[str] = []
    at = 0
    while start := _SILENT.search(text, at):
        end = (_SILENT_ENDS[start[1].lower()] if start[1] else _COMMENT_END).search(text, start.end())
        parts.append(text[at : start.start()])
        at = end.end() if end else len(text)
        parts.append(re.sub(r"[^\n]", " ", text[start.start() : at]))
    return "".join([*parts, text[at:]])


def _title(text: str, start: int) -> str:
    end = text.find("</h", start, start + _LONGEST_TITLE)
    return _TAG.sub("", text[start:end]).strip() if end > 0 else ""


def _anchor(attributes: str) -> str:
    found = _ID.search(attributes)
    return next((value for value in found.groups() if value), "") if found else ""


def read(pages: Mapping[Language, Page], anchor: str, endpoint: str | None = None) -> Document:
    """The document of one anchor in the languages at hand; by its endpoint where the anchor was renamed.

    Raises:
        InputError: No page has the section, or each file ends within it.
    """
    found: dict[Language, tuple[Block, ...]] = {}
    unreadable: dict[Language, str] = {}
    anomalies: dict[Language, tuple[Anomaly, ...]] = {}
    for language, page in pages.items():
        section = page.section(anchor, endpoint)
        if section is None:
            unreadable[language] = f"{page.name}: no section #{anchor}; was it renamed or removed?"
        elif section.is_cut:
            line = section.line + section.text.count("\n")
            unreadable[language] = f"{page.name}:{line}: the file ends within #{anchor}; fetch it again"
        else:
            if section.again:
                anomalies[language] = (
                    Anomaly(section.again, f"a second section #{section.anchor}, which is not read"),
                )
            try:
                found[language] = blocks(section.text, section.line)
            except RecursionError:
                unreadable[language] = f"{page.name}:{section.line}: #{anchor} is nested too deep for a page of docs"
    if not found:
        raise InputError("; ".join(unreadable.values()))
    names = {language: page.name for language, page in pages.items()}
    return Document(found, anchor=anchor, unreadable=unreadable, names=names, anomalies=anomalies)
