"""One signed cancel on a warm connection."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .. import table
from ..arithmetic import ratio
from ..bench import Bench, Measured, Of, in_rounds
from ..contenders import ASYNC, NAMES, SYNC, THIS_ASYNC, THIS_SYNC
from ..goals import ASYNC_CCXT, ASYNC_HTTPX, Goal
from ..goals import SYNC as SYNC_GOAL
from ..table import Row

_AT_ONCE = (1, 10, 50)
_SHOWN: Final[tuple[tuple[Of, str], ...]] = (("cpu", "CPU"), ("p50", "p50"))


def sync(bench: Bench) -> list[Row]:
    """Measure contenders in threads."""
    bench.say("One cancel, sync …")
    measured = in_rounds(bench, SYNC, bench.rounds(25), calls=200)
    return _compared("one cancel, sync", THIS_SYNC, measured, {"python_okx": SYNC_GOAL})


def tasks(bench: Bench) -> list[Row]:
    """Measure contenders in tasks."""
    rows: list[Row] = []
    for at_once in _AT_ONCE:
        bench.say(f"One cancel, async, {at_once} at once …")
        measured = in_rounds(bench, ASYNC, bench.rounds(15), calls=400, at_once=at_once)
        goals = {"httpx_async": ASYNC_HTTPX, "ccxt_async": ASYNC_CCXT}
        rows += _compared(f"one cancel, async, {at_once} at once", THIS_ASYNC, measured, goals)
    return rows


def _compared(what: str, ours: str, measured: Mapping[str, Measured], goals: Mapping[str, Goal]) -> list[Row]:
    rows: list[Row] = []
    mine = measured[ours]
    for name, other in measured.items():
        if name == ours:
            continue
        for of, words in _SHOWN:
            taken, others = (table.duration(each.median(of)) for each in (mine, other))
            server = " / ".join(f"{each.median('server') * 1e6:.0f}" for each in (mine, other)) + " µs"
            compared = ratio(mine.of(of), other.of(of))
            goal = goals.get(name)
            rows.append(table.of_ratio(f"{what}: {words}", taken, f"{NAMES[name]}: {others}", compared, goal, server))
    return rows
