"""What our `x-` fields say is not lost in the exported document: it stands in descriptions, in its language."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import pytest

from generator import spec_words, tables
from generator.docs.facts import LANGUAGES, Language
from generator.error_words import Repeat
from generator.export.plain import plain

from .exporting import ROWS, array, exported, operation, table
from .support import REAL, after, before, loaded

FIELD = "ordId: {type: string, description: The exchange's id., x-description-zh: 交易所的编号。"


def both(tmp_path: Path, *edits: tuple[str, str]) -> tuple[dict[str, Any], dict[str, Any]]:
    return exported(tmp_path, "en", *edits), exported(tmp_path, "zh", *edits)


def test_an_operation_tells_limits_permission_state_and_caveats(tmp_path: Path) -> None:
    caveats = """\
      x-order-state-path: /done
      x-caveats:
        - {source: docs, description: It is slow., x-description-zh: 较慢。}
        - {source: reading, description: "It may fail.\\n\\nOr not.", x-description-zh: 可能失败。}
"""
    english, chinese = both(tmp_path, before("      x-rate-limits:", caveats))
    assert operation(english) == (
        "Does it.\n\n"
        "- **Rate limit**: 20 requests in 2 s; per user\n"
        "- **Permission**: May trade.\n"
        "- **State of an order**: `GET /done`, by the same ids\n"
        "- **Caveat (from OKX's docs)**: It is slow.\n"
        "- **Caveat (our reading, not in OKX's docs)**: It may fail.\n  \n  Or not."
    )
    assert operation(chinese) == (
        "做这件事。\n\n"
        "- **限速**：每 2 秒 20 次；按用户计\n"
        "- **权限**：可交易。\n"
        "- **订单状态**：`GET /done`，使用相同的 ID\n"
        "- **注意（来自 OKX 文档）**：较慢。\n"
        "- **注意（我们的理解，并非 OKX 文档原文）**：可能失败。"
    )


@pytest.mark.parametrize(
    ("limits", "english", "chinese"),
    [
        ("minItems: 1, maxItems: 9", "1 to 9 items in one request", "每次请求 1 至 9 个订单"),
        (
            "minItems: 2, x-unbounded: true",
            "2 or more items in one request; OKX's docs give no largest number",
            "每次请求至少 2 个订单；OKX 文档未给出上限",
        ),
    ],
)
def test_an_operation_tells_the_size_of_its_batch(tmp_path: Path, limits: str, english: str, chinese: str) -> None:
    en, zh = both(tmp_path, array(limits), ('value: {ordId: "1"}', 'value: [{ordId: "1"}, {ordId: "2"}]'))
    assert f"- **Batch**: {english}\n" in operation(en)
    assert f"- **批量**：{chinese}\n" in operation(zh)


def test_what_the_two_pages_say_differently_is_told_in_both_languages(tmp_path: Path) -> None:
    fields = "      x-max-batch: 5\n      x-max-batch-zh: 7\n      x-permission-zh: read\n"
    english, chinese = both(tmp_path, before("      x-rate-limits:", fields))
    assert operation(english).endswith(
        "- **Batch**: at most 5 items in one request\n- **Batch**: OKX's Chinese page says at most 7\n"
        "- **Permission**: May trade.\n- **Permission**: OKX's Chinese page says `read`"
    )
    assert operation(chinese).endswith(
        "- **批量**：每次请求至多 5 个订单\n- **批量**：OKX 中文页面写的是至多 7 个订单\n"
        "- **权限**：可交易。\n- **权限**：OKX 中文页面写的是 `read`"
    )
    silent = "      x-max-batch-zh: null\n      x-permission-zh: null\n"
    english, chinese = both(tmp_path, before("      x-rate-limits:", silent))
    assert "OKX's Chinese page gives no largest number\n" in operation(english)
    assert operation(english).endswith("OKX's Chinese page names none")
    assert "OKX 中文页面未写明上限\n" in operation(chinese)
    assert operation(chinese).endswith("OKX 中文页面未写明权限")


def test_sample_queries_are_told_but_for_those_of_the_other_language(tmp_path: Path) -> None:
    queries = """\
      parameters:
        - {name: kind, in: query, description: D., x-description-zh: 述。, schema: {type: string}}
      x-query-examples:
        - {value: {kind: a b}}
        - {value: {kind: c}, x-language: en, x-documented: '{"kind": 1}'}
        - {value: {kind: d}, x-language: zh, x-ours: true}
