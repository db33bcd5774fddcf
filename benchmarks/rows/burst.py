"""A bulk call of which OKX's limits allow all at once, and the same requests sent bare."""

from __future__ import annotations

import statistics
from contextlib import ExitStack
from typing import Any, Final

from .. import table
from ..arithmetic import ratio
from ..bench import Bench
from ..goals import BURST, REFUSALS
from ..okx_limits import ALGO, for_the_server
from ..processes import Worker
from ..table import Row

_ORDERS, _INSTRUMENTS = 1000, 50
_ROUND_TRIP = 0.02
_BARE: Final = {
    "sync": {"bare_httpx": "httpx.Client in threads", "bare_sockets": "raw sockets in threads (the floor)"},
    "async": {"bare_httpx_async": "httpx.AsyncClient", "bare_aiohttp": "aiohttp"},
}
"""What the same requests are sent by for comparison. The goal is held against the first of each, which is httpx."""


def rows(bench: Bench) -> list[Row]:
    """Measure on loopback, and with a network that takes its time."""
    return _rows(bench, 0.0) + _rows(bench, _ROUND_TRIP)


def _rows(bench: Bench, round_trip: float) -> list[Row]:
    assert ALGO.max_batch
    far = f", {table.duration(round_trip)} away" if round_trip else ""
    what = f"{_ORDERS} algo orders, {_INSTRUMENTS} instruments{far}"
    bench.say(f"{what} …")
    arguments: dict[str, Any] = {"many": _ORDERS, "instruments": _INSTRUMENTS}
    commands = {f"bulk_{kind}": {"do": "algo", **arguments} for kind in _BARE}
    for bare in _BARE.values():
        commands |= {name: {"do": "burst", **arguments, "batch": ALGO.max_batch} for name in bare}
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    with ExitStack() as stack:
        hosts = {name: bench.server.open(limits=for_the_server(), round_trip=round_trip) for name in commands}
        workers = {
            name: stack.enter_context(Worker(bench.python, f"subjects.{name}", hosts[name])) for name in commands
        }
        for number in range(bench.rounds(15) + 1):
            for name, command in commands.items():
                # Other instruments each time, so that their limits are untouched.
                taken = workers[name].ask(**command, name=f"R{number}I")["seconds"]
                if number:  # the first time opens the connections
                    seconds[name].append(taken)
        refused = {name: bench.server.counts(host)["refused"] for name, host in hosts.items()}
    found: list[Row] = []
    for kind, bare in _BARE.items():
        mine, refusals = seconds[f"bulk_{kind}"], refused[f"bulk_{kind}"]
        for position, (name, by) in enumerate(bare.items()):
            taken = table.duration(statistics.median(seconds[name]))
            compared = f"{_ORDERS // ALGO.max_batch} bare requests at once, {by}: {taken}"
            times, goal = ratio(mine, seconds[name]), None if position else BURST
            found.append(
                table.of_ratio(f"{what}, {kind}", table.duration(statistics.median(mine)), compared, times, goal)
            )
        found.append(table.of_value(f"{what}, {kind}: refusals", f"{refusals}", refusals, "", REFUSALS))
    return found
