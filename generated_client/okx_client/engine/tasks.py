"""Runs calls in the event loop that makes them."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from .. import connections, wire
from ..attempts import Attempts, NoAnswer, Reserve, Response, SetClock, Sleep, Transmit
from ..calls import Call
from ..credentials import without_frames
from ..limits import Charge, Denied, Turn
from ..outcomes import Accepted
from ..settings import Settings
from ..signing import Signer
from ..text import Text
from ..transport.request import Request, TimeLimits
from ..transport.tasks import AsyncConnections
from .common import Base, checked_turn, limiter_failed

if TYPE_CHECKING:
    import httpx

    from ..transport.stock import AsyncStockConnections


class AsyncEngine(Base):
    """Sends in the event loop that calls, which has to be the same one always."""

    def __init__(
        self, signer: Signer, settings: Settings, owner: str, transport: httpx.AsyncBaseTransport | None
    ) -> None:
        super().__init__("AsyncOKX", signer, settings, owner)
        self._transport = transport
        self._made_http: httpx.AsyncClient | None = None
        self._connections: AsyncConnections | AsyncStockConnections
        if connections.needs_httpx(settings, transport):
            from ..transport.stock import AsyncStockConnections

            self._connections = AsyncStockConnections(self._http())
        else:
            self._connections = AsyncConnections(settings.host, connections.tls(settings.host))
        self._asking = asyncio.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._sleep: Callable[[float], Awaitable[Any]] = settings.timing.sleep or asyncio.sleep

    async def close(self) -> None:
        """Close the connections."""
        self.check_here()
        self.closed = True
        await self._connections.close()
        if self._made_http is not None:
            await self._made_http.aclose()

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
        steps = attempts.steps()
        reply: Any = None
        while True:
            try:
                step = steps.send(reply)
            except StopIteration:
                return
            match step:
                case Reserve(charges=charges, max_wait=max_wait):
                    reply = await self._reserve(charges, max_wait)
                case Transmit(call=call, seconds=seconds):
                    reply = await self._transmit(call, seconds)
                case Sleep(seconds=seconds):
                    reply = await self._sleep(seconds)
                case SetClock(reading=reading, seconds=seconds):
                    reply = await self.set_clock(reading, seconds)

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

    async def _set_clock(self, reading: int | None, asked_before: int, limits: TimeLimits) -> bool:
        if reading is not None and reading != self.signer.clock.reading:
            return True
        if self.questions == asked_before:
            self.clock_was_set = await self._ask_time(limits)
            self.questions += 1
        return self.clock_was_set

    async def _ask_time(self, limits: TimeLimits) -> bool:
        asked = self.signer.clock.local()
        try:
            _, content = await self._connections.exchange(wire.clock_question(), limits)
        except Exception as error:  # whatever it is, there is no time
            wire.log_no_time(error)
            return False
        except BaseException as interruption:  # the caller's own to handle
            raise without_frames(interruption)  # noqa: B904
        return self.signer.clock.learn(asked, self.signer.clock.local(), content)

    def _http(self) -> httpx.AsyncClient:
        if self._made_http is None:
            import httpx

            self._made_http = connections.client(httpx.AsyncClient, self.signer, self.settings, self._transport)
        return self._made_http

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
        operation = call.operation
        request = Request(operation.method, operation.path, call.content, self.signer)
        try:
            status, content = await self._connections.exchange(request, self.time_limits(seconds))
        except Exception as error:
            return wire.failed(error, request.reading, self.place, closed=self.closed)
        return Response(status, content, request.reading)
