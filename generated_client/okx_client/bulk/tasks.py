"""A bulk call of `AsyncOKX`: a few tasks send, and the caller's task gets each verdict as it arrives."""

from __future__ import annotations

import asyncio
import weakref
from collections import deque
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Self

from ..engine import AsyncEngine
from ..outcomes import OrderId, Outcome
from ..report import CancelReport, carries, carry
from .batch_attempts import BatchAttempts
from .progress import MakeCall, Progress

# For cancelled tasks to close their connections. They can send nothing more, so there is no need to insist.
_GRACE_SECONDS = 1.0


class _Crew:
    """The tasks and what they share. They know nothing of `AsyncCancelProgress`, so that an abandoned one can go."""

    def __init__(self, orders: Sequence[OrderId], make_call: MakeCall, engine: AsyncEngine) -> None:
        self.arrived: deque[Outcome] = deque()
        self.progress = Progress(
            orders, make_call, engine.rules, engine.settings.lang, arrived=self.arrived.extend, changed=self._wake
        )
        self.engine = engine
        self._tasks: dict[asyncio.Task[None], BatchAttempts | None] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._changed = asyncio.Event()

    def start(self) -> None:
        """Start the tasks, the first time that this is called."""
        if self._loop is not None or self.progress.over:
            return
        self._loop = asyncio.get_running_loop()
        for number in range(1, min(self.engine.settings.concurrency, self.progress.most_at_once) + 1):
            task = self._loop.create_task(self._work(), name=f"okx-client bulk {number}")
            self._tasks.setdefault(task)  # an eager one has begun already

    async def until_something_changed(self) -> None:
        """Wait until there may be something new to do."""
        self._changed.clear()
        await self._changed.wait()

    def stop(self) -> None:
        """Send nothing more, and cancel the tasks."""
        self.progress.stop()

    def abandon(self) -> None:
        """Stop, from whichever thread the garbage collector runs in."""
        if self._loop is not None:
            with suppress(RuntimeError):  # the loop is closed
                self._loop.call_soon_threadsafe(self.stop)

    async def ended(self) -> None:
        """Wait a moment for the tasks to end."""
        running = [task for task in self._tasks if not task.done()]
        if running and self._loop is asyncio.get_running_loop():
            await asyncio.wait(running, timeout=_GRACE_SECONDS)

    async def _work(self) -> None:
        me, attempts = asyncio.current_task(), None
        assert me is not None
        try:
            while not self.progress.idle:
                self._tasks[me] = attempts = self.progress.take()
                if attempts is None:
                    await self.until_something_changed()
                else:
                    await self.engine.run(attempts)
                    self._tasks[me] = None
                    self.progress.settle(attempts)
        except BaseException as error:
            if attempts is not None and self.progress.closed and isinstance(error, asyncio.CancelledError):
                self.progress.settle(attempts)
            else:
                self.progress.fail(error)

    def _wake(self) -> None:
        if self._loop is not None and self._loop.is_closed():
            return  # nobody is left to be woken
        self._changed.set()
        for task, attempts in self._tasks.items() if self.progress.closed else ():
            if self.progress.stopped or (attempts is not None and not attempts.in_flight):
                task.cancel()


class AsyncCancelProgress(AsyncIterator[Outcome]):
    """The verdicts of a bulk call, one for each order handed over, as they arrive.

    Nothing is sent before the first verdict is asked for. Leave early by `await aclose()`, or use it in an `async with`
    block: what has not left by then is not sent. Whatever interrupts the iteration carries the report:
    `CancelReport.of(error)`.

    Args:
        orders: The orders, checked, as they were handed over.
        make_call: Makes the call that names some of them.
        engine: What sends.
    """

    def __init__(self, orders: Sequence[OrderId], make_call: MakeCall, engine: AsyncEngine) -> None:
        self._crew = _Crew(orders, make_call, engine)
        weakref.finalize(self, self._crew.abandon).atexit = False

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._crew.progress})"

    def __len__(self) -> int:
        """How many verdicts there are in all."""
        return self._crew.progress.size

    async def __anext__(self) -> Outcome:
        self._crew.engine.check_here()
        try:
            outcome = await self._next()
        except BaseException as error:
            self._crew.stop()
            carry(error, self.report())
            if not isinstance(error, GeneratorExit):  # a coroutine that is thrown away may not wait
                await self._crew.ended()
            raise
        if outcome is None:
            raise StopAsyncIteration
        return outcome

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._crew.stop()
        if error is not None and not carries(error):
            carry(error, self.report())
        if not isinstance(error, GeneratorExit):
            await self._crew.ended()

    async def run(self) -> CancelReport:
        """Go through to the end and return the report, in the order in which the orders were handed over."""
        async with self:
            async for _ in self:
                pass
            return self.report()

    def report(self) -> CancelReport:
        """Return what is known of every order by now, in the order in which they were handed over."""
        return self._crew.progress.report()

    async def aclose(self) -> None:
        """Send nothing more. What is in flight is cut off: it is `Unknown`, for it may have arrived."""
        self._crew.stop()
        await self._crew.ended()

    async def _next(self) -> Outcome | None:
        crew = self._crew
        crew.start()
        while not crew.progress.stopped:
            if crew.arrived:
                return crew.arrived.popleft()
            if crew.progress.over:
                await crew.ended()
                return None
            await crew.until_something_changed()
        crew.progress.raise_failure()
        return None
