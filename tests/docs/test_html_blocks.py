"""Whatever elements OKX's writers use, no word, row or sample of a section is lost, and each is what it looks like."""

from __future__ import annotations

import pytest

from generator.docs.reading.blocks import Block, Code, Heading, Label, Paragraph, Table, TableRow
from generator.docs.reading.html_blocks import blocks

TABLE = "<table><tr><th>Parameter</th><th>Type</th></tr><tr><td>a</td><td>String</td></tr></table>"
READ = Table(("Parameter", "Type"), (TableRow(("a", "String"), 1),), 1)


def said(markup: str) -> list[Block]:
    """The blocks below the heading of a section that stands in one line."""
    return list(blocks(f"<h3 id='x'>X</h3>{markup}", 1)[1:])


def text(markup: str) -> str:
    """The text of one paragraph."""
    (block,) = said(markup)
    assert isinstance(block, Paragraph)
    return block.text


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>a <code>b</code> <strong>c</strong> <b>d</b> <em>e</em></p>", "a `b` **c** **d** e"),
        ("<p><del>a</del> <s>b</s> <strike>c</strike></p>", "~~a~~ ~~b~~ ~~c~~"),
        ("a<br>b<br/>\n <br> c<hr>d", "a\nb\nc\nd"),
        ("<p>one\n  two\tthree</p>", "one two three"),
        ("<p>&lt;a&gt; &amp;amp; &#x27;&hellip;</p>", "<a> &amp; '…"),
        ('<p><a href="/x#y">the <code>z</code></a> <a name="q">r</a></p>', "[the `z`](/x#y) r"),
        ("<ul><li>a</li>\n<li>b <b>c</b></li></ul>", "* a\n* b **c**"),
        ("<ol><li>a<ul><li>b</li></ul></li></ol>", "* a\n* b"),
        ("<ul>loose<li>a</li>after</ul>", "loose\n* a\nafter"),
        ("<dl><dt>a</dt><dd>b</dd></dl>", "* a\n* b"),
        ("<aside class='notice'>a<p>b</p><ul><li>c</li></ul></aside>", "a\nb\n* c"),
        ("<p>a<b> </b>b<code></code></p>", "a b"),
        ("loose <span>words <i>x</i></span>", "loose words x"),
        ("<blockquote><p>A sentence.</p><p>Another.</p></blockquote>", "> A sentence.\n> Another."),
        ("<p>a\x08b\0c</p>", "a\x08b\ufffdc"),
    ],
)
def test_text_keeps_its_marks(markup: str, expected: str) -> None:
    assert text(markup) == expected


def test_a_heading_that_links_to_itself_is_its_words() -> None:
    assert said("<h4 id='y'><a href='#y'>Rate Limit: 2 requests per second</a></h4>") == [
        Heading(4, "Rate Limit: 2 requests per second", 1)
    ]


def test_what_has_no_words_is_nothing() -> None:
    assert said("<p> \n</p><p><br></p><div></div><script>x</script><style>y</style>") == []


@pytest.mark.parametrize("around", "span div section details center ul/li aside blockquote form b font".split())
def test_a_table_or_a_sample_is_found_in_any_element(around: str) -> None:
    begin = "".join(f"<{tag}>" for tag in around.split("/"))
    end = "".join(f"</{tag}>" for tag in reversed(around.split("/")))
    assert said(f"{begin}before{TABLE}<pre>{{}}</pre>after{end}") == [
        Paragraph("before", 1),
        READ,
        Code("{}", 1),
        Paragraph("after", 1),
    ]


def test_a_quote_is_a_label_where_it_names_a_sample_or_stands_above_one() -> None:
    pre = '<div class="highlight"><pre>{}</pre></div>'
    assert said("<blockquote><p>Request Example</p></blockquote><p>x</p>")[0] == Label("Request Example", 1)
    assert said(f"<blockquote>\n<p>Where all is lost</p>\n</blockquote>\n{pre}")[0] == Label("Where all is lost", 1)
    assert said(f"<blockquote><p>返回结果</p>{pre}</blockquote>") == [Label("返回结果", 1), Code("{}", 1)]
    assert said(f"<blockquote><p>Be careful.</p></blockquote>words{pre}")[0] == Paragraph("> Be careful.", 1)


