"""`drift --write` keeps an edit only if the spec is as sound as before and the page has one finding less."""

from __future__ import annotations

import re

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import spec as spec_file
from generator.docs.drift import accept, drift
from generator.docs.editing import write as writing
from generator.docs.editing.suggest import suggestion
from generator.docs.editing.write import Written, write
from generator.docs.facts import PageFacts, RateLimit
from generator.docs.lock import Lock
from generator.findings import InputError
from generator.lint import lint
from tests.generator.support import REAL, ROOT, edited

from .drifting import FILE, SPEC, TEXT, Change, changed_lines, facts, limit, numbers_of_changed, page, row, rule, values


def refused(text: str, *pages: PageFacts) -> list[str]:
    """Why the edits were refused; nothing was changed."""
    written = write(text, FILE, Lock(), pages)
    assert written.text == text
    assert not written.made
    return [reason for _, reason in written.refused]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (row("request", "size", type="integer"), "lint would report example-mismatch"),
        (values("request", "colour", remove="red"), "lint would report example-mismatch"),
    ],
)
def test_an_edit_that_lint_objects_to_is_refused(change: Change, why: str) -> None:
    text = TEXT.replace('room: north, size: "1"', 'room: north, colour: red, size: "1"')
    spec = spec_file.parse(text.encode(), FILE)
    changed = page("stop", change, spec=spec)
    (reason,) = refused(text, changed)
    assert reason.startswith(why)


def test_an_edit_that_would_take_a_comment_along_is_refused() -> None:
    text = TEXT.replace("required: [room]\n", "required: [room]  # since May\n")
    assert refused(text, page("stop", row("request", "room", required="no"))) == [
        "a comment would go with it; read the comment and edit by hand"
    ]


def test_a_sound_edit_is_made_beside_one_that_is_refused() -> None:
    changed = page("stop", limit(count=10), row("request", "size", type="integer"), rule(keys=("ip",)))
    written = write(TEXT, FILE, Lock(), [changed])
    assert [finding.kind for finding in written.made] == ["rate-limit-changed", "rate-limit-rule-changed"]
    assert [finding.kind for finding, _ in written.refused] == ["type-changed"]
    assert len(changed_lines(TEXT, written.text)[0]) == 2


def test_an_edit_that_another_page_contradicts_is_refused() -> None:
    text = TEXT.replace("maxItems: 10", "maxItems: 10\n              uniqueItems: true")
    spec = spec_file.parse(text.encode(), FILE)
    before, after = page("stop", spec=spec), page("stop", limit(count=10), spec=spec)
    assert refused(text, before, after) == ["stop would then differ in rate_limits (both)"]


def test_the_same_page_twice_is_edited_once() -> None:
    changed = page("stop", values("request", "room", add="south"))
    written = write(TEXT, FILE, Lock(), [changed, changed])
    assert written.text == write(TEXT, FILE, Lock(), [changed]).text
    assert written.text.count('"south"') == 1


def suggested(changed: PageFacts) -> list[str]:
    """The edits that are suggested for the findings of a page."""
    return [
        finding.message.partition("Suggested edit: ")[2].partition(";")[0] for finding in drift(SPEC, Lock(), changed)
    ]


def test_the_first_values_of_a_row_are_one_list_in_each_suggestion() -> None:
    changed = page("stop", row("request", "size", enum=("1", "2")))
    assert [each.partition(": ")[2] for each in suggested(changed)] == ['add `x-values: ["1", "2"]` to `size`'] * 2
    written = write(TEXT, FILE, Lock(), [changed])
    assert (len(written.made), written.refused) == (2, ())
    assert changed_lines(TEXT, written.text) == ((), ('x-values: ["1", "2"]',))


def test_the_first_values_are_also_written_beside_an_edit_that_is_refused() -> None:
    changed = page("stop", row("request", "size", enum=("1", "2"), type="integer"))
    written = write(TEXT, FILE, Lock(), [changed])
    assert [finding.kind for finding in written.made] == ["enum-added", "enum-added"]
    assert changed_lines(TEXT, written.text) == ((), ('x-values: ["1", "2"]',))


