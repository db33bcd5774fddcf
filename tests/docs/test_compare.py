"""One change of a page is one finding: of the right kind, under the right subject, with its values and its weight."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import PurePath
from typing import Any, get_args

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from generator.docs.comparing import compare
from generator.docs.facts import TABLES, LanguageFacts, PageFacts, Row
from generator.docs.findings import PROSE, Difference, Finding, Kind
from generator.docs.text import key

from .every_change import CASES, Case
from .facts_support import (
    ANSWER,
    EXAMPLE,
    any_facts,
    chinese,
    english,
    page,
    put,
    row,
    rows,
    said,
    steady,
    with_new_row,
    with_row,
    without_row,
)

KEYS = ["page", "operation", "language", "subject", "kind", "impact", "old", "new", "spec_line", "page_line", "message"]
every_change = pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.kind}-{case.subject}-{case.impact}")


def told(finding: Finding) -> tuple[Any, ...]:
    return finding.language, finding.kind, finding.subject, finding.impact, finding.old, finding.new, finding.page_line


def expected(case: Case, language: str) -> tuple[Any, ...]:
    line = case.new_line and case.new_line + (40 if language == "zh" else 0)
    return language, case.kind, case.subject, case.impact, case.old, case.new, line


@every_change
def test_a_change_in_english_alone_is_one_finding(case: Case) -> None:
    found = compare.pages(page(english(), chinese()), page(case.change(english()), chinese()))
    assert [told(finding) for finding in found] == [expected(case, "en")]


@every_change
def test_a_change_in_chinese_alone_is_one_finding(case: Case) -> None:
    found = compare.pages(page(english(), chinese()), page(english(), case.change(chinese())))
    assert [told(finding) for finding in found] == [expected(case, "zh")]


@every_change
def test_a_change_in_both_languages_is_one_finding_with_the_english_lines(case: Case) -> None:
    found = compare.pages(page(english(), chinese()), page(case.change(english()), case.change(chinese())))
    assert [told(finding) for finding in found] == [expected(case, "both")]


@every_change
def test_a_change_has_the_line_of_the_old_side_too(case: Case) -> None:
    found = compare.structure(english(), case.change(english()))
    assert [(each.old_line, each.new_line) for each in found] == [(case.old_line, case.new_line)]


WORDS = [
    ("text-changed", "request.label.description", ("The label", "The name"), ("灯的标签", "灯的名字"), 22),
    ("text-changed", "response.sMsg.description", ("take a while", "take long"), ("过一会儿", "过很久"), 32),
    ("note-changed", "notes", ("Mind the dark", "Mind the light"), ("当心天黑", "当心天亮"), 14),
]


@pytest.mark.parametrize(("kind", "subject", "en", "zh", "line"), WORDS)
def test_changed_words_are_one_finding_in_each_language(
    kind: str, subject: str, en: tuple[str, str], zh: tuple[str, str], line: int
) -> None:
    old = page(english(), chinese())
    new_english, new_chinese = said(english(), en), said(chinese(), zh)

    def found(new: PageFacts) -> list[tuple[Any, ...]]:
        return [
            (each.language, each.kind, each.subject, each.impact, each.page_line) for each in compare.pages(old, new)
        ]

    in_english, in_chinese = ("en", kind, subject, "docs", line), ("zh", kind, subject, "docs", line + 40)
    assert found(page(new_english, chinese())) == [in_english]
    assert found(page(english(), new_chinese)) == [in_chinese]
    assert found(page(new_english, new_chinese)) == [in_english, in_chinese]


def test_every_kind_of_structural_finding_has_its_case() -> None:
    others = {"languages-disagree", "unreadable", *PROSE}
    assert {case.kind for case in CASES} | others == set(get_args(Kind))


def test_an_unchanged_page_is_silent() -> None:
    assert compare.pages(page(english(), chinese()), page(english(), chinese(), updated_at="2026-08-22")) == []


def test_a_language_that_is_gone_is_unreadable_and_a_new_one_is_not_compared() -> None:
    (gone,) = compare.pages(page(english(), chinese()), page(english()))
    assert told(gone) == ("zh", "unreadable", "endpoint", "breaking", None, None, None)
    assert compare.pages(page(english()), page(english(), put(permission=None)(chinese()))) == []


def test_a_language_that_cannot_be_read_is_never_silence() -> None:
    broken = page(english(), unreadable={"zh": "lamp.md:50: no table"})
    for old, new in ((page(english(), chinese()), broken), (broken, page(english(), chinese())), (broken, broken)):
        (found,) = compare.pages(old, new)
        assert told(found)[:4] == ("zh", "unreadable", "endpoint", "breaking")
        assert "lamp.md:50: no table" in found.message


def test_an_unreadable_language_hides_nothing_of_the_other() -> None:
    found = compare.pages(page(english(), chinese()), page(put(method="PUT")(english())))
    assert [(each.language, each.kind) for each in found] == [("en", "endpoint-changed"), ("zh", "unreadable")]


def test_a_page_is_named_by_its_anchor_or_its_file_and_its_operation_is_the_old_one() -> None:
    moved = page(put(path="/api/v5/lamp/fade")(english()))
    (found,) = compare.pages(page(english()), evolve(moved, anchor=None))
    assert (found.page, found.operation) == ("lamp-rest-api-dim", "POST /api/v5/lamp/dim")
    (found,) = compare.pages(page(english()), evolve(moved, anchor="new-anchor"))
    assert found.page == "new-anchor"
    (found,) = compare.pages(page(english(), anchor=None, source=PurePath("old/dim.md")), evolve(moved, anchor=None))
    assert found.page == "dim"


def test_an_endpoint_named_for_the_first_time_is_the_operation() -> None:
    (found,) = compare.pages(page(put(method=None)(english())), page(english()))
    assert (found.kind, found.impact, found.operation) == ("endpoint-changed", "additive", "POST /api/v5/lamp/dim")


def kinds(found: list[Difference]) -> list[tuple[Kind, str, str]]:
    return [(each.kind, each.subject, each.impact) for each in found]


def test_an_example_that_the_new_body_wraps_in_a_list_is_no_second_change() -> None:
    listed = put(body="array", request_examples=([EXAMPLE],))(english())
    assert kinds(compare.structure(english(), listed)) == [("body-changed", "body", "breaking")]
    assert kinds(compare.structure(listed, english())) == [("body-changed", "body", "breaking")]
    other = put(body="array", request_examples=([{"lampId": "8"}],))(english())
    assert ("example-changed", "examples.request", "docs") in kinds(compare.structure(english(), other))
    same_body = put(request_examples=([EXAMPLE],))(english())
    assert kinds(compare.structure(english(), same_body)) == [("example-changed", "examples.request", "docs")]
    answer = evolve(listed, response_examples=([ANSWER],))
    assert ("example-changed", "examples.response", "docs") in kinds(compare.structure(english(), answer))


def test_examples_are_compared_as_json() -> None:
    def with_example(document: Any) -> LanguageFacts:
        return put(request_examples=(document,))(english())

    turned = with_example(dict(reversed(EXAMPLE.items())))
    assert compare.structure(english(), turned) == []
    assert len(compare.structure(with_example({"on": True}), with_example({"on": 1}))) == 1


def test_what_a_new_optional_object_needs_does_not_break() -> None:
    new = with_new_row("request", row("fade", required="no", of="object"))(english())
    new = with_new_row("request", row("fade.to", required="yes"), at=2)(new)
    assert [each.impact for each in compare.structure(english(), new)] == ["additive", "additive"]
    (alone,) = compare.structure(
        with_new_row("request", row("fade", required="no", of="object", line=9))(english()), new
    )
    assert (alone.subject, alone.impact, alone.old_line) == ("request.fade.to", "breaking", 9)
    assert [each.old_line for each in compare.structure(english(), new)] == [18, 18]


def test_what_a_new_object_within_a_known_one_needs_does_not_break_either() -> None:
    old = with_new_row("request", row("fade", required="yes", of="object"))(english())
    new = with_new_row("request", row("fade.to", required="no", of="object"), at=2)(old)
    new = with_new_row("request", row("fade.to.level", required="yes"), at=3)(new)
    assert [each.impact for each in compare.structure(old, new)] == ["additive", "additive"]


def test_a_row_of_unknown_line_is_looked_for_at_its_table() -> None:
    old = with_row("request", "label", line=None)(english())
    (found,) = compare.structure(old, with_row("request", "label", type="integer")(english()))
    assert (found.old_line, found.new_line) == (18, 22)


def test_rows_of_one_name_are_paired_so_that_the_least_differs() -> None:
    first, second, third = (
        row("px", raw, required="yes", of=of, line=line)
        for raw, of, line in (("Price", "string", 1), ("Trigger", "number", 2), ("Limit", "integer", 3))
    )
    old = LanguageFacts(request=(first, second, third))
    turned = LanguageFacts(request=(third, first, second))
    assert compare.structure(old, turned) == []
    changed = LanguageFacts(request=(third, evolve(second, required="no", line=8), first))
    (told,) = compare.structure(old, changed)
    assert (told.subject, told.old_line, told.new_line) == ("request.px.required", 2, 8)
    for gone in (first, second, third):
        fewer = LanguageFacts(request=tuple(each for each in old.request if each != gone))
        assert [(each.kind, each.old["type"]) for each in compare.structure(old, fewer)] == [
            ("parameter-removed", gone.type)
        ]
        assert [(each.kind, each.new["type"]) for each in compare.structure(fewer, old)] == [
            ("parameter-added", gone.type)
        ]


def test_rows_of_one_name_that_all_changed_are_paired_by_what_they_still_share() -> None:
    old = LanguageFacts(request=(row("px", required="yes", of="string"), row("px", required="no", of="integer")))
    new = LanguageFacts(request=(row("px", required="yes", of="array"), row("px", required="no", of="number")))
    found = compare.structure(old, new)
    assert {(each.old, each.new) for each in found} == {("string", "array"), ("integer", "number")}


def test_one_event_on_two_rows_of_a_name_is_told_once() -> None:
    old = LanguageFacts(request=(row("px", required="no", line=1), row("px", required="no", line=2)))
    new = LanguageFacts(request=(row("px", required="yes", line=1), row("px", required="yes", line=2)))
    assert kinds(compare.structure(old, new)) == [("required-changed", "request.px.required", "breaking")]


def test_many_rows_of_one_name_do_not_take_long() -> None:
    old = LanguageFacts(request=tuple(row("px", of="string", enum=f"a{index}") for index in range(12)))
    new = LanguageFacts(request=tuple(row("px", of="integer", enum=f"b{index}") for index in range(12)))
    assert {each.kind for each in compare.structure(old, new)} == {"type-changed", "enum-added", "enum-removed"}


def test_a_message_says_what_changed_and_what_it_means() -> None:
    def message(new: LanguageFacts) -> str:
        return compare.structure(english(), new)[0].message

    must = with_row("request", "lampId", required="yes")(english())
    assert message(must).startswith("`lampId` is now always required (was required under conditions): requests with")
    said_once = [compare.structure(english(), case.change(english()))[0].message for case in CASES]
    assert len(set(said_once)) == len(said_once)
    assert all("None" not in message and "[" not in message and "\n" not in message for message in said_once)
    limits = [message for message in said_once if message.startswith("the rate limit is now 30")]
    assert limits == ["the rate limit is now 30 requests per 2 seconds (was 20 requests per 2 seconds)"]


def mirrored(found: list[Difference]) -> Counter[tuple[Any, ...]]:
    turned = {
        "parameter-added": "parameter-removed",
        "field-added": "field-removed",
        "enum-added": "enum-removed",
        "endpoint-changed": "endpoint",
        "endpoint-removed": "endpoint",
    }
    turned |= {new: old for old, new in turned.items() if not old.startswith("endpoint")}
    return Counter((each.subject, turned.get(each.kind, each.kind), json.dumps([each.new, each.old])) for each in found)


def as_found(found: list[Difference]) -> Counter[tuple[Any, ...]]:
    names = {"endpoint-changed": "endpoint", "endpoint-removed": "endpoint"}
    return Counter((each.subject, names.get(each.kind, each.kind), json.dumps([each.old, each.new])) for each in found)


@steady
@given(any_facts(), any_facts())
def test_the_way_back_is_the_mirror_image(one: LanguageFacts, other: LanguageFacts) -> None:
    assert mirrored(compare.structure(one, other)) == as_found(compare.structure(other, one))


def compared(facts: LanguageFacts) -> Any:
    """All that counts of some facts: no lines, no order of rows, values or notes; `True` is not `1`."""

    def of_row(each: Row) -> Any:
        return each.name, each.type, each.required, each.deprecated, sorted(each.enum)

    plain = evolve(facts, request=(), response=(), request_examples=(), response_examples=(), notes=(), lines={})
    if facts.endpoint is None:
        plain = evolve(plain, method=None, path=None)
    return (
        plain,
        [sorted(map(repr, map(of_row, facts.rows(table)))) for table in TABLES],
        [sorted((each.name, key(each.description)) for each in facts.rows(table)) for table in TABLES],
        [json.dumps(facts.examples(table), sort_keys=True) for table in TABLES],
        sorted(key(each.plain) for each in facts.notes),
    )


@steady
@given(any_facts(repeated=True), any_facts(repeated=True))
def test_pages_are_silent_just_where_their_facts_agree(one: LanguageFacts, other: LanguageFacts) -> None:
    assert compare.pages(page(one), page(one)) == []
    assert (compare.pages(page(one), page(other)) == []) == (compared(one) == compared(other))


@steady
@given(any_facts(), st.data())
def test_one_changed_table_is_found_among_all_else(facts: LanguageFacts, data: st.DataObject) -> None:
    for table in TABLES:
        new = data.draw(rows(table, repeated=True))
        changed = evolve(facts, request=new) if table == "request" else evolve(facts, response=new)
        silent = compare.pages(page(facts), page(changed)) == []
        assert silent == (compared(facts) == compared(changed))


@steady
@given(any_facts(repeated=True), any_facts(repeated=True), st.randoms())
def test_the_order_of_rows_never_matters(one: LanguageFacts, other: LanguageFacts, random: Any) -> None:
    def shuffled(facts: LanguageFacts) -> LanguageFacts:
        request, response = list(facts.request), list(facts.response)
        random.shuffle(request)
        random.shuffle(response)
        return evolve(facts, request=tuple(request), response=tuple(response))

    def events(found: list[Finding]) -> Counter[str]:
        # Which of several changed descriptions of one name was which, only their order tells.
        values = ((None, None) if each.kind in PROSE else (each.old, each.new) for each in found)
        return Counter(json.dumps([each.kind, each.subject, *some]) for each, some in zip(found, values, strict=True))

    found = events(compare.pages(page(one), page(other)))
    assert events(compare.pages(page(shuffled(one)), page(shuffled(other)))) == found


@steady
@given(st.lists(any_facts(), min_size=4, max_size=4))
def test_every_finding_is_json_with_the_keys_in_their_order(some: list[LanguageFacts]) -> None:
    for finding in compare.pages(page(some[0], some[1]), page(some[2], some[3])):
        assert list(finding.as_json()) == KEYS
        assert finding.spec_line is None
        json.dumps(finding.as_json())


def test_a_row_that_left_leaves_no_trace_in_the_prose() -> None:
    old, new = english(), without_row("response", "sMsg")(english())
    assert [each.kind for each in compare.pages(page(old), page(new))] == ["field-removed"]


def test_a_body_that_is_gone_has_no_line_on_the_page() -> None:
    (found,) = compare.structure(english(), put(body=None)(english()))
    assert (found.kind, found.subject, found.new_line) == ("body-changed", "body", None)


def test_a_body_that_follows_from_another_method_is_no_second_change() -> None:
    get = put(method="GET", body=None)(english())
    for old, new in ((english(), get), (get, english())):
        assert kinds(compare.structure(old, new)) == [("endpoint-changed", "endpoint", "breaking")]
    put_array = put(method="PUT", body="array")(english())
    assert [each.kind for each in compare.structure(english(), put_array)] == ["endpoint-changed", "body-changed"]
    nameless = put(method=None, body=None)(english())
    assert [each.kind for each in compare.structure(english(), nameless)] == ["endpoint-removed", "body-changed"]
