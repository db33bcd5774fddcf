"""What to write into the spec for a finding of `drift`: in words, and as edits where no judgement is needed.

An edit is offered where the spec has one place for the fact and the page leaves no choice. Everything else is words
only: what is new needs a description in two languages, an either-or group is a rule about several fields, a schema
that two operations share would change both, and what one language says alone may be a slip of the page. A vanished
permission line or batch size is words only as well, since a page's silence says neither that no permission is needed
nor that a batch has no bounds.
"""

from __future__ import annotations

from attrs import evolve, frozen

from ...findings import Pointer
from ...spec import Spec
from .. import in_words
from ..facts import PageFacts
from ..findings import PROSE, Finding
from . import by_kind, locate
from .case import ByHandError, Case
from .edits import Edit, value_at
from .yaml_text import rendered


@frozen
class Suggestion:
    """What to write where, beginning at a line of the spec; there are no edits where a person has to decide."""

    words: str
    line: int | None
    edits: tuple[Edit, ...] = ()


def suggestion(spec: Spec, operation: Pointer, page: PageFacts, finding: Finding) -> Suggestion | None:
    """What to write into the spec so that the finding goes; None where the page is what has to change."""
    facts = page.languages.get("en" if finding.language == "both" else finding.language)
    if finding.kind == "unreadable" or facts is None:
        return None
    only, case = _only(page, finding), Case(spec, operation, facts, finding)
    try:
        edits = by_kind.edits(case)
    except ByHandError as by_hand:
        return Suggestion(f"{only}line {by_hand.line}: {by_hand}", by_hand.line)
    line = _line(spec, edits[0]) if edits else finding.spec_line
    words = "; ".join([*(_words(spec, edit) for edit in edits), *by_kind.advice(case)])
    for edit in edits:
        if locate.is_shared(spec.data, edit.pointer):
            owner = edit.pointer[2]  # a component, or the parameters of a path
            return Suggestion(f"{only}`{owner}` is used elsewhere too; give this operation its own, then {words}", line)
    return Suggestion(f"{only}if it is right, {words}", line) if only else Suggestion(words, line, edits)


def _only(page: PageFacts, finding: Finding) -> str:
    """That one language says this alone; prose is never compared between the languages."""
    if finding.language == "both" or finding.kind in PROSE or len({*page.languages, *page.unreadable}) == 1:
        return ""
    return f"only the {in_words.LANGUAGES[finding.language]} page says so; "


def with_suggestion(spec: Spec, operation: Pointer, page: PageFacts, finding: Finding) -> Finding:
    """The finding, its message ending with what to write where; its line is that of the first edit."""
    suggested = suggestion(spec, operation, page, finding)
    if suggested is None:
        return finding
    message = f"{finding.message.rstrip(' .')}. Suggested edit: {suggested.words}."
    return evolve(finding, message=message, spec_line=suggested.line)


def _words(spec: Spec, edit: Edit) -> str:
    """An edit as a person would be told it: the line, and what to write there."""
    key, line, value = edit.pointer[-1], _line(spec, edit), edit.value
    there = value_at(spec.data, edit.pointer)
    if edit.action == "remove" or (edit.action == "remove-item" and there == [value]):
        return f"line {line}: remove `{key}: {rendered(there)}`"
    if there is None:
        new = [value] if edit.action == "add-item" else value
        return f"line {line}: add `{key}: {rendered(new)}` to {_owner(spec, edit)}"
    if edit.action == "set":
        return f"line {line}: write `{key}: {rendered(value)}`"
    if edit.action == "add-item":
        return f"line {line}: add `{rendered(value)}` to `{key}`"
    return f"line {line}: take `{rendered(value)}` out of `{key}`"


def _line(spec: Spec, edit: Edit) -> int:
    """The line to edit: of an item that goes, its own."""
    there = value_at(spec.data, edit.pointer)
    if edit.action == "remove-item" and isinstance(there, list) and edit.value in there[len(there) == 1 :]:
        return spec.line((*edit.pointer, there.index(edit.value)))
    return spec.line(edit.pointer)


def _owner(spec: Spec, edit: Edit) -> str:
    """The name of what an edit changes: an operation, a parameter, a property, a schema, a list."""
    owner = value_at(spec.data, edit.pointer[:-1])
    names = [part for part in edit.pointer[:-1] if isinstance(part, str)]
    own = (owner.get("operationId") or owner.get("name")) if edit.pointer[0] == "paths" else None
    return f"`{own or names[-1]}`"
