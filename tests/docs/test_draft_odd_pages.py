"""A draft of a page that contradicts itself, or that no spec can hold whole: nothing is lost, and nothing unsound."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from generator.docs.drafting import draft
from generator.docs.drafting.left_open import left_open
from generator.docs.facts import Anomaly, PageFacts
from generator.lint import lint
from tests.generator.support import TINY

from .drafting import drafted, drift, made, operation_of, parsed, row, with_draft
from .support import call, text_of

QUERY: dict[str, Any] = {"method": "GET", "body": None}
BATCH: dict[str, Any] = {"body": "array"}


def nested(value: Any, depth: int) -> Any:
    """The value in so many lists."""
    return [nested(value, depth - 1)] if depth else value


# Samples of a request that do not fit its table, and what stands in the spec for an example instead.
REQUESTS: dict[str, tuple[dict[str, Any], Any, Any]] = {
    "a name that no row has": ({}, {"id": "1", "typo": "2"}, {"id": "1"}),
    "a list in the place of an object": ({}, [{"id": "1"}], {}),
    "a text in the place of an object": ({}, "id=1", {}),
    "an object in the place of a list": (BATCH, {"id": "1"}, [{}]),
    "no item": (BATCH, [], [{}]),
    "more items than there may be": ({**BATCH, "max_batch": 1}, [{"id": "1"}, {"id": "2"}], [{}]),
    "a query with a name that no row has": (QUERY, {"id": "1", "typo": "2"}, {"id": "1"}),
    "a query of a number": (QUERY, {"id": 1}, {}),
    "a query that is a list": (QUERY, [{"id": "1"}], {}),
    "a number that not every tool keeps": ({}, {"id": 12345678901234567890}, {"id": "12345678901234567890"}),
}


@pytest.mark.parametrize(("facts", "sample", "instead"), REQUESTS.values(), ids=REQUESTS)
def test_a_sample_of_a_request_that_does_not_fit_its_table_is_kept(
    facts: dict[str, Any], sample: Any, instead: Any
) -> None:
    page = made([row("id", "no")], request_examples=(sample,), **facts)
    operation = operation_of(drafted(page))
    body = operation.get("requestBody", {"content": {"application/json": {"examples": {}}}})
    examples = [*body["content"]["application/json"]["examples"].values(), *operation.get("x-query-examples", [])]
    assert len(examples) == 1
    example: Any = examples[0]
    assert example["value"] == instead
    assert "x-ours" not in example
    assert "`value` is ours" in draft.draft(page, parsed(TINY))


@pytest.mark.parametrize(
    "sample",
    [
        [{"id": "1"}],
        "ok",
        None,
        {"code": "0", "data": [{"id": 12345678901234567890}]},
        {"code": "0", "data": [{"id": "half a pair: \ud83d"}]},
        {"code": "0", "data": nested("deep", 62)},
    ],
    ids=["a list", "a text", "null", "a long number", "half a character", "many lists"],
)
def test_a_sample_of_an_answer_that_does_not_fit_its_table_is_kept(sample: Any) -> None:
    drafted(made(response=[row("id")], response_examples=(sample,)))


def test_samples_that_fit_and_do_not_fit_stay_in_their_order_and_language() -> None:
    own = ({"id": "1"}, {"typo": "2"}, {"id": "3"})
    page = made([row("id", "no")], request_examples=own, zh={"request_examples": ({"id": "1"}, {"id": "2"})})
    examples = operation_of(drafted(page))["requestBody"]["content"]["application/json"]["examples"].values()
    assert [example.get("x-language") for example in examples] == [None, "en", "zh", "en"]
    assert [example.get("x-documented") for example in examples] == [None, '{"typo": "2"}', None, None]


def test_an_envelope_whose_results_are_a_text_has_an_example() -> None:
    rows = [row("code"), row("msg"), row("data")]
    for samples in ((), ({"code": "0", "data": "1"},), ({"code": "0", "data": []},)):
        drafted(made(response=rows, response_examples=samples))


@pytest.mark.parametrize(("facts", "where"), [(QUERY, None), ({}, "requestBody")])
@pytest.mark.parametrize("need", ["yes", "no", "conditional", None])
def test_what_the_path_names_is_a_parameter_of_the_path(facts: dict[str, Any], where: str | None, need: Any) -> None:
    rows = [row("lampId", need, "The lamp", type="integer"), row("room", "yes", "The room")]
    page = made(rows, path="/api/v5/lamps/{lampId}/do-it", request_examples=({"room": "1"},), **facts)
    operation = operation_of(drafted(page))
    parameter = operation["parameters"][0]
    assert (parameter["name"], parameter["in"], parameter["required"]) == ("lampId", "path", True)
    assert (parameter["description"], parameter["schema"]) == ("The lamp", {"type": "integer"})
    assert where is None or where in operation


@pytest.mark.parametrize("facts", [QUERY, {}])
def test_what_only_the_path_names_is_a_parameter_too_and_told(facts: dict[str, Any]) -> None:
    page = made([row("room", "no")], path="/api/v5/lamps/{lampId}/do-it", **facts)
    (parameter, *_) = operation_of(drafted(page))["parameters"]
    assert (parameter["name"], parameter["in"], parameter["x-ours"]) == ("lampId", "path", True)
    assert "OKX's table has no row of this name: describe it." in draft.draft(page, parsed(TINY))


def test_a_row_without_the_one_that_it_stands_in_is_inside_one_of_ours() -> None:
    page = made([row("lamp.id", "no")], [row("lamp.id")], request_examples=({"lamp": {"id": "1"}},))
    schemas = drafted(page)["components"]["schemas"]
    assert [name for name, schema in schemas.items() if schema.get("x-ours")] == [
        "SwitchLampRequestLamp",
        "SwitchLampResultLamp",
    ]


@pytest.mark.parametrize("facts", [QUERY, {}])
def test_a_word_for_required_that_nobody_knows_stays_unknown(facts: dict[str, Any]) -> None:
    rows = [row("id", None), row("kind", "yes"), row("kind", None), row("edge", "yes")]
    chinese = (row("id", "yes"), row("kind", None), row("kind", "yes"), row("edge", None))
    page = made(rows, request_examples=({"edge": "1"},), zh={"request": chinese}, **facts)
    told = draft.draft(page, parsed(TINY))
    drafted(page)
    assert told.count("x-required: unknown") == 2
    assert told.count("x-required-zh: unknown") == 2
    assert told.count("OKX's table has a word that nobody knows where Yes or No belongs") == 3


def test_a_type_that_is_missing_stays_empty() -> None:
    page = made([row("id", "no", type="")], [row("id", type=""), row("id", type="object")])
    field = drafted(page)["components"]["schemas"]["SwitchLampRequest"]["properties"]["id"]
    assert (field["type"], field["x-type"]) == ("string", "")


def left(page: PageFacts) -> list[Any]:
    """What is told of a draft; the spec with it is sound."""
    before, after = parsed(TINY), parsed(with_draft(TINY, page))
    assert lint(after) == []
    return list(left_open(page, before, after))


IMPOSSIBLE = {
    "a name with a blank": ([row("a b", "no")], {}, "a b"),
    "no name": ([row("", "no")], {}, "``"),
    "two names that are one in Python": ([row("instId", "no"), row("inst_id", "no")], {}, "inst_id"),
    "a name of the generated models": ([row("from_dict", "no")], {}, "from_dict"),
    "a name of the generated functions": ([row("url", "no")], QUERY, "url"),
    "a row inside a parameter of a query": ([row("lamp", "no"), row("lamp.id", "no")], QUERY, "lamp.id"),
}


@pytest.mark.parametrize(("rows", "facts", "name"), IMPOSSIBLE.values(), ids=IMPOSSIBLE)
def test_a_row_that_no_spec_can_hold_is_left_out_and_told(rows: Any, facts: dict[str, Any], name: str) -> None:
    page = made([evolve(each, line=7) for each in rows], **facts)
    ((language, line, message),) = left(page)
    assert (language, line) == ("en", 7)
    assert message.startswith("the draft cannot say this, decide what the spec shall say: ")
    assert name in message


def test_facts_for_which_the_spec_has_one_place_are_told_where_the_languages_disagree() -> None:
    page = made([row("id", "no")], zh={"body": "array", "request_examples": ([{}],), "path": "/api/v5/lamps/other"})
    assert [(language, "/api/v5/lamps/other" in message) for language, _, message in left(page)] == [
        ("zh", True),
        ("zh", False),
    ]


def test_what_the_reader_could_not_place_is_told() -> None:
    page = made(anomalies=(Anomaly(3, "odd"),))
    assert left(page) == [("en", 3, "odd"), ("zh", 3, "odd")]


def test_what_lint_would_say_of_a_draft_is_told_unless_it_spoke_before() -> None:
    page = made([row("id", "no")], path="/api/v5/lamps/{body}/do-it")
    before, after = parsed(TINY), parsed(with_draft(TINY, page))
    ((_, _, message),) = left_open(page, before, after)
    assert message.startswith("the draft has to be mended by hand: taken-name: `body`")
    assert list(left_open(page, after, after)) == []


def test_a_draft_of_an_ordinary_page_leaves_nothing_open() -> None:
    assert left(made([row("id", "yes")], request_examples=({"id": "1"},))) == []
    assert drift(parsed(with_draft(TINY, made())), made()) == []


def test_from_the_page_to_the_client_with_one_command_each(tmp_path: Path) -> None:
    page, spec = tmp_path / "paint-thing.md", tmp_path / "spec.yaml"
    text = text_of("paint-thing").replace("tiny/paint-thing", "tiny/{thingId}/paint-thing/{roomId}")
    page.write_text(text.replace('"coats":2', '"coats":2, "typo": {"deep": 1}'), encoding="utf-8")
    spec.write_text(TINY, encoding="utf-8")
    done = call("draft", page, "--write", "--spec", spec)
    assert done.status == 0
    assert {line.rpartition("paint-thing.md:")[2] for line in done.err.splitlines()} == {
        f"{line}: `shine` has the unknown {what}"
        for line, what in [
            (39, "type 'Fraction'"),
            (39, "word 'Perhaps' where yes or no belongs"),
            (83, "type 'Fraction'"),
            (83, "word '也许' where yes or no belongs"),
        ]
    }
    assert call("lint", "--spec", spec).status == 0
    generated = call("generate", "--spec", spec, "--output", tmp_path / "made")
    assert (generated.status, generated.err) == (0, "")
    silent = call("drift", page, "--spec", spec, "--lock", tmp_path / "none.json")
    assert (silent.status, silent.out, silent.err) == (0, "", "")
