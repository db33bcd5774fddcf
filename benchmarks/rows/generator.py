"""The maintainer's commands, each in a process of its own, on files made for the occasion."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from .. import table
from ..bench import Bench
from ..goals import CHECK, DRIFT, FACTS, GENERATE, Goal
from ..made import pages
from ..processes import ROOT, BrokenError, environment, last_line
from ..table import Row

_PAGES = 345
_CANNOT = 2  # the exit status of a command that could not do its work


def rows(bench: Bench) -> list[Row]:
    """Measure each command from its start to its end, in turns. The client in the work tree is not touched."""
    bench.say("The generator's commands …")
    with tempfile.TemporaryDirectory() as name:
        made, own, many = (Path(name) / each for each in ("_generated", "own", "many"))
        both, lock = [str(file) for file in pages.write_own(own)], str(Path(name) / "lock.json")
        seconds(["accept", *both, "--lock", lock])
        commands: list[tuple[str, list[str], Goal]] = [
            ("generate", ["generate", "--output", str(made)], GENERATE),
            ("check", ["check", "--output", str(made)], CHECK),
            ("drift on both pages", ["drift", *both, "--lock", lock], DRIFT),
            (f"facts on {pages.write_many(many, _PAGES)} pages, en and zh", ["facts", str(many), "--json"], FACTS),
        ]
        taken: dict[str, list[float]] = {what: [] for what, _, _ in commands}
        for _ in range(bench.rounds(5)):
            shutil.rmtree(made, ignore_errors=True)
            for what, arguments, _ in commands:
                taken[what].append(seconds(arguments))
    return [
        table.of_value(what, table.duration(median), median, "s", goal)
        for what, _, goal in commands
        for median in [statistics.median(taken[what])]
    ]


def seconds(arguments: Sequence[str]) -> float:
    """Run a command of the generator and return how long it took.

    Raises:
        BrokenError: It could not do its work.
    """
    command = [sys.executable, "-m", "generator", *arguments]
    start = time.perf_counter()
    run = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True)
    taken = time.perf_counter() - start
    if run.returncode not in range(_CANNOT):
        raise BrokenError(f"python -m generator {arguments[0]}: {last_line(run.stderr)}")
    return taken
