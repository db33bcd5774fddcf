"""The command as a user runs it: in this process for its words, in one of its own for signals, pipes and terminals."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from attrs import frozen

from okx_client import operations
from okx_client.simulator import Exchange

from ..client.support import API_KEY, KEYS, PASSPHRASE, SECRET_KEY, SECRETS

POSIX = sys.platform != "win32"

SPREAD_LIMIT, ALGO_LIMIT = operations.CANCEL_SPREAD_ORDER.rate_limits[0], operations.CANCEL_ALGO_ORDERS.rate_limits[0]
SLACK = 0.05  # seconds of each window, the limiter's

# A CI job may ignore signals, and its children with it; a person's shell does not.
PROGRAM = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
for name in ("SIGTERM", "SIGHUP"):
    if hasattr(signal, name):
        signal.signal(getattr(signal, name), signal.SIG_DFL)
from okx_client.cli import main
sys.exit(main())
"""


@frozen
class Ran:
    """What came of one run."""

    status: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        """The one JSON document on standard output."""
        document: dict[str, Any] = json.loads(self.out)
        return document


def new_exchange(*, demo: bool = True) -> Exchange:
    return Exchange(**KEYS, demo=demo)


def environment(url: str, *, demo: bool = True) -> dict[str, str]:
    """The variables with which the command reaches an exchange."""
    return {
        "OKX_API_KEY": API_KEY,
        "OKX_SECRET_KEY": SECRET_KEY,
        "OKX_PASSPHRASE": PASSPHRASE,
        "OKX_DEMO": "1" if demo else "0",
        "OKX_BASE_URL": url,
    }


def clean(variables: Mapping[str, str], home: Path) -> dict[str, str]:
    """The environment of a program that knows of no account but this one."""
    ours = ("OKX_", "XDG_", "TERM", "NO_COLOR", "FORCE_COLOR", "PYTHONUNBUFFERED")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {**kept, "HOME": str(home), "XDG_CONFIG_HOME": str(home), "PYTHONIOENCODING": "utf-8", **variables}


@contextmanager
def started(arguments: Sequence[str], variables: dict[str, str], **options: Any) -> Iterator[subprocess.Popen[str]]:
    """The command in a program of its own."""
    pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options}
    command = [sys.executable, "-c", PROGRAM, *arguments]
    with subprocess.Popen(command, env=variables, text=True, encoding="utf-8", **pipes) as program:
        try:
            yield program
        finally:
            program.kill()


def ran(arguments: Sequence[str], variables: dict[str, str], given: str | None = None, **options: Any) -> Ran:
    """Run the command in a program of its own, to its end."""
    taken = subprocess.DEVNULL if given is None else subprocess.PIPE
    with started(arguments, variables, stdin=taken, **options) as program:
        out, err = program.communicate(given, timeout=60)
        return Ran(program.returncode, out, err)


def no_secret_in(*texts: str) -> None:
    for text in texts:
        for secret in SECRETS:
            assert secret not in text


def profile(**changes: Any) -> str:
    """The lines of a profile; a key that is changed to None is left out."""
    values: dict[str, Any] = {"api_key": API_KEY, "secret_key": SECRET_KEY, "passphrase": PASSPHRASE, "demo": True}
    values.update(changes)
    return "".join(f"{key} = {json.dumps(value)}\n" for key, value in values.items() if value is not None)
