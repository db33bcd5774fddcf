"""Words that only state another change (deprecation, values, the size of a batch) are no second one."""

from __future__ import annotations

import pytest

from generator.docs.comparing import prose
from generator.docs.facts import LanguageFacts

from .facts_support import english, note, put, row, said
from .prose_support import both_ways, last_row, one_row, stored, subjects

MARKS = [
    "{} (Deprecated)",
    "{}(deprecated)",
    "{}Deprecated",
    "[Deprecated] {}",
    "( Deprecated ) {}",
    "{}. It will be deprecated soon",
    "{}. This field is already deprecated.",
    "{} (no longer supported)",
    "~~{}~~",
    "~~{}~~ Deprecated",
    "{}（已弃用）",
    "{} (已废弃)",
    "{}已废弃",
    "{}，该字段已废弃。",
    "{}，字段已废弃",
    "{}，即将废弃。",
]


@both_ways
@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize(
    "words", ["Name of the lamp", "Name of the lamp.", "灯的编号", "灯的编号。", "Two lines\nof text"]
)
def test_words_of_deprecation_are_no_text(mark: str, words: str, is_back: bool) -> None:
    marked = mark.format(words.rstrip(".") if mark.startswith("{}.") else words)
    for make in (one_row, last_row):
        pair = make(words), make(marked, deprecated=True)
        assert subjects(*(reversed(pair) if is_back else pair)) == []
        other = make(words.replace("of", "or").replace("灯", "火")), make(marked, deprecated=True)
        assert len(subjects(*(reversed(other) if is_back else other))) == 1


def test_a_description_that_is_nothing_but_the_mark_says_nothing() -> None:
    for make in (one_row, last_row):
        assert subjects(make(""), make("(Deprecated)", deprecated=True)) == []
        assert len(subjects(make("Name"), make("(Deprecated)", deprecated=True))) == 1


@both_ways
def test_a_mark_above_a_notice_leaves_the_notice_whole(is_back: bool) -> None:
    marked = last_row("~~Tag~~ (Deprecated)  \nMind the lamp.", deprecated=True)
    pair = marked, last_row("~~Tag~~ (Deprecated)", "Mind the lamp.", deprecated=True)
    assert subjects(*(reversed(pair) if is_back else pair)) == []


def test_a_value_that_is_deprecated_while_its_row_is_not_is_text() -> None:
    one, other = "`a`: first\n`b`: second", "`a`: first (Deprecated)\n`b`: second"
    assert subjects(one_row(one, enum="a b"), one_row(other, enum="a b")) == ["request.kind.description"]


VALUES = [
    ("Kind\n`a`: first\n`b`: second", "a b", "Kind\n`a`: first\n`c`: third\n`b`: second", "a c b"),
    ("Kind\n`a`: first\n`b`: second", "a b", "Kind\n`a`: first", "a"),
    ("Kind\n`a`: first", "a", "Kind\n`a`: first\n`b`: second. Only at night.", "a b"),
    ("`a`: first, `b`: second. Mind the case.", "a b", "`a`: first. Mind the case.", "a"),
    ("Kind\n`a`: first\nThe default is `a`", "a", "Kind\n`a`: first\n`b`: second\nThe default is `a`", "a b"),
    ("`a`：一，`b`：二", "a b", "`a`：一，`b`：二，`c`：三", "a b c"),
    ("`a`：一，`b`：二", "a b", "`b`：二", "b"),
    ("Kind, `a`: first; `b`: second.", "a b", "Kind, `a`: first; `b`: second; `c`: third.", "a b c"),
    ("`1`/`2`/`3`: waiting", "1 2 3", "`1`/`2`/`3`/`4`: waiting", "1 2 3 4"),
    ("`1`/`2`/`3`: waiting\n`5`: done", "1 2 3 5", "`1`/`3`: waiting\n`5`: done", "1 3 5"),
    ("* `a`\n* `b`", "a b", "* `a`\n* `b`\n* `c`", "a b c"),
    ("`a`, `b`, `c`", "a b c", "`a`, `b`", "a b"),
    ("`a` or `b`", "a", "`b`", "b"),
    ("`a`或`b`", "a", "`c`或`b`", "c"),
]


