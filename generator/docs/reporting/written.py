"""Which findings of a run `drift --write` has answered, and how many are left to the person."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve, frozen

from ..comparing.wording import compact
from ..editing.write import Told
from ..findings import Finding


@frozen
class Marked:
    """The findings of a run, those that were written with a message that says so."""

    findings: list[Finding]
    written: int
    left: int


def marked(findings: Sequence[Finding], told: Sequence[Told]) -> Marked:
    """Mark what was written. One event on many pages counts as written where it was on each of them."""
    by_key = {_key(each.finding, each.finding.page): each for each in told}
    result, written, left = [], 0, 0
    for finding in findings:
        answers = [by_key.get(_key(finding, page)) for page in finding.pages or (finding.page,)]
        made = [each for each in answers if each]
        is_written = len(made) == len(answers)
        written += is_written
        left += not is_written or not all(each.is_done for each in made)
        result.append(_as_told(finding, made[0]) if is_written else finding)
    return Marked(result, written, left)


def _as_told(finding: Finding, told: Told) -> Finding:
    if not finding.pages:
        return evolve(finding, message=told.finding.message)
    return evolve(finding, message=f"{finding.message.rstrip(' .')}. Written for each of these pages.")


def _key(finding: Finding, page: str | None) -> tuple[object, ...]:
    return page, finding.language, finding.subject, finding.kind, compact(finding.old), compact(finding.new)
