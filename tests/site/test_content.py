"""What the spec says is on the page, in both languages, and nothing is said beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args

import pytest

from generator import places, tables
from generator.docstrings import limits_in_words
from generator.error_words import GoneReason, Repeat
from generator.extensions import TRANSLATED, chinese_field
from generator.site import words
from generator.spec import Spec

from .support import Site, one_line, shown

ENVELOPES = (
    "CancelSpreadOrderResult",
    "CancelSpreadOrderResponse",
    "CancelAlgoOrderResult",
    "CancelAlgoOrdersResponse",
)
"""Schemas whose fields the page shows, under the description of the answer and not under their own."""


def every_text(document: Any) -> Iterator[tuple[str, str]]:
    """Every text of the spec that has a Chinese one beside it."""
    for pointer, node in places.nodes(document):
        if pointer[:2] == ("components", "schemas") and len(pointer) == 3 and pointer[2] in ENVELOPES:
            continue
        for field in TRANSLATED:
            if chinese_field(field) in node:
                yield node[field], node[chinese_field(field)]


def as_read(text: str) -> str:
    return one_line(text.replace("`", ""))


def test_every_text_of_the_spec_is_there_in_both_languages(site: Site, spec: Spec) -> None:
    english, chinese = site.said("en"), site.said("zh")
    pairs = list(every_text(spec.data))
    assert len(pairs) > 200
    assert [en for en, _ in pairs if as_read(en) not in english] == []
    assert [zh for _, zh in pairs if as_read(zh) not in chinese] == []


def test_every_text_stands_beside_its_translation(site: Site, spec: Spec) -> None:
    known = {as_read(en): set[str]() for en, _ in every_text(spec.data)}
    for en, zh in every_text(spec.data):
        known[as_read(en)].add(as_read(zh))
    checked = 0
    for pair in site.root.find_class("pair"):
        english, chinese = (one_line(each.text_content()) for each in pair)
        if english in known:
            assert chinese in known[english]
            checked += 1
    assert checked > 200


def test_every_operation_has_all_that_the_spec_says_of_it(site: Site, spec: Spec) -> None:
    for row in tables.read(spec).operations:
        head = site.at(f"op-{row.operation_id}")
        assert f"{row.method} {row.path}" in shown(head)
        section = head.getparent()
        assert section is not None
        english, chinese = limits_in_words(row.rate_limits, row.rate_limit_rules)
        limits = site.at(f"op-{row.operation_id}-limits")
        assert set(english.split("; ")) <= site.said("en", limits)
        assert set(chinese.split("；")) <= site.said("zh", limits)
        links = {link.get("href") for link in section.iter("a")}
        assert {row.docs_url, row.docs_url_zh, f"#permission-{row.permission}"} <= links
        assert f"GET {row.order_state_path}?" in shown(section)
        for number, caveat in enumerate(row.caveats, start=1):
            mark = {"docs": "OKX's docs", "reading": "our reading"}[caveat.source]
            assert mark in site.said("en", site.at(f"op-{row.operation_id}-caveat-{number}"))


def test_the_batch_size_is_there(site: Site) -> None:
    section = site.at("op-cancelAlgoOrders").getparent()
    assert section is not None
    assert "1 to 10 in one request" in site.said("en", section)
    assert "单次 1 至 10 个" in site.said("zh", section)


@pytest.mark.parametrize(
    ("field", "english", "chinese"),
    [
        ("cancelAlgoOrders-request-instId", "required", "必填"),
        (
            "cancelAlgoOrders-request-algoId",
            "one of algoId, algoClOrdId is needed; not empty; wins over algoClOrdId when both are sent",
            "algoId、algoClOrdId 至少填一个；不能为空；同时填写时优先于 algoClOrdId",
        ),
        (
            "cancelSpreadOrder-request-clOrdId",
            "one of ordId, clOrdId is needed; not empty; at most 32 characters",
            "ordId、clOrdId 至少填一个；不能为空；最长 32 个字符",
        ),
        ("cancelAlgoOrders-answer-200-data[].tag", "deprecated", "已弃用"),
    ],
)
def test_a_field_says_what_it_has_to_be(field: str, english: str, chinese: str, site: Site) -> None:
    row = site.at(f"op-{field}")
    assert english in site.said("en", row)
    assert chinese in site.said("zh", row)


def test_every_field_of_requests_and_answers_is_there(site: Site) -> None:
    rows = {each.get("data-name") for each in site.root.iter("li") if "cancelAlgoOrders" in (each.get("id") or "")}
    asked = {"instId", "algoId", "algoClOrdId"}
    answered = {"code", "msg", "data", *(f"data[].{name}" for name in ("algoId", "sCode", "sMsg", "clOrdId", "tag"))}
    assert asked | answered | {"data[].algoClOrdId"} <= rows


def test_every_code_is_there_with_all_that_is_known_of_it(site: Site, spec: Spec) -> None:
    rows = tables.read(spec)
    for code, entry in rows.error_codes.items():
        place = site.at(f"code-{code}")
        english, chinese = site.said("en", place), site.said("zh", place)
        known = rows.error_classes.get(entry.error) if entry.error else None
        assert shown(place).startswith(code)
        assert f"HTTP {', '.join(map(str, entry.http_status))}" in shown(place)
        assert place.get("data-class") == (entry.error or "")
        assert {as_read(entry.description), *([as_read(entry.advice)] if entry.advice else [])} <= english
        assert {as_read(entry.description_zh), *([as_read(entry.advice_zh)] if entry.advice_zh else [])} <= chinese
        if entry.reason:
            assert f"Reason {entry.reason}" in english
        repeat = entry.repeat or (known.repeat if known else "never")
        assert (f"Repeated {words.REPEAT[repeat].en}" in english) == (repeat != "never")
        assert (f"重发 {words.REPEAT[repeat].zh}" in chinese) == (repeat != "never")


def test_every_code_stands_in_the_group_of_its_class(site: Site, spec: Spec) -> None:
    rows = tables.read(spec)
    for name, known in rows.error_classes.items():
        head = site.at(f"class-{name}")
        assert as_read(known.advice) in site.said("en", head)
        group = head.getparent()
        assert group is not None
        inside = {each.get("id") for each in group.iter("li")}
        assert {f"code-{code}" for code, entry in rows.error_codes.items() if entry.error == name} == inside


def test_every_word_about_codes_has_two_languages() -> None:
    assert set(words.REPEAT) == set(get_args(Repeat))
    assert set(words.REASONS) == set(get_args(GoneReason))


def test_hosts_headers_and_the_clock_are_those_of_the_spec(site: Site, spec: Spec) -> None:
    assert all(server["url"] in shown(site.at("hosts")) for server in spec.data["servers"])
    assert all(name in shown(site.at("signing")) for name in tables.read(spec).headers.values())
    assert "x-simulated-trading: 1" in shown(site.at("demo"))
    assert "30 seconds" in shown(site.at("clock"))
    assert "/api/v5/public/time" in shown(site.at("clock"))


def test_versions_and_the_hash_of_the_spec_are_there(site: Site, spec: Spec) -> None:
    from okx_client import SPEC_SHA256
    from okx_client._version import __version__

    assert spec.sha256 == SPEC_SHA256
    for text in (spec.sha256, f"okx-client {__version__}", spec.data["info"]["version"]):
        assert text in shown(site.root)
