"""Clocks that jump: minutes of waiting pass in no time, and exactly."""

from __future__ import annotations

import asyncio
import selectors
import threading
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class _JumpingSelector(selectors.SelectSelector):
    """Where the loop would wait for its next timer, the time jumps there."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        if timeout is None:
            return super().select(None)  # only another thread can wake the loop now
        ready = super().select(0)
        if not ready:
            self.now += max(0.0, timeout)
        return ready


class VirtualTimeLoop(asyncio.SelectorEventLoop):
    """An event loop whose time stands still while there is something to do, and else jumps to the next timer.

    For tasks that wait for timers and for each other only. An answer from a socket would come too late.
    """

    def __init__(self) -> None:
        self._jumping = _JumpingSelector()
        super().__init__(self._jumping)

    def time(self) -> float:
        return self._jumping.now


def run_virtual(main: Callable[[VirtualTimeLoop], Coroutine[Any, Any, T]]) -> T:
    """Run `main(loop)` on a `VirtualTimeLoop`."""
    with asyncio.Runner(loop_factory=VirtualTimeLoop) as runner:
        loop = runner.get_loop()
        assert isinstance(loop, VirtualTimeLoop)
        return runner.run(main(loop))


class VirtualClock:
    """A clock for threads: when all that work are asleep in it, it jumps to the first one's time.

    Args:
        sleepers: Returns how many threads have to be asleep before time may pass; None: it may not yet.
    """

    def __init__(self, sleepers: Callable[[], int | None]) -> None:
        self._sleepers = sleepers
        self._now = 0.0
        self._asleep: list[float] = []
        self._changed = threading.Condition()

    def __call__(self) -> float:
        return self._now

    def sleep(self, seconds: float) -> None:
        """Sleep until the clock has come so far."""
        with self._changed:
            until = self._now + seconds
            self._asleep.append(until)
            while self._now < until:
                if min(self._asleep) > self._now and len(self._asleep) == self._sleepers():
                    self._now = min(self._asleep)
                    self._changed.notify_all()
                else:  # somebody is still waking up, or at work; who then becomes idle does not tell this clock
                    self._changed.wait(0.001)
            self._asleep.remove(until)
