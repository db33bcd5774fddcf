"""From the markup of one section to blocks, with the marks in its text that Markdown would have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import html as parser
from lxml.html import HtmlElement

from .blocks import Block, Code, Heading, Label, Paragraph, Table, TableRow

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


def blocks(markup: str, first_line: int) -> tuple[Block, ...]:
    """The parts of a section that begins on `first_line` of its file."""
    root = parser.fragment_fromstring(markup, create_parent="div")
    return tuple(_walk(root, first_line - 1))


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
