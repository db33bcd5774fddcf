"""What the typed layer adds to the wire: ids, limiter, verdict and models."""

from __future__ import annotations

import statistics

from .. import table
from ..bench import Bench
from ..goals import TYPED
from ..processes import Worker
from ..table import Row


def rows(bench: Bench) -> list[Row]:
    """Measure the whole call and the wire alone in turns, in one process."""
    found: list[Row] = []
    for kind in ("sync", "async"):
        bench.say(f"The typed layer, {kind} …")
        with Worker(bench.python, f"subjects.typed_{kind}", bench.server.open()) as worker:
            rounds = [worker.ask("layers", calls=300) for _ in range(bench.rounds(15) + 1)][1:]
        whole, wire = (statistics.median(each[name] for each in rounds) for name in ("whole", "wire"))
        added = statistics.median(each["whole"] - each["wire"] for each in rounds) * 1e6
        compared = f"its wire alone: {table.duration(wire)}"
        found.append(table.of_value(f"typed layer, {kind}: CPU", table.duration(whole), added, "µs", TYPED, compared))
    return found
