"""What a page says in a way that nobody foresaw is told, and never passes for harmless."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.docs.comparing import compare
from generator.docs.facts import LanguageFacts, PageFacts
from generator.docs.reading import html, markdown
from generator.docs.reading import page as reading

from .growth import assert_linear
from .html_pages import cancel_section, page
from .support import call

PAGE = Path(__file__).parent / "pages" / "tiny-rest-api-stop-things.md"
TEXT = PAGE.read_text(encoding="utf-8")


def read(folder: Path, text: str) -> PageFacts:
    (folder / PAGE.name).write_text(text, encoding="utf-8")
    return reading.facts(markdown.read(folder / PAGE.name), PAGE)


def found(folder: Path, old: str, new: str, *, text: str = TEXT) -> list[tuple[str, str, str]]:
    assert old in text
    findings = compare.pages(read(folder, text), read(folder, text.replace(old, new)))
    return [(each.kind, each.subject, each.impact) for each in findings]


@pytest.mark.parametrize("known", ["Yes", "No", "Conditional"])
def test_an_unknown_word_for_required_may_mean_anything(tmp_path: Path, known: str) -> None:
    text = TEXT.replace("label | String | Conditional", f"label | String | {known}")
    change = (f"label | String | {known}", "label | String | Perhaps")
    assert found(tmp_path, *change, text=text) == [("required-changed", "request.label.required", "breaking")]
    message = compare.pages(read(tmp_path, text), read(tmp_path, text.replace(*change)))[0].message
    assert "a word that cannot be read" in message
    assert "refused" not in message


def test_a_limit_that_cannot_be_read_may_be_a_lower_one(tmp_path: Path) -> None:
    change = ("20 orders per 2 seconds", "a dozen orders per 2 seconds")
    assert found(tmp_path, *change) == [("rate-limit-changed", "rate_limits", "breaking")]


def test_a_sample_that_is_no_json_is_compared_by_its_text(tmp_path: Path) -> None:
    broken = TEXT.replace('"tag": ""\n', '"tag": "", // none\n', 1)
    assert len(read(tmp_path, broken).languages["en"].anomalies) == 1
    change = (
        '"oldId": "",\n                "sCode": "0",\n                "sMsg": "",\n                "tag": "",',
        '"tag": "",',
    )
    assert found(tmp_path, *change, text=broken) == [("example-changed", "examples.response", "docs")]
    assert found(tmp_path, "// none\n", "//  none\n", text=broken) == []


def test_the_cells_of_a_column_that_nobody_knows_are_kept(tmp_path: Path) -> None:
    wide = TEXT.replace("Type | Required | Description", "Type | Required | Since | Description", 1)
    wide = wide.replace("room | String | Yes | The", "room | String | Yes | 2026 | The")
    facts = read(tmp_path, wide).languages["en"]
    assert "Since: 2026" in facts.request[0].description
    assert [each.message for each in facts.anomalies if "column" in each.message] == [
        "a column of unknown meaning, 'Since'"
    ]


@pytest.mark.parametrize("unseen", ["\u200b", "\ufeff", "\u2060"])
def test_characters_that_nobody_sees_are_nothing(tmp_path: Path, unseen: str) -> None:
    assert found(tmp_path, "thingId | String", f"thing{unseen}Id | String{unseen}") == []


def test_a_break_of_html_in_a_cell_is_a_line_end(tmp_path: Path) -> None:
    assert found(tmp_path, "`0` is good.", "`0` is <br/>good.") == []


def test_the_line_between_the_languages_may_be_lost(tmp_path: Path) -> None:
    assert found(tmp_path, "\n---\n\n# POST / 批量", "\n\n# POST / 批量") == []


def test_a_broken_file_of_one_language_does_not_silence_the_other(tmp_path: Path) -> None:
    (tmp_path / "en.html").write_text("", encoding="utf-8")
    chinese = page(cancel_section("zh", "spread-trading-rest-api-cancel-order", limit="10"))
    (tmp_path / "zh.html").write_text(chinese, encoding="utf-8")
    files = ("--html", tmp_path / "en.html", "--html-zh", tmp_path / "zh.html")
    done = call("drift", "--json", *files, "--anchor", "spread-trading-rest-api-cancel-order")
    assert done.status == 2
    told = {(each["kind"], each["language"]) for each in done.findings}
    assert {("unreadable", "en"), ("rate-limit-changed", "zh")} <= told
    assert done.err.count("\n") == 1


def test_what_cannot_be_read_is_told_of_its_own_file(tmp_path: Path) -> None:
    sections = {language: cancel_section(language, "spread-trading-rest-api-cancel-order") for language in ("en", "zh")}
    for language, section in sections.items():
        table = section.index("<table") if language == "zh" else len(section)
        (tmp_path / f"{language}.html").write_text(page(section[:table]), encoding="utf-8")
    files = ("--html", tmp_path / "en.html", "--html-zh", tmp_path / "zh.html")
    done = call("facts", "--json", *files, "--anchor", "spread-trading-rest-api-cancel-order")
    assert done.status == 2
    assert done.err.startswith(f"{tmp_path / 'zh.html'}:")


def test_a_permission_that_the_spec_does_not_know_is_described_by_a_person(tmp_path: Path) -> None:
    section = cancel_section("en", "spread-trading-rest-api-cancel-order")
    permission = "<h4 id='w'>Permission: Withdraw</h4>\n<p><code>"
    (tmp_path / "en.html").write_text(page(section.replace("<p><code>", permission, 1)), encoding="utf-8")
    done = call("drift", "--html", tmp_path / "en.html", "--anchor", "spread-trading-rest-api-cancel-order")
    assert "say under the root's `x-permissions` what `withdraw` allows" in " ".join(done.out.split())


def test_a_mark_of_deprecation_with_more_words_is_one_change(tmp_path: Path) -> None:
    for mark in (" (deprecated, use `thingId` instead)", ". Deprecated since 2024, use `thingId`"):
        change = ("The room of the thing, e.g. `NORTH-1`", "The room of the thing, e.g. `NORTH-1`" + mark)
        assert found(tmp_path, *change) == [("deprecated-changed", "request.room.deprecated", "docs")]


NAMELESS = """#### Request Parameters