@both_ways
@pytest.mark.parametrize(("one", "values", "other", "other_values"), VALUES)
def test_lines_about_a_value_that_came_or_left_are_no_text(
    one: str, values: str, other: str, other_values: str, is_back: bool
) -> None:
    for make in (one_row, last_row):
        pair = make(one, enum=values), make(other, enum=other_values)
        assert subjects(*(reversed(pair) if is_back else pair)) == []


@both_ways
@pytest.mark.parametrize(
    ("one", "values", "other", "other_values"), [case for case in VALUES if "first" in case[2] or "一" in case[2]]
)
def test_other_words_about_a_value_that_stayed_are_text(
    one: str, values: str, other: str, other_values: str, is_back: bool
) -> None:
    other = other.replace("first", "1st").replace("一", "壹")
    for make in (one_row, last_row):
        pair = make(one, enum=values), make(other, enum=other_values)
        assert len(subjects(*(reversed(pair) if is_back else pair))) == 1


@both_ways
def test_words_that_go_with_a_value_but_not_about_it_are_text(is_back: bool) -> None:
    pair = one_row("Kind. More.\n`a`: first\n`b`: second", enum="a b"), one_row("Kind.\n`a`: first", enum="a")
    assert subjects(*(reversed(pair) if is_back else pair)) == ["request.kind.description"]


@both_ways
@pytest.mark.parametrize("more", ["Only now.", "Since 2027 all need a `lampId`.\nOthers are refused.", "See below."])
def test_lines_below_that_of_a_new_value_are_text(more: str, is_back: bool) -> None:
    old, new = "Kind\n`a`: first\nThe default is `a`", f"Kind\n`a`: first\n`b`: second\n{more}\nThe default is `a`"
    for make in (one_row, last_row):
        pair = make(old, enum="a"), make(new, enum="a b")
        assert len(subjects(*(reversed(pair) if is_back else pair))) == 1


def test_words_about_a_new_value_end_with_its_row() -> None:
    def facts(first: str, values: str, second: str) -> LanguageFacts:
        return LanguageFacts(request=(row("a", first, ends=True, enum=values),), response=last_row(second).response)

    old, new = facts("`x`: one", "x", "Why."), facts("`x`: one\n`y`: two", "x y", "More. Why.")
    assert subjects(old, new) == ["response.last.description"]


@both_ways
def test_a_notice_that_names_a_value_moves_as_a_whole(is_back: bool) -> None:
    words = "`lit`: on\n`dark`: off", "A lamp glows once it is `lit`. It stays so."
    pair = last_row("\n".join(words), enum="lit dark"), last_row(words[0], words[1], enum="lit dark")
    assert subjects(*(reversed(pair) if is_back else pair)) == []


def test_another_meaning_of_a_value_is_text() -> None:
    one, other = "`a`/`b`: first\n`c`: third", "`a`: first\n`b`: other\n`c`: third"
    assert subjects(one_row(one, enum="a b c"), one_row(other, enum="a b c")) == ["request.kind.description"]


def test_a_name_in_back_ticks_that_is_no_value_stays_text() -> None:
    assert subjects(one_row("Either `x`: one"), one_row("Either `y`: one")) == ["request.kind.description"]