def test_the_first_values_of_one_language_are_told_with_those_of_both() -> None:
    changed = page("stop", row("request", "size", enum=("1",)))
    changed = evolve(
        changed, languages={**changed.languages, "zh": row("request", "size", enum=("1", "2"))(changed.languages["zh"])}
    )
    both, chinese = drift(SPEC, Lock(), changed)
    assert 'add `x-values: ["1"]`' in both.message
    assert 'add `x-values: ["1", "2"]`' in chinese.message


def test_values_that_all_go_take_their_list_along() -> None:
    changed = page("stop", row("request", "room", enum=()))
    assert [each.partition(": ")[2] for each in suggested(changed)] == ['remove `x-values: [north, "2"]`'] * 2
    written = write(TEXT, FILE, Lock(), [changed])
    assert changed_lines(TEXT, written.text) == (('x-values: [north, "2"]',), ())
    assert len(written.made) == 2


def test_other_values_in_the_place_of_all_are_one_list() -> None:
    changed = page("stop", row("response", "state", enum=("dead",)))
    assert [each.partition(": ")[2] for each in suggested(changed)] == ["write `x-values: [dead]`"] * 2
    assert changed_lines(TEXT, write(TEXT, FILE, Lock(), [changed]).text) == (
        ("x-values: [live]",),
        ("x-values: [dead]",),
    )


def test_what_was_accepted_is_not_edited() -> None:
    changed = page("stop", limit(count=10))
    lock = accept(Lock(), SPEC, changed)
    assert write(TEXT, FILE, lock, [changed]) == Written(TEXT)


def test_a_page_that_the_spec_lacks_has_no_edits() -> None:
    changed = page("stop", limit(count=10))
    other = evolve(page("list"), anchor="nowhere", languages={})
    assert write(TEXT, FILE, Lock(), [other, changed]).text == write(TEXT, FILE, Lock(), [changed]).text != TEXT


def test_a_batch_may_get_bounds() -> None:
    free = TEXT.replace("maxItems: 10", "x-unbounded: true")
    bound = write(free, FILE, Lock(), [page("stop-many")])
    assert len(bound.made) == 1
    assert changed_lines(free, bound.text) == (("x-unbounded: true",), ("maxItems: 10",))


def test_the_largest_batch_may_stand_with_the_operation() -> None:
    text = edited(TEXT, ("x-permission: read\n", "x-permission: read\n      x-max-batch: 5\n"))
    spec = spec_file.parse(text.encode(), FILE)
    more = write(text, FILE, Lock(), [page("list", facts(max_batch=6), spec=spec)]).text
    assert changed_lines(text, more) == (("x-max-batch: 5",), ("x-max-batch: 6",))


@pytest.mark.parametrize(
    ("anchor", "kept"), [("stop-many", "maxItems: 10"), ("stop", "maxItems: 15"), ("list", "x-max-batch: 5")]
)
def test_the_bound_of_a_batch_that_the_page_no_longer_names_is_kept(anchor: str, kept: str) -> None:
    text = edited(TEXT, ("x-permission: read\n", "x-permission: read\n      x-max-batch: 5\n"))
    spec = spec_file.parse(text.encode(), FILE)
    changed = page(anchor, facts(max_batch=None), spec=spec)
    (finding,) = drift(spec, Lock(), changed)
    assert f"keep `{kept}` until OKX confirms that there is no bound, or `accept` the page" in finding.message
    assert write(text, FILE, Lock(), [changed]) == Written(text)


# Where the languages say different things, or a row stands twice, there is no one place to write to.
SEVERAL = [
    ("  x-values-zh: [north]", values("request", "room", add="south")),
    ("  x-required-zh: optional", row("request", "room", required="no")),
    ("  x-deprecated-zh: true", row("request", "room", deprecated=True)),
    ("  x-type-zh: number", row("request", "room", type="boolean")),
    ("  x-type: number", row("request", "room", type="boolean")),
    ("  x-repeated: [{x-values: [north]}]", values("request", "room", add="south")),
    ("  x-repeated: [{deprecated: true}]", row("request", "room", deprecated=True)),
]


@pytest.mark.parametrize(("field", "change"), SEVERAL, ids=[field.strip() for field, _ in SEVERAL])
def test_what_the_spec_says_twice_is_left_to_a_person(field: str, change: Change) -> None:
    text = edited(TEXT, ('x-values: [north, "2"]\n', f'x-values: [north, "2"]\n        {field}\n'))
    spec = spec_file.parse(text.encode(), FILE)
    assert lint(spec) == []
    changed = page("stop", change, spec=spec)
    told = [finding.message.partition("Suggested edit: ")[2] for finding in drift(spec, Lock(), changed)]
    assert all(re.match(r"(only the \w+ page says so; )?line \d+: ", words) for words in told)
    assert write(text, FILE, Lock(), [changed]) == Written(text)


