"""The two clients: `OKX` for threads, `AsyncOKX` for asyncio."""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING, NoReturn, Self, Unpack

from . import engine
from . import settings as _settings
from .algo import AlgoOrders, AsyncAlgoOrders
from .errors import NotDelivered, in_language
from .settings import Options
from .signing import signer
from .spread import AsyncSpreadOrders, SpreadOrders
from .text import Text

if TYPE_CHECKING:
    import httpx

    from ._generated import Client


class OKX:
    """Cancels orders on OKX. One object serves many threads; close it, or use it in a `with` block.

    Args:
        api_key: The API key.
        secret_key: The secret that belongs to it.
        passphrase: The passphrase that was chosen with it.
        demo: True for a demo trading key, False for a live one. There is no default.
        transport: An httpx transport to send through, such as `okx_client.simulator.mock_transport(…)`.
        region: Where the account is registered: "global" (www.okx.com), "eea" (my.okx.com), "us" (app.okx.com).
        base_url: Another host instead of the region's: https, or http on this machine.
        timeout: Seconds for each of connecting, writing, waiting for an answer, reading it, and waiting for a free
            connection. Default: 10.
        proxy: The URL of a proxy. Without it HTTPS_PROXY and ALL_PROXY of the environment count.
        limiter: What paces the calls: one `MemoryLimiter` shared by all clients of the process unless another is given,
            such as a `RedisLimiter`; None switches pacing off.
        account: A name for the account whose limits are spent, the same for every key of it. Default: a hash of the
            API key.
        limit_share: The part of OKX's limits to use, up to 1, which is the default: less leaves room for a WebSocket
            or another program that spends the same ones.
        max_wait: Seconds that a single call may wait for its turn before it gives up unsent. Default: 30. An
            interrupted wait leaves its turn unused.
        option_families: The family of options whose name does not show it, by instrument.
        retries: How often and how long a call is repeated that OKX provably did not act on; None for never.
        concurrency: How many requests of one bulk call may be on their way at once, or wait for their turns. Default,
            and most: 100, so that what the limits allow leaves at once; fewer take fewer threads and connections.
        lang: The language of errors and verdicts, "en" or "zh". Default: OKX_LANG, else English.
        timing: Other clocks and another way to wait, for tests.

    Attributes:
        spread: Calls about spread orders.
        algo: Calls about algo orders.
        raw: The generated client, for the functions of `okx_client.api`: signed, but not paced and not repeated, and
            without a verdict. What is no success raises `okx_client.UnexpectedStatus`.

    Raises:
        ConfigurationError: One of the arguments cannot be used; the text says which and why.
    """

    def __init__(
        self,
        *,
        api_key: str,
        secret_key: str,
        passphrase: str,
        demo: bool,
        transport: httpx.BaseTransport | None = None,
        **options: Unpack[Options],
    ) -> None:
        try:
            with in_language(options.get("lang")):
                made = _settings.made("OKX", options)
                clock = made.timing.wall
                signs = signer(api_key=api_key, secret_key=secret_key, passphrase=passphrase, demo=demo, clock=clock)
                self._engine = engine.Engine(signs, made, made.bucket_owner(api_key, demo=demo), transport)
        except Exception as error:
            api_key = secret_key = passphrase = "…"  # a traceback may show local variables
            options = Options()
            raise error.with_traceback(None) from None
        self.spread = SpreadOrders(self._engine)
        self.algo = AlgoOrders(self._engine)

    @classmethod
    def from_env(cls, *, transport: httpx.BaseTransport | None = None, **options: Unpack[Options]) -> Self:
        """Make a client from OKX_API_KEY, OKX_SECRET_KEY, OKX_PASSPHRASE, OKX_DEMO (1 or 0).

        Two more are optional, and are read where the argument is not given: OKX_REGION is `region`, and OKX_BASE_URL is
        `base_url`, such as that of a simulated exchange, which outranks any region.

        Raises:
            ConfigurationError: Variables are missing (all of them are named), or have a value that they cannot have.
        """
        try:
            return cls(**_settings.from_environment(), transport=transport, **_settings.with_host(options))
        finally:
            options = Options()  # the URL of a proxy may hold a password, and a traceback shows local variables

    @property
    def raw(self) -> Client:
        """The generated client, for the functions of `okx_client.api`."""
        return self._engine.raw

    def warm_up(self) -> float:
        """Open a connection and measure how far OKX's clock is from ours, so that the first cancel waits for neither.

        Returns:
            Seconds that OKX's clock is ahead of ours.

        Raises:
            NotDelivered: OKX's time could not be asked.
            ConfigurationError: The client is closed, or from before a fork.
        """
        self._engine.check_usable()
        if not self._engine.set_clock():
            raise NotDelivered(_NO_TIME, language=self._engine.settings.lang)
        return self._engine.signer.clock.offset

    def close(self) -> None:
        """Close all connections; what waits for its turn is not sent any more.

        The client cannot be used again. A limiter that was passed in is left open.
        """
        self._engine.close()

    def __repr__(self) -> str:
        return repr(getattr(self, "_engine", "OKX()"))

    def __reduce__(self) -> NoReturn:
        raise TypeError("OKX holds secrets and connections and is not pickled or copied")

    def __enter__(self) -> Self:
        self._engine.check_usable()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class AsyncOKX:
    """Cancels orders on OKX from asyncio. One object serves one event loop; close it, or use `async with`.

    Arguments, attributes and errors are those of `OKX`; calls are awaited, and `transport` is an async one.
    """

    def __init__(
        self,
        *,
        api_key: str,
        secret_key: str,
        passphrase: str,
        demo: bool,
        transport: httpx.AsyncBaseTransport | None = None,
        **options: Unpack[Options],
    ) -> None:
        try:
            with in_language(options.get("lang")):
                made = _settings.made("AsyncOKX", options)
                clock = made.timing.wall
                signs = signer(api_key=api_key, secret_key=secret_key, passphrase=passphrase, demo=demo, clock=clock)
                self._engine = engine.AsyncEngine(signs, made, made.bucket_owner(api_key, demo=demo), transport)
        except Exception as error:
            api_key = secret_key = passphrase = "…"  # a traceback may show local variables
            options = Options()
            raise error.with_traceback(None) from None
        self.spread = AsyncSpreadOrders(self._engine)
        self.algo = AsyncAlgoOrders(self._engine)

    @classmethod
    def from_env(cls, *, transport: httpx.AsyncBaseTransport | None = None, **options: Unpack[Options]) -> Self:
        """Make a client from the environment variables that `OKX.from_env` reads."""
        try:
            return cls(**_settings.from_environment(), transport=transport, **_settings.with_host(options))
        finally:
            options = Options()  # the URL of a proxy may hold a password, and a traceback shows local variables

    @property
    def raw(self) -> Client:
        """The generated client, for the functions of `okx_client.api`."""
        return self._engine.raw

    async def warm_up(self) -> float:
        """Open a connection and measure the clock; see `OKX.warm_up`."""
        self._engine.check_usable()
        if not await self._engine.set_clock():
            raise NotDelivered(_NO_TIME, language=self._engine.settings.lang)
        return self._engine.signer.clock.offset

    async def close(self) -> None:
        """Close all connections, in the event loop that the client was used in: what is in flight becomes `Unknown`.

        Raises:
            ConfigurationError: This is another event loop.
        """
        await self._engine.close()

    def __repr__(self) -> str:
        return repr(getattr(self, "_engine", "AsyncOKX()"))

    def __reduce__(self) -> NoReturn:
        raise TypeError("AsyncOKX holds secrets and connections and is not pickled or copied")

    async def __aenter__(self) -> Self:
        self._engine.check_usable()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()


_NO_TIME = Text(
    "OKX's time could not be asked: no connection, or no readable answer. No order was named; trying again is safe.",
    "无法查询 OKX 的时间：无法建立连接，或响应无法读取。未涉及任何订单，可以安全重试。",
)
