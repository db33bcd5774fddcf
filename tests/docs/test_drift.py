"""`drift` tells what a page says otherwise than the spec, and is silent about what was accepted until that changes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import Any

import pytest
import yaml
from attrs import evolve

from generator import spec as spec_file
from generator.docs import lock as lock_file
from generator.docs.comparing import compare
from generator.docs.drift import UnknownOperationError, accept, drift, operation
from generator.docs.facts import Language, LanguageFacts, PageFacts, Row, Text
from generator.docs.findings import Finding
from generator.docs.lock import Lock
from generator.docs.reading import markdown
from generator.docs.reading import page as reading
from generator.findings import InputError
from generator.spec import Spec
from tests.generator.support import ROOT, dumped, edited
from tests.generator.test_any_mistake import _WRONG as WRONG
from tests.generator.test_any_mistake import _changed as with_mistake
from tests.generator.test_any_mistake import _places as places_of

from .drifting import FILE, OPERATIONS, SPEC, TEXT, Change, added, facts, limit, page, row, values
from .support import spec_of_2026

DATA = yaml.safe_load(TEXT)
SHARED = ROOT.parent / "shared" / "okx-docs" / "pages"
NAMES = ("spread-trading-rest-api-cancel-order", "order-book-trading-algo-trading-post-cancel-algo-order")


def told(findings: Sequence[Finding]) -> list[tuple[str, str, Any, Any]]:
    """Which finding in which language, with the values of both sides."""
    return [(each.language, each.kind, each.old, each.new) for each in findings]


def described(name: str, text: str) -> Change:
    return row("request", name, description=text, pieces=(text,))


def noted(text: str) -> Change:
    return facts(notes=(Text(text, pieces=(text,)),))


def one(changed: PageFacts, language: Language) -> PageFacts:
    """The page with one of its languages only."""
    return evolve(changed, languages={language: changed.languages[language]})


@pytest.mark.parametrize("anchor", OPERATIONS)
def test_a_page_that_says_what_the_spec_says_is_no_finding(anchor: str) -> None:
    assert drift(SPEC, Lock(), page(anchor)) == []
    assert drift(SPEC, accept(Lock(), SPEC, page(anchor)), page(anchor)) == []


def test_a_finding_names_the_operation_and_the_lines_of_both_sides() -> None:
    changed = page("stop", row("request", "label", deprecated=True, line=57))
    (finding,) = drift(SPEC, Lock(), changed)
    label = next(number for number, line in enumerate(TEXT.splitlines(), 1) if line == "        label:")
    assert (finding.page, finding.operation) == ("stop", "POST /api/v5/stop")
    assert (finding.spec_line, finding.page_line) == (label, 57)
    assert (finding.old, finding.new) == (False, True)


def test_an_accepted_difference_is_silent_until_one_of_its_values_changes() -> None:
    lock = accept(Lock(), SPEC, page("stop", limit(count=10)))
    assert drift(SPEC, lock, page("stop", limit(count=10))) == []
    assert drift(SPEC, lock, page("stop")) == []
    assert [each.kind for each in drift(SPEC, lock, page("stop", limit(count=9)))] == ["rate-limit-changed"]
    other_spec = spec_file.parse(edited(TEXT, ("count: 20, periodSeconds", "count: 30, periodSeconds")).encode(), FILE)
    assert [each.kind for each in drift(other_spec, lock, page("stop", limit(count=10)))] == ["rate-limit-changed"]


def test_what_is_accepted_in_one_language_is_still_told_in_the_other() -> None:
    changed = page("stop", row("request", "size", required="yes"))
    assert told(drift(SPEC, Lock(), changed)) == [("both", "required-changed", "no", "yes")]
    lock = accept(Lock(), SPEC, one(changed, "en"))
    assert told(drift(SPEC, lock, changed)) == [("zh", "required-changed", "no", "yes")]
    lock = accept(lock, SPEC, one(changed, "zh"))
    assert drift(SPEC, lock, changed) == []


def test_a_value_accepted_is_not_another_value_accepted() -> None:
    lock = accept(Lock(), SPEC, page("stop", values("request", "room", add="south")))
    changed = page("stop", values("request", "room", add="south"), values("request", "room", add="west"))
    assert told(drift(SPEC, lock, changed)) == [("both", "enum-added", None, "west")]


def test_a_difference_that_is_gone_is_dropped_at_the_next_accept() -> None:
    lock = accept(Lock(), SPEC, page("stop", limit(count=10)))
    lock = accept(lock, SPEC, page("stop"))
    assert [each.accepted for each in lock.pages["stop"].languages.values()] == [(), ()]
    assert told(drift(SPEC, lock, page("stop", limit(count=10))))


def test_accept_leaves_the_old_lock_and_the_other_pages_alone() -> None:
    old = accept(Lock(), SPEC, page("list"))
    before = lock_file.text(old)
    new = accept(old, SPEC, page("stop"))
    assert lock_file.text(old) == before
    assert new.pages["list"] is old.pages["list"]
    assert new.pages["stop"].endpoint == "POST /api/v5/stop"


def test_prose_is_not_compared_before_it_was_accepted() -> None:
    changed = page("stop", described("size", "Other words."), noted("Another note."), facts(title="Halt"))
    assert drift(SPEC, Lock(), changed) == []
    chinese_only = accept(Lock(), SPEC, one(page("stop"), "zh"))
    assert {each.language for each in drift(SPEC, chinese_only, changed)} == {"zh"}


@pytest.mark.parametrize(
    ("change", "subject"),
    [
        (described("size", "Other words."), "request.size.description"),
        (noted("Another note."), "notes"),
        (facts(title="Halt"), "title"),
    ],
)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_prose_that_changed_since_is_told_in_its_language(change: Change, subject: str, language: Language) -> None:
    lock = accept(Lock(), SPEC, page("stop"))
    changed = page("stop", change, only=language)
    (finding,) = drift(SPEC, lock, changed)
    assert (finding.subject, finding.language, finding.impact) == (subject, language, "docs")
    assert finding.message.endswith(
        "mend the texts and `x-caveats` if their meaning changed, then `accept` the page."
    ) or (finding.message.endswith("mend the text if its meaning changed, then `accept` the page."))
    assert drift(SPEC, accept(lock, SPEC, changed), changed) == []


def test_prose_is_told_in_the_words_of_the_spec_and_of_the_page() -> None:
    lock = accept(Lock(), SPEC, page("stop", described("size", "OKX's own words.")))
    english, chinese = drift(SPEC, lock, page("stop", described("size", "New words.")))
    assert (english.old, english.new) == ("The size.", "New words.")
    assert (chinese.old, chinese.new) == ("大小。", "New words.")


def test_a_row_that_was_never_reviewed_is_told() -> None:
    lock = accept(Lock(), SPEC, page("stop"))
    new = "        depth: {type: string, description: How deep., x-description-zh: 深度。}\n"
    spec = spec_file.parse(edited(TEXT, ("        size:\n", new + "        size:\n")).encode(), FILE)
    assert [(each.language, each.subject) for each in drift(spec, lock, page("stop", spec=spec))] == [
        ("en", "request.depth.description"),
        ("zh", "request.depth.description"),
    ]
    lock = accept(lock, spec, page("stop", spec=spec))
    assert drift(spec, lock, page("stop", spec=spec)) == []


def test_a_new_row_is_one_finding_although_its_text_is_new_too() -> None:
    lock = accept(Lock(), SPEC, page("stop"))
    new = Row("depth", "string", "no", False, "How deep.", pieces=("How deep.",))
    assert [each.kind for each in drift(SPEC, lock, page("stop", added("request", new)))] == ["parameter-added"]


def test_a_language_that_was_reviewed_and_is_gone_cannot_be_read() -> None:
    lock = accept(Lock(), SPEC, page("stop"))
    (finding,) = drift(SPEC, lock, one(page("stop"), "en"))
    assert (finding.kind, finding.language, finding.subject, finding.impact) == (
        "unreadable",
        "zh",
        "endpoint",
        "breaking",
    )
    assert "Suggested edit" not in finding.message


def test_a_language_that_was_never_reviewed_may_be_absent() -> None:
    assert drift(SPEC, Lock(), one(page("stop"), "en")) == []
    assert drift(SPEC, accept(Lock(), SPEC, one(page("stop"), "en")), one(page("stop"), "en")) == []


def test_a_language_that_was_not_supplied_is_not_missed() -> None:
    lock = accept(Lock(), SPEC, page("stop"))
    english = one(page("stop"), "en")
    assert drift(SPEC, lock, english, supplied=["en"]) == []
    for name in ("en.html", "en.HTM"):
        assert drift(SPEC, lock, evolve(english, source=PurePath(name))) == []
    gone = drift(SPEC, lock, evolve(english, source=PurePath("en.html")), supplied=["en", "zh"])
    assert [each.kind for each in gone] == ["unreadable"]


def test_a_language_that_cannot_be_read_is_left_to_the_reader_to_tell() -> None:
    lock = accept(Lock(), SPEC, page("stop"))
    half = evolve(one(page("stop"), "en"), unreadable={"zh": "stop.md:70: no table"})
    assert drift(SPEC, lock, half) == []
    assert accept(lock, SPEC, half).pages["stop"] == lock.pages["stop"]


def test_a_page_under_a_new_anchor_is_found_by_its_endpoint() -> None:
    lock = accept(Lock(), SPEC, page("stop", limit(count=10)))
    renamed = evolve(page("stop", limit(count=10), noted("New.")), anchor="halt")
    assert [each.kind for each in drift(SPEC, lock, renamed)] == ["note-changed", "note-changed"]
    assert accept(lock, SPEC, renamed).pages.keys() == {"halt"}


def test_an_endpoint_that_moved_is_found_by_its_anchor() -> None:
    moved = page("stop", facts(path="/api/v5/halt"))
    assert operation(SPEC, moved) == OPERATIONS["stop"]
    lock = accept(Lock(), SPEC, page("stop"))
    assert told(drift(SPEC, lock, moved)) == [("both", "endpoint-changed", "POST /api/v5/stop", "POST /api/v5/halt")]


def test_a_page_that_the_spec_lacks_asks_for_a_draft() -> None:
    facts = LanguageFacts(method="POST", path="/api/v5/other")
    other = PageFacts(PurePath("pages/other.md"), anchor="other", languages={"en": facts})
    advice = r"^pages/other.md: POST /api/v5/other is not in .*; run `python -m generator draft pages/other.md`"
    for use in (lambda: drift(SPEC, Lock(), other), lambda: accept(Lock(), SPEC, other)):
        with pytest.raises(UnknownOperationError, match=advice):
            use()
    assert issubclass(UnknownOperationError, InputError)
    with pytest.raises(UnknownOperationError, match=r"^pages/other.md: other is not in "):
        drift(SPEC, Lock(), evolve(other, languages={}))


def test_a_mistake_of_the_tool_is_not_blamed_on_a_sound_spec(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise TypeError("ours")

    monkeypatch.setattr(compare, "structure", fail)
    with pytest.raises(TypeError, match="ours"):
        drift(SPEC, Lock(), page("stop"))


# Of all mistakes a part, for the time that they take; all of them were run once by hand.
MISTAKES = [(place, value) for place in places_of(DATA) for value in WRONG][::41]


@pytest.mark.parametrize("part", range(4))
def test_whatever_is_wrong_with_the_spec_there_is_no_traceback(part: int) -> None:
    changes = [limit(count=10), facts(rate_limit_rules=()), values("request", "room", add="x", remove="north")]
    pages = [page("stop", *changes), page("list", limit(count=1)), page("stop-many", facts(max_batch=3))]
    told, errors = 0, []
    for place, value in MISTAKES[part::4]:
        try:
            spec = spec_file.parse(dumped(with_mistake(DATA, place, value)).encode(), FILE)
            for each in pages:
                told += len(drift(spec, accept(Lock(), SPEC, each), each))
        except InputError as error:
            errors.append(str(error))
    assert told
    assert errors
    assert all(re.match(rf"({FILE}|[\w-]+\.md)\b", error) for error in errors), errors


def test_what_lint_would_say_is_told_in_place_of_a_traceback() -> None:
    spec = spec_file.parse(edited(TEXT, ("count: 20, periodSeconds", "count: x, periodSeconds")).encode(), FILE)
    count = next(number for number, line in enumerate(TEXT.splitlines(), 1) if "count: 20, periodSeconds" in line)
    for use in (lambda: drift(spec, Lock(), page("stop")), lambda: accept(Lock(), spec, page("stop"))):
        with pytest.raises(InputError, match=rf"^{FILE}:{count}: extension-field: .*; mend it, .*generator lint"):
            use()


def test_many_findings_come_in_one_order_with_each_edit() -> None:
    changed = page(
        "stop", limit(count=10), row("request", "size", required="yes"), values("response", "state", add="x")
    )
    findings = drift(SPEC, Lock(), changed)
    assert [each.kind for each in findings] == ["rate-limit-changed", "required-changed", "enum-added"]
    assert all("Suggested edit: line " in each.message for each in findings)


def okx_page(version: str, name: str) -> PageFacts:
    path = SHARED / version / f"{name}.md"
    return reading.facts(markdown.read(path), path)


@pytest.mark.skipif(not SHARED.is_dir(), reason="OKX's pages are not at hand (../shared)")
class TestOkxPages:
    @pytest.fixture
    def spec(self) -> Spec:
        return spec_file.parse(spec_of_2026().encode(), Path("openapi.yaml"))

    @pytest.fixture
    def lock(self, spec: Spec) -> Lock:
        lock = Lock()
        for name in NAMES:
            lock = accept(lock, spec, okx_page("2026-01", name))
        return lock

    @pytest.mark.parametrize("name", NAMES)
    def test_spec_and_january_agree_without_anything_accepted(self, name: str, spec: Spec, lock: Lock) -> None:
        assert drift(spec, Lock(), okx_page("2026-01", name)) == []
        assert drift(spec, lock, okx_page("2026-01", name)) == []
        assert [entry.accepted for entry in lock.pages[name].languages.values()] == [(), ()]

    @pytest.mark.parametrize("name", NAMES)
    def test_by_august_only_the_permission_line_is_gone(self, name: str, spec: Spec, lock: Lock) -> None:
        (finding,) = drift(spec, lock, okx_page("2026-08", name))
        assert (finding.kind, finding.impact, finding.language) == ("permission-changed", "none", "both")
        assert (finding.old, finding.new) == ("trade", None)
        assert "keep `x-permission: trade`" in finding.message
        accepted = accept(lock, spec, okx_page("2026-08", name))
        assert drift(spec, accepted, okx_page("2026-08", name)) == []
        assert [entry.accepted[0].subject for entry in accepted.pages[name].languages.values()] == ["permission"] * 2

    def test_the_lock_holds_no_sentence_of_the_pages(self, lock: Lock) -> None:
        text = lock_file.text(lock)
        for name in NAMES:
            for english_or_chinese in okx_page("2026-01", name).languages.values():
                rows = [*english_or_chinese.request, *english_or_chinese.response]
                notes = [piece for note in english_or_chinese.notes for piece in note.pieces]
                pieces = [*notes, *(piece for row in rows for piece in row.pieces)]
                assert len(pieces) > 5
                assert not [piece for piece in pieces if len(piece) > 3 and piece in text]


def test_the_committed_lock_is_one_that_can_be_read() -> None:
    path = Path(ROOT / "spec" / "docs.lock.json")
    assert lock_file.text(lock_file.load(path)) == path.read_text(encoding="utf-8")
