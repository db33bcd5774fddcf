"""What happened in both languages is told once, and nothing that happened in one is lost; nor are many pages."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from generator.docs.comparing.merge import group, merge
from generator.docs.facts import Language
from generator.docs.findings import Difference, Finding, Impact

from .facts_support import steady

LIMIT = {"count": 20, "period_seconds": 2, "unit": "request", "applies_to": None}


def difference(subject: str = "permission", old: Any = "read", new: Any = "trade", **changes: Any) -> Difference:
    told = Difference(subject, "permission-changed", "breaking", old, new, f"{subject}: {old} to {new}", 7, 9)
    return evolve(told, **changes)


def merged(en: list[Difference], zh: list[Difference], *, drift: bool = False) -> list[Finding]:
    by_language: dict[Language, list[Difference]] = {"en": en, "zh": zh}
    return merge("lamp", "POST /lamp", by_language, drift=drift)


def test_the_same_change_in_both_languages_is_one_finding_with_the_english_lines() -> None:
    (found,) = merged([difference()], [difference(old_line=47, new_line=49, message="中文")])
    expected = Finding(
        "lamp", "POST /lamp", "both", "permission", "permission-changed", "breaking", "read", "trade", None, 9,
        "permission: read to trade",
    )  # fmt: skip
    assert found == expected


def test_only_drift_has_lines_of_the_spec() -> None:
    assert [each.spec_line for each in merged([difference()], [difference()])] == [None]
    assert [each.spec_line for each in merged([difference()], [difference()], drift=True)] == [7]
    assert [each.spec_line for each in merged([], [difference(old_line=47)], drift=True)] == [47]


def test_a_change_in_one_language_is_of_that_language() -> None:
    assert [each.language for each in merged([difference()], [])] == ["en"]
    assert [each.language for each in merged([], [difference()])] == ["zh"]
    assert [each.language for each in merge("lamp", None, {"zh": [difference()]}, drift=False)] == ["zh"]


def test_different_values_in_both_languages_are_one_disagreement_of_the_worse_impact() -> None:
    (found,) = merged([difference(impact="docs")], [difference(new="withdraw", new_line=49)])
    assert (found.language, found.kind, found.impact) == ("both", "languages-disagree", "breaking")
    assert (found.old, found.new) == ("read", {"en": "trade", "zh": "withdraw"})
    assert found.page_line == 9
    assert "permission: read to trade" in found.message
    assert "permission: read to withdraw" in found.message


def test_a_disagreement_tells_both_old_values_where_they_differ() -> None:
    (found,) = merged([difference()], [difference(old=None, new="withdraw")])
    assert found.old == {"en": "read", "zh": None}


def test_languages_that_came_to_agree_do_not_disagree() -> None:
    found = merged([difference(old="read")], [difference(old="withdraw")])
    assert [(each.language, each.kind, each.old) for each in found] == [
        ("en", "permission-changed", "read"),
        ("zh", "permission-changed", "withdraw"),
    ]


def test_a_row_that_came_in_one_language_and_left_in_the_other_is_a_disagreement() -> None:
    value = {"name": "glow", "type": "string", "required": "no", "deprecated": False}
    came = difference("request.glow", None, value, kind="parameter-added")
    left = difference("request.glow", value, None, kind="parameter-removed")
    (found,) = merged([came], [left])
    assert (found.kind, found.new) == ("languages-disagree", {"en": value, "zh": None})


def test_values_are_merged_one_by_one_and_never_disagree() -> None:
    def value(old: str | None, new: str | None) -> Difference:
        return difference("request.a.enum", old, new, kind="enum-added" if new else "enum-removed")

    found = merged([value(None, "x"), value(None, "y"), value("z", None)], [value(None, "y"), value(None, "w")])
    assert [(each.language, each.old, each.new) for each in found] == [
        ("en", None, "x"),
        ("both", None, "y"),
        ("en", "z", None),
        ("zh", None, "w"),
    ]


@pytest.mark.parametrize("kind", ["text-changed", "note-changed"])
def test_prose_is_never_merged(kind: Any) -> None:
    for new in ("A", "乙"):
        found = merged([difference("notes", "x", "A", kind=kind)], [difference("notes", "x", new, kind=kind)])
        assert [(each.language, each.kind) for each in found] == [("en", kind), ("zh", kind)]


def test_an_unreadable_language_does_not_contradict_the_other() -> None:
    gone = difference("endpoint", None, None, kind="unreadable")
    found = merged([difference("endpoint", "POST /a", "POST /b", kind="endpoint-changed")], [gone])
    assert [(each.language, each.kind) for each in found] == [("en", "endpoint-changed"), ("zh", "unreadable")]
    assert [each.language for each in merged([gone], [gone])] == ["both"]


def test_true_is_not_one() -> None:
    def example(value: Any) -> Difference:
        return difference("examples.request", [], [{"on": value}], kind="example-changed")

    assert [each.kind for each in merged([example(True)], [example(1)])] == ["languages-disagree"]


def limits(*bounds: str | None, **changes: Any) -> list[dict[str, Any]]:
    return [{**LIMIT, "applies_to": each, **changes} for each in bounds]


def limit_change(old: Any, new: Any, subject: str = "rate_limits", impact: Impact = "additive") -> Difference:
    return difference(subject, old, new, kind="rate-limit-changed", impact=impact)


def test_own_words_for_the_bounds_of_a_limit_do_not_keep_the_languages_apart() -> None:
    english = limit_change(limits(None), limits(None, "the lead lamps"))
    (found,) = merged([english], [limit_change(limits(None), limits(None, "带灯"))])
    assert (found.language, found.new) == ("both", limits(None, "the lead lamps"))
    (found,) = merged([english], [limit_change(limits(None), limits(None, "Lead Lamps"))])
    assert found.language == "both"
    (found,) = merged(
        [limit_change(limits("the lead lamps"), limits("the lead lamps", count=9), impact="docs")],
        [limit_change(limits("带灯"), limits("带灯", count=8))],
    )
    assert (found.kind, found.old, found.impact) == ("languages-disagree", limits("the lead lamps"), "additive")


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        (limits("options only"), limits("带灯")),
        (limits("lead lamps"), limits("options only")),
        (limits(None), limits("带灯")),
        (limits("lead lamps"), limits(None)),
        (limits("lead lamps"), limits("带灯", count=21)),
        (limits("lead lamps"), limits("带灯", "带灯")),
        (limits(None, unit="lamp"), limits(None, unit="order")),
        (limits(None, unit="lamp"), limits(None, unit="room")),
    ],
)
def test_a_bound_that_both_languages_can_name_keeps_them_apart(english: Any, chinese: Any) -> None:
    (found,) = merged([limit_change([], english)], [limit_change([], chinese)])
    assert found.kind == "languages-disagree"


def rule(*keys: str) -> list[dict[str, Any]]:
    return [{"keys": list(keys), "applies_to": None}]


@pytest.mark.parametrize(
    ("subject", "english", "chinese"),
    [
        *(("rate_limits", limits(bounds), limits("带灯")) for bounds in ("except options", "options only")),
        *(("rate_limits", limits(None, unit=unit), limits(None, unit="盏")) for unit in ("request", "order")),
        *(
            ("rate_limit_rules", rule(key), rule("灯"))
            for key in ("user", "instrument", "instrument family", "ip", "master account")
        ),
    ],
)
def test_no_own_word_stands_for_a_word_that_both_languages_share(subject: str, english: Any, chinese: Any) -> None:
    (found,) = merged([limit_change([], english, subject)], [limit_change([], chinese, subject)])
    assert found.kind == "languages-disagree"


def test_own_words_for_units_and_keys_do_not_either() -> None:
    def found(subject: str, english: Any, chinese: Any) -> list[str]:
        both = [limit_change([], english, subject)], [limit_change([], chinese, subject)]
        return [each.language if each.kind != "languages-disagree" else "disagree" for each in merged(*both)]

    assert found("rate_limits", limits(None, unit="lamp"), limits(None, unit="盏")) == ["both"]
    assert found("rate_limit_rules", rule("lamp", "user"), rule("user", "灯")) == ["both"]
    assert found("rate_limit_rules", rule("tag", "user"), rule("currency", "user")) == ["disagree"]
    assert found("rate_limit_rules", rule("ip", "user"), rule("user", "灯")) == ["disagree"]
    assert found("rate_limit_rules", rule("lamp", "user"), rule("user", "屋", "灯")) == ["disagree"]
    assert found("examples.request", [{"unit": "lamp"}], [{"unit": "盏"}]) == ["disagree"]


@steady
@given(st.lists(st.integers(0, 3), max_size=5), st.lists(st.integers(0, 3), max_size=5))
def test_no_difference_is_lost_or_told_twice(en: list[int], zh: list[int]) -> None:
    found = merged([difference(new=number) for number in en], [difference(new=number) for number in zh])
    told: dict[str, list[int]] = {"en": [], "zh": []}
    for each in found:
        new = each.new if isinstance(each.new, dict) else dict.fromkeys(["en", "zh"], each.new)
        for language in told:
            if each.language in (language, "both"):
                told[language].append(new[language])
    assert (sorted(told["en"]), sorted(told["zh"])) == (sorted(en), sorted(zh))


def on_pages(count: int, **changes: Any) -> list[Finding]:
    (found,) = merge("lamp", "POST /lamp", {"en": [difference()]}, drift=True)
    return [evolve(found, page=f"lamp-{index:02}", **changes) for index in reversed(range(count))]


def test_an_event_on_twenty_pages_is_told_for_each_and_on_more_once() -> None:
    assert group(on_pages(20)) == on_pages(20)
    (found,) = group(on_pages(21))
    assert found.pages == tuple(f"lamp-{index:02}" for index in range(21))
    data = found.as_json()
    assert [data[name] for name in ("page", "operation", "spec_line", "page_line")] == [None] * 4
    assert list(data)[-1] == "pages"
    assert (found.kind, found.old, found.new, found.language) == ("permission-changed", "read", "trade", "en")


@pytest.mark.parametrize(
    "changes",
    [
        {"language": "both"},
        {"kind": "type-changed"},
        {"subject": "body"},
        {"old": None},
        {"new": {"en": 1, "zh": True}},
    ],
)
def test_events_that_differ_in_anything_are_counted_apart(changes: dict[str, Any]) -> None:
    findings = on_pages(20) + [evolve(each, page="other", **changes) for each in on_pages(1)]
    assert group(findings) == findings


def test_one_page_that_tells_an_event_often_is_one_page() -> None:
    findings = [evolve(each, page="lamp") for each in on_pages(30)]
    assert group(findings) == findings


def test_a_grouped_event_stands_where_it_came_up_first_with_its_worst_impact() -> None:
    first, last = evolve(on_pages(1)[0], subject="title"), evolve(on_pages(1)[0], subject="body")
    many = [evolve(each, impact="docs") for each in on_pages(25)]
    many[3] = evolve(many[3], impact="additive")
    found = group([first, many[0], last, *many[1:]])
    assert [each.subject for each in found] == ["title", "permission", "body"]
    assert found[1].impact == "additive"


def test_grouping_twice_changes_nothing() -> None:
    once = group(on_pages(30))
    assert group([*once, *once]) == [*once, *once]
    assert group([*once, *on_pages(30)]) == [*once, *once]


def test_what_a_message_says_about_one_page_only_is_left_out() -> None:
    def message(ends: list[str]) -> str:
        several = [
            evolve(each, message=f"the line is gone (was `x`){end}")
            for each, end in zip(on_pages(21), ends * 21, strict=False)
        ]
        return group(several)[0].message

    assert message([""]) == "the line is gone (was `x`)"
    assert message([". Edit line 12", ". Edit line 13"]) == "the line is gone (was `x`)"
    assert message([": so. Edit line 12", ": so. Write"]) == "the line is gone (was `x`): so"
    assert message(["!", "?"]) == "the line is gone (was `x`)!"
