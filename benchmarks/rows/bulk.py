"""Bulk calls that OKX's limits hold up."""

from __future__ import annotations

import time
from contextlib import ExitStack
from typing import Any, Final

from okx_client import Operation

from .. import table
from ..bench import Bench
from ..goals import BULK, REFUSALS
from ..okx_limits import ALGO, SPREAD, for_the_server, least_seconds
from ..processes import Worker
from ..table import Row

# What is called, how many orders, over how many instruments.
_APART_SECONDS = 0.3  # all of them work for a moment every two seconds, each at a time of its own
_CALLS: Final = ((ALGO, 200, 1), (ALGO, 1000, 10), (SPREAD, 200, 1))


def rows(bench: Bench) -> list[Row]:
    """Run all of them at the same time, each in a process of its own: they wait more than they work."""
    bench.say("Bulk calls at the limits …")
    calls = [(kind, *call) for kind in ("sync", "async") for call in _CALLS]
    with ExitStack() as stack:
        hosts = [bench.server.open(limits=for_the_server()) for _ in calls]
        workers = [
            stack.enter_context(Worker(bench.python, f"subjects.bulk_{kind}", host))
            for (kind, *_), host in zip(calls, hosts, strict=True)
        ]
        for worker in workers:
            worker.ask("ready")
        for worker, (_, operation, many, instruments) in zip(workers, calls, strict=True):
            worker.start(**_command(operation, many, instruments))
            time.sleep(_APART_SECONDS)
        taken = [worker.finish()["seconds"] for worker in workers]
        refused = [bench.server.counts(host)["refused"] for host in hosts]
    found: list[Row] = []
    for (kind, operation, many, instruments), seconds, refusals in zip(calls, taken, refused, strict=True):
        what = (
            f"{many} spread orders"
            if operation is SPREAD
            else f"{many} algo orders, {instruments} instrument{'s' if instruments > 1 else ''}"
        )
        bound = least_seconds(operation, many, instruments)
        times = seconds / bound
        found += [
            table.of_value(f"{what}, {kind}", table.duration(seconds), times, "×", BULK, f"the limits: {bound:g} s"),
            table.of_value(f"{what}, {kind}: refusals", f"{refusals}", refusals, "", REFUSALS),
        ]
    return found


def _command(operation: Operation, many: int, instruments: int) -> dict[str, Any]:
    if operation is SPREAD:
        return {"do": "spread", "many": many}
    return {"do": "algo", "many": many, "instruments": instruments, "name": "BTC"}
