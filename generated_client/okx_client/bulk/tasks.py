"""A bulk call of `AsyncOKX`: a task for each request sends, and the caller's task gets each verdict as it arrives."""

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
            orders, make_call, engine.rules, engine.settings, arrived=self._arrive, changed=self._go_on
        )
        self.engine = engine
        self._tasks: dict[asyncio.Task[BaseException | None], BatchAttempts] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._something_arrived = asyncio.Event()
        self._goes_on = False

    def start(self) -> None:
        """Begin, the first time that this is called."""
        if self._loop is None:
            self._loop = asyncio.get_running_loop()
            self._go_on()

    async def until_something_arrives(self) -> None:
        """Wait for a verdict, or for the end."""
        self._something_arrived.clear()
        await self._something_arrived.wait()

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

    def _arrive(self, verdicts: Sequence[Outcome]) -> None:
        self.arrived.extend(verdicts)
        if self._loop is not None and not self._loop.is_closed():  # else nobody is there to be woken
            self._something_arrived.set()

    def _go_on(self) -> None:
        """Start a task for each batch that may be taken; once the call is closed, cancel those that are not needed."""
        if self._loop is None or self._loop.is_closed():
            return
        # An eager task begins at once, and comes here too. It would start the next one before its own request is sent.
        if not self._goes_on:
            self._goes_on = True
            try:
                while attempts := self.progress.take():
                    self._begin(attempts, self._loop)
            except BaseException as error:  # of a task factory of the caller's
                self.progress.fail(error)
                if self.progress.failure is None:  # the call has ended already, so nobody would see it
                    raise
            finally:
                self._goes_on = False
        for task, attempts in self._tasks.items() if self.progress.closed else ():
            if self.progress.stopped or not attempts.in_flight:
                task.cancel()

    def _begin(self, attempts: BatchAttempts, loop: asyncio.AbstractEventLoop) -> None:
        run = self._run(attempts)
        try:
            task = loop.create_task(run, name="okx-client bulk")
        except BaseException:
            run.close()
            raise
        self._tasks[task] = attempts
        task.add_done_callback(self._ran)

    async def _run(self, attempts: BatchAttempts) -> BaseException | None:
        try:
            await self.engine.run(attempts)
        except BaseException as error:
            return error  # raised, it would also end the event loop, if it is one such as SystemExit
        return None

    def _ran(self, task: asyncio.Task[BaseException | None]) -> None:
        """Note what came of a task. One that is cancelled before it begins knows nothing of it."""
        attempts = self._tasks.pop(task)
        error = asyncio.CancelledError() if task.cancelled() else task.result()
        if error is None or (self.progress.closed and isinstance(error, asyncio.CancelledError)):
            self.progress.settle(attempts)
        else:
            self.progress.fail(error)


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
        if not await self._more():
            raise StopAsyncIteration
        return self._crew.arrived.popleft()

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
            while await self._more():
                self._crew.arrived.clear()
            return self.report()

    def report(self) -> CancelReport:
        """Return what is known of every order by now, in the order in which they were handed over."""
        return self._crew.progress.report()

    async def aclose(self) -> None:
        """Send nothing more. What is in flight is cut off: it is `Unknown`, for it may have arrived."""
        self._crew.stop()
        await self._crew.ended()

    async def _more(self) -> bool:
        """Wait for a verdict, and return whether there is one."""
        crew, progress = self._crew, self._crew.progress
        crew.engine.check_here()
        try:
            crew.start()
            while not (progress.over or crew.arrived):
                await crew.until_something_arrives()
            if not (progress.stopped or crew.arrived):
                await crew.ended()
            progress.raise_failure()
        except BaseException as error:
            crew.stop()
            carry(error, self.report())
            if not isinstance(error, GeneratorExit):  # a coroutine that is thrown away may not wait
                await crew.ended()
            raise
        return bool(crew.arrived) and not progress.stopped
