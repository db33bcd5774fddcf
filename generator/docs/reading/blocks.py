"""The parts of a docs page in their order, whatever the form it came in.

The Markdown reader and the HTML reader both end here; `page.py` makes facts of it. The text of a block keeps the
Markdown marks that carry meaning: back-ticks around code, `**bold**`, `~~struck~~`, `[text](address)`, and a line
break for each `<br>`.
"""

from __future__ import annotations

from attrs import field, frozen

from ..facts import Anomaly, Language


@frozen
class Heading:
    """A heading; a sub-heading that is only a bold line has level 0."""

    level: int
    text: str
    line: int


@frozen
class Label:
    """The line above an example, such as *Request Example*; empty where the page forgot its words."""

    text: str
    line: int


@frozen
class Paragraph:
    """Prose outside tables, lists and notices included."""

    text: str
    line: int


@frozen
class Code:
    """One sample. `language` is None where the form does not tell it."""

    text: str
    line: int
    language: str | None = None


@frozen
class TableRow:
    """The cells of one row; a `>` before a name tells its depth."""

    cells: tuple[str, ...]
    line: int


@frozen
class Table:
    """A table under its header cells."""

    header: tuple[str, ...]
    rows: tuple[TableRow, ...]
    line: int


Block = Heading | Label | Paragraph | Code | Table


@frozen
class Document:
    """The blocks of one page in each of its languages, and what the page says about itself.

    `unreadable` says of a language that was looked for why it cannot be read. `names` are the files of languages that
    have one of their own. `anomalies` are what only the file as a whole shows.
    """

    blocks: dict[Language, tuple[Block, ...]]
    anchor: str | None = None
    source_url: str | None = None
    updated_at: str | None = None
    unreadable: dict[Language, str] = field(factory=dict)
    names: dict[Language, str] = field(factory=dict)
    anomalies: dict[Language, tuple[Anomaly, ...]] = field(factory=dict)
