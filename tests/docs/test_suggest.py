"""What `drift` suggests: exact words and, where no judgement is needed, an edit that answers the finding only."""

from __future__ import annotations

import random
import re
from typing import Any

import pytest
from attrs import evolve, frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import spec as spec_file
from generator.docs.drift import accept, drift
from generator.docs.editing.suggest import suggestion
from generator.docs.editing.write import Written, write
from generator.docs.facts import Language, RateLimit, RateLimitRule, Row
from generator.docs.findings import Kind
from generator.docs.lock import Lock
from generator.findings import Pointer

from .drifting import (
    FILE,
    OPERATIONS,
    SPEC,
    TEXT,
    Change,
    added,
    changed_lines,
    facts,
    limit,
    numbers_of_changed,
    page,
    removed,
    row,
    rule,
    values,
)


@frozen
class Case:
    """A change of a page, the lines of the spec that go and come in answer to it, and what is suggested."""

    name: str
    anchor: str
    change: Change
    kind: Kind
    gone: tuple[str, ...]
    new: tuple[str, ...]
    words: str

    def __str__(self) -> str:
        return self.name


def line(words: str, number: int = 0) -> int:
    """The number of a line of the spec that is exactly this, or of the first of them."""
    return [index for index, each in enumerate(TEXT.splitlines(), 1) if each.strip() == words][number]


LIMIT = "- {count: 20, periodSeconds: 2, unit: request}   # of one user"
FIRST_RULE = "- {keys: [instrument, user], appliesTo: except options}"
ROOMS = 'x-values: [north, "2"]'
COUNT = "count: {type: integer, deprecated: true, description: How many., x-description-zh: 数量。}"
NAME = "name: {type: string, description: Its name., x-description-zh: 名称。}"


TEXTS = "; say it in `description` and `x-description-zh` too, for users see only these"
TEXTS_TOO = "; say it in `description` and `x-description-zh` too"


