"""Rules among parameters that a page states in words: one of some ids is needed, and which of them wins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .tree import Field

_EITHER = re.compile(
    r"\beither\b(?P<names>[^.;。；\n]{0,120}?)\b(?:is|are|must be|should be|has to be|have to be)\s+"
    r"(?:required|passed|provided)"
    r"|(?P<names_zh>[^。；;\n]{0,80}?)(?:必须传|必传|必填|至少传|需要传|需传)入?(?:其中)?(?:一个|其一|之一)",
    re.IGNORECASE | re.DOTALL,
)
_WINNER = re.compile(
    r"\bif (?:both|two|all|more than one)\b.{0,80}?\b(?P<name>[A-Za-z]\w*) (?:will be|is|shall be|takes|will take|has)"
    r" (?:used|taken|prevail|precedence|priority)"
    r"|(?:两个|都传|同时传|均传|都填|同时填)[^。；;]{0,20}?以\s*(?P<name_zh>[A-Za-z][A-Za-z0-9_]*)\s*为(?:主|准)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(
    r"requir|either|\bonly\b|applicable|\bif\b|\bwhen\b|\bmust\b|[必仅只当需]|如果|不可", re.IGNORECASE
)


def id_precedence(fields: Sequence[Field], samples: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """The ids of which one is needed, the winning one first; empty where the page states no such rule.

    It counts only if the page says so of all of them and its own samples keep to it.
    """
    conditional = {field.name for field in fields if _is_conditional(field)}
    for field in fields:
        for text in _texts(field):
            named = _named(text, conditional)
            if len(named) > 1 and field.name in named and all(set(named) & sample.keys() for sample in samples):
                return named
    return ()


def _named(text: str, conditional: set[str]) -> tuple[str, ...]:
    either, winner = _EITHER.search(text), _WINNER.search(text)
    if not either or not winner:
        return ()
    words = re.findall(r"[A-Za-z][A-Za-z0-9_]*", either["names"] or either["names_zh"] or "")
    named = [word for word in dict.fromkeys(words) if word in conditional]
    first = winner["name"] or winner["name_zh"]
    return tuple(sorted(named, key=lambda name: name != first)) if first in named else ()


def _is_conditional(field: Field) -> bool:
    return all(row.required == "conditional" for row in field.all_rows())


def _texts(field: Field) -> Iterator[str]:
    return (row.description.replace("`", "") for row in field.all_rows())


def states_rule(field: Field) -> bool:
    """Whether the row of a conditional parameter says when it is required."""
    return any(_CONDITION.search(text) for text in _texts(field))
