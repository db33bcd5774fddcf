"""The server has a core to itself where there are two: clients that share it would measure the scheduler."""

from __future__ import annotations

import os


def to_the_servers_core() -> None:
    """Keep this process, the server, on the last core."""
    cores = _cores()
    if len(cores) > 1:
        os.sched_setaffinity(0, cores[-1:])


def off_the_servers_core() -> None:
    """Keep this process off the server's core."""
    cores = _cores()
    if len(cores) > 1:
        os.sched_setaffinity(0, cores[:-1])


def _cores() -> list[int]:
    return sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
