"""For each kind of structural finding, the edits of the spec that answer it, or why a person has to decide."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NoReturn

from ..findings import Kind
from . import of_operations, of_rows
from .case import Case
from .edits import Edit


def edits(case: Case) -> tuple[Edit, ...]:
    """The edits after which the finding is gone.

    Raises:
        ByHandError: A person has to decide or to write something; the text says what.
    """
    return tuple(_EDITS[case.finding.kind](case))


def advice(case: Case) -> Iterable[str]:
    """What to think of beside the edits."""
    return _ADVICE[case.finding.kind](case) if case.finding.kind in _ADVICE else ()


def is_for_a_person(case: Case) -> bool:
    """Whether the edits belong to a rule about several parameters, of which a person has to think."""
    return case.finding.kind == "required-changed" and of_rows.leaves_group(case)


def _by_hand(words: str) -> Callable[[Case], NoReturn]:
    def edits(case: Case) -> NoReturn:
        case.by_hand(words.format(new=case.finding.new))

    return edits


_EDITS: dict[Kind, Callable[[Case], Iterable[Edit]]] = {
    "required-changed": of_rows.required,
    "type-changed": of_rows.type_word,
    "deprecated-changed": of_rows.deprecated,
    "enum-added": of_rows.enum,
    "enum-removed": of_rows.enum,
    "max-batch-changed": of_operations.max_batch,
    "permission-changed": of_operations.permission,
    "rate-limit-changed": of_operations.rate_limits,
    "rate-limit-rule-changed": of_operations.rate_limit_rules,
    "parameter-added": of_rows.added,
    "parameter-removed": of_rows.removed,
    "field-added": of_rows.added,
    "field-removed": of_rows.removed,
    "endpoint-changed": _by_hand("move the operation to `{new}`"),
    "endpoint-removed": _by_hand("remove the operation, or `accept` the page"),
    "body-changed": _by_hand("write the schema of the body anew: it is an {new} now"),
    "example-changed": _by_hand("write the page's examples in their place"),
    "text-changed": _by_hand("mend the text if its meaning changed, then `accept` the page"),
    "note-changed": _by_hand("mend the texts and `x-caveats` if their meaning changed, then `accept` the page"),
    "languages-disagree": _by_hand("see which language is right and write that, or `accept` the page"),
    "unreadable": _by_hand("no edit; the page itself has to be mended or fetched anew"),
}

_ADVICE: dict[Kind, Callable[[Case], Iterable[str]]] = {
    "required-changed": of_rows.about_groups,
    "type-changed": of_rows.about_examples,
    "enum-added": of_rows.about_values,
    "enum-removed": of_rows.about_values,
}
