"""Whoever follows what `drift` suggests for a changed need, word by word, has a sound spec and no such finding."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import permutations, product

import pytest

from generator import spec as spec_file
from generator.docs.drift import drift
from generator.docs.editing.write import Written, write
from generator.docs.lock import Lock
from generator.lint import lint
from tests.generator.support import REAL, ROOT, edited

from .drifting import SPEC, Change, page, removed, row

FILE = ROOT / "spec" / "openapi.yaml"
SPREAD = "spread-trading-rest-api-cancel-order"
ALGO = "order-book-trading-algo-trading-post-cancel-algo-order"
Lines = list[str]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _add_key(lines: Lines, at: int, entry: str) -> None:
    lines.insert(at + 1, " " * (_indent(lines[at]) + 2) + entry)


def _add_item(lines: Lines, at: int, item: str) -> None:
    assert lines[at].endswith("]")
    lines[at] = f"{lines[at][:-1]}, {item}]"


def _remove_line(lines: Lines, at: int, entry: str) -> None:
    assert lines[at].strip() == entry
    del lines[at]


def _remove_block(lines: Lines, at: int, key: str) -> None:
    assert lines[at].strip() == f"{key}:"
    end = next(index for index in range(at + 1, len(lines)) if _indent(lines[index]) <= _indent(lines[at]))
    del lines[at:end]


def _take_out(lines: Lines, at: int, item: str) -> None:
    assert item in lines[at]
    lines[at] = re.sub(rf"{re.escape(item)}, |, {re.escape(item)}", "", lines[at])


def _take_line_out(lines: Lines, at: int, item: str) -> None:
    assert lines[at].strip() == f"- {item}"
    del lines[at]


# What a suggestion may ask for, and what somebody who follows it does.
WORDS: list[tuple[str, Callable[[Lines, int, str], None]]] = [
    (r"add `([\w-]+: .+)` to `\w+`", _add_key),
    (r"add `(\w+)` to `required`", _add_item),
    (r"remove `([\w-]+: .+)`", _remove_line),
    (r"remove `(\w+)` with all that is in it.*", _remove_block),
    (r"take `(\w+)` out of `[\w-]+`", _take_out),
    (r"take `\{(.+)\}` out of `anyOf`", _take_line_out),
]


def followed(text: str, message: str) -> str:
    """The text of the spec after somebody did what the message suggests, line by line, from the end to the start."""
    steps = re.findall(r"line (\d+): ((?:add|remove|take) .+?)(?=; |\.$)", message.partition(" Suggested edit: ")[2])
    lines = text.splitlines()
    for number, words in sorted(steps, key=lambda step: -int(step[0])):
        found = [(done, re.fullmatch(asked, words)) for asked, done in WORDS]
        [(done, match)] = [(done, match) for done, match in found if match]
        done(lines, int(number) - 1, match[1])
    return "\n".join(lines) + "\n"


def check(text: str, anchor: str, name: str, *changes: Change) -> str:
    """Follow what is suggested for one row, see that the finding is gone, and return the message."""
    spec = spec_file.parse(text.encode(), FILE)
    changed = page(anchor, *changes, spec=spec)
    subject = f"request.{name}.required"
    [message] = [finding.message for finding in drift(spec, Lock(), changed) if finding.subject == subject]
    after = spec_file.parse(followed(text, message).encode(), FILE)
    assert lint(after) == []
    left = [finding.subject for finding in drift(after, Lock(), changed)]
    assert subject not in left
    return message


IDS = [
    (SPREAD, "ordId", "clOrdId"),
    (SPREAD, "clOrdId", "ordId"),
    (ALGO, "algoId", "algoClOrdId"),
    (ALGO, "algoClOrdId", "algoId"),
]
BOTH_IDS = [
    ('{"ordId": "2510789768709120"}', '{"ordId": "1", "clOrdId": "2"}'),
    ('{"algoId": "590919993110396111", ', '{"algoId": "1", "algoClOrdId": "2", '),
    ('{"algoId": "590920138287841222", ', '{"algoId": "3", "algoClOrdId": "4", '),
]
PARTNERS = ["conditional", "yes", "no", "gone"]


def _partner(name: str, state: str) -> Change:
    return removed("request", name) if state == "gone" else row("request", name, required=state)


@pytest.mark.parametrize(("anchor", "name", "partner"), IDS)
@pytest.mark.parametrize(("new", "state"), list(product(["yes", "no"], PARTNERS)))
def test_an_id_leaves_its_group(anchor: str, name: str, partner: str, new: str, state: str) -> None:
    text = edited(REAL, *BOTH_IDS)  # so that the examples have whatever is needed
    message = check(text, anchor, name, row("request", name, required=new), _partner(partner, state))
    assert " is now yes" not in message
    assert "mend the descriptions, which tell of the rule" in message


@pytest.mark.parametrize("name", ["ordId", "clOrdId"])
def test_an_id_that_is_optional_now_leaves_the_examples_sound(name: str) -> None:
    check(REAL, SPREAD, name, row("request", name, required="no"))


NEEDED = "      required: [instId]\n"
TYPE = "        instId:\n          type: string\n"
OLD = {
    "yes": [],
    "no": [(NEEDED, "")],
    "conditional": [(NEEDED, ""), (TYPE, f"{TYPE}          x-required: conditional\n")],
}


@pytest.mark.parametrize(("old", "new"), list(permutations(OLD, 2)))
def test_a_row_beside_a_group_has_another_need(old: str, new: str) -> None:
    check(edited(REAL, *OLD[old]), ALGO, "instId", row("request", "instId", required=new))


TAG = """\
        tag:
          type: string
          description: A tag.
          x-description-zh: 标签。
