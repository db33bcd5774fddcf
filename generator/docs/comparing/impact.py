"""What a change of OKX's docs means for somebody who uses the client: one small function for each kind of change."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from ..facts import RateLimit, RateLimitRule, Required, Row, Table
from ..findings import Impact

# Each name's next wider one: whoever shares a limit by the wider one shares it with more requests.
_WIDER = {"instrument": "instrument family", "instrument family": "instrument type", "user": "master account"}
_DEMAND = {"no": 0, "conditional": 1, "yes": 2}


def appearing(old: object) -> Impact:
    """A statement that may appear, but neither change nor vanish."""
    return "additive" if old is None else "breaking"


def permission(old: str | None, new: str | None) -> Impact:
    """A line that vanished says nothing about what is needed (in July 2026 OKX dropped it from every page)."""
    return "none" if new is None else appearing(old)


def max_batch(old: int | None, new: int | None) -> Impact:
    """Fewer items in one request break; more, or no bound at all, do not."""
    return "additive" if new is None or (old is not None and new >= old) else "breaking"


def required(table: Table, old: Required | None, new: Required | None) -> Impact:
    """A parameter that is asked for more often than before breaks; a response asks for nothing.

    A request's need is None only where the page's word for it is unknown, which may mean anything. A table without such
    a column is one of a response, and the spec knows no unknown need.
    """
    if table == "response":
        return "docs"
    return "breaking" if new is None or _DEMAND[new] > _DEMAND[old or "no"] else "additive"


def added(table: Table, row: Row, new_above: Sequence[Row]) -> Impact:
    """A new row within `new_above`, those of the rows around it that are new as well.

    A parameter that is required within a new object is asked for only where the object is.
    """
    asked_for = table == "request" and all(each.required == "yes" for each in (row, *new_above))
    return "breaking" if asked_for else "additive"


def enum_removed(table: Table) -> Impact:
    """A value that may no longer be sent breaks; one that is no longer received does not."""
    return "breaking" if table == "request" else "docs"


def rate_limits(old: tuple[RateLimit, ...], new: tuple[RateLimit, ...]) -> Impact:
    """Additive where whoever kept to the old limits keeps to all new ones; else breaking."""
    kept = all(any(_implies(before, after) for before in old) for after in new)
    return "additive" if kept else "breaking"


def _implies(old: RateLimit, new: RateLimit) -> bool:
    """Whether no more than the new count can happen in any new period while the old limit is kept."""
    if old.unit != new.unit or not _covers(old.applies_to, new.applies_to):
        return False
    return old == new or (old.period_seconds > 0 and _most_in(new.period_seconds, old) <= new.count)


def _most_in(seconds: float, limit: RateLimit) -> int:
    """How much a limit lets through within so many seconds, wherever they begin."""
    return limit.count * ceil(seconds / limit.period_seconds)


def rules(old: tuple[RateLimitRule, ...], new: tuple[RateLimitRule, ...]) -> Impact:
    """Additive where no request shares its limit with more others than before; else breaking."""
    kept = all(
        any(_covers(before.applies_to, after.applies_to) and _narrower(after.keys, before.keys) for before in old)
        for after in new
    )
    return "additive" if kept else "breaking"


def _covers(old: str | None, new: str | None) -> bool:
    return old is None or old == new


def _narrower(keys: tuple[str, ...], than: tuple[str, ...]) -> bool:
    """Whether requests that agree in `keys` agree in all keys of `than`."""
    known = {wider for key in keys for wider in _and_wider(key)}
    return known.issuperset(than)


def _and_wider(key: str) -> list[str]:
    return [key, *_and_wider(_WIDER[key])] if key in _WIDER else [key]