@both_ways
@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Dim. A maximum of 10 lamps can be dimmed per request.",
            "Dim. A maximum of 20 lamps can be dimmed per request.",
        ),
        ("调暗灯，每次最多可以调暗10个灯", "调暗灯，每次最多可以调暗20个灯"),
        ("Dim. A maximum of 10 lamps can be dimmed per request.", "Dim."),
        ("调暗灯，每次最多可以调暗10个灯", "调暗灯"),
    ],
)
def test_the_number_of_items_in_one_request_is_no_note(one: str, other: str, is_back: bool) -> None:
    most = {True: 20, False: None}["20" in other]
    pair = put(notes=(note(one),))(english()), put(notes=(note(other),), max_batch=most)(english())
    assert subjects(*(reversed(pair) if is_back else pair)) == []
    pair = pair[0], said(pair[1], ("Dim.", "Dim lamps."), ("调暗灯", "把灯调暗"))
    assert subjects(*(reversed(pair) if is_back else pair)) == ["notes"]


@both_ways
def test_what_else_the_sentence_about_the_number_says_is_a_note(is_back: bool) -> None:
    pair = put(notes=(note("调暗灯，每次最多可以调暗10个灯"),))(english()), put(notes=(), max_batch=None)(english())
    assert subjects(*(reversed(pair) if is_back else pair)) == ["notes"]


def test_another_number_than_the_one_that_counts_is_text() -> None:
    words = "Up to {} lamps per request"
    old, new = (put(max_batch=10)(one_row(words.format(number))) for number in (15, 12))
    assert subjects(old, new) == ["request.kind.description"]


def test_a_sentence_about_the_form_of_the_body_counts_only_where_the_form_stays() -> None:
    words = note("Pass them in the form of an array.")
    old = put(notes=())(english())
    assert subjects(old, put(notes=(words,), body="array")(old)) == []
    assert subjects(old, put(notes=(words, note("Mind the dark.")), body="array")(old)) == ["notes"]
    both = put(notes=(note("A maximum of 10 lamps per request, in the form of an array"),), body="array")(old)
    assert subjects(put(notes=(), body="array", max_batch=None)(old), put(body="array")(both)) == ["notes"]
    one = put(notes=(note("In an array: a maximum of 10 lamps per request"),), body="array")(old)
    assert subjects(put(notes=(), body="array", max_batch=None)(old), one) == []
    assert subjects(put(body="array")(old), put(notes=(words,), body="array")(old)) == ["notes"]


@pytest.mark.parametrize("words", ["The array `data` is sorted by age.", "`data`数组按时间排序。"])
def test_a_sentence_about_another_array_is_a_note_where_the_form_of_the_body_changes(words: str) -> None:
    old = put(notes=())(english())
    assert subjects(old, put(notes=(note(words),), body="array")(old)) == ["notes"]


def test_what_was_accepted_before_tells_nothing_now() -> None:
    words = note("A maximum of 10 lamps per request.")
    ours, reviewed = put(max_batch=None, notes=())(english()), put(max_batch=10, notes=())(english())
    page = put(notes=(words,))(reviewed)
    (told,) = prose.differences(stored(reviewed), prose.prints(page), ours, page, [])
    assert told.subject == "notes"
    listed, reviewed = one_row("Kind\n`x`: one\n`y`: two", enum="x y"), one_row("Kind\n`x`: one", enum="x")
    (told,) = prose.differences(stored(reviewed), prose.prints(listed), listed, listed, [])
    assert told.subject == "request.kind.description"


@both_ways
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Dim lamps, up to 10 lamps per request.", "Dim lamps."),
        ("调暗灯，每次最多可以调暗10个灯。", "调暗灯。"),
        ("调暗灯，每次最多可以调暗10个灯", "调暗灯"),
    ],
)
def test_a_clause_about_the_number_leaves_the_full_stop_to_its_sentence(one: str, other: str, is_back: bool) -> None:
    pair = put(notes=(note(one),), max_batch=10)(english()), put(notes=(note(other),), max_batch=None)(english())
    assert subjects(*(reversed(pair) if is_back else pair)) == []


def test_another_row_that_has_the_number_stays_as_it_is() -> None:
    words = "每个请求最多可放置10个灯"
    old, new = (
        put(notes=(note(f"每次最多可以调暗{number}个灯"),), max_batch=number)(one_row(words)) for number in (10, 5)
    )
    assert subjects(old, new) == []
