"""A fresh process up to its first answered cancel: import, construct, call."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from typing import Final

from .. import account, table
from ..account import Host
from ..arithmetic import ratio
from ..bench import Bench
from ..goals import FRESH
from ..processes import ROOT, BrokenError, environment, last_line
from ..table import Row

_PROGRAMS: Final = {
    "of_okx_client": "",
    "of_python_okx": "python-okx, two modules",
    "of_httpx": "httpx.Client, signed",
    "of_ccxt": "ccxt",
}
_OURS: Final = "of_okx_client"


def rows(bench: Bench) -> list[Row]:
    """Measure over http, and over TLS for information."""
    return _rows(bench, "fresh process to first answered cancel", tls=False) + _rows(
        bench, "the same over TLS", tls=True
    )


def _rows(bench: Bench, what: str, *, tls: bool) -> list[Row]:
    bench.say(f"{what[0].upper()}{what[1:]} …")
    host = bench.server.open(tls=tls)
    seconds: dict[str, list[float]] = {program: [] for program in _PROGRAMS}
    for round_number in range(bench.rounds(15) + 1):
        for program in _PROGRAMS:
            taken = _seconds(bench.python, program, host)
            if round_number:  # the first time, Python writes its bytecode
                seconds[program].append(taken)
    found: list[Row] = []
    for program, name in _PROGRAMS.items():
        if program != _OURS:
            goal = FRESH if program == "of_python_okx" and not tls else None
            ours, other = (table.duration(statistics.median(seconds[each])) for each in (_OURS, program))
            found.append(table.of_ratio(what, ours, f"{name}: {other}", ratio(seconds[_OURS], seconds[program]), goal))
    return found


def _seconds(python: str, program: str, host: Host) -> float:
    """Return the seconds from the start of a process to the byte that it writes when the answer is there."""
    variables = {"KEY": account.KEY, "SECRET": account.SECRET, "PASSPHRASE": account.PASSPHRASE}
    if host.certificate:
        variables["SSL_CERT_FILE"] = host.certificate
    command = [python, str(ROOT / "benchmarks" / "first_cancel" / f"{program}.py"), host.url]
    start = time.perf_counter()
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**environment(), **variables},
    ) as process:
        assert process.stdout is not None
        said = os.read(process.stdout.fileno(), 1)
        seconds = time.perf_counter() - start
        _, wrong = process.communicate()
    if said != b"!":
        raise BrokenError(f"{program}: {last_line(wrong.decode())}")
    return seconds
