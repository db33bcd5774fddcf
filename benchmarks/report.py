"""BENCHMARKS.md: the table of a full run, and what it was made on."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from . import table
from .goals import PACE_SECONDS
from .machine import Where
from .table import Row

_TEXT = """\
# Benchmarks

Written whole by `make bench`; not edited by hand. It measures this client side by side with those that a user could
pick instead, against a server on the same machine that checks every signature and counts OKX's limits.

- Machine: {machine}
- Versions: {versions}
- Date: {date}
- Command: `make bench`

{summary}

{table}

How to read it:

- Each contender has a process of its own; they take turns, and a result of two clients is the median of the ratios of
  the rounds, with the middle half of the rounds in brackets. Smaller is better, and less than 1 is less than the other.
- *CPU* is the processor time of the client's process for one call, *p50* the time until the median call is answered.
- *server* is the processor time of the server for a request, this client's first. It has a process of its own, so it is
  no bottleneck while this is less than what the clients take. Nothing tells the system on which core a process runs.
- This client's limiter is on: it computes, and gives turns as at the limit, but its clock never makes a call wait. The
  others have none, or theirs is off. Keep-alive, pools and time-outs are as each library has them out of the box.
- Bulk calls are held against the least time that OKX's limits allow, as the spec tells them: as many orders as a limit
  lets through at once, and as many again after each period. This client keeps 0.05 s more for each period.
- Bare requests are the same bodies, signed and sent all at once, and nothing made of the answers. The goal is held
  against bare httpx, whose `AsyncClient` is slow with 100 at once; aiohttp and raw sockets show what there is to gain.
- The typed layer is held against its goal at the pace of the machine on which the goal was set, where python-okx takes
  {pace} of CPU for a call: python-okx is measured in the same rounds.
- Growth is the power of the size by which the time grows from the middle size on: 1 is linear, 2 would be square.
- *must* and *aim* stand in `benchmarks/goals.py`.
"""


def document(rows: Sequence[Row], where: Where) -> str:
    """Return the text of the file."""
    return _TEXT.format(
        machine=where.machine,
        versions=where.versions,
        date=where.date,
        summary=summary(rows),
        table=table.for_markdown(rows),
        pace=table.duration(PACE_SECONDS),
    )


def summary(rows: Sequence[Row]) -> str:
    """Say how many goals were reached and name those that were missed."""
    counts = Counter(row.verdict for row in rows if row.goal)
    missed = "; ".join(row.what for row in rows if row.verdict == "missed")
    aims, musts = counts["aim reached"], counts["must reached"]
    return (
        f"Of {counts.total()} goals, {aims} reached their aim, {musts} what they must, and {counts['missed']} missed it"
        + (f": {missed}." if missed else ".")
    )


def write(file: Path, text: str) -> None:
    """Write a file whole, or leave it as it was.

    Args:
        file: What is replaced.
        text: What it holds then.
    """
    new = file.with_name(f".{file.name}.new")
    try:
        with new.open("w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        new.replace(file)
    finally:
        new.unlink(missing_ok=True)