CASES = [
    Case(
        "a lower limit",
        "stop",
        limit(count=10),
        "rate-limit-changed",
        (LIMIT,),
        (LIMIT.replace("20", "10"),),
        f"line {line(LIMIT)}: write `count: 10`",
    ),
    Case(
        "another period and unit",
        "stop",
        limit(period_seconds=0.5, unit="order"),
        "rate-limit-changed",
        (LIMIT,),
        (LIMIT.replace("2,", "0.5,").replace("request", "order"),),
        f"line {line(LIMIT)}: write `periodSeconds: 0.5`; line {line(LIMIT)}: write `unit: order`",
    ),
    Case(
        "a limit on a line of its own",
        "stop-many",
        limit(count=30, period_seconds=3),
        "rate-limit-changed",
        ("- count: 20", "periodSeconds: 2"),
        ("- count: 30", "periodSeconds: 3"),
        f"line {line('- count: 20')}: write `count: 30`; line {line('periodSeconds: 2')}: write `periodSeconds: 3`",
    ),
    Case(
        "a limit with bounds",
        "stop",
        limit(applies_to="except options"),
        "rate-limit-changed",
        (LIMIT,),
        (LIMIT.replace("request}", "request, appliesTo: except options}"),),
        f"line {line(LIMIT)}: add `appliesTo: except options` to `x-rate-limits`",
    ),
    Case(
        "a second limit",
        "stop",
        lambda old: evolve(old, rate_limits=(*old.rate_limits, RateLimit(80, 43200, "request"))),
        "rate-limit-changed",
        (),
        ("- {count: 80, periodSeconds: 43200, unit: request}",),
        f"line {line('x-rate-limits:')}: add `{{count: 80, periodSeconds: 43200, unit: request}}` to `x-rate-limits`",
    ),
    Case(
        "another rule",
        "stop",
        rule(keys=("ip",)),
        "rate-limit-rule-changed",
        ("- {keys: [user]}",),
        ("- {keys: [ip]}",),
        f"line {line('- {keys: [user]}')}: write `keys: [ip]`",
    ),
    Case(
        "a rule that lost its bounds",
        "stop-many",
        rule(applies_to=None, keys=("instrument family", "user")),
        "rate-limit-rule-changed",
        (FIRST_RULE,),
        ("- {keys: [instrument family, user]}",),
        f"line {line(FIRST_RULE)}: write `keys: [instrument family, user]`; "
        f"line {line(FIRST_RULE)}: remove `appliesTo: except options`",
    ),
    Case(
        "another permission",
        "stop",
        facts(permission="read"),
        "permission-changed",
        ("x-permission: trade",),
        ("x-permission: read",),
        f"line {line('x-permission: trade')}: write `x-permission: read`",
    ),
    Case(
        "a permission line that is new",
        "stop-many",
        facts(permission="trade"),
        "permission-changed",
        (),
        ("x-permission: trade",),
        f"line {line('post:', 1)}: add `x-permission: trade` to `stopThings`",
    ),
    Case(
        "a longer batch",
        "stop-many",
        facts(max_batch=20),
        "max-batch-changed",
        ("maxItems: 10",),
        ("maxItems: 20",),
        f"line {line('maxItems: 10')}: write `maxItems: 20`",
    ),
    Case(
        "a longer list in the body",
        "stop",
        facts(max_batch=20),
        "max-batch-changed",
        ("maxItems: 15",),
        ("maxItems: 20",),
        f"line {line('maxItems: 15')}: write `maxItems: 20`",
    ),
    Case(
        "the only required one is optional",
        "stop",
        row("request", "room", required="no"),
        "required-changed",
        ("required: [room]",),
        (),
        f"line {line('required: [room]')}: remove `required: [room]`",
    ),
    Case(
        "required is conditional",
        "stop",
        row("request", "room", required="conditional"),
        "required-changed",
        ("required: [room]",),
        ("x-required: conditional",),
        f"line {line('required: [room]')}: remove `required: [room]`; "
        f"line {line('room:')}: add `x-required: conditional` to `room`; "
        "or, in place of `x-required`, where one of several is needed and it is among them, add it to "
        f"the `anyOf` group (line {line('- anyOf:')}) and "
        f"`x-id-precedence` (line {line('x-id-precedence: [thingId, label]')})",
    ),
    Case(
        "one more is required",
        "stop",
        row("request", "size", required="yes"),
        "required-changed",
        ("required: [room]",),
        ("required: [room, size]",),
        f"line {line('required: [room]')}: add `size` to `required`",
    ),
    Case(
        "one more is conditional",
        "stop",
        row("request", "size", required="conditional"),
        "required-changed",
        (),
        ("x-required: conditional",),
        f"line {line('size:')}: add `x-required: conditional` to `size`; "
        "or, in place of `x-required`, where one of several is needed and it is among them, add it to "
        f"the `anyOf` group (line {line('- anyOf:')}) and "
        f"`x-id-precedence` (line {line('x-id-precedence: [thingId, label]')})",
    ),
    Case(
        "conditional is required",
        "stop",
        row("request", "when", required="yes"),
        "required-changed",
        ("required: [room]", "x-required: conditional"),
        ("required: [room, when]",),
        f"line {line('required: [room]')}: add `when` to `required`; "
        f"line {line('x-required: conditional', 1)}: remove `x-required: conditional`",
    ),
    Case(
        "conditional is optional",
        "stop",
        row("request", "when", required="no"),
        "required-changed",
        ("x-required: conditional",),
        (),
        f"line {line('x-required: conditional', 1)}: remove `x-required: conditional`",
    ),
    Case(
        "a required one of a list with a line for each",
        "stop-many",
        row("request", "why", required="no"),
        "required-changed",
        ("- why",),
        (),
        f"line {line('- why')}: take `why` out of `required`",
    ),
    Case(
        "a required one whose schema others use too",
        "stop-many",
        row("request", "thingId", required="no"),
        "required-changed",
        ("- thingId",),
        (),
        f"line {line('- thingId')}: take `thingId` out of `required`",
    ),
    Case(
        "a required field of an item",
        "stop",
        row("request", "parts.tags", required="yes"),
        "required-changed",
        ("required: [name]",),
        ("required: [name, tags]",),
        f"line {line('required: [name]')}: add `tags` to `required`",
    ),
    Case(
        "a parameter that is required no longer",
        "list",
        row("request", "room", required="no"),
        "required-changed",
        ("required: true",),
        (),
        f"line {line('required: true', 2)}: remove `required: true`",
    ),
    Case(
        "a parameter that is required",
        "list",
        row("request", "limit", required="yes"),
        "required-changed",
        (),
        ("required: true",),
        f"line {line('- name: limit')}: add `required: true` to `limit`",
    ),
    Case(
        "a conditional parameter that is required",
        "list",
        row("request", "state", required="yes"),
        "required-changed",
        ("x-required: conditional",),
        ("required: true",),
        f"line {line('- name: state')}: add `required: true` to `state`; "
        f"line {line('x-required: conditional')}: remove `x-required: conditional`",
    ),
    Case(
        "a required parameter that is conditional",
        "list",
        row("request", "room", required="conditional"),
        "required-changed",
        ("required: true",),
        ("x-required: conditional",),
        f"line {line('required: true', 2)}: remove `required: true`; "
        f"line {line('- name: room')}: add `x-required: conditional` to `room`",
    ),
    Case(
        "another type, which has no length",
        "stop",
        row("request", "label", type="integer"),
        "type-changed",
        ("type: string", "maxLength: 32", "minLength: 1"),
        ("type: integer",),
        f"line {line('label:') + 1}: write `type: integer`; line {line('minLength: 1')}: remove `minLength: 1`; "
        f"line {line('maxLength: 32')}: remove `maxLength: 32`; see whether the examples have to change too",
    ),
    Case(
        "another type of a field in flow style",
        "stop",
        row("response", "count", type="string"),
        "type-changed",
        (COUNT,),
        (COUNT.replace("integer", "string"),),
        f"line {line(COUNT)}: write `type: string`; see whether the examples have to change too",
    ),
    Case(
        "another type of the items of a list",
        "stop",
        row("request", "marks", type="array of integers"),
        "type-changed",
        ("items: {type: string}",),
        ("items: {type: integer}",),
        f"line {line('items: {type: string}')}: write `type: integer`; see whether the examples have to change too",
    ),
    Case(
        "another type of a parameter",
        "list",
        row("request", "limit", type="string"),
        "type-changed",
        ("type: integer",),
        ("type: string",),
        f"line {line('type: integer')}: write `type: string`; see whether the examples have to change too",
    ),
    Case(
        "a parameter of the body that is deprecated",
        "stop",
        row("request", "label", deprecated=True),
        "deprecated-changed",
        (),
        ("deprecated: true",),
        f"line {line('label:')}: add `deprecated: true` to `label`",
    ),
    Case(
        "a parameter of the query that is deprecated",
        "list",
        row("request", "room", deprecated=True),
        "deprecated-changed",
        (),
        ("deprecated: true",),
        f"line {line('- name: room')}: add `deprecated: true` to `room`",
    ),
    Case(
        "a nested field that is deprecated",
        "stop",
        row("request", "parts.name", deprecated=True),
        "deprecated-changed",
        (NAME,),
        (NAME.replace("string,", "string, deprecated: true,"),),
        f"line {line(NAME)}: add `deprecated: true` to `name`",
    ),
    Case(
        "a field that is deprecated no longer",
        "stop",
        row("response", "state", deprecated=False),
        "deprecated-changed",
        ("deprecated: true",),
        (),
        f"line {line('deprecated: true')}: remove `deprecated: true`",
    ),
    Case(
        "a field in flow style that is deprecated no longer",
        "stop",
        row("response", "count", deprecated=False),
        "deprecated-changed",
        (COUNT,),
        (COUNT.replace(" deprecated: true,", ""),),
        f"line {line(COUNT)}: remove `deprecated: true`",
    ),
    Case(
        "one more value",
        "stop",
        values("request", "room", add="south"),
        "enum-added",
        (ROOMS,),
        ('x-values: [north, "2", "south"]',),
        f"line {line(ROOMS)}: add `south` to `x-values`" + TEXTS,
    ),
    Case(
        "one value less",
        "stop",
        values("request", "room", remove="north"),
        "enum-removed",
        (ROOMS,),
        ('x-values: ["2"]',),
        f"line {line(ROOMS)}: take `north` out of `x-values`" + TEXTS,
    ),
    Case(
        "one more value of an enum",
        "stop",
        values("request", "colour", add="no"),
        "enum-added",
        ("enum: [red, blue]",),
        ('enum: [red, blue, "no"]',),
        f'line {line("enum: [red, blue]")}: add `"no"` to `enum`' + TEXTS_TOO,
    ),
    Case(
        "one value of an enum less",
        "stop",
        values("request", "colour", remove="red"),
        "enum-removed",
        ("enum: [red, blue]",),
        ("enum: [blue]",),
        f"line {line('enum: [red, blue]')}: take `red` out of `enum`" + TEXTS_TOO,
    ),
    Case(
        "one value of an enum of a parameter less",
        "list",
        values("request", "state", remove="shut"),
        "enum-removed",
        ("enum: [open, shut]",),
        ("enum: [open]",),
        f"line {line('enum: [open, shut]')}: take `shut` out of `enum`" + TEXTS_TOO,
    ),
    Case(
        "one more value of a parameter",
        "list",
        values("request", "room", add="south"),
        "enum-added",
        ("x-values: [north]",),
        ("x-values: [north, south]",),
        f"line {line('x-values: [north]')}: add `south` to `x-values`" + TEXTS,
    ),
    Case(
        "a first value",
        "stop",
        values("request", "size", add="1"),
        "enum-added",
        (),
        ('x-values: ["1"]',),
        f'line {line("size:")}: add `x-values: ["1"]` to `size`' + TEXTS,
    ),
    Case(
        "the last value",
        "stop",
        values("response", "state", remove="live"),
        "enum-removed",
        ("x-values: [live]",),
        (),
        f"line {line('x-values: [live]')}: remove `x-values: [live]`" + TEXTS,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_mechanical_edit_answers_its_finding_and_changes_nothing_else(case: Case) -> None:
    changed = page(case.anchor, case.change)
    (finding,) = drift(SPEC, Lock(), changed)
    assert finding.kind == case.kind
    assert finding.language == "both"
    assert finding.message.endswith(f". Suggested edit: {case.words}.")
    written = write(TEXT, FILE, Lock(), [changed])
    assert written.made == (finding,)
    assert not written.refused
    assert changed_lines(TEXT, written.text) == (case.gone, case.new)
    assert drift(spec_file.parse(written.text.encode(), FILE), Lock(), changed) == []


@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_one_language_says_alone_is_not_written(case: Case) -> None:
    changed = page(case.anchor, case.change, only="zh")
    (finding,) = drift(SPEC, Lock(), changed)
    assert f". Suggested edit: only the Chinese page says so; if it is right, {case.words}." in finding.message
    assert write(TEXT, FILE, Lock(), [changed]) == Written(TEXT)


@pytest.mark.parametrize("case", CASES[::9], ids=str)
def test_a_page_of_one_language_speaks_for_itself(case: Case) -> None:
    changed = page(case.anchor, case.change)
    changed = evolve(changed, languages={"zh": changed.languages["zh"]})
    (finding,) = drift(SPEC, Lock(), changed)
    assert finding.language == "zh"
    assert changed_lines(TEXT, write(TEXT, FILE, Lock(), [changed]).text) == (case.gone, case.new)


def test_a_page_whose_other_language_cannot_be_read_does_not() -> None:
    changed = page("stop", limit(count=10))
    changed = evolve(changed, languages={"en": changed.languages["en"]}, unreadable={"zh": "no table"})
    assert write(TEXT, FILE, Lock(), [changed]) == Written(TEXT)


def _apart(cases: list[Case]) -> list[Case]:
    """Cases of which no two are about the same thing."""
    taken: dict[str, Case] = {}
    for case in cases:
        for finding in drift(SPEC, Lock(), page(case.anchor, case.change)):
            taken.setdefault(f"{case.anchor} {finding.subject.rpartition('.')[0] or finding.subject}", case)
    return [case for case in cases if case in taken.values()]


@settings(max_examples=12, deadline=None, derandomize=True)
@given(st.randoms(use_true_random=False), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_any_edits_together_change_their_lines_only(chance: random.Random, line_break: str, final: bool) -> None:
    chosen = _apart(chance.sample(CASES, k=chance.randint(1, 12)))
    text = (TEXT.rstrip("\n") + "\n" * final).replace("\n", line_break)
    pages = [page(anchor, *(case.change for case in chosen if case.anchor == anchor)) for anchor in OPERATIONS]
    written = write(text, FILE, Lock(), pages)
    assert len(written.made) == len(chosen)
    new = spec_file.parse(written.text.encode(), FILE)
    assert [finding for each in pages for finding in drift(new, Lock(), each)] == []
    named = {int(number) for finding in written.made for number in re.findall(r"line (\d+):", finding.message)}
    assert numbers_of_changed(text, written.text) <= named | {line("required:")}  # a list that is empty now
    gone, came = changed_lines(text, written.text)
    assert set(gone) - {"required:"} <= {each for case in chosen for each in case.gone}  # of a list now empty
    assert len(came) <= sum(len(case.new) for case in chosen)
    assert written.text.count("\r\n") == (written.text.count("\n") if line_break == "\r\n" else 0)
    assert written.text.endswith("\n") == final


def words(anchor: str, *changes: Change) -> str:
    """What is suggested for the one finding, which has no edits."""
    changed = page(anchor, *changes)
    (finding,) = drift(SPEC, Lock(), changed)
    suggested = suggestion(SPEC, OPERATIONS[anchor], changed, finding)
    assert suggested is not None
    assert not suggested.edits
    assert write(TEXT, FILE, Lock(), [changed]) == Written(TEXT)
    return suggested.words


NEW = Row("depth", "string", "yes", False, "How deep.")

BY_HAND: list[tuple[str, Change, list[str]]] = [
    ("stop", facts(permission=None), ["keep `x-permission: trade`", "accept", f"line {line('x-permission: trade')}"]),
    (
        "stop",
        added("request", NEW),
        [
            f"line {line('properties:', 3)}: add to the properties, "
            f"below the last one, `parts` (line {line('parts:')}; positional arguments come in this order)",
            "`depth: {type: string, minLength: 1}`",
            "and `depth` to `required`",
            "`x-description-zh`",
        ],
    ),
    (
        "stop",
        added("request", evolve(NEW, name="parts.depth", required="conditional", type="array of objects")),
        [
            f"line {line('properties:', 4)}: add to the properties of `parts`, below the last one, `tags` (line ",
            "`depth: {type: array, items: {type: object}, x-required: conditional}`",
            "`x-description-zh`",
        ],
    ),
    (
        "list",
        added("request", evolve(NEW, deprecated=True, type="weird word")),
        [
            "`parameters`",
            "`- {name: depth, in: query, required: true, deprecated: true, "
            "schema: {type: string, x-type: weird word}}`",
        ],
    ),
    ("stop", added("response", evolve(NEW, required=None, type="array")), ["`depth: {type: array}`", "properties"]),
    ("list", added("response", NEW), ["`depth: {type: string}`", "for `Item` is used elsewhere too"]),
    ("list", removed("response", "count"), ["remove `count`, also from the examples", "`Item` is used elsewhere too"]),
    ("stop", removed("request", "size"), [f"line {line('size:')}: remove `size`, also from the examples"]),
    ("stop", removed("response", "state"), [f"line {line('state:')}: remove `state`, also from the examples"]),
    ("stop", row("request", "room", required=None), ["whether `room` is still always required"]),
    ("stop", row("request", "size", type="array of strings"), [f"line {line('size:')}", "anew, as array of strings"]),
    ("stop", row("request", "size", type="weird"), ["anew, as weird"]),
    ("stop", row("request", "colour", type="integer"), ["anew, as integer"]),
    ("stop", row("request", "thingId", type="integer"), ["`ThingId` is used elsewhere too", "write `type: integer`"]),
    ("list", row("response", "count", type="string"), ["`Item` is used elsewhere too", "write `type: string`"]),
    ("stop-many", row("response", "count", deprecated=True), ["`Item` is used elsewhere too", "`deprecated: true`"]),
    ("stop-many", facts(body="object"), ["anew: it is an object now"]),
    (
        "stop",
        facts(max_batch=None),
        [f"line {line('maxItems: 15')}: keep `maxItems: 15` until OKX confirms", "`accept`"],
    ),
    (
        "stop-many",
        facts(max_batch=None),
        [f"line {line('maxItems: 10')}: keep `maxItems: 10` until OKX confirms that there is no bound, or `accept`"],
    ),
    ("list", facts(max_batch=5), ["says 5 of how many"]),
    ("stop", facts(path="/api/v5/halt"), ["move the operation to `POST /api/v5/halt`"]),
    ("stop", facts(rate_limits=()), ["names no `x-rate-limits` any more"]),
    ("stop-many", facts(rate_limit_rules=(RateLimitRule(("user",)),)), ["`x-rate-limit-rules`: `{keys: [user]}`"]),
    ("stop", limit(applies_to="for leaders"), ["appliesTo: for leaders"]),
    ("stop", facts(request_examples=({"thingId": "2", "room": "north"},)), ["page's examples"]),
]


@pytest.mark.parametrize(
    ("anchor", "change", "said"), BY_HAND, ids=lambda value: value[0] if isinstance(value, list) else None
)
def test_what_needs_judgement_is_told_in_words_only(anchor: str, change: Change, said: list[str]) -> None:
    told = words(anchor, change)
    assert told.startswith("line ") or "elsewhere" in told
    for each in said:
        assert each in told


@pytest.mark.parametrize(
    ("anchor", "change", "said"), BY_HAND, ids=lambda value: value[0] if isinstance(value, list) else None
)
@pytest.mark.parametrize(("language", "name"), [("en", "English"), ("zh", "Chinese")])
def test_what_one_language_says_alone_is_told_with_the_words_too(
    anchor: str, change: Change, said: list[str], language: Language, name: str
) -> None:
    (finding,) = drift(SPEC, Lock(), page(anchor, change, only=language))
    assert f". Suggested edit: only the {name} page says so; " in finding.message
    for each in said:
        assert each in finding.message


def test_the_prose_of_a_language_needs_no_such_words() -> None:
    before = page("stop")
    lock = accept(Lock(), SPEC, before)
    changed = evolve(before.languages["zh"], title="停一下")
    (finding,) = drift(SPEC, lock, evolve(before, languages={**before.languages, "zh": changed}))
    assert (finding.kind, finding.language) == ("text-changed", "zh")
    assert f"Suggested edit: line {line('summary: Stop a thing') + 1}: mend the text" in finding.message


@pytest.mark.parametrize("only", [None, "en"])
@pytest.mark.parametrize(
    ("anchor", "change"),
    [(case.anchor, case.change) for case in CASES] + [(anchor, change) for anchor, change, _ in BY_HAND],
)
def test_the_line_of_a_finding_is_the_one_that_its_suggestion_begins_with(
    anchor: str, change: Change, only: Language | None
) -> None:
    (finding,) = drift(SPEC, Lock(), page(anchor, change, only=only))
    told = re.search(r"line (\d+)", finding.message.partition(" Suggested edit: ")[2])
    assert told is not None
    assert finding.spec_line == int(told[1])


@pytest.mark.parametrize(
    ("anchor", "change"),
    [
        ("stop", added("request", NEW)),
        ("list", added("request", NEW)),
        ("stop", added("response", NEW)),
        ("stop", removed("request", "size")),
        ("stop", row("request", "size", type="integer")),
        ("stop", row("request", "size", type="weird")),
    ],
)
def test_the_examples_are_not_forgotten(anchor: str, change: Change) -> None:
    (finding,) = drift(SPEC, Lock(), page(anchor, change))
    assert "the examples" in finding.message


def test_languages_that_disagree_are_left_to_a_person() -> None:
    changed = page("stop", limit(count=10))
    changed = evolve(changed, languages={**changed.languages, "zh": limit(count=5)(changed.languages["zh"])})
    (finding,) = drift(SPEC, Lock(), changed)
    assert finding.kind == "languages-disagree"
    assert "Suggested edit: line" in finding.message
    assert "see which language is right" in finding.message
    assert write(TEXT, FILE, Lock(), [changed]) == Written(TEXT)


def test_a_values_list_for_chinese_alone_is_left_to_a_person(tmp_path: Any) -> None:
    text = TEXT.replace(f"{ROOMS}\n", f"{ROOMS}\n          x-values-zh: [north]\n")
    spec = spec_file.parse(text.encode(), FILE)
    changed = page("stop", values("request", "room", add="south"), spec=spec)
    (finding,) = drift(spec, Lock(), changed)
    assert "Suggested edit: line" in finding.message
    assert write(text, FILE, Lock(), [changed]) == Written(text)


def test_parameters_of_a_path_are_shared_by_its_operations() -> None:
    pointer: Pointer = OPERATIONS["list"]
    parameters = TEXT[TEXT.index("      parameters:\n") : TEXT.index("      responses:\n", TEXT.index("parameters:"))]
    text = TEXT.replace(parameters, "").replace(
        "  /api/v5/list:\n", "  /api/v5/list:\n" + "\n".join(each[2:] for each in parameters.split("\n"))
    )
    spec = spec_file.parse(text.encode(), FILE)
    changed = page("list", row("request", "limit", type="string"), spec=spec)
    (finding,) = drift(spec, Lock(), changed)
    alone = suggestion(spec, pointer, changed, finding)
    assert alone is not None
    assert alone.edits
    start = text.index("    get:\n")
    post = text[start : text.index("components:")].replace("get:", "post:").replace("listThings", "postThings")
    spec = spec_file.parse((text[:start] + post.rstrip("\n") + "\n" + text[start:]).encode(), FILE)
    shared = suggestion(spec, pointer, changed, finding)
    assert shared is not None
    assert not shared.edits
    assert shared.words.startswith("`parameters` is used elsewhere too")


@pytest.mark.parametrize(
    ("field", "name", "said"),
    [
        ("x-ours: true", "size", "describe `size` as the page does, and remove its `x-ours`"),
        ("x-language: zh", "size", "`size` is there for one language only; see whether its `x-language` can go"),
    ],
)
def test_what_the_spec_has_already_is_not_to_be_added(field: str, name: str, said: str) -> None:
    text = TEXT.replace("        size:\n", f"        size:\n          {field}\n")
    spec = spec_file.parse(text.encode(), FILE)
    (finding,) = drift(spec, Lock(), page("stop", added("request", evolve(NEW, name=name)), spec=spec, only="en"))
    assert finding.kind == "parameter-added"
    assert f"line {line('size:') + 1}: {said}" in finding.message
    assert finding.spec_line == line("size:") + 1


def test_a_second_row_of_a_name_goes_to_the_first() -> None:
    (finding,) = drift(SPEC, Lock(), page("stop", added("request", evolve(NEW, name="size"))))
    assert f"line {line('size:')}: say in `x-repeated` of `size` what this further row says" in finding.message
