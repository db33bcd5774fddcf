"""OKX's HTML gives the same facts as the page in Markdown; what is broken or cut is refused, and lines are right."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from generator.docs.comparing import compare
from generator.docs.facts import LanguageFacts, PageFacts
from generator.docs.reading import html, markdown
from generator.docs.reading import page as reading
from generator.findings import InputError

from .growth import assert_linear
from .html_pages import lamp_section, page

SHARED = Path(__file__).parent.parent.parent.parent / "shared" / "okx-docs"
needs_samples = pytest.mark.skipif(not SHARED.is_dir(), reason="OKX's pages are not at hand (../shared)")

# The same page in the Markdown form that the page files have.
MARKDOWN = """# Switch a lamp

Switches one **lamp**.  
See [the lamps](/docs-v5/en/#lamps) & more.

#### Rate Limit: 20 requests per 2 seconds

#### Rate limit rule: User ID

#### Permission: Trade

#### HTTP Request

`POST /api/v5/lamps/switch`

> Request Example
    
    
    POST /api/v5/lamps/switch
    body
    {
        "lampId":"7"
    }
    
    
    
    import okx
    

#### Request Parameters

Parameter | Type | Required | Description  
---|---|---|---  
lampId | String | Yes | Which lamp, e.g. `7`  
mode | String | No | How to switch it  
`fast`: at once   
`slow`: within a minute

  * first
  * second

  
parts | Array of objects | No | Parts  
> partId | String | No | ~~Part~~(Deprecated)  
  
> Response Example
    
    
    {"code": "0", "msg": "", "data": [{"lampId": "7"}]}
    

#### Response Parameters

**Parameter** | **Type** | **Description**  
---|---|---  
lampId | String | Which lamp  
Lamps are hot.   
Moths like them. Loose words.
"""  # noqa: W291, W293 - the form of the page files


def read(text: str, anchor: str = "lamps-switch", endpoint: str | None = None) -> PageFacts:
    pages = {"en": html.parse(text.encode(), "docs.html")}
    return reading.facts(html.read(pages, anchor, endpoint), Path("docs.html"))  # type: ignore[arg-type]


def english(text: str, anchor: str = "lamps-switch") -> LanguageFacts:
    return read(text, anchor).languages["en"]


def test_html_and_markdown_give_the_same_facts(tmp_path: Path) -> None:
    (tmp_path / "lamps-switch.md").write_text(MARKDOWN, encoding="utf-8")
    other = reading.facts(markdown.read(tmp_path / "lamps-switch.md"), Path("lamps-switch.md"))
    page_facts = read(page(lamp_section()))
    assert compare.pages(other, page_facts) == []
    assert compare.pages(page_facts, other) == []
    assert page_facts.languages["en"].anomalies == ()


def test_text_keeps_its_marks_and_breaks() -> None:
    facts = english(page(lamp_section()))
    assert facts.notes[0].plain == "Switches one lamp.\nSee [the lamps](/docs-v5/en/#lamps) & more."
    mode = facts.request[1]
    assert mode.description == "How to switch it\n`fast`: at once\n`slow`: within a minute\n* first\n* second"
    assert mode.enum == ("fast", "slow")
    assert facts.request[3].name == "parts.partId"
    assert facts.request[3].deprecated


def test_an_aside_is_a_note_of_its_own_and_loose_text_is_kept() -> None:
    assert [note.plain for note in english(page(lamp_section())).notes[1:]] == [
        "Lamps are hot.\nMoths like them.",
        "Loose words.",
    ]


def test_programs_are_told_by_their_class() -> None:
    assert english(page(lamp_section())).request_examples == ({"lampId": "7"},)


@pytest.mark.parametrize("above", ["", "\n" * 70_000], ids=["short", "beyond libxml2's last line"])
def test_lines_are_those_of_the_file(above: str) -> None:
    text = page(f"<p>{above}</p>", lamp_section())
    lines = text.split("\n")
    facts = english(text)
    assert "Rate Limit" in lines[facts.lines["rate_limits"] - 1]
    assert [lines[row.line - 1] for row in facts.request if row.line] == [
        '<td style="text-align: left">lampId</td>',
        "<td>mode</td>",
        "<td>parts</td>",
        "<td>&gt; partId</td>",
    ]


@pytest.mark.parametrize("begin", ["<!--\n\n-->", "<script>\n\n</script>", "\ufeff", "\ufeff\r\n"])
def test_lines_and_facts_do_not_hang_on_how_the_file_is_written(begin: str) -> None:
    text = begin + page(lamp_section())
    facts, plain = (english(each) for each in (text, text.replace("\n", "\r\n").replace("\r\r", "\r")))
    assert facts == plain
    assert "Rate Limit" in text.split("\n")[facts.lines["rate_limits"] - 1]
    assert facts.lines == plain.lines == english(text.replace("\r", "").replace("\n", "\r")).lines


def test_of_two_sections_with_one_anchor_the_first_counts() -> None:
    text = page(lamp_section("one"), lamp_section("one", "Rate Limit: 5 requests per 2 seconds"))
    assert english(text, "one").rate_limits[0].count == 20


def test_a_section_ends_at_the_next_heading() -> None:
    text = page(lamp_section("one"), lamp_section("two", "Rate Limit: 5 requests per 2 seconds"))
    assert english(text, "one").rate_limits[0].count == 20
    assert english(text, "two").rate_limits[0].count == 5
    assert len(english(text, "one").request) == 4


def test_a_heading_may_be_written_in_any_way() -> None:
    for heading in ('<h3 class="x" id="lamp">', "<H3 id=lamp>", "<h3\n  id='lamp' >"):
        text = page(lamp_section("lamp").replace("<h3 id='lamp'>", heading).replace("</h3>", "</h3 >"))
        assert english(text, "lamp").endpoint == "POST /api/v5/lamps/switch"


def test_a_renamed_section_is_found_by_its_endpoint() -> None:
    text = page(lamp_section("lamps-flick"))
    assert read(text, "lamps-switch", "POST /api/v5/lamps/switch").endpoint == "POST /api/v5/lamps/switch"
    with pytest.raises(InputError, match=r"docs\.html: no section #lamps-switch"):
        read(text, "lamps-switch", "POST /api/v5/lamps")


def test_a_section_that_only_mentions_an_endpoint_is_not_its_own() -> None:
    code = "<code>POST /api/v5/lamps/switch</code>"
    mention = f"<h3 id='a'>A</h3><p>See {code}</p><p>{code}, or b.</p>"
    page_of_two = html.parse(page(mention, lamp_section("lamps-flick")).encode(), "docs.html")
    found = page_of_two.section("lamps-switch", "POST /api/v5/lamps/switch")
    assert found is not None
    assert found.anchor == "lamps-flick"


def test_a_file_that_ends_within_the_section_is_refused() -> None:
    text = page(lamp_section("one"), lamp_section("two"))
    cut = text[: text.index("<td>parts</td>", text.index("id='two'"))]
    assert len(english(cut, "one").request) == 4
    with pytest.raises(InputError, match=r"docs.html:\d+: the file ends within #two"):
        english(cut, "two")


def test_a_language_without_the_section_is_told() -> None:
    pages = {"en": html.parse(page(lamp_section()).encode(), "en.html")}
    pages["zh"] = html.parse(page(lamp_section("other")).encode(), "zh.html")
    facts = reading.facts(html.read(pages, "lamps-switch"), Path("en.html"))  # type: ignore[arg-type]
    assert set(facts.languages) == {"en"}
    assert facts.unreadable == {"zh": "zh.html: no section #lamps-switch; was it renamed or removed?"}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no section"),
        (b"<html><h1>Sorry</h1></html>", "no section"),
        (b"\0\1\2", "binary"),
        (page("<p>\xe9</p>").encode("latin-1"), "not UTF-8"),
        (b'<html><head><meta charset="gbk"></head></html>', "charset gbk"),
        *((junk * 100_000, "no section") for junk in (b"<h3 id=", b"<!--", b"<script ", b"<style><!--", b"</div>")),
    ],
    ids=lambda value: str(value[:20]),
)
def test_what_is_not_the_docs_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=f"^docs.html.*{reason}"):
        html.parse(data, "docs.html")


def test_a_second_section_of_one_anchor_is_told() -> None:
    second = lamp_section(limit="Rate Limit: 5 requests per 2 seconds")
    parsed = html.parse(page(lamp_section() + second).encode(), "docs.html")
    facts = reading.facts(html.read({"en": parsed}, "lamps-switch"), Path("docs.html")).languages["en"]
    assert facts.rate_limits[0].count == 20
    line = page(lamp_section()).count("\n", 0, page(lamp_section()).index(lamp_section()) + len(lamp_section())) + 1
    assert [(each.line, each.message) for each in facts.anomalies] == [
        (line, "a second section #lamps-switch, which is not read")
    ]


@pytest.mark.parametrize("junk", [b"<h3 id=", b"<!--", b"<script ", b"<style><!--", b"</div>", b"<h3 id='a'>"])
def test_the_time_to_refuse_grows_with_the_file(junk: bytes) -> None:
    def refuse(size: int) -> None:
        with suppress(InputError):
            html.parse(junk * size, "docs.html")

    assert_linear(refuse, 25_000)


def test_a_comment_or_program_without_end_cuts_the_page() -> None:
    for begin in ("<!-- x", "<script>"):
        text = page(lamp_section("one"), lamp_section("two").replace("<td>parts</td>", f"<td>parts</td>{begin}"))
        assert len(english(text, "one").request) == 4
        with pytest.raises(InputError, match="the file ends within #two"):
            english(text, "two")


def test_what_stands_in_comments_and_programs_is_no_section() -> None:
    text = page("<!-- <h3 id='old'>Old</h3> --><script>'<h3 id=shown>'</script>", lamp_section())
    assert not {"old", "shown"} & set(html.parse(text.encode(), "docs.html").sections)


def test_an_end_of_the_page_in_its_middle_loses_nothing() -> None:
    text = page(lamp_section("one").replace("<h4 id='one-response'>", "</body></html><h4>"), lamp_section("two"))
    assert english(text, "one").response == english(text.replace("</body></html><h4>", "<h4>"), "one").response != ()


def test_a_section_nested_beyond_reason_is_refused() -> None:
    deep = "<div>" * 300 + lamp_section("lamp") + "</div>" * 300
    assert len(english(page(deep.replace("<h3", "<h3 class=x")), "lamp").request) == 4
    text = page(lamp_section("one").replace("<table>", "<div>" * 300 + "<table>", 1))
    assert len(english(text, "one").request) == 4
    with pytest.raises(InputError, match=r"docs.html:\d+: #one is nested too deep"):
        english(page(lamp_section("one").replace("<table>", "<div>" * 9000 + "<table>", 1)), "one")


@needs_samples
def test_the_samples_of_april_2025_read_as_the_newer_pages_where_nothing_changed() -> None:
    pages = {"en": html.load(SHARED / "html" / "2025-04-en.html")}
    for anchor, counts in {
        "spread-trading-rest-api-place-order": (7, 5),
        "spread-trading-rest-api-cancel-order": (2, 4),
        "spread-trading-rest-api-cancel-all-orders": (1, 1),
        "order-book-trading-algo-trading-post-cancel-algo-order": (2, 6),
        "order-book-trading-algo-trading-post-amend-algo-order": (22, 5),
    }.items():
        facts = reading.facts(html.read(pages, anchor), Path("2025-04-en.html")).languages["en"]  # type: ignore[arg-type]
        assert (len(facts.request), len(facts.response)) == counts
        assert facts.anomalies == ()
    same = reading.facts(html.read(pages, "spread-trading-rest-api-cancel-order"), Path("en.html"))  # type: ignore[arg-type]
    path = SHARED / "pages" / "2026-01" / "spread-trading-rest-api-cancel-order.md"
    newer = reading.facts(markdown.read(path), path)
    assert compare.pages(same, newer) == []
