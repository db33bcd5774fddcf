"""The command line: measures, prints the table, and writes BENCHMARKS.md after a full run.

Exit status: 0 everything was measured, whatever the verdicts; 2 something could not be measured.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from . import machine, report, table
from .bench import Bench
from .processes import ROOT, BrokenError, Server
from .rows import bulk, burst, fresh, generator, growth, idle, typed, warm
from .table import Row

FILE: Final = ROOT / "BENCHMARKS.md"
PARTS: Final[dict[str, Callable[[Bench], list[Row]]]] = {
    "sync": warm.sync,
    "async": warm.tasks,
    "idle": idle.rows,
    "fresh": fresh.rows,
    "bulk": bulk.rows,
    "burst": burst.rows,
    "typed": typed.rows,
    "generator": generator.rows,
    "growth": growth.rows,
}
"""What can be measured by itself, in the order of the table."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what the command line asks for, and return the exit status."""
    options = _parser().parse_args(arguments)
    try:
        return _run(options)
    except (BrokenError, OSError) as error:
        print(f"{error}\nNothing was written.", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Interrupted; nothing was written.", file=sys.stderr)
        return 130


def _run(options: argparse.Namespace) -> int:
    if not Path(options.peers).exists():
        raise BrokenError(f"The clients to compare with are not installed in {options.peers}: run `make bench`.")
    where = machine.described(options.peers)
    with Server(options.peers) as server:
        bench = Bench(options.peers, server, quick=options.quick)
        rows = [row for name in options.only or PARTS for row in PARTS[name](bench)]
    print(table.for_terminal(rows))
    print(f"\n{report.summary(rows)}")
    if options.only or options.quick:
        print(f"{FILE.name} is as it was: only a full run writes it.")
    else:
        report.write(FILE, report.document(rows, where))
        print(f"Written to {FILE.name}.")
    return 0


def _parser() -> argparse.ArgumentParser:
    words, status = (__doc__ or "").strip().split("\n\n")
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=words, epilog=status)
    parts = ", ".join(PARTS)
    parser.add_argument("--only", type=_parts, metavar="PART[,PART]", help=f"measure some parts: {parts}")
    parser.add_argument("--quick", action="store_true", help="measure fewer rounds, for a first look")
    parser.add_argument(
        "--peers",
        metavar="PYTHON",
        default=str(ROOT / ".venv-bench" / "bin" / "python"),
        help="the Python that has the clients to compare with (default: %(default)s)",
    )
    return parser


def _parts(text: str) -> list[str]:
    names = text.split(",")
    for name in names:
        if name not in PARTS:
            raise argparse.ArgumentTypeError(f"there is no part {name!r}; there are {', '.join(PARTS)}")
    return names
