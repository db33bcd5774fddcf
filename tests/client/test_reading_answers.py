"""Reading an answer, and finding each order's item in it: quick ways end where the slow and plain ones do."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from okx_client import envelope, verdicts
from okx_client.calls import Name

# Of two fields and three ids, so that ids meet; an answer may say anything in their place.
NAMES = st.lists(st.tuples(st.sampled_from(["algoId", "algoClOrdId"]), st.sampled_from("123")), min_size=1, max_size=4)
SAID = st.sampled_from(["1", "2", "3", "", 1, None, True, ["1"], "\ud800"])
ITEMS = st.lists(st.fixed_dictionaries({}, optional={"algoId": SAID, "algoClOrdId": SAID}), max_size=5)
NAMED_IN_ORDER = NAMES.map(lambda names: (names, [dict([name]) for name in names]))


@given(st.tuples(NAMES, ITEMS) | NAMED_IN_ORDER)
@example(([("algoId", "1"), ("algoClOrdId", "2")], [{"algoId": "1", "algoClOrdId": "2"}, {"algoClOrdId": "2"}]))
@example(([("algoId", "1"), ("algoId", "1")], [{"algoId": "1"}, {"algoId": "1"}]))
def test_the_short_way_and_the_long_way_to_an_orders_item_end_at_the_rule(
    case: tuple[list[Name], list[dict[str, Any]]],
) -> None:
    names, said = case
    items = [{**each, "place": place} for place, each in enumerate(said)]
    expected = [None if place is None else items[place] for place in places_by_the_rule(names, items)]
    assert list(verdicts.match(names, items)) == expected
    assert verdicts.match_doubtful(names, items) == expected


def places_by_the_rule(names: Sequence[Name], items: Sequence[dict[str, Any]]) -> list[int | None]:
    """The rule as `match` tells it, pair by pair."""
    named = [[place for place, item in enumerate(items) if echoes(item, name)] for name in names]
    naming = [[place for place, name in enumerate(names) if echoes(item, name)] for item in items]
    by_id = [found[0] if len(found) == 1 and len(naming[found[0]]) == 1 else None for found in named]
    reordered = any(found not in (None, place) for place, found in enumerate(by_id))
    places: list[int | None] = []
    for place, (field, _) in enumerate(names):
        by_position = len(names) == len(items) and not reordered and len(named[place]) == len(naming[place])
        names_another = by_position and not named[place] and bool(items[place].get(field))
        places.append(
            by_id[place] if by_id[place] is not None else place if by_position and not names_another else None
        )
    return places


def echoes(item: dict[str, Any], name: Name) -> bool:
    return envelope.text(item.get(name[0])) == name[1]


@pytest.mark.parametrize("field", ["algoId", "algoClOrdId"])
def test_the_work_grows_as_the_number_of_orders_does(field: str) -> None:
    looked_up = 0

    class Watched(dict[str, Any]):
        def get(self, key: str, default: Any = None) -> Any:
            nonlocal looked_up
            looked_up += 1
            return super().get(key, default)

    counts = []
    for number in (10, 1_000):
        looked_up = 0
        ids = [str(10_000 + place) for place in range(number)]
        verdicts.match([(field, each) for each in ids], [Watched(algoId=each, sCode="0") for each in ids])
        counts.append(looked_up)
    assert counts[1] <= 100 * counts[0]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner, max_size=3),
    max_leaves=6,
)
ENCODED = st.tuples(JSON, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32-be"]), st.booleans()).map(
    lambda each: json.dumps(each[0], ensure_ascii=each[2]).encode(each[1], "surrogatepass")
)


@given(
    ENCODED | st.binary(max_size=8) | st.sampled_from([b'{"a":1,"a":1}', b' {"a": NaN} ', b'{"a":1}{', b'{"a":"\xff"}'])
)
def test_an_answer_is_read_as_python_reads_json_but_for_what_it_says_twice(content: bytes) -> None:
    try:
        said_twice: list[str] = []
        expected = json.loads(content, object_pairs_hook=lambda pairs: one_of_each(pairs, said_twice))
    except ValueError:
        expected = None
    assert repr(envelope.parse(content)) == repr(expected if isinstance(expected, dict) and not said_twice else None)


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("51400", "51400"),
        (51400, "51400"),
        ("已受理", "已受理"),
        ("a\ud800é", "a?é"),
        (True, None),
        (1.0, None),
        (None, None),
    ],
)
def test_a_text_is_one_that_can_be_printed(said: object, text: str | None) -> None:
    assert envelope.text(said) == text


def one_of_each(pairs: list[tuple[str, Any]], said_twice: list[str]) -> dict[str, Any]:
    keys = [key for key, _ in pairs]
    said_twice += [key for key in keys if keys.count(key) > 1]
    return dict(pairs)
