"""The page follows the spec, whichever it is."""

from __future__ import annotations

from pathlib import Path

from generator.lint import lint
from tests.generator.support import REAL, TEXTS, TINY, edited, loaded

from .support import Site, shown

SAMPLE = "                  x-ours: true\n                  x-documented: '{\"code\": 0}'\n"


def test_a_changed_spec_changes_the_page(tmp_path: Path) -> None:
    site = Site.of(
        tmp_path,
        edited(
            REAL,
            ("{count: 20, periodSeconds: 2, unit: request}", "{count: 30, periodSeconds: 3, unit: request}"),
            ("maxItems: 10", "maxItems: 25"),
            ('  "51401":\n', f'  "51499": {{httpStatus: [418], class: CancelPending, {TEXTS[:-1]}}}\n  "51401":\n'),
        ),
    )
    assert "30 requests in 3 s" in site.said("en")
    assert "每 3 秒 30 次" in site.said("zh")
    assert "20 requests in 2 s" not in shown(site.root)
    assert "1 to 25 in one request" in site.said("en")
    assert "HTTP 418" in shown(site.at("code-51499"))
    assert "117" in shown(site.at("shown"))


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


def test_a_query_is_shown_with_its_parameters_and_examples(tmp_path: Path) -> None:
    text = edited(TINY, ("paths:\n", f"paths:\n{QUERY}"))
    assert lint(loaded(tmp_path, text)) == []
    site = Site.of(tmp_path, text)
    row = site.at("op-askState-request-ordId")
    assert {"Which one.", "required", "at most 9 characters"} <= site.said("en", row)
    assert site.code_blocks("http")[0].text_content().startswith("GET /state?ordId=1+2 HTTP/1.1\nHost: one.example\n")
    assert 'api.ask_state.sync(client=okx.raw, ord_id="1 2")' in site.code_blocks("python")[0].text_content()


def test_what_the_two_pages_of_okx_say_differently_is_said(tmp_path: Path) -> None:
    site = Site.of(
        tmp_path,
        edited(
            TINY,
            ("      x-permission: trade\n", "      x-permission: trade\n      x-permission-zh: null\n"),
            ("              asked:\n", "              asked:\n                x-language: zh\n"),
            ("                answered:\n", f"                answered:\n{SAMPLE}"),
        ),
    )
    assert "The Chinese page names none." in site.said("en")
    assert "仅见于中文页面" in site.said("zh")
    assert "ours, not on OKX's pages" in site.said("en")
    assert '{"code": 0}' in shown(site.root)
