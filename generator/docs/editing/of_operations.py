"""The edits that answer a finding about limits, batches and permissions, or why a person has to make them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...findings import Pointer
from ..facts import SHARED_WORDS
from ..reading.spec_rows import properties
from . import locate, yaml_text
from .case import Case
from .edits import Edit, value_at


def max_batch(case: Case) -> Iterator[Edit]:
    """How many items a request may carry, at the operation, its body, or the one list of the body that it is about."""
    old, new = case.finding.old, case.finding.new
    if (place := (*case.operation, "x-max-batch")) in case.spec.lines:
        yield from _bound(case, place)
        return
    body = locate.request_body(case.document, case.operation)
    if body and body[1].get("type") == "array":
        yield from _bound(case, (*body[0], "maxItems"))
        if "x-unbounded" in body[1]:
            yield Edit("remove", (*body[0], "x-unbounded"))
        return
    lists: list[Pointer] = []
    if body and old is not None:
        inner = (place for _, place, _ in properties(case.document, body))
        lists = [place for place in inner if value_at(case.document, (*place, "maxItems")) == old]
    if len(lists) != 1:
        case.by_hand(f"the page now says {new or 'nothing'} of how many items a request may carry; mend `maxItems`")
    yield from _bound(case, (*lists[0], "maxItems"))


def _bound(case: Case, place: Pointer) -> Iterator[Edit]:
    """The largest number of items at its one place. A page that no longer names it does not say that there is none."""
    if case.finding.new is None:
        kept = f"{place[-1]}: {case.finding.old}"
        case.by_hand(f"keep `{kept}` until OKX confirms that there is no bound, or `accept` the page", place)
    yield Edit("set", place, case.finding.new, ("minItems", "type"))


def permission(case: Case) -> Iterator[Edit]:
    """What an API key has to be allowed to do."""
    old, new = case.finding.old, case.finding.new
    if new is None:
        case.by_hand(
            f"keep `x-permission: {old}` and `accept` the page; remove it only if the permission is not needed"
        )
    if new not in case.document.get("x-permissions", {}):
        case.by_hand(f"write `x-permission: {new}`, and say under the root's `x-permissions` what `{new}` allows")
    yield Edit("set", (*case.operation, "x-permission"), new, ("externalDocs", "operationId"))


def rate_limits(case: Case) -> Iterator[Edit]:
    """How many requests may be sent."""
    names = {"count": "count", "period_seconds": "periodSeconds", "unit": "unit", "applies_to": "appliesTo"}
    return _items(case, "x-rate-limits", names)


def rate_limit_rules(case: Case) -> Iterator[Edit]:
    """Which requests share a limit."""
    return _items(case, "x-rate-limit-rules", {"keys": "keys", "applies_to": "appliesTo"})


def _items(case: Case, key: str, names: dict[str, str]) -> Iterator[Edit]:
    """Edits of the items that changed, and items that came to the end of the list; any other change is by hand."""
    old, new = case.finding.old, case.finding.new
    place = (*case.operation, key)
    items = [{names[name]: value for name, value in item.items() if value is not None} for item in new]
    own_words = any(item["applies_to"] not in (None, *SHARED_WORDS["applies_to"]) for item in (*old, *new)) or any(
        not {"language", "appliesToZh"}.isdisjoint(item) for item in value_at(case.document, place) or []
    )
    is_longer = len(new) > len(old) > 0 and new[: len(old)] == old
    if own_words or not (len(new) == len(old) > 0 or is_longer):
        shown = ", ".join(f"`{yaml_text.rendered(item)}`" for item in items)
        case.by_hand(f"write under `{key}`: {shown}" if shown else f"the page names no `{key}` any more; read it")
    for index, (before, after) in enumerate(zip(old, new, strict=False)):
        for name in names:
            if before[name] != after[name]:
                yield _fact((*place, index, names[name]), after[name])
    yield from (Edit("add-item", place, item) for item in items[len(old) :])


def _fact(place: Pointer, new: Any) -> Edit:
    return Edit("remove", place) if new is None else Edit("set", place, new)
