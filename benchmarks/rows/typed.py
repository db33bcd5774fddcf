"""What the typed layer adds to the wire: ids, limiter, verdict and models."""

from __future__ import annotations

import statistics

from .. import table
from ..bench import Bench
from ..goals import PACE_SECONDS, TYPED
from ..processes import Worker
from ..table import Row


def rows(bench: Bench) -> list[Row]:
    """Measure the whole call and the wire alone in turns in one process, and python-okx for the machine's pace."""
    found: list[Row] = []
    for kind in ("sync", "async"):
        bench.say(f"The typed layer, {kind} …")
        with (
            Worker(bench.python, f"subjects.typed_{kind}", bench.server.open()) as mine,
            Worker(bench.python, "contenders.python_okx", bench.server.open()) as other,
        ):
            rounds = [
                {**mine.ask("layers", calls=300), "pace": other.ask("measure", calls=100)["cpu"]}
                for _ in range(bench.rounds(15) + 1)
            ][1:]
        whole, wire, pace = (statistics.median(each[name] for each in rounds) for name in ("whole", "wire", "pace"))
        added = statistics.median(each["whole"] - each["wire"] for each in rounds)
        share = statistics.median((each["whole"] - each["wire"]) / each["pace"] for each in rounds)
        compared = f"its wire alone: {table.duration(wire)}; python-okx: {table.duration(pace)}"
        unit = f"µs (here {table.duration(added)})"
        found.append(
            table.of_value(
                f"typed layer, {kind}: CPU", table.duration(whole), share * PACE_SECONDS * 1e6, unit, TYPED, compared
            )
        )
    return found
