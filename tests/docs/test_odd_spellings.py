"""A page may write the same in several ways: other blanks, escapes and numbers of lists are never a finding."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.docs.comparing import compare
from generator.docs.facts import PageFacts
from generator.docs.reading import markdown
from generator.docs.reading import page as reading
from generator.docs.reading.values import values

from .growth import assert_linear

HEAD = """# Switch a lamp

Switches one lamp.

#### HTTP Request

`POST /api/v5/lamps/switch`

#### Request Parameters

Parameter | Type | Required | Description
---|---|---|---
"""
ANSWER = """
#### Response Parameters

Parameter | Type | Description
---|---|---
state | String | On or off
lamp | Object | The lamp
> s_Code | String | Outcome
"""


def read(folder: Path, rows: str, answer: str = ANSWER) -> PageFacts:
    page = folder / "lamp.md"
    page.write_text(HEAD + rows + "lampId | String | Yes | Which lamp\n" + answer, encoding="utf-8")
    return reading.facts(markdown.read(page), page)


def found(old: PageFacts, new: PageFacts) -> list[tuple[str, str]]:
    return [(each.kind, each.subject) for each in compare.pages(old, new)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("`on`: lit  \n`off`: dark", "`on` : lit  \n`off`: dark"),
        ("`on`：亮，`off`：灭", "`on` ：亮，`off`\u00a0：灭"),
        ("How, `on`: lit, `off`: dark", "How, `on` : lit, `off` : dark"),
        ("1. Lit.  \n2. Dark.", "1.Lit.  \n2.Dark."),
        ("1. `on`  \n2. `off`", "1.`on`  \n2.`off`"),
        ("• `on`: lit  \n• `off`: dark", "•`on`: lit  \n•`off`: dark"),
        ("At 1.5 V", "At  1.5 V"),
    ],
)
def test_blanks_before_a_colon_or_behind_the_number_of_a_list_are_nothing(tmp_path: Path, one: str, other: str) -> None:
    old, new = (read(tmp_path, f"mode | String | No | {text}  \n") for text in (one, other))
    assert old.languages["en"].request[0].enum == new.languages["en"].request[0].enum
    assert found(old, new) == found(new, old) == []


@pytest.mark.parametrize("one", ["At 1.5 V", "At 15 V", "1. At 5 V"])
def test_a_number_with_a_point_is_no_number_of_a_list(tmp_path: Path, one: str) -> None:
    old, new = (read(tmp_path, f"volt | String | No | {text}  \n") for text in (one, "1.5 V"))
    assert found(old, new) == [("text-changed", "request.volt.description")]


@pytest.mark.parametrize(
    "name", [r"> s\_Code", r"\> s_Code", r"\>s\_Code", "> `s_Code`", "> **s_Code**", "&gt; s_Code"]
)
def test_escapes_in_a_name_are_nothing(tmp_path: Path, name: str) -> None:
    new = read(tmp_path, "", ANSWER.replace("> s_Code", name))
    assert [row.name for row in new.languages["en"].response] == ["state", "lamp", "lamp.s_Code"]
    assert new.languages["en"].anomalies == ()
    assert found(read(tmp_path, ""), new) == []


NAMES_AT_THE_START = [
    "Either is enough:  \n`floor` and `room` cannot both be empty",
    "任选其一：  \n`floor`和`room`至少填一个",
    "`floor` or `room` must be given",
    "`floor`/`lampId` together name the lamp",
]


@pytest.mark.parametrize("words", NAMES_AT_THE_START)
def test_a_name_that_opens_a_line_is_no_value_before_and_after_it_gets_a_row(tmp_path: Path, words: str) -> None:
    row = f"mode | String | No | {words}  \n"
    old, new = read(tmp_path, row), read(tmp_path, row + "floor | String | No | The floor  \n")
    assert found(old, new) == [("parameter-added", "request.floor")]
    assert found(new, old) == [("parameter-removed", "request.floor")]


def test_a_field_that_opens_a_line_is_no_value_before_and_after_it_gets_a_row(tmp_path: Path) -> None:
    row = "mode | String | No | What is told:  \n`glow` is what the lamp says  \n"
    field = ANSWER.replace("lamp | Object", "glow | String | Light  \nlamp | Object")
    assert found(read(tmp_path, row), read(tmp_path, row, field)) == [("field-added", "response.glow")]
    assert found(read(tmp_path, row, field), read(tmp_path, row)) == [("field-removed", "response.glow")]


def test_a_value_stays_one_though_a_field_of_that_name_comes(tmp_path: Path) -> None:
    row = "mode | String | No | How  \n`glow`: a little light  \n"
    field = ANSWER.replace("lamp | Object", "glow | String | Light  \nlamp | Object")
    assert found(read(tmp_path, row), read(tmp_path, "mode | String | No | How  \n", field)) == [
        ("enum-removed", "request.mode.enum"),
        ("field-added", "response.glow"),
    ]


STRUCK = "How to light it  \n`on`: lit  \n{}  \n`dim`: somewhat"


@pytest.mark.parametrize("mark", ["~~`off`: dark~~", "~~`off`~~: dark", "`off`: ~~dark~~"])
def test_a_value_that_is_struck_through_is_a_change_of_the_text(tmp_path: Path, mark: str) -> None:
    old, new = (read(tmp_path, f"mode | String | No | {STRUCK.format(text)}  \n") for text in ("`off`: dark", mark))
    assert [row.deprecated for row in new.languages["en"].request] == [False, False]
    assert old.languages["en"].request[0].enum == new.languages["en"].request[0].enum == ("on", "off", "dim")
    assert found(old, new) == found(new, old) == [("text-changed", "request.mode.description")]
    struck = mark.split("~~")[1]
    assert f"struck through: {struck}" in compare.pages(old, new)[0].message


def test_a_note_that_is_struck_through_is_a_change(tmp_path: Path) -> None:
    old, new = (read(tmp_path, "", ANSWER + f"\n#### Mind\n\n{text}\n") for text in ("Hot.", "~~Hot.~~"))
    assert found(old, new) == found(new, old) == [("note-changed", "notes")]


@pytest.mark.parametrize(
    "examples",
    ["How, such as:  \n`on`  \n`off`", "如：  \n`on`  \n`off`", "e.g.  \n`on` / `off`", "for example,  \n\n* `on`"],
)
def test_what_follows_such_as_on_the_next_lines_is_no_value(tmp_path: Path, examples: str) -> None:
    page = read(tmp_path, f"mode | String | No | {examples}  \n")
    assert page.languages["en"].request[0].enum == ()


def test_the_time_for_many_values_on_a_line_grows_with_their_number() -> None:
    def read_values(count: int) -> None:
        many = tuple(f"v{number}" for number in range(count))
        assert values(", ".join(f"`{value}`: x" for value in many), set(), set()) == many

    assert_linear(read_values, 5_000)