"""
THREE = [
    ("x-id-precedence: [ordId, clOrdId]", "x-id-precedence: [ordId, clOrdId, tag]"),
    ("- required: [clOrdId]\n", "- required: [clOrdId]\n            - required: [tag]\n"),
    (
        "      properties:\n        ordId:\n          type: string\n          minLength",
        f"      properties:\n{TAG}        ordId:\n          type: string\n          minLength",
    ),
]


@pytest.mark.parametrize("new", ["yes", "no"])
def test_two_of_a_group_of_three_stay_in_it(new: str) -> None:
    text = edited(REAL, *THREE, ('value: {"ordId": "2510789768709120"}', 'value: {"ordId": "1", "tag": "2"}'))
    message = check(text, SPREAD, "tag", row("request", "tag", required=new))
    assert "take `tag` out of `x-id-precedence`" in message
    assert "allOf" not in message


@pytest.mark.parametrize("new", ["yes", "no"])
def test_a_group_is_a_rule_that_no_program_mends(new: str) -> None:
    changed = page(SPREAD, row("request", "clOrdId", required=new), spec=spec_file.load(FILE))
    assert write(REAL, FILE, Lock(), [changed]) == Written(REAL)


def test_a_schema_that_others_use_is_not_to_be_changed_for_all() -> None:
    [finding] = drift(SPEC, Lock(), page("stop", row("request", "label", required="no")))
    assert "Suggested edit: `ThingId` is used elsewhere too; give this operation its own, then line " in finding.message


def test_a_partner_that_is_gone_takes_the_group_along() -> None:
    spec = spec_file.load(FILE)
    [finding] = drift(spec, Lock(), page(SPREAD, removed("request", "clOrdId"), spec=spec))
    assert "remove `clOrdId`, also from the examples" in finding.message
    assert "remove `x-id-precedence: [ordId, clOrdId]`" in finding.message
    assert "add `x-required: conditional` to `ordId`" in finding.message
    start = REAL.index("        clOrdId:\n", REAL.index("    CancelSpreadOrderRequest:"))
    without = followed(REAL, finding.message.replace("remove `clOrdId`, also from the examples; ", ""))
    block = REAL[start : REAL.index("\n\n", start) + 1]
    after = spec_file.parse(edited(without, (block, "")).encode(), FILE)
    assert lint(after) == []
    assert drift(after, Lock(), page(SPREAD, removed("request", "clOrdId"), spec=spec)) == []
