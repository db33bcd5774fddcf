"""How the time grows with the work: linear is what is wanted."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Sequence
from pathlib import Path

from .. import table
from ..arithmetic import exponent
from ..bench import Bench
from ..goals import GROWTH
from ..made import spec
from ..processes import Worker
from ..table import Row
from .generator import seconds

_BATCHES = tuple(range(1, 11))
_BULKS = (10, 100, 1_000, 10_000, 100_000)
_SPECS = (2, 30, 100, 300)
_LEAST_ORDERS = 1_000  # of a small size in a round, so that one slow moment does not count
_LONG = 100_000


def rows(bench: Bench) -> list[Row]:
    """Measure every size in turns; the growth counts from the middle size on, where what does not grow is small."""
    found: list[Row] = []
    for kind in ("sync", "async"):
        bench.say(f"Batches and bulk calls of growing size, {kind} …")
        with Worker(bench.python, f"subjects.bulk_{kind}", bench.server.open()) as worker:
            for what, sizes in (("a batch", _BATCHES), ("a bulk call", _BULKS)):
                costs = _bulk_calls(worker, sizes, bench.rounds(5))
                found.append(_row(f"{what} of {{}} to {{}} orders, {kind}", sizes, costs))
    bench.say("Specs of growing size …")
    with tempfile.TemporaryDirectory() as name:
        taken = [_generate(Path(name), size) for size in _SPECS]
    return [*found, _row("generate with a spec of {} to {} operations", _SPECS, taken)]


def _bulk_calls(worker: Worker, sizes: Sequence[int], rounds: int) -> list[float]:
    """Return the seconds of a bulk call of each size; the largest takes so long that once is enough."""
    measured: dict[int, list[float]] = {size: [] for size in sizes}
    for number in range(rounds):
        for size in sizes:
            if size < _LONG or number == 0:
                times = max(1, min(50, _LEAST_ORDERS // size))
                measured[size].append(worker.ask("free", many=size, times=times)["seconds"])
    return [statistics.median(each) for each in measured.values()]


def _generate(folder: Path, operations: int) -> float:
    file, made = folder / f"{operations}.yaml", folder / f"{operations}"
    spec.write(file, operations)
    return seconds(["generate", "--spec", str(file), "--output", str(made)])


def _row(what: str, sizes: Sequence[int], costs: Sequence[float]) -> Row:
    larger = len(sizes) // 2
    power = exponent(sizes[larger:], costs[larger:])
    each = [f"{size:,}: {table.duration(cost / size)}" for size, cost in zip(sizes, costs, strict=True)]
    shown = each if len(each) < 6 else [each[0], each[len(each) // 2], each[-1]]
    words = what.format(f"{sizes[0]:,}", f"{sizes[-1]:,}")
    return table.of_value(
        words, table.duration(costs[-1]), power, "as power of the size", GROWTH, "each, of " + ", ".join(shown)
    )
