"""Runs calls in the thread that makes them."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .. import connections, wire
from ..attempts import Attempts, NoAnswer, Reserve, Response, SetClock, Sleep, Transmit
from ..calls import Call
from ..credentials import without_frames
from ..limits import Charge, Denied, Turn
from ..outcomes import Accepted
from ..settings import Settings
from ..signing import Signer
from ..transport.request import Request, TimeLimits
from ..transport.threads import Connections
from .common import Base, checked_turn, limiter_failed

if TYPE_CHECKING:
    import httpx

    from ..transport.stock import StockConnections


class Engine(Base):
    """Sends in the thread that calls. Any number of threads may."""

    def __init__(self, signer: Signer, settings: Settings, owner: str, transport: httpx.BaseTransport | None) -> None:
        super().__init__("OKX", signer, settings, owner)
        self._transport = transport
        self._made_http: httpx.Client | None = None
        self._connections: Connections | StockConnections
        if connections.needs_httpx(settings, transport):
            from ..transport.stock import StockConnections

            self._connections = StockConnections(self._http())
        else:
            self._connections = Connections(settings.host, connections.tls(settings.host))
        self._asking = threading.Lock()
        self._closing = threading.Event()

    def close(self) -> None:
        """Close the connections, and wake the single calls that wait: they are not sent any more.

        A batch of a bulk call that waits for its turn learns of it then.
        """
        self.closed = True
        self._closing.set()
        if self.is_from_before_a_fork:
            return  # they are the other process's connections too: to end them would cut off its calls
        self._connections.close()
        if self._made_http is not None:
            self._made_http.close()

    def perform(self, call: Call) -> Accepted:
        """Send a call that names one order, and return OKX's acceptance or raise."""
        self.check_usable(call)
        attempts = Attempts(call, self.rules)
        try:
            self.run(attempts, self.settings.timing.sleep or self._closing.wait)
        except BaseException as interruption:  # Ctrl-C: the caller's own to handle
            raise self.interrupted(attempts, interruption)  # noqa: B904
        return self.accepted(attempts)

    def run(self, attempts: Attempts, sleep: Callable[[float], Any]) -> None:
        """Go through the attempts of a call, waiting with `sleep`."""
        steps = attempts.steps()
        reply: Any = None
        while True:
            try:
                step = steps.send(reply)
            except StopIteration:
                return
            match step:
                case Reserve(charges=charges, max_wait=max_wait):
                    reply = self._reserve(charges, max_wait)
                case Transmit(call=call, seconds=seconds):
                    reply = self._transmit(call, seconds)
                case Sleep(seconds=seconds):
                    reply = sleep(seconds)
                case SetClock(reading=reading, seconds=seconds):
                    reply = self.set_clock(reading, seconds)

    def set_clock(self, reading: int | None = None, seconds: float = math.inf) -> bool:
        """Ask OKX's time, unless somebody has since `reading`; one thread asks, the others share its answer.

        Args:
            reading: Which setting of the clock was seen to be wrong.
            seconds: How long it may take.
        """
        asked_before, limits = self.questions, self.time_limits(seconds)
        if not self._asking.acquire(timeout=limits.left):
            return False
        try:
            return self._set_clock(reading, asked_before, limits)
        finally:
            self._asking.release()

    def _set_clock(self, reading: int | None, asked_before: int, limits: TimeLimits) -> bool:
        if reading is not None and reading != self.signer.clock.reading:
            return True
        if self.questions == asked_before:
            self.clock_was_set = self._ask_time(limits)
            self.questions += 1
        return self.clock_was_set

    def _ask_time(self, limits: TimeLimits) -> bool:
        asked = self.signer.clock.local()
        try:
            _, content = self._connections.exchange(wire.clock_question(), limits)
        except Exception as error:  # whatever it is, there is no time
            wire.log_no_time(error)
            return False
        except BaseException as interruption:  # the caller's own to handle
            raise without_frames(interruption)  # noqa: B904
        return self.signer.clock.learn(asked, self.signer.clock.local(), content)

    def _http(self) -> httpx.Client:
        if self._made_http is None:
            import httpx

            self._made_http = connections.client(httpx.Client, self.signer, self.settings, self._transport)
        return self._made_http

    def _reserve(self, charges: tuple[Charge, ...], max_wait: float) -> Turn:
        assert self.settings.limiter is not None
        if self.closed:
            return Denied(wire.CLOSED.cause)  # and spend nothing of the limits that others may use
        try:
            return checked_turn(self.settings.limiter.reserve(charges, max_wait=max_wait))
        except Exception as error:
            return limiter_failed(error)

    def _transmit(self, call: Call, seconds: float) -> Response | NoAnswer:
        if self.closed:
            return wire.CLOSED
        operation = call.operation
        request = Request(operation.method, operation.path, call.content, self.signer)
        try:
            status, content = self._connections.exchange(request, self.time_limits(seconds))
        except Exception as error:
            return wire.failed(error, request.reading, self.place, closed=self.closed)
        return Response(status, content, request.reading)