def test_a_bold_line_is_a_heading_where_it_says_what_one_says_or_names_a_table() -> None:
    assert said("<p><strong>Request Parameters</strong></p>") == [Heading(0, "**Request Parameters**", 1)]
    assert said(f"<p><b>Part</b></p>\n{TABLE}")[0] == Heading(0, "**Part**", 1)
    assert said(f"<p><b>Part</b></p><p>x</p>{TABLE}")[0] == Paragraph("**Part**", 1)
    assert said(f"<p><b>Part</b> of it</p>{TABLE}")[0] == Paragraph("**Part** of it", 1)


def test_headings_keep_their_level() -> None:
    assert said("<div><h4>a <code>b</code></h4></div><h6>c</h6>") == [Heading(4, "a `b`", 1), Heading(6, "c", 1)]


def test_a_table_is_read_in_whatever_way_it_is_written() -> None:
    row = "<tr><td>a<td>String"
    assert said(f"<table><tr><th>Parameter<th>Type{row}</table>") == [READ]
    assert said(f"<table><thead><tr><td>Parameter</td><td>Type</td></tr></thead><tbody>{row}</tbody></table>") == [READ]
    assert said(TABLE.replace("<td>a", "\n<td style='x'>a")) == [Table(READ.header, (TableRow(("a", "String"), 2),), 1)]


def test_no_cell_of_an_odd_table_is_lost() -> None:
    odd = "<table><tr><th>A</th><th>B</th></tr>{}</table>"

    def cells(row: str) -> tuple[str, ...]:
        (table,) = said(odd.format(row))
        assert isinstance(table, Table)
        (only,) = table.rows
        return only.cells

    assert cells("<tr><td>a</td></tr>") == ("a",)
    assert cells("<tr><td>a</td><td>b</td><td>c</td><td></td></tr>") == ("a", "b | c")
    assert cells("<tr><td colspan='2'>a</td></tr>") == ("a", "")
    assert cells("<tr><td colspan='many'>a</td></tr>") == ("a",)
    assert cells(f"<tr><td>a</td><td>b{TABLE}c</td></tr>") == ("a", "b\nParameter Type\na String\nc")
    assert cells("<tr><td>a</td><td>b<pre>{}</pre></td></tr>") == ("a", "b\n{}")
    assert cells("<tr><td>a</td><td>b<blockquote>c<br>d</blockquote></td></tr>") == ("a", "b\n> c\n> d")


def test_words_of_a_table_outside_its_cells_stand_above_it() -> None:
    words = TABLE.replace("<table>", "<table><caption>A cap</caption>loose").replace("</tr><tr>", "</tr>more<tr>")
    assert said(words) == [Paragraph("A cap\nloose\nmore", 1), READ]
    assert said("<table>only words</table>") == [Paragraph("only words", 1)]


@pytest.mark.parametrize(
    ("classes", "language"),
    [
        ("highlight shell tab-shell", "shell"),
        ("highlight json tab-json", "json"),
        ("language-python", "python"),
        ("highlight plaintext", None),
        ("", None),
    ],
)
def test_a_sample_is_kept_as_it_stands(classes: str, language: str | None) -> None:
    (code,) = said(f'<pre class="{classes}"><code>\n\n<span>{{</span>\n   "a":  &lt;b&gt;<br>}}\n</code></pre>')
    assert code == Code('{\n   "a":  <b>\n}', 3, language)


def test_stray_ends_end_nothing() -> None:
    assert said("<p>a</p></div></td></table>b<p>c") == [Paragraph("a", 1), Paragraph("b", 1), Paragraph("c", 1)]