{}
---|---|---|---
lampId | String | Yes | Lamp
> dim | Integer | No | Dim
`1`: so
"""
RESPONSE = "\n#### Response Parameters\n\n{} | Type | Description\n---|---|---\nstate | String | On or off\n"


def english(folder: Path, text: str) -> LanguageFacts:
    (folder / "lamp.md").write_text("# Switch\n\nA lamp.\n\n`POST /api/v5/lamps`\n\n" + text, encoding="utf-8")
    return reading.facts(markdown.read(folder / "lamp.md"), folder / "lamp.md").languages["en"]


def test_a_table_whose_names_stand_below_an_unknown_word_is_read(tmp_path: Path) -> None:
    request = NAMELESS.format("Name | Type | Required | Description")
    facts = english(tmp_path, request + RESPONSE.format("Key of it"))
    assert [(row.name, row.type, row.required) for row in facts.request] == [
        ("lampId", "string", "yes"),
        ("lampId.dim", "integer", "no"),
    ]
    assert [row.name for row in facts.response] == ["state"]
    assert [each.message for each in facts.anomalies] == [
        "the names of parameters are taken from the column 'Name'",
        "the names of parameters are taken from the column 'Key of it'",
    ]


def test_the_names_need_not_stand_in_the_first_column(tmp_path: Path) -> None:
    facts = english(tmp_path, "Required | Name | Type\n---|---|---\nYes | lampId | String\n")
    assert [(row.name, row.required) for row in facts.request] == [("lampId", "yes")]


@pytest.mark.parametrize(
    "header",
    ["Parameter | Kind | Required | Description", "Type | Required | Description", "Lamp | Type | Heat | Since"],
)
def test_a_table_that_might_be_one_of_parameters_is_told(tmp_path: Path, header: str) -> None:
    row = " | ".join("abcd"[: header.count("|") + 1])
    lines = f"{header}\n{'---|' * header.count('|')}---\n{row}\n"
    facts = english(tmp_path, lines + RESPONSE.format("Parameter"))
    assert facts.notes[1].plain == f"{header}\n{row}"
    assert [each.message for each in facts.anomalies] == [f"a table that is not read as one of parameters: {header}"]


def test_a_table_without_types_is_told_though_its_header_has_the_word(tmp_path: Path) -> None:
    table = "Level | Type | Description\n---|---|---\n1 | Gold | Many\n"
    facts = english(tmp_path, RESPONSE.format("Parameter") + "\n#### Levels\n\n" + table)
    assert [row.name for row in facts.response] == ["state"]
    assert [note.plain for note in facts.notes[-2:]] == ["Level | Type | Description", "1 | Gold | Many"]
    assert len(facts.anomalies) == 1


CSV = "Parameter | Type | Description\n---|---|---\nday | String | The day\n"


@pytest.mark.parametrize("caption", ["What the columns of the CSV file mean:", "解压后的文件的字段如下"])
@pytest.mark.parametrize("gap", ["", "\n", "  \n"])
def test_a_caption_that_the_form_glued_to_the_last_row_is_one(tmp_path: Path, caption: str, gap: str) -> None:
    text = f"{RESPONSE.format('Parameter')}{gap}{caption}\n\n{CSV}"
    facts = english(tmp_path, text)
    assert [(row.name, row.description) for row in facts.response] == [("state", f"On or off\n{caption}")]
    assert facts.notes[-1].plain == "Parameter | Type | Description\nday | String | The day"


def test_only_words_right_above_a_table_are_its_caption(tmp_path: Path) -> None:
    intro = "# Switch\n\nThe answer may be a CSV file.\n\n"
    facts = english(
        tmp_path, intro + RESPONSE.format("Parameter") + RESPONSE.format("Parameter").replace("state", "day")
    )
    assert [row.name for row in facts.response] == ["state", "day"]
    row = RESPONSE.format("Parameter").replace("On or off", "Address of the CSV file")
    facts = english(tmp_path, row + "\n**Part**\n\n" + CSV)
    assert [row.name for row in facts.response] == ["state", "day"]


SAMPLE = '\n    \n    {"code": "0", "data": []}\n\n'


@pytest.mark.parametrize(
    ("label", "notes"),
    [
        ("Response Example", []),
        ("Response example 2. Where all is lost", ["Response example 2. Where all is lost"]),
        ("Where all is lost", ["Where all is lost"]),
        ("返回示例（全部失败）", ["返回示例（全部失败）"]),
    ],
)
def test_what_a_label_says_besides_is_a_note(tmp_path: Path, label: str, notes: list[str]) -> None:
    facts = english(tmp_path, f"> {label}{SAMPLE}" + RESPONSE.format("Parameter"))
    assert len(facts.response_examples) == 1
    assert [note.plain for note in facts.notes[1:]] == notes


def test_a_quoted_sentence_about_an_example_is_kept(tmp_path: Path) -> None:
    facts = english(tmp_path, RESPONSE.format("Parameter") + "\n#### Mind\n\n> Mind the example above.\n")
    assert facts.notes[-1].plain == "> Mind the example above."
    section = cancel_section("en", "lamp").replace(
        "<table>", "<blockquote><p>Mind the example.</p></blockquote><table>"
    )
    document = html.read({"en": html.parse(page(section).encode(), "en.html")}, "lamp")
    notes = reading.facts(document, Path("en.html")).languages["en"].notes
    assert [note.plain for note in notes] == ["> Mind the example."]


def introduced(paragraphs: int) -> PageFacts:
    words = "<p>Some words.</p>" * paragraphs
    section = cancel_section("en", "lamp").replace("<h4 id='r'>", f"{words}<h4 id='r'>", 1)
    document = html.read({"en": html.parse(page(section).encode(), "en.html")}, "lamp")
    return reading.facts(document, Path("en.html"))


def test_the_time_for_an_introduction_grows_with_its_paragraphs() -> None:
    assert introduced(4000).languages["en"].notes[0].plain.count("Some words.") == 4000
    assert_linear(introduced, 1000)


@pytest.mark.parametrize("first", [NAMELESS.format("Parameter | Type | Required | Description"), "> Example" + SAMPLE])
def test_a_heading_below_a_table_or_a_sample_is_no_title(tmp_path: Path, first: str) -> None:
    text = first.removeprefix("#### Request Parameters\n\n") + "\n# Mind\n" + RESPONSE.format("Parameter")
    (tmp_path / "lamp.md").write_text(text, encoding="utf-8")
    facts = reading.facts(markdown.read(tmp_path / "lamp.md"), tmp_path / "lamp.md").languages["en"]
    assert facts.title is None
    assert [note.plain for note in facts.notes] == ["Mind"]
