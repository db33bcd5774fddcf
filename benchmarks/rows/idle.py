"""Whether a cancel after an idle time opens a new connection, over TLS and a network that takes its time."""

from __future__ import annotations

import time
from contextlib import ExitStack
from typing import Any

from .. import table
from ..account import Host
from ..bench import Bench
from ..contenders import ASYNC, NAMES, SYNC, THIS_ASYNC, THIS_SYNC
from ..goals import RECONNECTS
from ..processes import Worker
from ..table import Row

_IDLE_SECONDS = (30, 60)
_ROUND_TRIP = 0.05

_Case = tuple[int, str]  # how long, which contender
_After = tuple[int, float]  # connections opened anew, seconds of the cancel


def rows(bench: Bench) -> list[Row]:
    """Let all contenders be idle at the same time."""
    bench.say(f"A cancel after {' and '.join(map(str, _IDLE_SECONDS))} idle seconds …")
    cases = [(idle, name) for idle in _IDLE_SECONDS for name in (*SYNC, *ASYNC)]
    with ExitStack() as stack:
        hosts = {case: bench.server.open(tls=True, round_trip=_ROUND_TRIP) for case in cases}
        workers = {
            case: stack.enter_context(Worker(bench.python, f"contenders.{case[1]}", host))
            for case, host in hosts.items()
        }
        for case in cases:
            workers[case].start(**_cancels(case[1], calls=1))
        for case in cases:
            workers[case].finish()
        start = time.monotonic()
        after: dict[_Case, _After] = {}
        for idle in _IDLE_SECONDS:
            time.sleep(max(0.0, start + idle - time.monotonic()))
            for case in cases:
                if case[0] == idle:
                    after[case] = _cancel_again(bench, workers[case], hosts[case], case[1])
    found: list[Row] = []
    for idle in _IDLE_SECONDS:
        for ours, others in ((THIS_SYNC, SYNC), (THIS_ASYNC, ASYNC)):
            kind = "sync" if ours == THIS_SYNC else "async"
            what = f"cancel after {idle} idle s, {kind}, TLS, {table.duration(_ROUND_TRIP)} away"
            new, _ = after[idle, ours]
            compared = [f"{NAMES[name]}: {_told(after[idle, name])}" for name in others if name != ours]
            first, *rest = compared
            found.append(table.of_value(what, _told(after[idle, ours]), new, "new", RECONNECTS, first))
            found += [Row(what, _told(after[idle, ours]), other) for other in rest]
    return found


def _cancels(name: str, **more: Any) -> dict[str, Any]:
    return {"do": "measure", **more, **({"at_once": 1} if name in ASYNC else {})}


def _cancel_again(bench: Bench, worker: Worker, host: Host, name: str) -> _After:
    before = bench.server.counts(host)["connections"]
    cost = worker.ask(**_cancels(name, calls=1, warm_calls=0))
    return bench.server.counts(host)["connections"] - before, cost["p50"]


def _told(after: _After) -> str:
    new, seconds = after
    return f"{new} new connection{'' if new == 1 else 's'}, {table.duration(seconds)}"
