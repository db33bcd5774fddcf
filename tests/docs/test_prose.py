"""Every change of a page's words is found once, and nothing that only looks different, from fingerprints alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from generator.docs.comparing import prose
from generator.docs.facts import LanguageFacts, Table
from generator.docs.findings import Difference

from .facts_support import (
    any_facts,
    chinese,
    english,
    note,
    put,
    row,
    said,
    steady,
    with_new_row,
    with_row,
    without_row,
)
from .prose_support import both_ways, found, last_row, one_row, stored, subjects

# What is found, with its values and lines


def test_a_changed_title_is_text() -> None:
    (told,) = found(chinese(), put(title="POST / 关灯")(chinese()))
    assert told == Difference(
        "title", "text-changed", "docs", "POST / 调暗灯", "POST / 关灯", "the title is now “POST / 关灯”", 43, 43
    )
    assert [each.message for each in found(english(), put(title=None)(english()))] == ["the title is gone"]
    assert [each.old for each in found(put(title=None)(english()), english())] == [None]


def test_a_changed_description_is_told_with_both_texts_and_its_new_words() -> None:
    (told,) = found(chinese(), said(chinese(), ("灯的标签", "灯的名字")))
    message = "the description of `label` changed, it now says “灯的名字”"
    assert told == Difference(
        "request.label.description", "text-changed", "docs", "灯的标签", "灯的名字", message, 62, 62
    )
    (told,) = found(english(), with_row("request", "lampId", raw="Lamp ID")(english()))
    assert told.message.endswith("it no longer says “Either `lampId` or `label` is needed.”")


def test_a_changed_note_is_told_with_all_notes_and_its_line() -> None:
    new = said(english(), ("Mind the dark.", "Mind the light."))
    (told,) = found(english(), new)
    assert (told.subject, told.kind, told.impact) == ("notes", "note-changed", "docs")
    assert (told.old, told.new) == ([each.plain for each in english().notes], [each.plain for each in new.notes])
    assert (told.old_line, told.new_line) == (5, 14)
    assert told.message == "a note changed, it now says “Mind the light.”"


def test_a_note_that_came_or_left_is_told_as_that() -> None:
    more = put(notes=(*english().notes, note("Ask first.", 16)))(english())
    (came,), (left,) = found(english(), more), found(more, english())
    assert (came.new_line, came.message) == (16, "there is a new note: “Ask first.”")
    assert (left.new_line, left.message) == (None, "a note is gone: “Ask first.”")


def test_several_changes_are_told_apart_but_all_notes_at_once() -> None:
    new = said(english(), ("The label", "The name"), ("Lamp ID", "Lamp number"), ("Mind", "See"), ("Dim lamps", "Dim"))
    assert subjects(english(), new) == [
        "request.lampId.description",
        "request.label.description",
        "response.lampId.description",
        "notes",
    ]


def test_long_words_are_shortened_and_words_that_are_not_at_hand_left_out() -> None:
    old, new = one_row("Short"), one_row("long " * 90)
    assert len(found(old, new)[0].message) < 180
    (told,) = prose.differences(stored(one_row("Kept. Lost.")), prose.prints(one_row("Kept.")), None, one_row("Kept."))
    assert (told.message, told.old) == ("the description of `kind` changed", None)
    (told,) = prose.differences(stored(last_row("b", "Lost.")), prose.prints(last_row("b")), None, last_row("b"))
    assert (told.message, told.old) == ("a note is gone", [])


@pytest.mark.parametrize("short", ["e.g.", "i.e.", "(e.g.", "vs.", "No.", "such as A, B, etc."])
@pytest.mark.parametrize("make", [one_row, last_row])
def test_an_abbreviation_ends_no_quoted_sentence(make: Callable[..., LanguageFacts], short: str) -> None:
    old, new = f"First. The lamp {short} 7 glows. Last.", f"First. A lamp {short} 7 glows. Last."
    assert found(make(old), make(new))[0].message.endswith(f"it now says “A lamp {short} 7 glows.”")
    assert found(make(new), make(new.replace("7", "8")))[0].message.endswith(f"it now says “A lamp {short} 8 glows.”")
    (told,) = found(make("First."), make(f"First.\nA lamp {short}"))
    assert told.message.endswith(f"it now says “A lamp {short}”")
    (told,) = found(make(f"First. A lamp {short} 7 glows."), make("First."))
    assert told.message.endswith(f"it no longer says “A lamp {short} 7 glows.”")


# What is not found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lamp ID, such as `A-1`", "Lamp  ID,\nsuch as\xa0`A-1` "),
        ("Lamp ID", "**Lamp** ID"),
        ("Colour: `red`", "Colour： `red`"),
        ("From 1 - 2", "From 1 \\- 2"),
        ("First\n* one\n* two", "First\n- one\n- two"),
        ("Do this:\n1. look\n2. dim", "Do this:\n2. look\n3. dim"),
        ("Two sentences. One line.", "Two sentences.\nOne line."),
        ("没有空格。真的", "没有空格。 真的"),
    ],
)
def test_form_alone_is_no_change(one: str, other: str) -> None:
    assert subjects(one_row(one), one_row(other)) == []
    assert subjects(last_row(one), last_row(other)) == []
    assert subjects(last_row("b", one), last_row("b", other)) == []


@pytest.mark.parametrize("change", ["Lamp ID.", "lamp ID", "Lamp `ID`", "Lamp IDs", "ID Lamp", "Lamp, ID", "Lamp ID 1"])
def test_any_other_change_is_one(change: str) -> None:
    assert subjects(one_row("Lamp ID"), one_row(change)) == ["request.kind.description"]
    assert subjects(last_row("Lamp ID"), last_row(change)) == ["response.last.description"]
    assert subjects(last_row("b", "Lamp ID"), last_row("b", change)) == ["notes"]


def test_sentences_in_another_order_are_text_where_no_notice_can_be_among_them() -> None:
    assert subjects(one_row("First. Second."), one_row("Second. First.")) == ["request.kind.description"]
    assert subjects(last_row("First. Second."), last_row("Second. First.")) == []


def test_a_row_that_came_or_left_has_no_text_finding_even_at_the_end_of_its_table() -> None:
    tables: list[tuple[Table, str]] = [("request", "label"), ("request", "colour"), ("response", "sMsg")]
    for table, name in tables:
        assert subjects(english(), without_row(table, name)(english())) == []
        assert subjects(without_row(table, name)(english()), english()) == []
    assert subjects(english(), with_new_row("response", row("ts", "When", ends=True), at=3)(english())) == []


@steady
@given(any_facts(repeated=True), st.randoms())
def test_the_order_of_rows_and_notes_is_no_text(facts: LanguageFacts, random: Any) -> None:
    request, notes = list(facts.request), list(facts.notes)
    random.shuffle(request)
    random.shuffle(notes)
    assert found(facts, evolve(facts, request=tuple(request), notes=tuple(notes))) == []


# A notice that the form of a page glues to the last row of a table

GLUED = "Why it failed.  \nA dimmed lamp may take a while. Wait.  Then look."
ASIDE = "A dimmed lamp may take a while. Wait.\nThen look."


@both_ways
def test_a_notice_that_only_moves_out_of_the_last_row_is_no_change(is_back: bool) -> None:
    pair = last_row(GLUED, "Intro."), last_row("Why it failed.", "Intro.", ASIDE)
    assert subjects(*(reversed(pair) if is_back else pair)) == []


@both_ways
def test_a_notice_that_is_cut_in_another_way_is_no_change(is_back: bool) -> None:
    pair = last_row("失败的原因  \n灯会慢慢熄灭请稍候"), last_row("失败的原因", "灯会慢慢熄灭", "请稍候")
    assert subjects(*(reversed(pair) if is_back else pair)) == []


def test_a_real_change_of_a_notice_that_moves_is_a_note() -> None:
    for words in ("Why it failed.", "Why, and what failed."):
        old, new = last_row(GLUED, "Intro."), last_row(words, "Intro.", ASIDE.replace("Wait", "Go"))
        expected = ["notes"] if words == "Why it failed." else ["response.last.description", "notes"]
        assert subjects(old, new) == expected
    (told,) = found(last_row(GLUED), last_row("Why it failed.", ASIDE.replace("Wait", "Go")))
    assert told.new_line == 70


def test_a_change_within_the_last_row_is_of_that_row() -> None:
    for changed in (GLUED.replace("Why", "How"), GLUED.replace("Wait", "Go"), GLUED + " Twice.", "Why it failed."):
        assert subjects(last_row(GLUED, "Intro."), last_row(changed, "Intro.")) == ["response.last.description"]


def test_the_last_row_and_a_note_that_both_change_are_two_findings() -> None:
    old, new = last_row("Why it failed.", "Intro."), last_row("How it failed.", "Start.")
    assert subjects(old, new) == ["response.last.description", "notes"]


def test_a_notice_that_moves_into_the_last_row_and_changes_has_the_line_of_the_row() -> None:
    (told,) = found(last_row("Why.", "Wait."), last_row("Why.  \nGo.", line=80))
    assert (told.subject, told.new_line) == ("notes", 80)


@pytest.mark.parametrize("before", [last_row(GLUED), last_row("Why it failed.", ASIDE)], ids=["glued", "aside"])
def test_a_last_row_that_loses_its_description_is_told_so_whatever_form_was_accepted(before: LanguageFacts) -> None:
    assert subjects(before, last_row("", ASIDE)) == ["response.last.description"]
    assert subjects(last_row("", ASIDE), before) == ["response.last.description"]


def test_last_rows_do_not_answer_for_each_other() -> None:
    def facts(first: str, second: str, notice: str) -> LanguageFacts:
        rows = (row("a", first, ends=True), row("b", second, ends=True))
        return LanguageFacts(request=rows, notes=(note(notice),))

    assert subjects(facts("A. Lost.", "B.", "Old."), facts("A.", "B. Won.", "New.")) == ["notes"]


def test_a_sentence_that_two_rows_share_is_missed_in_the_right_one() -> None:
    shared = "Either is needed."
    old = LanguageFacts(request=(row("a", shared, ends=True), row("b", f"B  \n{shared}", ends=True)))
    new = LanguageFacts(request=(row("a", "A", ends=True), row("b", f"B  \n{shared}", ends=True)))
    assert subjects(old, new) == ["request.a.description"]


def test_a_sentence_that_stood_there_twice_is_missed_when_it_stands_there_once() -> None:
    assert subjects(last_row("Look. Look."), last_row("Look.")) == ["response.last.description"]
    assert subjects(last_row("Why.  \nLook.  \nLook."), last_row("Why.", "Look.")) == ["response.last.description"]
    assert subjects(last_row("Why.", "Look.", "Look."), last_row("Why.", "Look.")) == ["notes"]


def test_a_new_last_row_takes_the_notice_along() -> None:
    old = last_row(GLUED)
    rows = (
        *old.response[:1],
        row("last", "Why it failed."),
        row("ts", GLUED.replace("Why it failed.", "When"), ends=True),
    )
    assert subjects(old, evolve(old, response=rows)) == []
    assert subjects(evolve(old, response=rows), old) == []
    changed = evolve(old, response=(*rows[:2], row("ts", "When  \nA lamp is a lamp.", ends=True)))
    assert subjects(old, changed) == ["response.last.description"]


# Rows that repeat a name, and prints that are older than the facts


def test_descriptions_of_rows_of_one_name_are_told_apart() -> None:
    def facts(*raws: str) -> LanguageFacts:
        return LanguageFacts(request=tuple(row("px", raw, line=line) for line, raw in enumerate(raws, 1)))

    assert subjects(facts("Price", "Trigger", "Limit"), facts("Limit", "Price", "Trigger")) == []
    (told,) = found(facts("Price", "Trigger", "Limit"), facts("Limit", "Release", "Price"))
    assert (told.old, told.new, told.old_line, told.new_line) == ("Trigger", "Release", 1, 2)


def test_a_row_that_was_never_reviewed_is_told() -> None:
    reviewed, now = one_row("A"), with_new_row("request", row("glow", "How bright", line=4))(one_row("A"))
    (told,) = prose.differences(stored(reviewed), prose.prints(now), now, now)
    assert (told.subject, told.kind, told.new, told.new_line) == (
        "request.glow.description", "text-changed", "How bright", 4,
    )  # fmt: skip
    twice = with_new_row("request", row("kind", "Another"), at=0)(one_row("B"))
    assert [each.new for each in prose.differences(stored(reviewed), prose.prints(twice), twice, twice)] == [
        "Another",
        "B",
    ]
    last = with_new_row("request", row("glow", "How bright", ends=True), at=2)(one_row("A"))
    assert [each.subject for each in prose.differences(stored(reviewed), prose.prints(last), last, last)] == [
        "request.glow.description"
    ]
    assert prose.differences(stored(reviewed), prose.prints(now), reviewed, now) == []
    assert prose.differences(stored(reviewed), prose.prints(now), None, now) == []


def test_the_old_side_may_say_it_in_words_of_its_own() -> None:
    ours = said(english(), ("The label of the lamp", "What you call it"), ("Mind the dark.", "It is dark."))
    assert prose.differences(stored(english()), prose.prints(english()), ours, english()) == []
    new = said(english(), ("The label", "The name"))
    (told,) = prose.differences(stored(english()), prose.prints(new), ours, new)
    assert (told.old, told.new) == ("What you call it", "The name of the lamp")
