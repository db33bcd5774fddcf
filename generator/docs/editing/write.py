"""Make the edits that `drift` suggests, where they need no judgement and do what they are meant to do.

An edit is kept only if the spec with it can be read, `lint` has nothing to say about it, the finding is gone, and no
other finding came of it. So what is written may go straight to `generate`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from attrs import frozen

from ... import spec as spec_file
from ...findings import Finding as LintFinding
from ...findings import InputError
from ...lint import lint
from ...spec import Spec
from ..drift import UnknownOperationError, drift, operation
from ..facts import PageFacts
from ..findings import Finding
from ..lock import Lock
from .edits import Edit, EditError, apply
from .suggest import Suggestion, as_written, suggestion

_MEND_FIRST = "`lint` has findings already; mend these first (run `python -m generator lint`)"


@frozen
class Told:
    """A finding that was answered, with a message that says so; and whether something is left to do."""

    finding: Finding
    is_done: bool


@frozen
class Written:
    """The new text of the spec, the findings that it answers, and those whose edit was refused, each with the reason.

    `told` are those of `made`, as they are to be told now. A finding for which there is no edit, only words, is in
    none of these lists.
    """

    text: str
    made: tuple[Finding, ...] = ()
    told: tuple[Told, ...] = ()
    refused: tuple[tuple[Finding, str], ...] = ()


@frozen
class _Planned:
    finding: Finding
    suggested: Suggestion

    @property
    def edits(self) -> tuple[Edit, ...]:
        return self.suggested.edits

    @property
    def told(self) -> Told:
        return Told(as_written(self.finding, self.suggested), not self.suggested.advice)


@frozen
class _State:
    """The spec at one moment: its text, what lint says of it, and where the pages disagree with it."""

    text: str
    lint: tuple[LintFinding, ...]
    findings: Counter[str]


class _RefusedError(Exception):
    """An edit that does not do what it is meant to do."""


def write(text: str, path: Path, lock: Lock, pages: Sequence[PageFacts]) -> Written:
    """The text of the spec at `path` with the edits that `drift` suggests for these pages, as far as they are sound.

    Nothing is written to the disk. A page whose operation the spec lacks has no edits.

    Raises:
        InputError: The text is no spec.
    """
    spec = spec_file.parse(text.encode(), path)
    desk = _Desk(path, lock, tuple(page for page in pages if _is_known(spec, page)))
    plan = desk.plan(spec)
    if not plan:
        return Written(text)
    start = desk.state(text)
    if start.lint:  # it says only what it met first, so nobody knows what an edit would add to that
        return Written(text, refused=tuple((planned.finding, _MEND_FIRST) for planned in plan))
    try:
        return _written(desk.after(start, *plan).text, plan)
    except _RefusedError:
        return desk.one_by_one(start, plan)


@frozen
class _Desk:
    """What stays the same while edits are tried."""

    path: Path
    lock: Lock
    pages: tuple[PageFacts, ...]

    def plan(self, spec: Spec) -> list[_Planned]:
        """The edits that are suggested for the findings, in their order."""
        plan = []
        for page in self.pages:
            pointer = operation(spec, page)
            found = drift(spec, self.lock, page)
            for finding in found:
                suggested = suggestion(spec, pointer, page, finding, found)
                if suggested and suggested.edits:
                    plan.append(_Planned(finding, suggested))
        return plan

    def one_by_one(self, state: _State, plan: Sequence[_Planned]) -> Written:
        """The edits that can be made, and why the others cannot."""
        made: list[_Planned] = []
        refused: list[tuple[Finding, str]] = []
        for planned in plan:
            try:
                state = self.after(state, planned)
            except _RefusedError as reason:
                refused.append((planned.finding, str(reason)))
            else:
                made.append(planned)
        return _written(state.text, made, refused)

    def after(self, before: _State, *plan: _Planned) -> _State:
        """The spec after these edits, if they do what they are meant to do, and nothing else."""
        try:
            state = self.state(apply(before.text, [edit for planned in plan for edit in planned.edits]))
        except (EditError, InputError) as error:
            raise _RefusedError(str(error)) from None
        for finding in state.lint:
            raise _RefusedError(f"lint would report {finding.rule}: {finding.message}")
        for key in state.findings - before.findings:
            page, language, subject, *_ = json.loads(key)
            raise _RefusedError(f"{page} would then differ in {subject} ({language})")
        if any(_key(planned.finding) in state.findings for planned in plan):
            raise _RefusedError("the page would still differ")
        return state

    def state(self, text: str) -> _State:
        """What lint and the pages say of this text."""
        spec = spec_file.parse(text.encode(), self.path)
        found = (finding for page in self.pages for finding in drift(spec, self.lock, page))
        return _State(text, tuple(lint(spec)), Counter(map(_key, found)))


def _written(text: str, made: Sequence[_Planned], refused: Sequence[tuple[Finding, str]] = ()) -> Written:
    findings, told = tuple(planned.finding for planned in made), tuple(planned.told for planned in made)
    return Written(text, findings, told, tuple(refused))


def _is_known(spec: Spec, page: PageFacts) -> bool:
    try:
        operation(spec, page)
    except UnknownOperationError:
        return False
    return True


def _key(finding: Finding) -> str:
    """What makes a finding the same one before and after an edit: all but its lines and its message."""
    said = (finding.page, finding.language, finding.subject, finding.kind, finding.old, finding.new)
    return json.dumps(said, ensure_ascii=False, sort_keys=True)
