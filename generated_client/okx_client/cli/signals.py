"""Ctrl-C and the like: before anything is sent they end the command, and afterwards they end the sending alone."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Any, Final, Self

_NAMES: Final = ("SIGINT", "SIGTERM", "SIGHUP")
# Who presses Ctrl-C again after so long means it: something hangs, and not even the table can be printed.
_PATIENCE_SECONDS = 5.0


class Interrupted(BaseException):
    """A signal came before anything was sent."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class Signals:
    """The signals that end the command, inside `with`; one that was ignored before stays ignored.

    Args:
        is_last: Whether the process ends after it. A signal that comes still later would only spoil its exit status.

    Attributes:
        number: The first signal that came, or None.
        ends: What a signal does; None: it raises `Interrupted`.
    """

    def __init__(self, *, is_last: bool = False) -> None:
        self._is_last = is_last
        self.number: int | None = None
        self.ends: Callable[[], object] | None = None
        self._since = 0.0
        self._before: dict[int, Any] = {}

    @property
    def name(self) -> str | None:
        """The name of the signal that came, such as "SIGINT"."""
        return None if self.number is None else signal.Signals(self.number).name

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            for name in _NAMES:
                number = getattr(signal, name, None)
                if number is not None and signal.getsignal(number) not in (signal.SIG_IGN, None):
                    self._before[number] = signal.signal(number, self._arrived)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, signal.SIG_IGN if self._is_last else handler)

    def _arrived(self, number: int, frame: FrameType | None) -> None:
        now = time.monotonic()
        if self.number is None:
            self.number, self._since = number, now
        if now - self._since > _PATIENCE_SECONDS:
            os._exit(exit_status(self.number))
        if self.ends is None:
            self.ends = _nothing  # a second one must not disturb what the first has begun
            raise Interrupted(self.number)
        self.ends()


def _nothing() -> None:
    """Do nothing."""


def exit_status(number: int) -> int:
    """Return the exit status of a program that a signal ended, as shells have it."""
    return 128 + number
