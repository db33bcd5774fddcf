"""The either-or groups of an object: of each, one of several parameters is needed, and one of them wins."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ... import places
from . import locate
from .case import Case
from .edits import Edit, value_at

PRECEDENCE = "x-id-precedence"


def members(case: Case, row: locate.Place) -> set[str]:
    """The names in the groups of the object that has the row."""
    return {name for group in places.alternatives(_holder(case, row)) for name in group}


def has(case: Case, row: locate.Place) -> bool:
    """Whether the row is in a group."""
    return row.name in members(case, row)


def left(case: Case, row: locate.Place) -> Iterator[Edit]:
    """The edits after which the row is in no group any more, and those that stay are what the page says of them.

    A group of one would be a parameter that is always needed, so the last one stays as conditional without a group.

    Raises:
        ByHandError: The groups are not those of the form that `draft` makes.
    """
    holder, schema = row.holder or (), _holder(case, row)
    named, parts = schema.get(PRECEDENCE, []), schema["allOf"]
    if parts != [{"anyOf": [{"required": [name]} for name in _in_order(parts)]}] or row.name not in named:
        case.by_hand(f"take `{case.name}` out of {told(case, row)}")
    outer = case.name.rpartition(".")[0]
    stay = [name for name in named if name != row.name and _is_conditional(case, f"{outer}.{name}".lstrip("."))]
    if len(stay) > 1:
        yield Edit("remove-item", (*holder, PRECEDENCE), row.name)
        yield Edit("remove-item", (*holder, "allOf", 0, "anyOf"), {"required": [row.name]})
        return
    yield Edit("remove", (*holder, PRECEDENCE))
    yield Edit("remove", (*holder, "allOf"))
    for name in stay:
        place = locate.row(case.document, case.operation, "request", f"{outer}.{name}".lstrip("."), case.page)
        if place:
            yield Edit("set", (*place.pointer, "x-required"), "conditional", ("type",))


def told(case: Case, row: locate.Place) -> str:
    """The groups of the object that has the row, each with its line; the row's own, where it is in one."""
    holder = row.holder or ()
    groups = [(index, part["anyOf"]) for index, part in enumerate(_holder(case, row)["allOf"]) if "anyOf" in part]
    own = [index for index, group in groups if any(row.name in choice.get("required", []) for choice in group)]
    lines = [case.spec.line((*holder, "allOf", index, "anyOf")) for index in own or [index for index, _ in groups]]
    where = " and ".join(f"line {line}" for line in lines)
    return f"the `anyOf` group ({where}) and `{PRECEDENCE}` (line {case.spec.line((*holder, PRECEDENCE))})"


def _holder(case: Case, row: locate.Place) -> dict[str, Any]:
    return value_at(case.document, row.holder) if row.holder else {}


def _in_order(parts: list[dict[str, Any]]) -> list[str]:
    """The names of all groups, as they stand there."""
    return [name for part in parts for choice in part.get("anyOf", []) for name in choice.get("required", [])]


def _is_conditional(case: Case, name: str) -> bool:
    return any(each.name == name and each.required == "conditional" for each in case.page.request)
