"""Read OKX's own HTML: one file of some four megabytes for each language, in which each endpoint is a section.

A section is cut out of the text before it is parsed: it begins at the heading whose id is the anchor and ends at the
next heading of levels 1 to 3 (ids of level 4 are not unique). So an error elsewhere in the file cannot touch it, and
lines are right, which libxml2 counts only up to 65,535.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from attrs import field, frozen
from lxml import html as parser
from lxml.html import HtmlElement

from ..findings import InputError
from .blocks import Block, Code, Document, Heading, Label, Paragraph, Table, TableRow
from .facts import Language

_HEADING = re.compile(r"<h([123])\b([^>]*)>(.*?)</h\1\s*>", re.IGNORECASE | re.DOTALL)
_ID = re.compile(r"""\bid\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_END = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
_WRAPPER_END = re.compile(r"(?:\s*</\w+\s*>)*\s*</(?:body|html)\s*>.*", re.IGNORECASE | re.DOTALL)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_MARKS = {"code": "`", "strong": "**", "b": "**", "del": "~~", "s": "~~", "strike": "~~"}
_SILENT = ("script", "style", "template", "noscript")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = (
    *_HEADINGS,
    "p",
    "aside",
    "ul",
    "ol",
    "dl",
    "blockquote",
    "pre",
    "table",
    "div",
    "section",
    "article",
    "main",
)
_LANGUAGES = re.compile(r"\b(?:highlight|tab-|language-)?(shell|json|python|javascript|java|go|http)\b")


@frozen
class Section:
    """One heading of levels 1 to 3 and what stands below it, as it stands in the file."""

    anchor: str
    title: str
    level: int
    line: int
    text: str = field(repr=False)
    is_cut: bool = False


@frozen
class Page:
    """The sections of one language, by their anchors."""

    path: Path
    sections: dict[str, Section]

    def section(self, anchor: str) -> Section | None:
        """The section of that anchor."""
        return self.sections.get(anchor)

    def with_endpoint(self, endpoint: str) -> Section | None:
        """The first section that names this method and path (`POST /api/v5/…`), for an anchor that was renamed."""
        method, _, path = endpoint.partition(" ")
        wanted = re.compile(rf"<code>\s*{method}\s+{re.escape(path)}\s*</code>", re.IGNORECASE)
        return next((section for section in self.sections.values() if wanted.search(section.text)), None)


