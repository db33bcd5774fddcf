"""A limiter for all processes and hosts of an account: its log is in Redis (5 or newer)."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Sequence
from importlib import resources
from types import TracebackType
from typing import TYPE_CHECKING, Any, NoReturn, Self, get_args

from attrs import frozen

from ..checks import checked_flag, checked_number
from ..credentials import without_frames
from ..errors import ConfigurationError
from ..text import Text
from . import arguments, forks, redis_address, redis_connection
from .fallback import Fallback, WhenDown
from .memory import MemoryLimiter
from .redis_asking import Asking
from .turns import Charge, Denied, Turn

if TYPE_CHECKING:
    import redis.asyncio
    from redis.commands.core import AsyncScript

_LUA = resources.files(__package__).joinpath("reserve.lua").read_text("utf-8")
_LONGEST_TIMEOUT_SECONDS = 3600
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
    close it, or use it in a `with` or `async with` block, when nobody needs it any more. An answer that is lost after
    Redis has reserved costs quota that nobody uses: slower, and never too fast.

    The Redis: one master (of a Redis Cluster name the node that owns the keys), with a `maxmemory-policy` that does not
    evict keys that expire, or else limits are forgotten. Its user needs the keys `{PREFIX}|*`, braces included, and the
    commands EVALSHA, SCRIPT LOAD, TIME, LRANGE, LINDEX, LPOP, RPUSH and PEXPIRE. Its clock is the one that counts;
    setting it back makes everybody wait.

    Args:
        url: `redis://[[USER]:PASSWORD@]HOST[:PORT][/DATABASE]`, `rediss://…` (TLS), or `unix://PATH`, with options of
            redis-py in the query: for the database, the login, the client's name and TLS. No text shows the password.
        when_down: What a call does while Redis cannot be asked: "refuse" sends nothing and says so; "local" paces this
            process alone, so that several processes together may exceed the limit; "send" does not pace at all.
        timeout: Seconds for connecting to Redis, and for each of its answers. Looking up its name is not part of it.
        smooth: Spread turns evenly over the period. OKX has been seen to refuse bursts that its limits allow.
        slack_seconds: Added to every period, because what is sent on time may arrive early or late. It has to cover how
            much the times of Redis's answers differ, too: more where Redis is far.
        prefix: What the names of the keys in Redis begin with, in braces.
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
        self._timeout = checked_number("timeout", timeout, 0.001, _LONGEST_TIMEOUT_SECONDS)
        self._smooth = checked_flag("smooth", smooth)
        self._slack = checked_number("slack_seconds", slack_seconds, 0)
        self._prefix = arguments.checked_prefix(prefix)
        self._clock = arguments.checked_clock(clock)
        self._closed = False
        local = MemoryLimiter(smooth=smooth, slack_seconds=slack_seconds, clock=clock)
        self._fallback = Fallback(when_down, address.place, local, clock)
        self._client = redis_connection.threaded(address, self._timeout)
        self._script = self._client.register_script(_LUA)
        self.renew_locks()
        forks.watch(self)
        self._loops: dict[asyncio.AbstractEventLoop, _Loop] = {}

    def __repr__(self) -> str:
        address = getattr(self, "_address", None)  # a debugger may show it half made
        return f"{type(self).__name__}({address and address.place!r})"

    def __reduce__(self) -> NoReturn:
        raise TypeError(f"{type(self).__name__} holds secrets and connections and is not pickled or copied")

    def reserve(self, charges: Sequence[Charge], *, max_wait: float) -> Turn:
        """Reserve all charges at once, or none of them. The caller waits; here is only Redis to wait for.

        Args:
            charges: What the request costs, one for each bucket.
            max_wait: Seconds; a later turn is denied. The time in the queue for a connection is part of it.
        """
        asking = self._asking(charges, max_wait)
        turn = _CLOSED if self._closed else asking.turn_without()
        if turn:
            return turn
        try:
            if not self._queue.acquire(timeout=asking.patience):
                return asking.turn_of_queue()
            try:
                return self._asked(asking)
            finally:
                self._queue.release()
        except BaseException as interruption:  # Ctrl-C: the caller's own to handle
            raise without_frames(interruption)  # noqa: B904

    async def reserve_async(self, charges: Sequence[Charge], *, max_wait: float) -> Turn:
        """Do as `reserve` does, without blocking the event loop."""
        asking = self._asking(charges, max_wait)
        turn = _CLOSED if self._closed else asking.turn_without()
        if turn:
            return turn
        loop = self._of_this_loop()
        try:
            if not await _acquired(loop.queue, asking.patience):
                return asking.turn_of_queue()
            try:
                return await self._asked_async(asking, loop)
            finally:
                loop.queue.release()
        except BaseException as interruption:  # a cancelled task: the caller's own to handle
            raise without_frames(interruption)  # noqa: B904

    def _asked(self, asking: Asking) -> Turn:
        turn = asking.turn_after_queue()
        if turn:
            return turn
        try:
            return asking.turn(self._script(**self._question(asking)))
        except Exception as error:
            turn = asking.turn_after(error)
            # The next call connects anew: this Redis may not be the master any more, or a firewall may have forgotten
            # the connections that were idle.
            self._client.connection_pool.disconnect(inuse_connections=False)
            return turn

    async def _asked_async(self, asking: Asking, loop: _Loop) -> Turn:
        turn = asking.turn_after_queue()
        if turn:
            return turn
        try:
            return asking.turn(await loop.script(**self._question(asking)))
        except Exception as error:
            turn = asking.turn_after(error)
            await loop.client.connection_pool.disconnect(inuse_connections=False)
            return turn

    def close(self) -> None:
        """Close the limiter, which gives no more turns, and the connections of threads."""
        self._closed = True
        self._client.close()

    async def aclose(self) -> None:
        """Close the limiter, and the connections of this event loop; call it in each loop that still runs."""
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
            # What `asyncio.run` left behind, where nobody called `aclose`; the sockets go with it.
            for closed in [loop for loop in self._loops if loop.is_closed()]:
                self._loops.pop(closed, None)
            client = redis_connection.asynchronous(self._address, self._timeout)
            self._loops[running] = _Loop(client, client.register_script(_LUA), asyncio.Semaphore(_CONNECTIONS))
        return self._loops[running]

    def _asking(self, charges: Sequence[Charge], max_wait: float) -> Asking:
        return Asking(charges, max_wait, self._fallback, self._address.place, self._timeout, self._clock)

    def _question(self, asking: Asking) -> dict[str, Any]:
        return asking.question(self._prefix, self._slack, smooth=self._smooth)


async def _acquired(queue: asyncio.Semaphore, patience: float) -> bool:
    try:
        async with asyncio.timeout(patience):
            await queue.acquire()
    except TimeoutError:
        return False
    return True


_CLOSED = Denied(Text("This RedisLimiter is closed. Make a new one.", "该 RedisLimiter 对象已关闭，请新建一个。"))
