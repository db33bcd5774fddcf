"""The processes of a run, and the lines of JSON that go between them and us."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from .account import Host

ROOT: Final = Path(__file__).parent.parent
_PACKAGE = ROOT / "generated_client"


class BrokenError(Exception):
    """A measurement could not be made; the text says which and why."""


def environment() -> dict[str, str]:
    """Return the environment of every process that is measured."""
    # A path that is there already comes first: a copy of the package can be measured instead.
    path = [os.environ.get("PYTHONPATH", ""), str(_PACKAGE), str(ROOT)]
    # A proxy of this machine's user is no part of any client, nor that Python is told to compile it each time.
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.lower().endswith("_proxy") and name != "PYTHONDONTWRITEBYTECODE"
    }
    return {**kept, "PYTHONPATH": os.pathsep.join(filter(None, path)), "PYTHONHASHSEED": "0"}


def last_line(text: str) -> str:
    """Return the last line of what a process wrote: the exception, where it is a traceback."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "it ended without a word"


class Process:
    """A process that answers each line with a line. It ends with the `with` block.

    Args:
        command: What to run.
        name: What it is called in errors.
    """

    def __init__(self, command: Sequence[str], name: str) -> None:
        self._name = name
        self._wrong = tempfile.TemporaryFile("w+")  # noqa: SIM115 - closed with the process
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._wrong,
            text=True,
            cwd=ROOT,
            env=environment(),
        )

    def ask(self, do: str, **arguments: Any) -> Any:
        """Have something done and return the answer.

        Raises:
            BrokenError: It went wrong.
        """
        self.start(do, **arguments)
        return self.finish()

    def start(self, do: str, **arguments: Any) -> None:
        """Have something done without waiting for it."""
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):  # `finish` reads why it ended
            self._process.stdin.write(json.dumps({"do": do, **arguments}) + "\n")
            self._process.stdin.flush()

    def finish(self) -> Any:
        """Return the answer to what was started."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            self._process.wait(10)
            self._wrong.seek(0)
            raise BrokenError(f"{self._name}: {last_line(self._wrong.read())}")
        answer = json.loads(line)
        if isinstance(answer, dict) and "error" in answer:
            raise BrokenError(f"{self._name}: {answer['error']}")
        return answer

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with contextlib.suppress(OSError):
            self._process.stdin.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()
        self._wrong.close()


class Server(Process):
    """The server's process.

    Args:
        python: The Python that runs it.
    """

    def __init__(self, python: str = sys.executable) -> None:
        super().__init__([python, "-m", "benchmarks.server"], "the server")

    def open(self, *, round_trip: float = 0.0, tls: bool = False, limits: dict[str, Any] | None = None) -> Host:
        """Open an exchange that counts for itself.

        Args:
            round_trip: Seconds that a question and its answer take longer.
            tls: Whether it speaks https.
            limits: The limits that it refuses beyond, by path.
        """
        opened = self.ask("open", round_trip=round_trip, tls=tls, limits=limits or {})
        return Host(f"http{'s' if tls else ''}://127.0.0.1:{opened['port']}", opened["certificate"])

    def counts(self, host: Host) -> dict[str, Any]:
        """Return what an exchange has seen, and the CPU seconds that the server has spent in all."""
        counts: dict[str, Any] = self.ask("counts", port=host.port)
        return counts


class Worker(Process):
    """The process of one subject.

    Args:
        python: The Python that runs it.
        name: The module of the subject.
        host: Where it sends to.
    """

    def __init__(self, python: str, name: str, host: Host) -> None:
        command = [python, "-m", "benchmarks.worker", name]
        super().__init__([*command, host.url, host.certificate], name)
