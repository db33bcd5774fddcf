"""A bulk call of `OKX`: a few threads send, and the caller's thread gets each verdict as it arrives."""

from __future__ import annotations

import contextvars
import weakref
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Condition, Thread
from types import TracebackType
from typing import Self

from ..engine import Engine
from ..outcomes import OrderId, Outcome
from ..report import CancelReport, carries, carry
from .progress import MakeCall, Progress

# On Windows, Ctrl-C does not wake a thread that waits for a lock; so the caller's thread waits in slices.
_SLICE_SECONDS = 0.1
# A stop by the garbage collector may come just before a wait begins, too early to wake it.
_IDLE_SECONDS = 1.0


class _Crew:
    """The threads and what they share. They know nothing of `CancelProgress`, so that an abandoned one can go."""

    def __init__(self, orders: Sequence[OrderId], make_call: MakeCall, engine: Engine) -> None:
        self.arrived: SimpleQueue[Sequence[Outcome]] = SimpleQueue()
        self.progress = Progress(
            orders, make_call, engine.rules, engine.settings.lang, arrived=self.arrived.put, changed=self._wake
        )
        self._ready = Condition(self.progress.lock)
        self._closed = Condition(self.progress.lock)
        self.engine = engine
        self._sleep = engine.settings.timing.sleep or self._doze
        self._threads: list[Thread] = []

    def start(self) -> None:
        """Start the threads, the first time that this is called."""
        with self.progress.lock:
            if self._threads or self.progress.over:
                return
            self._threads = [
                # A copy of the caller's context, by which logs can be told apart.
                Thread(
                    target=contextvars.copy_context().run,
                    args=(self._work,),
                    name=f"okx-client bulk {number}",
                    daemon=True,
                )
                for number in range(1, min(self.engine.settings.concurrency, self.progress.most_at_once) + 1)
            ]
        for thread in self._threads:
            thread.start()

    def _work(self) -> None:
        try:
            while not self.progress.idle:
                attempts = self.progress.take()
                if attempts is None:
                    self._rest()
                else:
                    self.engine.run(attempts, self._sleep)
                    self.progress.settle(attempts)
        except BaseException as error:
            self.progress.fail(error)

    def _rest(self) -> None:
        """Wait for something to do."""
        with self._ready:
            if not self.progress.idle and not self.progress.ready:
                self._ready.wait(_IDLE_SECONDS)

    def _doze(self, seconds: float) -> None:
        """Sleep, but not longer than the call is open."""
        with self._closed:
            self._closed.wait_for(lambda: self.progress.closed, seconds)

    def _wake(self) -> None:
        """Wake one thread for one batch: if all woke each time, a burst of requests would leave late."""
        if self.progress.idle:
            self._ready.notify_all()
            self._closed.notify_all()
        elif self.progress.ready:
            self._ready.notify()


class CancelProgress(Iterator[Outcome]):
    """The verdicts of a bulk call, one for each order handed over, as they arrive.

    Nothing is sent before the first verdict is asked for. Leave early by `close()`, or use it in a `with` block: what
    has not left by then is not sent. Whatever interrupts the iteration carries the report: `CancelReport.of(error)`.

    Args:
        orders: The orders, checked, as they were handed over.
        make_call: Makes the call that names some of them.
        engine: What sends.
    """

    def __init__(self, orders: Sequence[OrderId], make_call: MakeCall, engine: Engine) -> None:
        self._crew = _Crew(orders, make_call, engine)
        self._ready: deque[Outcome] = deque()
        # Not when the program ends: its threads end with it.
        weakref.finalize(self, self._crew.progress.stop).atexit = False

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._crew.progress})"

    def __len__(self) -> int:
        """How many verdicts there are in all."""
        return self._crew.progress.size

    def __next__(self) -> Outcome:
        self._crew.engine.check_here()  # before any lock, which the fork may have left taken
        try:
            outcome = self._next()
        except BaseException as error:
            self.close()
            carry(error, self.report())
            raise
        if outcome is None:
            raise StopIteration
        return outcome

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
        if error is not None and not carries(error):
            carry(error, self.report())

    def run(self) -> CancelReport:
        """Go through to the end and return the report, in the order in which the orders were handed over."""
        with self:
            for _ in self:
                pass
            return self.report()

    def report(self) -> CancelReport:
        """Return what is known of every order by now, in the order in which they were handed over."""
        return self._crew.progress.report()

    def close(self) -> None:
        """Send nothing more. What is in flight is not waited for: it is `Unknown`, and may still arrive."""
        self._crew.progress.stop()

    def _next(self) -> Outcome | None:
        progress = self._crew.progress
        self._crew.start()
        while not progress.stopped:
            if self._ready:
                return self._ready.popleft()
            if progress.over and self._crew.arrived.empty():
                return None
            with suppress(Empty):
                self._ready.extend(self._crew.arrived.get(timeout=_SLICE_SECONDS))
        progress.raise_failure()
        return None
