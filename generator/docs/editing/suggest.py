"""What to write into the spec for a finding of `drift`: in words, and as edits where no judgement is needed.

An edit is offered where the spec has one place for the fact and the page leaves no choice. Everything else is words
only: what is new needs a description in two languages, an either-or group is a rule about several fields, a schema
that two operations share would change both, and what one language says alone may be a slip of the page. A vanished
permission line or batch size is words only as well, since a page's silence says neither that no permission is needed
nor that a batch has no bounds.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve, frozen

from ...findings import Pointer
from ...spec import Spec
from .. import in_words
from ..facts import PageFacts
from ..findings import PROSE, Finding
from . import by_kind, locate
from .case import ByHandError, Case
from .edits import Edit
from .words import line_of, words_of

_SUGGESTED = "Suggested edit:"
_LEFT = "Left to you:"


@frozen
class Suggestion:
    """What to write where, beginning at a line of the spec; there are no edits where a person has to decide.

    `advice` is what to see to beside the edits.
    """

    words: str
    line: int | None
    edits: tuple[Edit, ...] = ()
    advice: str = ""

    @property
    def message(self) -> str:
        """The words and the advice as one sentence."""
        return "; ".join(each for each in (self.words, self.advice) if each)


def suggestion(
    spec: Spec, operation: Pointer, page: PageFacts, finding: Finding, beside: Sequence[Finding] = ()
) -> Suggestion | None:
    """What to write into the spec so that the finding goes; None where the page is what has to change.

    `beside` are all findings of the page, since what answers one of them may have to answer another one too.
    """
    facts = page.languages.get("en" if finding.language == "both" else finding.language)
    if finding.kind == "unreadable" or facts is None:
        return None
    only, case = _only(page, finding), Case(spec, operation, facts, finding, tuple(beside))
    try:
        edits = by_kind.edits(case)
    except ByHandError as by_hand:
        return Suggestion(f"{only}line {by_hand.line}: {by_hand}", by_hand.line)
    line = line_of(spec, edits[0]) if edits else finding.spec_line
    words, advice = "; ".join(words_of(spec, edit) for edit in edits), "; ".join(by_kind.advice(case))
    for edit in edits:
        if locate.is_shared(spec, edit.pointer):
            owner = edit.pointer[2]  # a component, or the parameters of a path
            words = f"{only}`{owner}` is used elsewhere too; give this operation its own, then {words}"
            return Suggestion(words, line, advice=advice)
    if only:
        return Suggestion(f"{only}if it is right, {words}", line, advice=advice)
    return Suggestion(words, line, () if by_kind.is_for_a_person(case) else edits, advice)


def _only(page: PageFacts, finding: Finding) -> str:
    """That one language says this alone; prose is never compared between the languages."""
    if finding.language == "both" or finding.kind in PROSE or len({*page.languages, *page.unreadable}) == 1:
        return ""
    return f"only the {in_words.LANGUAGES[finding.language]} page says so; "


def with_suggestion(
    spec: Spec, operation: Pointer, page: PageFacts, finding: Finding, beside: Sequence[Finding] = ()
) -> Finding:
    """The finding, its message ending with what to write where; its line is that of the first edit."""
    suggested = suggestion(spec, operation, page, finding, beside)
    if suggested is None:
        return finding
    message = f"{finding.message.rstrip(' .')}. {_SUGGESTED} {suggested.message}."
    return evolve(finding, message=message, spec_line=suggested.line)


def as_written(finding: Finding, suggested: Suggestion) -> Finding:
    """The finding once its edits have been made: what was written, and what is still to do."""
    found = finding.message.rpartition(f" {_SUGGESTED} ")[0]
    left = f" {_LEFT} {suggested.advice}." if suggested.advice else ""
    return evolve(finding, message=f"{found} Written: {suggested.words}.{left}")
