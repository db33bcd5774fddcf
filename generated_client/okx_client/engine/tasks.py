"""Runs calls in the event loop that makes them."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Awaitable, Callable
from typing import Any

import httpx

from .. import connections, wire
from ..attempts import Attempts, NoAnswer, Reserve, Response, SetClock, Sleep, Step, Transmit
from ..auth import OKXAuth
from ..calls import Call
from ..credentials import without_frames
from ..limits import Charge, Denied, Turn
from ..outcomes import Accepted
from ..settings import Settings
from ..text import Text
from .common import Base, checked_turn, limiter_failed


class AsyncEngine(Base):
    """Sends in the event loop that calls, which has to be the same one always."""

    def __init__(
        self, auth: OKXAuth, settings: Settings, owner: str, transport: httpx.AsyncBaseTransport | None
    ) -> None:
        super().__init__("AsyncOKX", auth, settings, owner)
        self.http = connections.client(httpx.AsyncClient, auth, settings, transport)
        self._asking = asyncio.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._sleep: Callable[[float], Awaitable[Any]] = settings.timing.sleep or asyncio.sleep

    async def close(self) -> None:
        """Close the connections."""
        self.check_here()
        self.closed = True
        await self.http.aclose()

    def check_here(self, call: Call | None = None) -> None:
        """Raise a ConfigurationError outside the first event loop that the client was used in, or after a fork."""
        super().check_here(call)
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            raise self.unusable(
                Text("AsyncOKX needs a running asyncio event loop", "AsyncOKX 需要正在运行的 asyncio 事件循环"), call
            ) from None
        if self._loop not in (None, loop):
            raise self.unusable(
                Text(
                    "this AsyncOKX belongs to another event loop; make one in each",
                    "该 AsyncOKX 对象属于另一个事件循环，请在每个事件循环中各建一个",
                ),
                call,
            )
        self._loop = loop

    async def perform(self, call: Call) -> Accepted:
        """Send a call that names one order, and return OKX's acceptance or raise."""
        self.check_usable(call)
        attempts = Attempts(call, self.rules)
        try:
            await self.run(attempts)
        except BaseException as interruption:  # a cancelled task: the caller's own to handle
            raise self.interrupted(attempts, interruption)  # noqa: B904
        return self.accepted(attempts)

    async def run(self, attempts: Attempts) -> None:
        """Go through the attempts of a call."""
        steps, reply = attempts.steps(), None
        while True:
            try:
                step = steps.send(reply)
            except StopIteration:
                return
            reply = await self._do(step)

    async def set_clock(self, reading: int | None = None, seconds: float = math.inf) -> bool:
        """Ask OKX's time, unless somebody has since `reading`; one task asks, the others share its answer.

        Args:
            reading: Which setting of the clock was seen to be wrong.
            seconds: How long it may take.
        """
        asked_before, limits = self.questions, self.time_limits(seconds)
        try:
            async with asyncio.timeout(limits.left), self._asking:
                return await self._set_clock(reading, asked_before, limits)
        except TimeoutError:
            return False

    async def _set_clock(self, reading: int | None, asked_before: int, limits: wire.TimeLimits) -> bool:
        if reading is not None and reading != self.auth.clock.reading:
            return True
        if self.questions == asked_before:
            self.clock_was_set = await self._ask_time(limits)
            self.questions += 1
        return self.clock_was_set

    async def _ask_time(self, limits: wire.TimeLimits) -> bool:
        asked = self.auth.clock.local()
        try:
            question = self.http.build_request(**wire.clock_question(limits))
            content = await self._read(await self.http.send(question, auth=None, stream=True), limits)
        except Exception as error:  # whatever it is, there is no time
            wire.log_no_time(error)
            return False
        except BaseException as interruption:  # the caller's own to handle
            raise without_frames(interruption)  # noqa: B904
        return self.auth.clock.learn(asked, self.auth.clock.local(), content)

    async def _do(self, step: Step) -> Any:
        match step:
            case Reserve(charges=charges, max_wait=max_wait):
                return await self._reserve(charges, max_wait)
            case Sleep(seconds=seconds):
                return await self._sleep(seconds)
            case Transmit(call=call, seconds=seconds):
                return await self._transmit(call, seconds)
            case SetClock(reading=reading, seconds=seconds):
                return await self.set_clock(reading, seconds)

    async def _reserve(self, charges: tuple[Charge, ...], max_wait: float) -> Turn:
        assert self.settings.limiter is not None
        if self.closed:
            return Denied(wire.CLOSED.cause)  # and spend nothing of the limits that others may use
        try:
            return checked_turn(await self.settings.limiter.reserve_async(charges, max_wait=max_wait))
        except Exception as error:
            return limiter_failed(error)

    async def _transmit(self, call: Call, seconds: float) -> Response | NoAnswer:
        if self.closed:
            return wire.CLOSED
        limits = self.time_limits(seconds)
        request = self.http.build_request(**wire.request_options(call, limits))
        reading = self.auth.sign(request)
        try:
            response = await self.http.send(request, auth=None, stream=True)
        except Exception as error:
            return wire.no_answer(error, self.place)
        try:
            content = await self._read(response, limits)
        except Exception as error:
            return wire.broken_answer(response.status_code, error, reading, self.place)
        return Response(response.status_code, content, reading)

    async def _read(self, response: httpx.Response, limits: wire.TimeLimits) -> bytes:
        body = wire.Body(response, limits)
        try:
            async for chunk in response.aiter_raw() if body.packed else response.aiter_bytes():
                body.add(chunk)
        finally:
            await response.aclose()
        return body.content()
