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

from .. import logs
from ..engine import Engine
from ..outcomes import OrderId, Outcome
from ..report import CancelReport, carries, carry
from .batch_attempts import BatchAttempts
from .progress import MakeCall, Progress

# On Windows, Ctrl-C does not wake a thread that waits for a lock; so the caller's thread waits in slices.
_SLICE_SECONDS = 0.1


class _Crew:
    """The threads and what they share. They know nothing of `CancelProgress`, so that an abandoned one can go."""

    def __init__(self, orders: Sequence[OrderId], make_call: MakeCall, engine: Engine) -> None:
        self.arrived: SimpleQueue[Sequence[Outcome]] = SimpleQueue()
        self.progress = Progress(
            orders, make_call, engine.rules, engine.settings, arrived=self.arrived.put, changed=self._go_on
        )
        self.engine = engine
        self._sleep = engine.settings.timing.sleep or self._doze
        self._closed = Condition(self.progress.lock)
        self._work: SimpleQueue[BatchAttempts | None] = SimpleQueue()  # None: there is no more
        self._threads: list[Thread] = []
        self._is_short_of_threads = False
        self._context: contextvars.Context | None = None

    @property
    def all_arrived(self) -> bool:
        """Whether the last verdict was taken out of `arrived`; it comes there a moment after its order is settled."""
        with self.progress.lock:
            return self.progress.over and self.arrived.empty()

    def stop(self) -> None:
        """Send nothing more. In a process that was forked off nothing would be, and the lock may be taken for ever."""
        if self.engine.is_from_before_a_fork:
            return
        try:
            self.progress.stop()
        except BaseException:  # an interruption may come before anything is closed
            self.progress.stop()
            raise

    def start(self) -> None:
        """Begin, the first time that this is called."""
        if self._context is None:
            # By it, logs can be told apart.
            self._context = contextvars.copy_context()
            self._go_on()

    def _go_on(self) -> None:
        """Give the threads what there is to do, and start one more where there are fewer than batches under way."""
        while self._take():
            pass
        progress = self.progress
        with progress.lock:  # else another thread may have a batch in hand, to put into the queue behind the end
            if progress.idle:
                self._work.put(None)
                self._closed.notify_all()

    def _take(self) -> BatchAttempts | None:
        """Put the attempts that are next into the queue, and return them, if there are any."""
        progress = self.progress
        with progress.lock:
            if attempts := progress.take():
                self._work.put(attempts)
            new = self._new_thread() if len(self._threads) < progress.active and not progress.closed else None
        if new:
            self._start(new)
        return attempts

    def _new_thread(self) -> Thread:
        assert self._context is not None
        name = f"okx-client bulk {len(self._threads) + 1}"
        thread = Thread(target=self._context.copy().run, args=(self._run,), name=name, daemon=True)
        self._threads.append(thread)
        return thread

    def _start(self, thread: Thread) -> None:
        """Start a thread. Where the system has no room for one more, those that run do its work too, later."""
        try:
            thread.start()
        except RuntimeError as error:
            with self.progress.lock:
                self._threads.remove(thread)
                running = len(self._threads)
            if not running:
                raise
            if not self._is_short_of_threads:
                logs.log.warning("%s: a bulk call goes on with %d, and may take longer", error, running)
            self._is_short_of_threads = True

    def _run(self) -> None:
        try:
            while attempts := self._work.get():
                self.engine.run(attempts, self._sleep)
                self.progress.settle(attempts)
        except BaseException as error:
            self.progress.fail(error)
        self._work.put(None)  # for the next thread

    def _doze(self, seconds: float) -> None:
        """Sleep, but not longer than the call is open; whoever sleeps on after an end sends nothing either."""
        with self._closed:
            self._closed.wait_for(lambda: self.progress.closed, seconds)


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
        weakref.finalize(self, self._crew.stop).atexit = False

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._crew.progress})"

    def __len__(self) -> int:
        """How many verdicts there are in all."""
        return self._crew.progress.size

    def __next__(self) -> Outcome:
        if not self._more():
            raise StopIteration
        return self._ready.popleft()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.close()
        except BaseException as interruption:
            carry(interruption, self.report())
            raise
        if error is not None and not (carries(error) or self._crew.engine.is_from_before_a_fork):
            carry(error, self.report())

    def run(self) -> CancelReport:
        """Go through to the end and return the report, in the order in which the orders were handed over."""
        with self:
            while self._more():
                self._ready.clear()
            return self.report()

    def report(self) -> CancelReport:
        """Return what is known of every order by now, in the order in which they were handed over.

        Raises:
            ConfigurationError: The call was made before a fork, in another process.
        """
        self._crew.engine.check_here()
        return self._crew.progress.report()

    def close(self) -> None:
        """Send nothing more. What is in flight is not waited for: it is `Unknown`, and may still arrive."""
        self._crew.stop()

    def _more(self) -> bool:
        """Wait for a verdict, and return whether there is one."""
        crew, progress = self._crew, self._crew.progress
        crew.engine.check_here()  # before any lock, which the fork may have left taken
        try:
            crew.start()
            while not (progress.stopped or self._ready or crew.all_arrived):
                with suppress(Empty):
                    self._ready.extend(crew.arrived.get(timeout=_SLICE_SECONDS))
            progress.raise_failure()
        except BaseException as error:
            self.close()
            carry(error, self.report())
            raise
        return bool(self._ready) and not progress.stopped