def load(path: Path) -> Page:
    """The sections of the HTML file at `path`.

    Raises:
        InputError: The file cannot be read, is not UTF-8, or has no section.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}; name a file of OKX's HTML") from None
    return parse(data, path)


def parse(data: bytes, path: Path) -> Page:
    """The sections in these bytes, of which `path` is told in errors.

    Raises:
        InputError: The bytes are not a page in UTF-8, or have no section.
    """
    text = _decoded(data, path)
    headings = [(match, _anchor(match[2])) for match in _HEADING.finditer(text)]
    if not any(anchor for _, anchor in headings):
        raise InputError(f"{path}:1: no section with an anchor; is this OKX's docs page? fetch it again")
    newlines = [match.start() for match in re.finditer("\n", text)]
    is_whole = bool(_END.search(text, headings[-1][0].end()))
    ends = [following.start() for _, (following, _) in pairwise(headings)] + [len(text)]
    sections: dict[str, Section] = {}
    for (match, anchor), end in zip(headings, ends, strict=True):
        if anchor and anchor not in sections:
            sections[anchor] = Section(
                anchor=anchor,
                title=_TAG.sub("", match[3]).strip(),
                level=int(match[1]),
                line=bisect_right(newlines, match.start() - 1) + 1,
                text=_WRAPPER_END.sub("\n", text[match.start() : end])
                if end == len(text)
                else text[match.start() : end],
                is_cut=end == len(text) and not is_whole,
            )
    return Page(path, sections)


def _decoded(data: bytes, path: Path) -> str:
    if b"\0" in data[:65536]:
        raise InputError(f"{path}: a binary file; name a file of OKX's HTML")
    declared = _CHARSET.search(data[:4096])
    if declared and declared[1].lower() not in (b"utf-8", b"utf8"):
        raise InputError(f"{path}: declares the charset {declared[1].decode()}, not UTF-8; save the page as UTF-8")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(f"{path}:{line}: not UTF-8; save the page as UTF-8") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _anchor(attributes: str) -> str:
    found = _ID.search(attributes)
    return next((value for value in found.groups() if value), "") if found else ""


def read(english: Page | None, chinese: Page | None, anchor: str, endpoint: str | None = None) -> Document:
    """The document of one anchor in the languages at hand; by its endpoint where the anchor was renamed.

    Raises:
        InputError: No page has the section, or the file ends within it.
    """
    pages: dict[Language, Page] = {}
    if english:
        pages["en"] = english
    if chinese:
        pages["zh"] = chinese
    found: dict[Language, tuple[Block, ...]] = {}
    for language, page in pages.items():
        section = page.section(anchor) or (page.with_endpoint(endpoint) if endpoint else None)
        if section:
            found[language] = blocks(section, page.path)
    if not found:
        where = ", ".join(str(page.path) for page in pages.values())
        raise InputError(f"{where}: no section #{anchor}; was it renamed or removed? see the page's headings")
    return Document(found, anchor=anchor, source_url=f"https://www.okx.com/docs-v5/en/#{anchor}")


def blocks(section: Section, path: Path) -> tuple[Block, ...]:
    """The parts of a section.

    Raises:
        InputError: The file ends within the section, so that rows may be missing.
    """
    if section.is_cut:
        line = section.line + section.text.count("\n")
        raise InputError(f"{path}:{line}: the file ends within #{section.anchor}; fetch it again")
    root = parser.fragment_fromstring(section.text, create_parent="div")
    return tuple(_walk(root, section.line - 1))


def _walk(parent: HtmlElement, offset: int) -> Iterator[Block]:
    """The blocks below an element; text between them is prose too."""
    loose = [parent.text or ""]
    line = _line(parent, offset)
    for child in parent:
        tag = child.tag if isinstance(child.tag, str) else ""
        if tag in _BLOCKS:
            yield from _prose("".join(loose), line)
            yield from _block(child, tag, offset)
            loose = [child.tail or ""]
            line = _line(child, offset)
        else:
            loose.append(_text(child) if tag else "")
            loose.append(child.tail or "")
    yield from _prose("".join(loose), line)


def _block(element: HtmlElement, tag: str, offset: int) -> Iterator[Block]:
    line = _line(element, offset)
    if tag in _HEADINGS:
        yield Heading(int(tag[1]), _inner(element), line)
    elif tag == "blockquote":
        yield Label(_inner(element), line)
    elif tag == "pre":
        text = "".join(element.itertext())
        lead = len(text) - len(text.lstrip("\n"))
        yield Code(text.strip("\n"), line + lead, _language(element))
    elif tag == "table":
        yield from _table(element, offset)
    elif tag in ("p", "aside", "ul", "ol", "dl"):
        if any(child is not element for child in element.iter("table", "pre")):
            yield from _walk(element, offset)
        else:
            yield from _prose("".join(_pieces(element)) if tag in ("p", "aside") else _list(element), line)
    else:
        yield from _walk(element, offset)


def _prose(raw: str, line: int) -> Iterator[Paragraph]:
    text = _trimmed(raw)
    if text:
        yield Paragraph(text, line)


def _line(element: HtmlElement, offset: int) -> int:
    return offset + (element.sourceline or 1)


def _language(element: HtmlElement) -> str | None:
    found = _LANGUAGES.search(element.get("class") or "")
    return found[1] if found else None


def _table(table: HtmlElement, offset: int) -> Iterator[Block]:
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
    cells = [[cell for cell in row if cell.tag in ("td", "th")] for row in rows]
    cells = [row for row in cells if row]
    if not cells:
        yield from _prose("".join(_pieces(table)), _line(table, offset))
        return
    header = tuple(_inner(cell) for cell in cells[0])
    body = (TableRow(tuple(_inner(cell) for cell in row), _line(row[0], offset)) for row in cells[1:])
    yield Table(header, tuple(body), _line(table, offset))


def _inner(element: HtmlElement) -> str:
    return _trimmed("".join(_pieces(element)))


def _trimmed(raw: str) -> str:
    """Blanks of the source are blanks; only `<br>` and the like, marked by a line separator, break a line."""
    lines = (line.strip() for line in _BLANKS.sub(" ", raw).split("\u2028"))
    return "\n".join(lines).strip()


def _text(element: HtmlElement) -> str:
    """An inline element with its marks."""
    tag = element.tag
    if tag in _SILENT or not isinstance(tag, str):
        return ""
    if tag == "br":
        return "\u2028"
    if tag in ("ul", "ol"):
        return f"\u2028{_list(element)}\u2028"
    text = "".join(_pieces(element))
    if tag == "a" and element.get("href") and text.strip():
        return f"[{text.strip()}]({element.get('href')})"
    if tag in ("p", "div", "blockquote", "li"):
        return f"\u2028{text}\u2028"
    mark = _MARKS.get(tag, "")
    return f"{mark}{text}{mark}" if text.strip() else text


def _pieces(element: HtmlElement) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        yield _text(child)
        yield child.tail or ""


def _list(element: HtmlElement) -> str:
    items = (child for child in element if isinstance(child.tag, str))
    return "\u2028".join("* " + "".join(_pieces(item)).strip() for item in items)
