"""Which row of an older table is which row of a newer one, where several tables repeat a name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import permutations

from ..facts import Row

_MOST_TRIED = 7  # rows of one name that are paired by trying all ways; a page of OKX's has up to seven request tables


def by_name(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """The rows of each name, in document order."""
    named: dict[str, list[Row]] = {}
    for row in rows:
        named.setdefault(row.name, []).append(row)
    return named


def pairs(old: Sequence[Row], new: Sequence[Row]) -> list[tuple[Row | None, Row | None]]:
    """The rows of one name that differ, paired so that the fewest facts do; None where a row has no partner."""
    rest = sorted(new, key=_order)
    lonely: list[Row | None] = []
    for row in sorted(old, key=_order):
        same = next((other for other in rest if not _distance(row, other)), None)
        if same is None:
            lonely.append(row)
        else:
            rest.remove(same)
    missing = len(lonely) - len(rest)
    others: list[Row | None] = [*rest, *[None] * missing]
    lonely += [None] * -missing
    ways = permutations(others) if len(others) <= _MOST_TRIED else iter([tuple(others)])
    best = min(ways, key=lambda way: sum(map(_distance, lonely, way)))
    return list(zip(lonely, best, strict=True))


def _distance(old: Row | None, new: Row | None) -> int:
    """How many differences the pair makes."""
    if old is None or new is None:
        return 0
    same = (old.type == new.type, old.required == new.required, old.deprecated == new.deprecated)
    return same.count(False) + len(set(old.enum) ^ set(new.enum))


def _order(row: Row) -> tuple[str, str, bool, tuple[str, ...], str]:
    """An order that does not depend on where the rows stand."""
    return row.type, row.required or "", row.deprecated, row.enum, row.description
