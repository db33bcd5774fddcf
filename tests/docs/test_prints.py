"""Fingerprints tell texts apart, survive a file, and give none of the texts away."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.docs.comparing import prose
from generator.docs.comparing.prints import Prints, fingerprint, joined
from generator.docs.facts import LanguageFacts, Row, Text
from generator.docs.text import key

from .facts_support import any_facts, chinese, english, note, row, steady
from .prose_support import stored


def test_stored_fingerprints_hold_none_of_the_texts() -> None:
    data = json.dumps([prose.prints(english()).as_json(), prose.prints(chinese()).as_json()], ensure_ascii=False)
    words = [each for facts in (english(), chinese()) for each in (*facts.request, *facts.response)]
    for text in [each.description for each in words] + [each.plain for each in (*english().notes, *chinese().notes)]:
        assert not any(line in data for line in text.split("\n"))


@steady
@given(any_facts(repeated=True))
def test_stored_fingerprints_come_back_as_they_were(facts: LanguageFacts) -> None:
    assert stored(facts) == prose.prints(facts)


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {},
        "text",
        {"title": 1, "rows": {}, "ends": [], "notes": []},
        {"title": None, "rows": [], "ends": [], "notes": []},
        {"title": None, "rows": {"request.a": [[]]}, "ends": [], "notes": []},
        {"title": None, "rows": {"request.a": [["zz"]]}, "ends": [], "notes": []},
        {"title": None, "rows": {}, "ends": None, "notes": []},
        {"title": None, "rows": {}, "ends": [], "notes": [[1]]},
        {"title": None, "rows": {}, "ends": [], "notes": [["3.ff", "words"]]},
    ],
)
def test_what_is_no_fingerprints_is_refused(data: Any) -> None:
    with pytest.raises(ValueError, match="not the fingerprints of a page"):
        Prints.from_json(data)


@steady
@given(st.lists(st.text()))
def test_the_fingerprint_of_a_whole_is_told_from_its_parts(texts: list[str]) -> None:
    keys = [key(text) for text in texts]
    assert joined(map(fingerprint, keys)) == joined([fingerprint(key("".join(keys)))])


@steady
@given(st.text(), st.text())
def test_only_texts_that_say_the_same_have_one_fingerprint(one: str, other: str) -> None:
    assert (fingerprint(one) == fingerprint(other)) == (key(one) == key(other))


def test_half_a_character_is_no_reason_to_fail() -> None:
    assert fingerprint("\ud83d") != fingerprint("?")


def test_facts_without_pieces_are_cut_here() -> None:
    bare = LanguageFacts(request=(Row("a", "string", "no", False, "One. Two."),), notes=(Text("Three. Four."),))
    assert prose.prints(bare) == prose.prints(
        LanguageFacts(request=(row("a", "One. Two.", required="no"),), notes=(note("Three. Four."),))
    )
