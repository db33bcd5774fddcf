"""A limiter for all processes and hosts of an account: its log is in Redis (5 or newer)."""

from __future__ import annotations

import asyncio
import threading
import time
import weakref
from collections.abc import Callable, Sequence
from importlib import resources
from types import TracebackType
from typing import TYPE_CHECKING, Any, NoReturn, Self, get_args

from attrs import frozen

from ..checks import checked_number
from ..credentials import without_frames
from ..errors import ConfigurationError
from ..text import Text
from . import arguments, forks, redis_address, redis_connection, turns
from .fallback import Fallback, WhenDown
from .memory import MemoryLimiter
from .redis_trouble import trouble
from .turns import Charge, Denied, Granted, Turn

if TYPE_CHECKING:
    import redis.asyncio
    from redis.commands.core import AsyncScript

_LUA = resources.files(__package__).joinpath("reserve.lua").read_text("utf-8")
_FOREVER_SECONDS = 1e9  # beside the time of day, in microseconds, still a number that Lua counts exactly
_CONNECTIONS = 8  # at once, for threads and for each event loop; further calls queue for one


@frozen
class _Loop:
    """What one event loop has of its own."""

    client: redis.asyncio.Redis
    script: AsyncScript
    queue: asyncio.Semaphore


class RedisLimiter:
    """Paces all clients whose limiters name the same Redis and `prefix`, if the clients have the same `account`.

    Give all of them the same `smooth` and `slack_seconds`. One object serves any number of threads and event loops;
    close it, or use it in a `with` or `async with` block. An answer that is lost after Redis has reserved costs
    quota that nobody uses: slower, and never too fast.

    Args:
        url: `redis://[[USER]:PASSWORD@]HOST[:PORT][/DATABASE]`, `rediss://…` (TLS), or `unix://PATH`, with redis-py's
            options in the query. No text shows the password.
        when_down: What a call does while Redis cannot be asked: "refuse" sends nothing and says so; "local" paces this
            process alone, so that several processes together may exceed the limit; "send" does not pace at all.
        timeout: Seconds for connecting to Redis, and for each of its answers.
        smooth: Spread turns evenly over the period. OKX has been seen to refuse bursts that its limits allow.
        slack_seconds: Added to every period, because what is sent on time may arrive early or late.
        prefix: What the names of the keys in Redis begin with.
        clock: Seconds that never go back, for pacing without Redis.

    Raises:
        ConfigurationError: An argument cannot be used, or the package `redis` is not installed.
    """

    def __init__(
        self,
        url: str,
        *,
        when_down: WhenDown = "refuse",
        timeout: float = 0.5,
        smooth: bool = False,
        slack_seconds: float = 0.05,
        prefix: str = "okx-client",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        address = redis_address.read(url)
        del url  # a traceback may show local variables
        if isinstance(address, Text):
            raise ConfigurationError(address)
        arguments.checked_word("when_down", when_down, get_args(WhenDown))
        self._address = address
        self._timeout = checked_number("timeout", timeout, 0.001)
        self._smooth = smooth
        self._slack = checked_number("slack_seconds", slack_seconds, 0)
        self._prefix = arguments.checked_prefix(prefix)
        self._clock = clock
        self._closed = False
        local = MemoryLimiter(smooth=smooth, slack_seconds=slack_seconds, clock=clock)
        self._fallback = Fallback(when_down, address.place, local, clock)
        self._client = redis_connection.threaded(address, self._timeout)
        self._script = self._client.register_script(_LUA)
        self.renew_locks()
        forks.watch(self)
        self._loops: weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, _Loop] = weakref.WeakKeyDictionary()

    def __repr__(self) -> str:
        address = getattr(self, "_address", None)  # a debugger may show it half made
        return f"{type(self).__name__}({address and address.place!r})"

    def __reduce__(self) -> NoReturn:
        raise TypeError(f"{type(self).__name__} holds secrets and connections and is not pickled or copied")

    def reserve(self, charges: Sequence[Charge], *, max_wait: float) -> Turn:
        """Reserve all charges at once, or none of them. The caller waits; here is only Redis to wait for.

        Args:
            charges: What the request costs, one for each bucket.
            max_wait: Seconds; a later turn is denied.
        """
        turn, failures = self._without_asking(charges, max_wait), self._fallback.failures
        if turn:
            return turn
        question, asked = self._question(charges, max_wait), self._clock()
        try:
            with self._queue:
                turn = self._fallback.turn_in_queue(failures, charges, max_wait)
                if turn:
                    return turn
                answer = self._script(**question)
        except Exception as error:
            return self._after(error, charges, max_wait, asked)
        except BaseException as interruption:  # Ctrl-C: the caller's own to handle
            raise without_frames(interruption)  # noqa: B904
        return self._turn(answer, charges, max_wait, asked)

    async def reserve_async(self, charges: Sequence[Charge], *, max_wait: float) -> Turn:
        """Do as `reserve` does, without blocking the event loop."""
        turn, failures = self._without_asking(charges, max_wait), self._fallback.failures
        if turn:
            return turn
        question, loop, asked = self._question(charges, max_wait), self._of_this_loop(), self._clock()
        try:
            async with loop.queue:
                turn = self._fallback.turn_in_queue(failures, charges, max_wait)
                if turn:
                    return turn
                answer = await loop.script(**question)
        except Exception as error:
            return self._after(error, charges, max_wait, asked)
        except BaseException as interruption:  # a cancelled task: the caller's own to handle
            raise without_frames(interruption)  # noqa: B904
        return self._turn(answer, charges, max_wait, asked)

    def close(self) -> None:
        """Close the connections of threads. The limiter then gives no more turns."""
        self._closed = True
        self._client.close()

    async def aclose(self) -> None:
        """Close the connections of this event loop, and those of threads. Call it once in each loop that used it."""
        self.close()
        loop = self._loops.pop(asyncio.get_running_loop(), None)
        if loop:
            await loop.client.aclose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    def renew_locks(self) -> None:
        """Forget who stands in the queue."""
        self._queue = threading.BoundedSemaphore(_CONNECTIONS)

    def _of_this_loop(self) -> _Loop:
        running = asyncio.get_running_loop()
        if running not in self._loops:
            client = redis_connection.asynchronous(self._address, self._timeout)
            self._loops[running] = _Loop(client, client.register_script(_LUA), asyncio.Semaphore(_CONNECTIONS))
        return self._loops[running]

    def _without_asking(self, charges: Sequence[Charge], max_wait: float) -> Turn | None:
        if self._closed:
            return Denied(_CLOSED)
        if not charges:
            return Granted(0.0)
        return turns.never_fits(charges) or self._fallback.turn_in_pause(charges, max_wait)

    def _question(self, charges: Sequence[Charge], max_wait: float) -> dict[str, Any]:
        numbers = [_microseconds(max(max_wait, 0)), int(self._smooth)]
        for charge in charges:
            numbers += [charge.units, charge.limit, _microseconds(charge.period_seconds + self._slack)]
        # The braces are a hash tag: a Redis Cluster keeps all keys with it together, where one script may use them.
        return {"keys": [f"{{{self._prefix}}}|{charge.bucket}" for charge in charges], "args": numbers}

    def _turn(self, answer: object, charges: Sequence[Charge], max_wait: float, asked: float) -> Turn:
        match answer:
            case [0 | 1 as granted, int(wait), int(slowest)] if wait >= 0 and 1 <= slowest <= len(charges):
                self._fallback.answered()
            case _:
                return self._after(ValueError("no turn"), charges, max_wait, asked)
        if granted:
            return self._fallback.confirmed(wait / 1e6, charges, max_wait)
        return turns.too_late(charges[slowest - 1], wait / 1e6, max_wait)

    def _after(self, error: Exception, charges: Sequence[Charge], max_wait: float, asked: float) -> Turn:
        why = trouble(error, self._address.place, self._timeout)
        return self._fallback.turn_after_failure(why, charges, max_wait, took=self._clock() - asked)


def _microseconds(seconds: float) -> int:
    return round(min(seconds, _FOREVER_SECONDS) * 1e6)


_CLOSED = Text("This RedisLimiter is closed. Make a new one.", "该 RedisLimiter 已关闭，请新建一个。")
