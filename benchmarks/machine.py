"""What a run was made on, and of which versions."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Final

from attrs import frozen

from .processes import ROOT, BrokenError, environment, last_line

_PACKAGES: Final = ("okx-client", "httpx", "python-okx", "ccxt", "aiohttp", "httpx-aiohttp", "uvloop")
_ASK: Final = """
import importlib.metadata as metadata, json, platform, sys
versions = {name: metadata.version(name) for name in sys.argv[1:]}
print(json.dumps({"Python": platform.python_version(), **versions}))
"""


@frozen
class Where:
    """The machine, the versions and the time of a run, in words."""

    machine: str
    versions: str
    date: str


def described(python: str) -> Where:
    """Return where this run is made, with the versions in the environment of `python`.

    Raises:
        BrokenError: A package is missing there.
    """
    command = [python, "-c", _ASK, *_PACKAGES]
    run = subprocess.run(command, cwd=ROOT, env=environment(), capture_output=True, text=True)
    if run.returncode:
        raise BrokenError(f"{python}: {last_line(run.stderr)}; run `make bench`.")
    versions = ", ".join(f"{name} {version}" for name, version in json.loads(run.stdout).items())
    of_generator = ", ".join(f"{name} {metadata.version(name)}" for name in ("openapi-python-client", "ruff"))
    date = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    return Where(_machine(), f"{versions}; for the generator {of_generator}", date)


def _machine() -> str:
    cores = os.cpu_count() or 1
    parts = [_processor(), f"{cores} core{'s' if cores > 1 else ''}", _memory(), _system(), platform.release()]
    load = f"load {os.getloadavg()[0]:.1f} at the start" if hasattr(os, "getloadavg") else ""
    return ", ".join(part for part in [*parts, load] if part)


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def _memory() -> str:
    try:
        return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB"
    except (AttributeError, ValueError, OSError):
        return ""


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        return platform.system()
