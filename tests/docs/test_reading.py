"""The odd forms of OKX's pages, one by one, on pages of our own."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.docs.facts import LanguageFacts, PageFacts
from generator.docs.reading import markdown
from generator.docs.reading import page as reading
from generator.findings import InputError

FIXTURES = sorted((Path(__file__).parent / "pages").glob("*.md"))

HEAD = """# Switch a lamp

Switches one lamp.

#### Rate Limit: 20 requests per 2 seconds

#### Rate limit rule: User ID

#### HTTP Request

`POST /api/v5/lamps/switch`

"""
REQUEST = """#### Request Parameters

Parameter | Type | Required | Description
---|---|---|---
lampId | String | Yes | Which lamp
""".replace("\n", "  \n")


def read(folder: Path, text: str) -> PageFacts:
    page = folder / "lamp.md"
    page.write_text(text, encoding="utf-8")
    return reading.facts(markdown.read(page), page)


def english(folder: Path, text: str) -> LanguageFacts:
    return read(folder, text).languages["en"]


def test_a_page_without_front_matter_is_named_after_its_file(tmp_path: Path) -> None:
    page = read(tmp_path, HEAD + REQUEST)
    assert (page.anchor, page.source_url, page.updated_at, page.name) == (None, None, None, "lamp")


def test_further_lines_of_a_cell_belong_to_their_row(tmp_path: Path) -> None:
    more = "Either this | or that  \n  \n* Second list\n> quoted `a` here  \n    1\\. deeper\n"
    facts = english(tmp_path, HEAD + REQUEST + more + "mode | String | No | Mode  \n")
    assert [row.name for row in facts.request] == ["lampId", "mode"]
    expected = "Which lamp\nEither this | or that\n* Second list\n> quoted `a` here\n1. deeper"
    assert facts.request[0].description == expected


def test_text_after_the_last_row_joins_it_until_a_heading(tmp_path: Path) -> None:
    facts = english(tmp_path, HEAD + REQUEST + "  \nBeware of the moths.\n\n#### Things to note\n\nMoths bite.\n")
    assert facts.request[0].description == "Which lamp\nBeware of the moths."
    assert [note.plain for note in facts.notes] == ["Switches one lamp.", "Things to note", "Moths bite."]


def test_a_bold_line_above_a_table_starts_another_request_table(tmp_path: Path) -> None:
    more = REQUEST.partition("  \n  \n")[2].replace("lampId", "dim")
    facts = english(tmp_path, HEAD + REQUEST + "  \n**Dimmed lamp**\n\n" + more)
    assert [row.name for row in facts.request] == ["lampId", "dim"]
    assert [row.ends_table for row in facts.request] == [True, True]
    assert facts.notes[-1].plain == "Dimmed lamp"
    assert facts.request[0].description == "Which lamp"


def test_a_notice_glued_to_the_header_is_a_note(tmp_path: Path) -> None:
    facts = english(tmp_path, HEAD + REQUEST.replace("Parameter |", "Lamps are hot.  Parameter |"))
    assert [row.name for row in facts.request] == ["lampId"]
    assert facts.notes[-1].plain == "Lamps are hot."


def test_tables_are_told_by_their_columns(tmp_path: Path) -> None:
    request = REQUEST.replace("Request Parameters", "Response Parameters")
    response = "\n#### Request Parameters\n\nParameter | Type | Description\n---|---|---\nstate | String | On or off\n"
    facts = english(tmp_path, HEAD + request + response)
    assert [row.name for row in facts.request] == ["lampId"]
    assert [row.name for row in facts.response] == ["state"]


def test_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    table = "#### Parameters\n\nParameter | Required | Type | Description\n---|---|---|---\nlampId | No | Int | Lamp\n"
    row = english(tmp_path, HEAD + table).request[0]
    assert (row.name, row.required, row.type, row.description) == ("lampId", "no", "integer", "Lamp")


def test_tables_of_other_things_are_notes(tmp_path: Path) -> None:
    side = "\n#### Countries\n\nCountry | Code\n---|---\nUtopia | UT\n"
    columns = "\n#### Columns of the CSV file\n\nParameter | Type | Description\n---|---|---\nday | String | The day\n"
    response = "\n#### Response Parameters\n\nParameter | Type | Description\n---|---|---\nstate | String | On or off\n"
    facts = english(tmp_path, HEAD + REQUEST + side + response + columns)
    notes = [note.plain for note in facts.notes]
    assert "Country | Code\nUtopia | UT" in notes
    assert "Parameter | Type | Description\nday | String | The day" in notes
    assert [row.name for row in facts.response] == ["state"]


@pytest.mark.parametrize("nothing", ["None", "none.", "无", "无。"])
def test_no_parameters_in_words_is_no_note(tmp_path: Path, nothing: str) -> None:
    response = "#### Response Parameters\n\nParameter | Type | Description\n---|---|---\nstate | String | On or off\n"
    facts = english(tmp_path, HEAD + f"#### Request Parameters\n\n{nothing}\n\n" + response)
    assert facts.request == ()
    assert len(facts.notes) == 1


def test_what_the_reader_does_not_know_is_told(tmp_path: Path) -> None:
    rows = "bulb | Filament | Perhaps | Bulb\n>> deep | String | No | Deep\n"
    text = HEAD.replace("20 requests per 2 seconds", "20 requests per moon").replace("Rule", "rule") + REQUEST + rows
    found = [(anomaly.line, anomaly.message) for anomaly in english(tmp_path, text).anomalies]
    lines = text.split("\n")
    assert [message for _, message in found] == [
        "a rate limit in an unknown form: Rate Limit: 20 requests per moon",
        "`bulb` has the unknown type 'Filament'",
        "`bulb` has the unknown word 'Perhaps' where yes or no belongs",
        "`deep` stands 2 deep, but nothing above it is 1 deep",
    ]
    assert [lines[line - 1].split(" |")[0] for line, _ in found if line] == [
        "#### Rate Limit: 20 requests per moon", "bulb", "bulb", ">> deep",
    ]  # fmt: skip


def test_an_unknown_type_or_required_word_is_kept(tmp_path: Path) -> None:
    row = english(tmp_path, HEAD + REQUEST + "bulb | Filament | Perhaps | Bulb\n").request[1]
    assert (row.type, row.required) == ("filament", None)


EXAMPLES: list[tuple[str, str, list[Any], list[Any]]] = [
    ("> Request Example", 'POST /api/v5/lamps/switch\nbody\n{"a": 1}', [{"a": 1}], []),
    ("> Request Example", 'POST /api/v5/lamps/switch\n\n[{"a": 1}]', [[{"a": 1}]], []),
    ("> Request Example", '# one\nPOST /x\nbody\n{"a": 1}\n\n// two\nPOST /x\n[2]', [{"a": 1}, [2]], []),
    ("> Request Example", 'POST /x/a\nbody\n{"a": 1}\n\n\n\nimport okx.Lamps as L\nprint({"b": 2})', [{"a": 1}], []),
    ("> 请求示例", 'body\n{"a": 1}', [{"a": 1}], []),
    ("> Request Example", "Get /api/v5/lamps?a=1&b=x%20y", [{"a": "1", "b": "x y"}], []),
    ("> Returned results", '{"code": "0", "data": []}', [], [{"code": "0", "data": []}]),
    ("> Failure example", '{"code": "1", "data": [{}]}', [], [{"code": "1", "data": [{}]}]),
    (">", '{"code": "0", "data": []}', [], [{"code": "0", "data": []}]),
    ("> 2. 缺货示例", '{"code": "0", "data": 1}\n{"code": "2", "data": 1}', [], [{"code": c, "data": 1} for c in "02"]),
    ("> Request Example", "from okx import Lamps\nLamps.switch()", [], []),
]  # fmt: skip


@pytest.mark.parametrize(("label", "code", "requests", "responses"), EXAMPLES)
def test_examples_are_json_documents(
    tmp_path: Path, label: str, code: str, requests: list[Any], responses: list[Any]
) -> None:
    indented = "\n".join("    " + line for line in ["", *code.split("\n"), ""])
    for block in (indented, f"```\n{code}\n```"):
        facts = english(tmp_path, HEAD + f"{label}\n{block}\n\n" + REQUEST)
        assert list(facts.request_examples) == requests
        assert list(facts.response_examples) == responses
        assert facts.anomalies == ()


@pytest.mark.parametrize(
    "code", ['{"a": 1,}', '{"a": 1} // lit', "{“a”: 1}", '{"a": ...}', '{"a": NaN}', "[" * 100_000]
)
def test_an_example_that_is_not_json_is_told(tmp_path: Path, code: str) -> None:
    text = HEAD + f"> Response Example\n    \n    {code}\n\n" + REQUEST
    facts = english(tmp_path, text)
    assert [anomaly.message.split(":")[0] for anomaly in facts.anomalies] == ["this example is not JSON"]
    assert facts.anomalies[0].line == text.split("\n").index("    " + code) + 1


def test_both_languages_must_agree_on_hard_facts(tmp_path: Path) -> None:
    chinese = (HEAD + REQUEST).replace("20 requests", "10 requests").replace("| String | Yes", "| Integer | No")
    page = read(tmp_path, HEAD + REQUEST + "\n---\n\n" + chinese + "dim | String | No | 亮度\n")
    assert page.languages["en"].anomalies == ()
    assert [anomaly.message.split(":")[0] for anomaly in page.languages["zh"].anomalies] == [
        "rate_limits",
        "request.dim stands on the Chinese page only",
        "request.lampId.type",
        "request.lampId.required",
    ]


COSMETICS: dict[str, Callable[[str], str]] = {
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "CR": lambda text: text.replace("\n", "\r"),
    "byte order mark": lambda text: "\ufeff" + text,
    "bold headings": lambda text: re.sub(r"^#### (.*?) *$", r"#### **\1**", text, flags=re.MULTILINE),
    "deeper headings": lambda text: text.replace("\n#### ", "\n##### "),
    "full-width colons": lambda text: re.sub(r"^(#### [^\n:]*): ?", r"\1：", text, flags=re.MULTILINE),
    "half-width colons": lambda text: re.sub(r"^(#### [^\n：]*)：", r"\1: ", text, flags=re.MULTILINE),
    "no blanks at line ends": lambda text: re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE),
    "blanks at line ends": lambda text: re.sub(r"(?<=\S)$", "   ", text, flags=re.MULTILINE),
    "empty lines around headings": lambda text: re.sub(r"^(####[^\n]*)$", r"\n\n\1\n\n", text, flags=re.MULTILINE),
    "bold header cells": lambda text: re.sub(r"^(Parameter|参数名) \|", r"**\1** |", text, flags=re.MULTILINE),
    "framed tables": lambda text: re.sub(r"^([^\n`:，：]* \| [^\n]*?) *$", r"| \1 |", text, flags=re.MULTILINE),
    "no-break blanks": lambda text: text.replace("Rate Limit", "Rate\xa0Limit"),
    "later date": lambda text: text.replace("updated_at: 2026-01", "updated_at: 2026-09"),
}  # fmt: skip


def without_form(page: PageFacts) -> Any:
    """What a page says, without lines and the date."""
    data = page.as_json()
    del data["updated_at"]
    return _squeezed(data)


def _squeezed(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _squeezed(value) for key, value in node.items() if key != "line"}
    return [_squeezed(value) for value in node] if isinstance(node, list) else node


@pytest.mark.parametrize("cosmetic", COSMETICS)
@pytest.mark.parametrize("page", FIXTURES, ids=lambda page: page.stem)
def test_cosmetics_change_nothing(tmp_path: Path, page: Path, cosmetic: str) -> None:
    before = reading.facts(markdown.read(page), page)
    other = tmp_path / page.name
    other.write_bytes(COSMETICS[cosmetic](page.read_text(encoding="utf-8")).encode())
    assert without_form(reading.facts(markdown.read(other), other)) == without_form(before)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \n \n", "empty"),
        (b"\0\1\2PNG", "binary"),
        ("灯".encode("gb18030") + HEAD.encode(), "UTF-8"),
        (b"---\nanchor_id: lamp\n---\n", "no page below"),
        (HEAD.encode(), "no table"),
        (b"junk " * 200_000, "no table"),
        (b"| " * 100_000 + b"\n" + b"---|" * 100_000 + b"---\n", "no table"),
    ],
)
def test_what_is_no_page_gives_a_clear_error(tmp_path: Path, content: bytes, reason: str) -> None:
    page = tmp_path / "lamp.md"
    page.write_bytes(content)
    with pytest.raises(InputError, match=rf"^{re.escape(str(page))}.*{reason}"):
        reading.facts(markdown.read(page), page)


def test_a_language_of_which_nothing_can_be_made_is_told(tmp_path: Path) -> None:
    page = read(tmp_path, HEAD + REQUEST + "\n---\n\n# 开关灯\n\n页面不存在\n")
    assert set(page.languages) == {"en"}
    assert list(page.unreadable) == ["zh"]
    assert "no table" in page.unreadable["zh"]
