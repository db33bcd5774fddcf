"""What the spec says is on the page, in both languages, and nothing is said beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest

from generator import places, spec_words, tables
from generator.docstrings import limits_in_words
from generator.error_words import GoneReason
from generator.site import words
from generator.spec import Spec
from tests.generator.support import TEXTS, TINY, after, before, edited

from .support import Site, as_read, one_line, shown


def answered(document: Any) -> set[Any]:
    """Schemas whose fields the page shows under the description of the answer, and not under their own."""
    found = set()
    for _, node in places.operations(document):
        for _, response in places.responses(node):
            for _, media in places.json_content(places.follow(document, response), ()):
                found |= set(places.reachable(document, media["schema"], ()))
    return {pointer for pointer in found if pointer[:2] == ("components", "schemas") and len(pointer) == 3}


def every_text(document: Any) -> Iterator[tuple[str, str]]:
    """Every text of the spec that has a Chinese one beside it."""
    envelopes = answered(document)
    for pointer, node in places.nodes(document):
        if pointer in envelopes:
            continue
        for field in places.TRANSLATED:
            if places.chinese_field(field) in node:
                yield node[field], node[places.chinese_field(field)]


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
        links = {(link.get("lang"), link.get("href")) for link in section.iter("a")}
        assert {("en", row.docs_url), ("zh-CN", row.docs_url_zh)} <= links
        if row.permission:
            assert (None, f"#permission-{row.permission}") in links
        if row.order_state_path:
            queries = [shown(each) for each in site.at(f"op-{row.operation_id}-state").iter("code")]
            assert queries == [f"GET {row.order_state_path}?{each.name}=…" for each in row.id_fields]
        if row.max_batch:
            size = site.at(f"op-{row.operation_id}-batch")
            assert f"{row.min_batch} to {row.max_batch} items in one request" in site.said("en", size)
            assert f"每次请求 {row.min_batch} 至 {row.max_batch} 个订单" in site.said("zh", size)
        for number, caveat in enumerate(row.caveats, start=1):
            mark = {"docs": "OKX's docs", "reading": "our reading"}[caveat.source]
            assert mark in site.said("en", site.at(f"op-{row.operation_id}-caveat-{number}"))


@pytest.mark.parametrize(
    ("field", "english", "chinese"),
    [
        (
            "request-ordId",
            {"one of ordId, clOrdId is needed; not empty; wins over clOrdId when both are sent"},
            {"ordId、clOrdId 至少填一个；不能为空；同时填写时优先于 clOrdId"},
        ),
        (
            "request-clOrdId",
            {"one of ordId, clOrdId is needed; at most 32 characters"},
            {"ordId、clOrdId 至少填一个；最长 32 个字符"},
        ),
        ("request-note", {"required", "one of a, b"}, {"必填", "取值：a、b"}),
        ("request-mark", {"optional"}, {"选填"}),
        ("answer-200-tag", {"deprecated", "A tag."}, {"已弃用", "标签。"}),
        ("answer-200-data[].ordId", {"Its id."}, {"该项编号。"}),
    ],
)
def test_a_field_says_what_it_has_to_be(field: str, english: set[str], chinese: set[str], tmp_path: Path) -> None:
    more = "".join(f"        {name}: {{type: string, {TEXTS[:-1]}}}\n" for name in ("note", "mark"))
    site = Site.of(
        tmp_path,
        edited(
            TINY,
            after("      x-id-precedence: [ordId, clOrdId]\n", "      required: [note]\n"),
            before("        ordId: {type: string, description: The", more.replace("string", "string, enum: [a, b]", 1)),
            ("ordId: {type: string, description: The", "ordId: {type: string, minLength: 1, description: The"),
        ),
    )
    row = site.at(f"op-doIt-{field}")
    assert english <= site.said("en", row)
    assert chinese <= site.said("zh", row)


def test_every_field_of_requests_and_answers_is_there(site: Site, spec: Spec) -> None:
    for row in tables.read(spec).operations:
        section = site.at(f"op-{row.operation_id}").getparent()
        assert section is not None
        rows = {each.get("id") for each in section.iter("li")}
        for place, schema in schemas(spec.data, row.node):
            for name, node in schema["properties"].items():
                assert f"op-{row.operation_id}-{place}-{name}" in rows
                for inner in places.follow(spec.data, node.get("items", {})).get("properties", {}):
                    assert f"op-{row.operation_id}-{place}-{name}[].{inner}" in rows


def schemas(document: Any, operation: Any) -> Iterator[tuple[str, Any]]:
    """The object that an operation takes, and those that it answers, each with the name of its place on the page."""
    for _, media in places.json_content(places.follow(document, operation.get("requestBody", {})), ()):
        body = places.follow(document, media["schema"])
        yield "request", places.follow(document, body.get("items", body))
    for status, response in places.responses(operation):
        for _, media in places.json_content(places.follow(document, response), ()):
            yield f"answer-{status}", places.follow(document, media["schema"])


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
            assert f"Reason: {entry.reason}" in english
        of_class = known.repeat if known else "never"
        repeat = entry.repeat or of_class
        is_told = (repeat, of_class) != ("never", "never")
        assert (f"Sent again by the client: {spec_words.REPEAT[repeat][0]}" in english) is is_told
        assert (f"客户端自动重发：{spec_words.REPEAT[repeat][1]}" in chinese) is is_told


def test_every_code_stands_in_the_group_of_its_class(site: Site, spec: Spec) -> None:
    rows = tables.read(spec)
    for name, known in rows.error_classes.items():
        head = site.at(f"class-{name}")
        assert as_read(known.advice) in site.said("en", head)
        assert f"Sent again by the client: {spec_words.REPEAT[known.repeat][0]}" in site.said("en", head)
        group = head.getparent()
        assert group is not None
        inside = {each.get("id") for each in group.iter("li")}
        assert {f"code-{code}" for code, entry in rows.error_codes.items() if entry.error == name} == inside


def test_every_reason_has_words() -> None:
    assert set(words.REASONS) == set(get_args(GoneReason))


def test_hosts_headers_and_the_clock_are_those_of_the_spec(site: Site, spec: Spec) -> None:
    assert all(server["url"] in shown(site.at("hosts")) for server in spec.data["servers"])
    rows = tables.read(spec)
    assert all(name in shown(site.at("signing")) for name in rows.headers.values())
    demo, clock = rows.root.demo_header, rows.root.clock
    assert f"{demo.name}: {demo.value}" in shown(site.at("demo"))
    assert f"{clock.tolerance_seconds} seconds" in shown(site.at("clock"))
    assert f"GET {clock.path}" in shown(site.at("clock"))


def test_versions_and_the_hash_of_the_spec_are_there(site: Site, spec: Spec) -> None:
    from okx_client import SPEC_SHA256
    from okx_client._version import __version__

    assert spec.sha256 == SPEC_SHA256
    for text in (spec.sha256, f"okx-client {__version__}", spec.data["info"]["version"]):
        assert text in shown(site.root)
