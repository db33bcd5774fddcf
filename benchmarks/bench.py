"""What every part of a run needs: the Python of the peers, the server, and how long to measure."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from typing import Any, Literal

from attrs import define, field, frozen

from .processes import Server, Worker

Of = Literal["cpu", "p50", "server"]


@define
class Bench:
    """A run.

    Attributes:
        python: The Python in whose environment the peers are installed.
        server: The exchange.
        quick: Whether to measure fewer rounds.
    """

    python: str
    server: Server
    quick: bool = False
    _start: float = field(factory=time.monotonic, init=False)

    def rounds(self, many: int) -> int:
        """Return how many rounds to measure, given how many a full run has."""
        return max(3, many // 5) if self.quick else many

    def say(self, text: str) -> None:
        """Tell a person at the terminal what is being measured."""
        print(f"{time.monotonic() - self._start:4.0f} s  {text}", file=sys.stderr, flush=True)


@frozen
class Measured:
    """What the rounds of one contender gave, a number for each round."""

    cpu: list[float]
    p50: list[float]
    server: list[float]

    def of(self, what: Of) -> list[float]:
        """Return one of them."""
        return {"cpu": self.cpu, "p50": self.p50, "server": self.server}[what]

    def median(self, what: Of) -> float:
        """Return the median of one of them."""
        return statistics.median(self.of(what))


def in_rounds(bench: Bench, names: Sequence[str], rounds: int, **command: Any) -> dict[str, Measured]:
    """Measure contenders in turns, each in its own process against an exchange of its own.

    Args:
        bench: The run.
        names: The contenders.
        rounds: How often each has its turn.
        command: What to measure in a turn.
    """
    measured = {name: Measured([], [], []) for name in names}
    with ExitStack() as stack:
        hosts = {name: bench.server.open() for name in names}
        workers = {name: stack.enter_context(Worker(bench.python, f"contenders.{name}", hosts[name])) for name in names}
        for round_number in range(rounds + 1):
            for name in names:
                before = bench.server.counts(hosts[name])
                cost = workers[name].ask("measure", **command)
                after = bench.server.counts(hosts[name])
                if round_number == 0:
                    continue  # connections open, caches fill
                measured[name].cpu.append(cost["cpu"])
                measured[name].p50.append(cost["p50"])
                requests = after["requests"] - before["requests"]
                measured[name].server.append((after["cpu_seconds"] - before["cpu_seconds"]) / requests)
    return measured
