"""The differences of prose, from fingerprints as they come back from a file; and facts that are mostly prose."""

from __future__ import annotations

import json
from typing import Any

import pytest
from attrs import evolve

from generator.docs.comparing import compare, prose
from generator.docs.comparing.prints import Prints
from generator.docs.facts import LanguageFacts
from generator.docs.findings import Difference

from .facts_support import note, row

both_ways = pytest.mark.parametrize("is_back", [False, True], ids=["there", "back"])


def stored(facts: LanguageFacts) -> Prints:
    """The fingerprints as they come back from a file."""
    return Prints.from_json(json.loads(json.dumps(prose.prints(facts).as_json())))


def found(old: LanguageFacts, new: LanguageFacts) -> list[Difference]:
    """The differences, which are the same from stored fingerprints, but for quoted words."""
    facts = compare.structure(old, new)
    told = prose.differences(prose.prints(old), prose.prints(new), old, new, facts)
    from_file = prose.differences(stored(old), prose.prints(new), old, new, facts)
    assert [evolve(each, message="") for each in from_file] == [evolve(each, message="") for each in told]
    return told


def subjects(old: LanguageFacts, new: LanguageFacts) -> list[str]:
    return [each.subject for each in found(old, new)]


def one_row(raw: str, **changes: Any) -> LanguageFacts:
    return LanguageFacts(request=(row("kind", raw, **changes), row("last", "Last", ends=True)))


def last_row(raw: str, *notes: str, **changes: Any) -> LanguageFacts:
    rows = (row("first", "First"), row("last", raw, ends=True, **changes))
    return LanguageFacts(response=rows, notes=tuple(note(each, line) for line, each in enumerate(notes, 70)))