"""
    english, chinese = both(tmp_path, before("      x-rate-limits:", queries))
    assert operation(english).endswith(
        "\n- **Sample query**: `?kind=a+b`"
        '\n- **Sample query**: `?kind=c` (Ours; OKX\'s own sample does not fit its table: `{"kind": 1}`)'
    )
    assert operation(chinese).endswith(
        "\n- **示例查询**：`?kind=a+b`\n- **示例查询**：`?kind=d`（自拟示例；OKX 页面没有该示例。）"
    )


@pytest.mark.parametrize(("fields", "english", "chinese"), ROWS)
def test_a_field_tells_what_okx_tables_say_of_it(tmp_path: Path, fields: str, english: str, chinese: str) -> None:
    en, zh = both(tmp_path, after(FIELD, f", {fields}"))
    said = [document["components"]["schemas"]["Ask"]["properties"]["ordId"] for document in (en, zh)]
    assert said[0]["description"] == f"The exchange's id. {english}"
    assert said[1]["description"] == f"交易所的编号。{chinese}"


def test_an_object_tells_which_id_wins(tmp_path: Path) -> None:
    said = [document["components"]["schemas"]["Ask"]["description"] for document in both(tmp_path)]
    assert said == [
        "What to do. One of `ordId`, `clOrdId` is needed; where several are sent, the first in this order wins.",
        "要做的事。`ordId`、`clOrdId` 至少填一个；同时填写多个时，按此顺序以靠前者为准。",
    ]


def test_sentences_do_not_run_into_markdown_or_into_half_a_sentence(tmp_path: Path) -> None:
    english, chinese = both(
        tmp_path,
        ("      description: What to do.\n", "      description: What to do\n"),
        ("      x-description-zh: 要做的事。\n", '      x-description-zh: "要做的事：\\n\\n- 甲。"\n'),
    )
    assert english["components"]["schemas"]["Ask"]["description"].startswith("What to do\n\nOne of ")
    assert chinese["components"]["schemas"]["Ask"]["description"].startswith("要做的事：\n\n- 甲。\n\n`ordId`、")


def test_an_example_tells_whose_it_is(tmp_path: Path) -> None:
    for mark, english, chinese in (
        ("x-ours: true", "Ours; OKX's page has no such sample.", "自拟示例；OKX 页面没有该示例。"),
        (
            "x-documented: '{\"ordId\": 1}'",
            'Ours; OKX\'s own sample does not fit its table: `{"ordId": 1}`',
            '自拟示例；OKX 的原示例与其表格不符：`{"ordId": 1}`',
        ),
    ):
        edit = ('asked:\n                value: {ordId: "1"}', f'asked: {{{mark}, value: {{ordId: "1"}}}}')
        for document, said in zip(both(tmp_path, edit), (english, chinese), strict=True):
            media = document["paths"]["/do"]["post"]["requestBody"]["content"]["application/json"]
            assert media["examples"]["asked"] == {"value": {"ordId": "1"}, "description": said}


def test_servers_tell_their_regions_and_headers_what_they_carry(tmp_path: Path) -> None:
    english, chinese = both(tmp_path)
    assert english["servers"] == [{"url": "https://one.example", "description": "Region: global."}]
    assert chinese["servers"] == [{"url": "https://one.example", "description": "地区：global。"}]
    assert [scheme["description"] for scheme in english["components"]["securitySchemes"].values()] == [
        "The API key.",
        "The signature of the request.",
        "The time of signing.",
        "The passphrase of the API key.",
    ]
    assert chinese["components"]["securitySchemes"]["sign"]["description"] == "请求的签名。"


def test_the_document_tells_the_demo_header_the_clock_and_the_permissions(tmp_path: Path) -> None:
    english, chinese = both(tmp_path)
    assert (
        "## Every request\n\n"
        "- **Demo trading**: `x-demo: 1`. Demo.\n"
        "- **Clock**: `GET /time`, 30 s at most, else code 0. The clock.\n"
        "- **Permission `trade`**: May trade.\n\n"
    ) in english["info"]["description"]
    assert (
        "## 所有请求\n\n"
        "- **模拟盘**：`x-demo: 1`。模拟。\n"
        "- **时钟**：`GET /time`，最多相差 30 秒，否则返回代码 0。时钟。\n"
        "- **权限 `trade`**：可交易。\n\n"
    ) in chinese["info"]["description"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_a_row_with_statuses_meaning_advice_and_class(language: Language, tmp_path: Path) -> None:
    spec = loaded(tmp_path, REAL)
    root = tables.read(spec).root
    rows = table(plain(spec, language))
    assert list(rows)[2:] == list(root.error_codes)
    for code, entry in root.error_codes.items():
        statuses, meaning, advice, kind = rows[code]
        assert statuses == ", ".join(map(str, entry.http_status))
        assert meaning == (entry.description if language == "en" else entry.description_zh)
        if entry.error is None:
            assert (advice, kind) == ("", "")
            continue
        of_class = root.error_classes[entry.error]
        own = entry.advice or of_class.advice if language == "en" else entry.advice_zh or of_class.advice_zh
        assert kind == ": ".join(filter(None, (entry.error, entry.reason)))
        repeat, again = entry.repeat or of_class.repeat, ("", "")
        if repeat != "never":
            english, chinese = spec_words.REPEAT[repeat]
            again = f" A program may send it again by itself: {english}.", f"程序可自行重发：{chinese}。"
        elif of_class.repeat != "never":
            again = " A program must not send it again by itself.", "程序不得自行重发。"
        assert advice.replace("<http", "http").replace(">", "") == own + again[language == "zh"]


def test_every_word_for_repeating_has_words() -> None:
    assert set(spec_words.REPEAT) == set(get_args(Repeat))


def test_a_cell_of_the_table_is_one_line_and_holds_bars(tmp_path: Path) -> None:
    edit = ("description: Accepted., x-description-zh: 已接受。", 'description: "a|b\\nc", x-description-zh: "甲|乙"')
    english, chinese = both(tmp_path, edit)
    assert table(english)["0"] == ["200", r"a\|b c", "", ""]
    assert table(chinese)["0"] == ["200", r"甲\|乙", "", ""]
    assert len({len(row) for row in table(english).values()}) == 1
