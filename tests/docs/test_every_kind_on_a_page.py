"""One change to the text of a page gives exactly one finding of its kind: in English, in Chinese, and in both."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
from attrs import frozen

from generator.docs.comparing import compare
from generator.docs.facts import LANGUAGES, Language, PageFacts
from generator.docs.findings import PROSE, Finding, Impact, Kind
from generator.docs.reading import markdown
from generator.docs.reading import page as reading

PAGE = Path(__file__).parent / "pages" / "tiny-rest-api-stop-things.md"
TEXT = PAGE.read_text(encoding="utf-8")
HALVES = dict(zip(LANGUAGES, TEXT.rsplit("\n---\n\n# ", 1), strict=True))

Swap = tuple[str, str]


@frozen
class Change:
    kind: Kind
    subject: str
    impact: Impact
    en: Swap
    zh: Swap


ONE_MORE_EN = "label | String | Conditional | The label"
ONE_MORE_ZH = "label | String | 可选 | 您"
BATCH = """    [
        {
            "thingId":"1001",
            "room":"NORTH-1"
        },
        {
            "thingId":"1002",
            "room":"NORTH-1"
        }
    ]
"""
# The page's own last row has no asides; a value list stands in the middle of a table.
CHANGES = [
    Change("endpoint-changed", "endpoint", "breaking",
           ("`POST /api/v5/tiny/stop-things`", "`POST /api/v5/tiny/halt-things`"),
           ("`POST /api/v5/tiny/stop-things`", "`POST /api/v5/tiny/halt-things`")),
    Change("endpoint-removed", "endpoint", "breaking",
           ("`POST /api/v5/tiny/stop-things`\n", ""), ("`POST /api/v5/tiny/stop-things`\n", "")),
    Change("parameter-added", "request.floor", "breaking",
           (ONE_MORE_EN, "floor | String | Yes | Floor  \n" + ONE_MORE_EN),
           (ONE_MORE_ZH, "floor | String | 是 | 楼层  \n" + ONE_MORE_ZH)),
    Change("parameter-added", "request.floor", "additive",
           (ONE_MORE_EN, "floor | String | No | Floor  \n`1`: first  \n" + ONE_MORE_EN),
           (ONE_MORE_ZH, "floor | String | 否 | 楼层  \n" + ONE_MORE_ZH)),
    Change("parameter-removed", "request.room", "breaking",
           ("room | String | Yes | The room of the thing, e.g. `NORTH-1`  \n", ""),
           ("room | String | 是 | 物件所在的房间，如 `NORTH-1`  \n", "")),
    Change("field-added", "response.ts", "additive",
           ("sCode | String | What", "ts | String | When  \nsCode | String | What"),
           ("sCode | String | 结", "ts | String | 时间  \nsCode | String | 结")),
    Change("field-removed", "response.sMsg", "breaking",
           ("sMsg | String | Why it went wrong.  \n", ""), ("sMsg | String | 出错的原因  \n", "")),
    Change("required-changed", "request.room.required", "additive",
           ("room | String | Yes", "room | String | No"), ("room | String | 是", "room | String | 否")),
    Change("required-changed", "request.label.required", "breaking",
           ("label | String | Conditional", "label | String | Yes"), ("label | String | 可选", "label | String | 是")),
    Change("type-changed", "response.sCode.type", "breaking",
           ("sCode | String | W", "sCode | Integer | W"), ("sCode | String | 结", "sCode | Integer | 结")),
    Change("deprecated-changed", "response.sMsg.deprecated", "docs",
           ("Why it went wrong.", "~~Why it went wrong.~~(Deprecated)"), ("出错的原因", "~~出错的原因~~（已弃用）")),
    Change("deprecated-changed", "response.tag.deprecated", "docs",
           ("The tag of the thing (deprecated)", "The tag of the thing"), ("物件的记号（已弃用）", "物件的记号")),
    Change("enum-added", "request.room.enum", "additive",
           ("e.g. `NORTH-1`  \n", "e.g. `NORTH-1`  \n`ROOF`: on top  \n"),
           ("如 `NORTH-1`  \n", "如 `NORTH-1`  \n`ROOF`：楼顶  \n")),
    Change("rate-limit-changed", "rate_limits", "breaking",
           ("20 orders per 2 seconds", "10 orders per 2 seconds"), ("20个/2s", "10个/2s")),
    Change("rate-limit-changed", "rate_limits", "breaking",
           ("20 orders per 2 seconds", "20 requests per 2 seconds"), ("20个/2s", "20次/2s")),
    Change("rate-limit-changed", "rate_limits", "additive",
           ("20 orders per 2 seconds", "20 orders per second"), ("20个/2s", "20个/s")),
    Change("rate-limit-rule-changed", "rate_limit_rules", "breaking",
           ("(except Options): User ID + Instrument ID", "(except Options): User ID"),
           ("（期权以外）：User ID + Instrument ID", "（期权以外）：User ID")),
    Change("permission-changed", "permission", "additive",
           ("#### HTTP Request", "#### Permission: Trade\n\n#### HTTP Request"),
           ("#### HTTP 请求", "#### 权限：交易\n\n#### HTTP 请求")),
    Change("body-changed", "body", "breaking",
           (BATCH, '    {\n        "thingId":"1001"\n    }\n'), (BATCH, '    {\n        "thingId":"1001"\n    }\n')),
    Change("max-batch-changed", "max_batch", "breaking",
           ("maximum of 10 things", "maximum of 5 things"), ("最多可以停止10个", "最多可以停止5个")),
    Change("max-batch-changed", "max_batch", "additive",
           ("maximum of 10 things", "maximum of 20 things"), ("最多可以停止10个", "最多可以停止20个")),
    Change("text-changed", "title", "docs",
           (" / Stop things", " / Stop many things"), (" / 批量停止物件", " / 停止多个物件")),
    Change("text-changed", "request.room.description", "docs",
           ("The room of", "The hall of"), ("所在的房间", "所在的厅")),
    Change("text-changed", "response.tag.description", "docs",
           ("The tag of", "The mark of"), ("物件的记号", "物件的标记")),
    Change("note-changed", "notes", "docs",
           ("Stop several things at once", "Stop some things"), ("批量停止物件，", "停止一批物件，")),
    Change("note-changed", "notes", "docs", ("not the calls.", "never the calls."), ("而非调用次数", "不看调用次数")),
    Change("example-changed", "examples.request", "docs",
           ('"thingId":"1002",', '"thingId":"1003",'), ('"thingId":"1002",', '"thingId":"1003",')),
    Change("example-changed", "examples.response", "docs", ('"tag": ""', '"tag": "x"'), ('"tag": ""', '"tag": "x"')),
]  # fmt: skip


def read(folder: Path, text: str) -> PageFacts:
    page = folder / PAGE.name
    page.write_text(text, encoding="utf-8")
    return reading.facts(markdown.read(page), page)


def with_swaps(swaps: dict[Language, Swap]) -> str:
    halves = dict(HALVES)
    for language, (old, new) in swaps.items():
        assert halves[language].count(old) == 1, (language, old)
        halves[language] = halves[language].replace(old, new)
    return "\n---\n\n# ".join(halves.values())


def found(folder: Path, swaps: dict[Language, Swap]) -> list[Finding]:
    return compare.pages(read(folder, TEXT), read(folder, with_swaps(swaps)))


def told(findings: list[Finding]) -> list[tuple[str, str, str, str]]:
    return [(each.kind, each.subject, each.impact, each.language) for each in findings]


every_change = pytest.mark.parametrize(
    "change", CHANGES, ids=lambda change: f"{change.kind}-{change.subject}-{change.impact}"
)


@pytest.mark.parametrize("language", LANGUAGES)
@every_change
def test_a_change_in_one_language_is_one_finding(tmp_path: Path, change: Change, language: Language) -> None:
    findings = found(tmp_path, {language: change.en if language == "en" else change.zh})
    expected = [(change.kind, change.subject, change.impact, language)]
    if change.kind == "body-changed":  # a page cannot change its body without changing its example
        expected.append(("example-changed", "examples.request", "docs", language))
    assert told(findings) == expected


@every_change
def test_a_change_in_both_languages_is_one_finding_but_for_prose(tmp_path: Path, change: Change) -> None:
    findings = found(tmp_path, {"en": change.en, "zh": change.zh})
    languages = LANGUAGES if change.kind in PROSE else ("both",)
    expected = [(change.kind, change.subject, change.impact, language) for language in languages]
    if change.kind == "body-changed":
        expected.append(("example-changed", "examples.request", "docs", "both"))
    assert told(findings) == expected


def test_a_wrapped_example_is_no_more_than_its_body(tmp_path: Path) -> None:
    text = PAGE.with_name("tiny-rest-api-stop-thing.md").read_text(encoding="utf-8")
    body = text[text.index("body\n") + 5 : text.index("    }\n") + 6]
    findings = compare.pages(read(tmp_path, text), read(tmp_path, text.replace(body, f"    [\n{body}    ]\n")))
    assert told(findings) == [("body-changed", "body", "breaking", "both")]


def test_a_value_that_is_gone_is_one_finding(tmp_path: Path) -> None:
    swaps: dict[Language, Swap] = {"en": CHANGES[12].en, "zh": CHANGES[12].zh}
    findings = compare.pages(read(tmp_path, with_swaps(swaps)), read(tmp_path, TEXT))
    assert told(findings) == [("enum-removed", "request.room.enum", "breaking", "both")]


def test_languages_that_changed_one_fact_differently_disagree(tmp_path: Path) -> None:
    findings = found(tmp_path, {"en": ("20 orders per", "10 orders per"), "zh": ("20个/2s", "40个/2s")})
    assert told(findings) == [("languages-disagree", "rate_limits", "breaking", "both")]
    assert {language: value[0]["count"] for language, value in findings[0].new.items()} == {"en": 10, "zh": 40}


def test_a_language_that_is_gone_is_unreadable(tmp_path: Path) -> None:
    for language, half in (("zh", HALVES["en"]), ("en", HALVES["en"].split("# POST")[0] + "# " + HALVES["zh"])):
        assert told(compare.pages(read(tmp_path, TEXT), read(tmp_path, half))) == [
            ("unreadable", "endpoint", "breaking", language)
        ]


@pytest.mark.parametrize(
    ("words", "until"),
    [
        ("`label` stays an alias of it until 2027-01-31.", "2027-01-31"),
        ("旧参数`label`作为别名保留至2027年1月31日。", "2027年1月31日"),
    ],
)
def test_an_old_name_that_is_still_taken_is_deprecated_not_removed(tmp_path: Path, words: str, until: str) -> None:
    language: Language = "en" if words.isascii() else "zh"
    rows: dict[Language, Swap] = {
        "en": (
            "label | String | Conditional | The label that you gave",
            f"name | String | Conditional | {words} What you gave",
        ),
        "zh": ("label | String | 可选 | 您给物件起的", f"name | String | 可选 | {words}您给物件起的"),
    }
    findings = found(tmp_path, {language: rows[language]})
    assert ("deprecated-changed", "request.label.deprecated", "docs", language) in told(findings)
    assert "parameter-removed" not in {each.kind for each in findings}
    assert {each.impact for each in findings} <= {"docs", "additive"}
    assert until in next(each.message for each in findings if each.kind == "deprecated-changed")


def test_every_kind_of_the_contract_is_here() -> None:
    elsewhere = {"enum-removed", "languages-disagree", "unreadable"}  # with tests of their own above
    assert {change.kind for change in CHANGES} | elsewhere == set(get_args(Kind))


NEVER = {
    "white space": ("Why it went wrong.  \n", "Why  it went   wrong.\n"),
    "white space at line ends": ("is good.  \n", "is good.\t \n"),
    "bold": ("Why it went wrong.", "Why it went **wrong**."),
    "an escape": ("The body is a list.", "The body is a list\\."),
    "a strike of the whole instead of words": ("The tag of the thing (deprecated)", "~~The tag of the thing~~"),
    "a row in another place": (
        "sCode | String | What came of it; `0` is good.  \nsMsg | String | Why it went wrong.  \n",
        "sMsg | String | Why it went wrong.  \nsCode | String | What came of it; `0` is good.  \n",
    ),
    "a bold heading": ("#### Request Parameters", "#### **Request Parameters**"),
    "a wide colon": ("#### Rate Limit: 20", "#### Rate Limit：20"),
    "another spelling of a type": ("room | String | Yes", "room | string | Yes"),
    "another spelling of a word": ("room | String | Yes", "room | String | YES"),
    "another spelling of a limit": ("20 orders per 2 seconds", "20 Orders per 2 seconds"),
    "another label": ("> Request Example", "> Request sample"),
    "the keys of an example in another order": (
        '"thingId":"1002",\n            "room":"NORTH-1"',
        '"room":"NORTH-1",\n            "thingId":"1002"',
    ),
    "a program": ("print(things.stop_many([", "show(things.stop_many(["),
    "the date": ("updated_at: 2026-01-02", "updated_at: 2026-05-06"),
}


@pytest.mark.parametrize("cosmetic", NEVER)
def test_what_is_never_a_finding(tmp_path: Path, cosmetic: str) -> None:
    assert told(found(tmp_path, {"en": NEVER[cosmetic]})) == []


def test_text_that_moves_out_of_the_last_row_into_a_note_is_no_finding(tmp_path: Path) -> None:
    glued = TEXT.replace(
        "tag | String | The tag of the thing (deprecated)", "tag | String | The tag (deprecated)  \nBeware."
    )
    apart = TEXT.replace("tag | String | The tag of the thing (deprecated)", "tag | String | The tag (deprecated)")
    apart = apart.replace("The body is a list.", "The body is a list. Beware.")
    assert compare.pages(read(tmp_path, glued), read(tmp_path, apart)) == []
