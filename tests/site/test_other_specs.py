"""The page follows the spec, whichever it is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.lint import lint
from generator.spec import parse
from tests.generator.exporting import ROWS, array
from tests.generator.support import TEXTS, TINY, after, before, edited

from .support import Site, shown

ANSWERED = "ordId: {type: string, description: Its id., x-description-zh: 该项编号。"
SAMPLE = "                  x-ours: true\n                  x-documented: '{\"code\": 0}'\n"


def test_a_changed_spec_changes_the_page(tmp_path: Path) -> None:
    site = Site.of(
        tmp_path,
        edited(
            TINY,
            ("{count: 20, periodSeconds: 2, unit: request}", "{count: 30, periodSeconds: 3, unit: request}"),
            array("minItems: 1, maxItems: 25"),
            ('value: {ordId: "1"}', 'value: [{ordId: "1"}]'),
            before("paths:\n", f'  "51499": {{httpStatus: [418], {TEXTS[:-1]}}}\n'),
        ),
    )
    assert "30 requests in 3 s" in site.said("en")
    assert "每 3 秒 30 次" in site.said("zh")
    assert "20 requests in 2 s" not in shown(site.root)
    assert "1 to 25 items in one request" in site.said("en")
    assert "The body is a JSON array of objects." in site.said("en")
    assert "HTTP 418" in shown(site.at("code-51499"))
    assert shown(site.at("shown")) == "2"


def test_any_spec_makes_a_page(tmp_path: Path) -> None:
    site = Site.of(tmp_path, TINY)
    assert "POST /do" in shown(site.at("op-doIt"))
    assert "no-such-thing" not in site.text


QUERY = """\
  /state:
    get:
      operationId: askState
      tags: [room]
      summary: Ask
      x-summary-zh: 问
      description: Asks.
      x-description-zh: 询问。
      externalDocs: {url: https://docs.example/en/#ask, x-url-zh: https://docs.example/zh/#ask, x-anchor: ask}
      x-rate-limits:
        - {count: 5, periodSeconds: 1, unit: request}
      parameters:
        - name: ordId
          in: query
          required: true
          description: Which one.
          x-description-zh: 哪一个。
          schema: {type: string, maxLength: 9}
      x-query-examples:
        - value: {ordId: "1 2"}
      responses:
        "200":
          description: What came back.
          x-description-zh: 应答内容。
          content:
            application/json:
              schema:
                $ref: "#/components/schemas/Answer"
              example: {code: "0"}
"""


def with_query(*edits: tuple[str, str]) -> str:
    text = edited(TINY, ("paths:\n", f"paths:\n{QUERY}"), *edits)
    assert lint(parse(text.encode(), Path("spec.yaml"))) == []
    return text


def test_a_query_is_shown_with_its_parameters_and_examples(tmp_path: Path) -> None:
    site = Site.of(tmp_path, with_query())
    row = site.at("op-askState-request-ordId")
    assert {"Which one.", "required", "at most 9 characters"} <= site.said("en", row)
    assert "deprecated" not in site.said("en", row)
    assert site.code_blocks("http")[0].text_content().startswith("GET /state?ordId=1+2 HTTP/1.1\nHost: one.example\n")
    assert 'api.ask_state.sync(client=okx.raw, ord_id="1 2")' in site.code_blocks("python")[0].text_content()


def with_fields_of_the_parameter(fields: dict[str, Any]) -> tuple[str, str]:
    lines = (f"          {name}: {json.dumps(value)}\n" for name, value in fields.items())
    return "          required: true\n", "".join(lines)


def test_a_deprecated_parameter_is_marked(tmp_path: Path) -> None:
    site = Site.of(tmp_path, with_query(with_fields_of_the_parameter({"deprecated": True})))
    row = site.at("op-askState-request-ordId")
    assert "deprecated" in site.said("en", row)
    assert "deprecated" in str(row.get("class"))


@pytest.mark.parametrize(("fields", "english", "chinese"), ROWS)
def test_a_parameter_and_a_field_say_what_okx_tables_say_of_them(
    tmp_path: Path, fields: str, english: str, chinese: str
) -> None:
    of_parameter = with_fields_of_the_parameter(yaml.safe_load(f"{{{fields}}}"))
    site = Site.of(tmp_path, with_query(after(ANSWERED, f", {fields}"), of_parameter))
    for row in (site.at("op-doIt-answer-200-data[].ordId"), site.at("op-askState-request-ordId")):
        assert english.replace("`", "") in site.said("en", row)
        assert chinese.replace("`", "") in site.said("zh", row)


@pytest.mark.parametrize(
    ("field", "place", "english", "chinese"),
    [
        ("x-max-batch: 5", "batch", "at most 5 items in one request", "每次请求至多 5 个订单"),
        ("x-max-batch-zh: 7", "batch", "OKX's Chinese page says at most 7", "OKX 中文页面写的是至多 7 个订单"),
        ("x-max-batch-zh: null", "batch", "OKX's Chinese page gives no largest number", "OKX 中文页面未写明上限"),
        ("x-permission-zh: read", "permission", "OKX's Chinese page says read", "OKX 中文页面写的是 read"),
        ("x-permission-zh: null", "permission", "OKX's Chinese page names none", "OKX 中文页面未写明权限"),
    ],
)
@pytest.mark.parametrize("permission", ["      x-permission: trade\n", ""])
def test_what_the_two_pages_say_of_an_operation_is_said(
    field: str, place: str, english: str, chinese: str, permission: str, tmp_path: Path
) -> None:
    text = edited(TINY, ("      x-permission: trade\n", f"{permission}      {field}\n"))
    assert lint(parse(text.encode(), Path("spec.yaml"))) == []
    fact = Site.of(tmp_path, text)
    assert english in fact.said("en", fact.at(f"op-doIt-{place}"))
    assert chinese in fact.said("zh", fact.at(f"op-doIt-{place}"))


def test_a_batch_without_a_largest_number_says_so(tmp_path: Path) -> None:
    value = ('value: {ordId: "1"}', 'value: [{ordId: "1"}, {ordId: "2"}]')
    site = Site.of(tmp_path, edited(TINY, array("minItems: 2, x-unbounded: true"), value))
    assert "2 or more items in one request; OKX's docs give no largest number" in site.said("en")


def test_a_code_that_is_not_repeated_as_its_class_is_says_so(tmp_path: Path) -> None:
    codes = (
        f'  "51498": {{httpStatus: [503], class: Unavailable, repeat: never, {TEXTS[:-1]}}}\n'
        f'  "51499": {{httpStatus: [503], class: Unavailable, {TEXTS[:-1]}}}\n'
    )
    classes = "x-error-classes: {Unavailable: {repeat: after a wait, advice: Wait., x-advice-zh: 请等待。}}\n"
    site = Site.of(tmp_path, edited(TINY, before("paths:\n", codes), before("x-error-codes:\n", classes)))
    assert "Sent again by the client: never" in site.said("en", site.at("code-51498"))
    assert "客户端自动重发：不会" in site.said("zh", site.at("code-51498"))
    assert "Sent again by the client: after a wait" in site.said("en", site.at("code-51499"))
    assert "Sent again" not in shown(site.at("code-0"))


def test_whose_an_example_is_is_said(tmp_path: Path) -> None:
    site = Site.of(
        tmp_path,
        edited(
            TINY,
            ("              asked:\n", "              asked:\n                x-language: zh\n"),
            ("                answered:\n", f"                answered:\n{SAMPLE}"),
        ),
    )
    assert "仅见于中文页面" in site.said("zh")
    assert "ours, not on OKX's pages" in site.said("en")
    assert '{"code": 0}' in shown(site.root)
