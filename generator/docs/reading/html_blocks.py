"""From the markup of one section to blocks, with the marks in its text that Markdown would have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import html as parser
from lxml.html import HtmlElement

from . import words
from .blocks import Block, Code, Heading, Label, Paragraph, Table, TableRow

_BLANKS = re.compile(r"[ \t\r\n\f]+")
_BREAK = "\u2028"  # stands for a line break while the blanks of the source are collapsed
_BOLD = re.compile(r"\*\*[^*]+\*\*")
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()]*\)")
_MARKS = {"code": "`", "strong": "**", "b": "**", "del": "~~", "s": "~~", "strike": "~~"}
_SILENT = ("script", "style", "template", "noscript")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_ITEMS = ("li", "dt", "dd")
_CELLS = ("td", "th")
_PROSE = ("p", "aside", "ul", "ol", "dl")
_STRUCTURE = (*_HEADINGS, "table", "pre")
_BLOCKS = (*_STRUCTURE, *_PROSE, "blockquote", "div", "section", "article", "main")
_LANGUAGES = re.compile(r"\b(?:highlight|tab-|language-)?(shell|json|python|javascript|java|go|http)\b")


def blocks(markup: str, first_line: int) -> tuple[Block, ...]:
    """The parts of a section that begins on `first_line` of its file.

    Raises:
        RecursionError: Its elements are nested deeper than Python can follow.
    """
    # Without `huge_tree` libxml2 drops, without a word, all that follows an element 256 deep.
    root = parser.fragment_fromstring(markup, create_parent="div", parser=parser.HTMLParser(huge_tree=True))
    return tuple(_walk(root, first_line - 1))


def _walk(parent: HtmlElement, offset: int) -> Iterator[Block]:
    """The blocks below an element; text between them is prose too."""
    loose = [parent.text or ""]
    line = _line(parent, offset)
    for child in parent:
        if child.tag in _BLOCKS or _has_structure(child):
            yield from _paragraph(_trimmed("".join(loose)), line)
            yield from _block(child, offset)
            loose = []
            line = _line(child, offset)
        else:
            loose.append(_text(child))
        loose.append(child.tail or "")
    yield from _paragraph(_trimmed("".join(loose)), line)


def _block(element: HtmlElement, offset: int) -> Iterator[Block]:
    tag = element.tag
    line = _line(element, offset)
    if tag in _HEADINGS:
        yield Heading(int(tag[1]), _LINK.sub(r"\1", _inner(element)), line)  # to itself, or to what it names
    elif tag == "pre":
        yield _code(element, line)
    elif tag == "table":
        yield from _table(element, offset)
    elif tag == "blockquote":
        yield from _quote(element, offset)
    elif tag in _PROSE and not _has_structure(element):
        text = _inner(element)
        if tag == "p" and _BOLD.fullmatch(text) and (words.heading_kind(text) or _next_tag(element) == "table"):
            yield Heading(0, text, line)
        else:
            yield from _paragraph(text, line)
    else:
        yield from _walk(element, offset)


def _has_structure(element: HtmlElement) -> bool:
    """Whether an element holds what would be lost in prose."""
    return any(child is not element for child in element.iter(*_STRUCTURE))


def _quote(element: HtmlElement, offset: int) -> Iterator[Block]:
    """The label of a sample, or a sentence that is quoted, marked as in Markdown."""
    if _has_structure(element):
        for block in _walk(element, offset):
            is_label = isinstance(block, Paragraph) and words.names_example(block.text)
            yield Label(block.text, block.line) if is_label and isinstance(block, Paragraph) else block
        return
    text = _inner(element)
    if words.names_example(text) or _next_tag(element) == "pre":
        yield Label(text, _line(element, offset))
    else:
        yield from _paragraph(_quoted(text), _line(element, offset))


def _next_tag(element: HtmlElement) -> str | None:
    """What follows right behind an element, be it in a box."""
    following = element.getnext()
    if following is None or (element.tail or "").strip():
        return None
    return next((each.tag for each in following.iter(*_BLOCKS) if each.tag != "div"), None)


def _quoted(text: str, line_break: str = "\n") -> str:
    return line_break.join(f"> {line}" for line in text.split("\n"))


def _code(element: HtmlElement, line: int) -> Code:
    for line_break in element.iter("br"):
        line_break.tail = "\n" + (line_break.tail or "")
    text = element.text_content()
    lead = len(text) - len(text.lstrip("\n"))
    found = _LANGUAGES.search(element.get("class") or "")
    return Code(text.strip("\n"), line + lead, found[1] if found else None)


def _table(table: HtmlElement, offset: int) -> Iterator[Block]:
    yield from _paragraph(_trimmed(_BREAK.join(_outside_cells(table))), _line(table, offset))
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
    rows = [row for row in rows if any(cell.tag in _CELLS for cell in row)]
    if rows:
        header = _cells(rows[0])
        body = (TableRow(_cells(row, len(header)), _line(row[0], offset)) for row in rows[1:])
        yield Table(header, tuple(body), _line(table, offset))


def _cells(row: HtmlElement, most: int = 0) -> tuple[str, ...]:
    """The cells of a row, at most so many: what is more goes into the last one."""
    cells: list[str] = []
    for cell in row:
        if cell.tag in _CELLS:
            span = cell.get("colspan") or ""
            cells += [_inner(cell), *[""] * (int(span) - 1 if span.isdecimal() and len(span) < 3 else 0)]
    if most and len(cells) > most:
        cells[most - 1 :] = [" | ".join(filter(None, cells[most - 1 :]))]
    return tuple(cells)


def _outside_cells(element: HtmlElement) -> Iterator[str]:
    """The text of a table that is in none of its cells, such as its caption."""
    yield element.text or ""
    for child in element:
        if child.tag not in _CELLS:
            yield from _outside_cells(child)
        yield child.tail or ""


def _paragraph(text: str, line: int) -> Iterator[Paragraph]:
    if text:
        yield Paragraph(text, line)


def _line(element: HtmlElement, offset: int) -> int:
    return offset + (element.sourceline or 1)


def _inner(element: HtmlElement) -> str:
    return _trimmed("".join(_pieces(element)))


def _trimmed(raw: str) -> str:
    """Blanks of the source are blanks; only `<br>` and the like break a line."""
    lines = (line.strip() for line in _BLANKS.sub(" ", raw).split(_BREAK))
    return "\n".join(line for line in lines if line)


def _pieces(element: HtmlElement) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        yield _text(child)
        yield child.tail or ""


def _text(element: HtmlElement) -> str:
    """An element within text, with its marks."""
    tag = element.tag
    if tag in _SILENT or not isinstance(tag, str):
        return ""
    if tag in ("br", "hr"):
        return _BREAK
    text = "".join(_pieces(element))
    if tag in _ITEMS:
        return f"{_BREAK}* {text.strip()}{_BREAK}"
    if tag == "blockquote":
        return f"{_BREAK}{_quoted(_trimmed(text), _BREAK)}{_BREAK}"
    if tag in _BLOCKS or tag == "tr":
        return f"{_BREAK}{text}{_BREAK}"
    if tag in _CELLS:
        return f" {text} "
    if tag == "a" and element.get("href") and text.strip():
        return f"[{text.strip()}]({element.get('href')})"
    mark = _MARKS.get(tag, "")
    return f"{mark}{text}{mark}" if text.strip() else text