@pytest.mark.parametrize("more", ["appliesTo: leaders, appliesToZh: 带单员", "language: en"])
def test_a_limit_of_one_language_is_left_to_a_person(more: str) -> None:
    text = edited(TEXT, ("unit: request}   # of one user", f"unit: request, {more}}}"))
    spec = spec_file.parse(text.encode(), FILE)
    assert lint(spec) == []
    changed = page("stop", lambda old: evolve(old, rate_limits=(RateLimit(9, 2, "request"),)), spec=spec)
    assert drift(spec, Lock(), changed)
    assert write(text, FILE, Lock(), [changed]) == Written(text)


def test_nothing_to_write_leaves_the_text_as_it_is() -> None:
    text = "\ufeff" + TEXT.replace("\n", "\r\n").rstrip()
    assert write(text, FILE, Lock(), [page("stop"), page("list")]) == Written(text)


def test_a_spec_that_lint_objects_to_is_to_be_mended_first() -> None:
    text = edited(TEXT, ("x-summary-zh: 停止物件", "x-summary-zh: stop"))
    (reason,) = refused(text, page("stop", limit(count=10)))
    assert "mend these first" in reason
    assert write(text, FILE, Lock(), [page("stop")]) == Written(text)


def test_a_text_that_is_no_spec_is_refused() -> None:
    with pytest.raises(InputError, match="not YAML"):
        write("a: [", FILE, Lock(), [])


def test_an_edit_that_does_not_answer_its_finding_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    changed = page("stop", limit(count=10))
    (finding,) = drift(SPEC, Lock(), changed)
    suggested = suggestion(SPEC, ("paths", "/api/v5/stop", "post"), changed, finding)
    assert suggested is not None
    useless = evolve(suggested, edits=(evolve(suggested.edits[0], value=20),))
    monkeypatch.setattr(writing, "suggestion", lambda *_: useless)
    assert refused(TEXT, changed) == ["the page would still differ"]


# Changes of the pages of the real spec, of which any may come together.
ORDER = "order-book-trading-algo-trading-post-cancel-algo-order"
SPREAD = "spread-trading-rest-api-cancel-order"
REAL_CHANGES: dict[str, list[Change]] = {
    SPREAD: [
        limit(count=7, unit="order"),
        rule(keys=("instrument", "user")),
        row("request", "ordId", deprecated=True),
        row("response", "sCode", deprecated=True),
        values("request", "clOrdId", add="yes"),
        values("response", "sMsg", add="失败"),
    ],
    ORDER: [
        limit(period_seconds=1),
        rule(1, keys=("user",)),
        rule(0, applies_to=None),
        facts(max_batch=20),
        row("request", "instId", required="no"),
        row("request", "algoClOrdId", deprecated=True),
        row("response", "clOrdId", deprecated=False),
        row("response", "tag", deprecated=False),
        values("response", "sCode", add="0"),
        values("response", "sCode", add="1"),
    ],
}
REAL_FILE = ROOT / "spec" / "openapi.yaml"


@settings(max_examples=12, deadline=None, derandomize=True)
@given(st.data())
def test_edits_of_the_real_spec_change_the_lines_they_name(data: st.DataObject) -> None:
    spec = spec_file.load(REAL_FILE)
    chosen = {
        anchor: data.draw(st.lists(st.sampled_from(changes), unique=True)) for anchor, changes in REAL_CHANGES.items()
    }
    pages = [page(anchor, *changes, spec=spec) for anchor, changes in chosen.items()]
    written = write(REAL, REAL_FILE, Lock(), pages)
    assert not written.refused
    new = spec_file.parse(written.text.encode(), REAL_FILE)
    assert [finding for each in pages for finding in drift(new, Lock(), each)] == []
    named = {int(number) for finding in written.made for number in re.findall(r"line (\d+):", finding.message)}
    assert numbers_of_changed(REAL, written.text) <= named
    assert [each for each in written.text.splitlines() if "#" in each] == [
        each for each in REAL.splitlines() if "#" in each
    ]
