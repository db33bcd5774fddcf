"""The two clients: `OKX` for threads, `AsyncOKX` for asyncio. They differ in the one line that waits."""

from __future__ import annotations

import asyncio
import os
from types import TracebackType
from typing import NoReturn, Self

import httpx

from . import settings, wire
from ._generated.operations import Region
from .algo import AlgoOrders, AsyncAlgoOrders
from .auth import OKXAuth
from .calls import Call
from .errors import ConfigurationError, OKXError
from .spread import AsyncSpreadOrders, SpreadOrders

_Answer = tuple[int, bytes]


class _Client:
    """What both clients are: a signed connection to one host, made in one process, open until it is closed."""

    def __init__(self, auth: OKXAuth, region: str, base_url: str | None, timeout: float) -> None:
        url = settings.host_url(region, base_url)
        self._options = wire.client_options(auth, url, settings.checked_timeout(timeout))
        self._url = url
        self._auth = auth
        self._process = os.getpid()
        self._closed = False

    def __repr__(self) -> str:
        return f"{type(self).__name__}({getattr(self, '_url', '')}, {getattr(self, '_auth', '')})"

    def __reduce__(self) -> NoReturn:
        raise TypeError(f"{type(self).__name__} holds secrets and connections and is not pickled or copied")

    def _check_usable(self) -> None:
        name = type(self).__name__
        if self._closed:
            raise ConfigurationError(f"this {name} is closed; make a new one. Nothing was sent.")
        if os.getpid() != self._process:
            raise ConfigurationError(f"this {name} was made before a fork; make one in each process. Nothing was sent.")


class OKX(_Client):
    """Cancels orders on OKX. One object serves many threads; close it, or use it in a `with` block.

    Args:
        api_key: The API key.
        secret_key: The secret that belongs to it.
        passphrase: The passphrase that was chosen with it.
        demo: True for a demo trading key, False for a live one. There is no default.
        region: Where the account is registered: "global" (www.okx.com), "eea" (my.okx.com), "us" (app.okx.com).
        base_url: Another host instead of the region's: https, or http on this machine.
        timeout: Seconds for each of connecting, writing, reading, and waiting for a free connection.
        transport: An httpx transport to send through, such as `okx_client.simulator.mock_transport(…)`.

    Attributes:
        spread: Calls about spread orders.
        algo: Calls about algo orders.

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
        region: Region = "global",
        base_url: str | None = None,
        timeout: float = 10.0,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        auth = OKXAuth(api_key=api_key, secret_key=secret_key, passphrase=passphrase, demo=demo)
        super().__init__(auth, region, base_url, timeout)
        self._http = httpx.Client(transport=transport, **self._options)
        self.spread = SpreadOrders(self._send)
        self.algo = AlgoOrders(self._send)

    @classmethod
    def from_env(
        cls, *, base_url: str | None = None, timeout: float = 10.0, transport: httpx.BaseTransport | None = None
    ) -> Self:
        """Make a client from OKX_API_KEY, OKX_SECRET_KEY, OKX_PASSPHRASE, OKX_DEMO (1 or 0), OKX_REGION (optional).

        Raises:
            ConfigurationError: Variables are missing (all of them are named), or have a value that they cannot have.
        """
        return cls(**settings.from_environment(), base_url=base_url, timeout=timeout, transport=transport)

    def close(self) -> None:
        """Close all connections. The client cannot be used again."""
        self._closed = True
        self._http.close()

    def __enter__(self) -> Self:
        self._check_usable()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _send(self, call: Call) -> _Answer:
        self._check_usable()
        request = self._http.build_request(**wire.request_options(call))
        failure: OKXError
        try:
            response = self._http.send(request)
        except Exception as error:
            failure = wire.failure(call, error)
        except BaseException as interruption:  # Ctrl-C, or a cancelled task: the caller's own to handle
            raise wire.without_frames(interruption)  # noqa: B904
        else:
            return response.status_code, response.content
        raise failure


class AsyncOKX(_Client):
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
        region: Region = "global",
        base_url: str | None = None,
        timeout: float = 10.0,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        auth = OKXAuth(api_key=api_key, secret_key=secret_key, passphrase=passphrase, demo=demo)
        super().__init__(auth, region, base_url, timeout)
        self._http = httpx.AsyncClient(transport=transport, **self._options)
        self._loop: asyncio.AbstractEventLoop | None = None
        self.spread = AsyncSpreadOrders(self._send)
        self.algo = AsyncAlgoOrders(self._send)

    @classmethod
    def from_env(
        cls, *, base_url: str | None = None, timeout: float = 10.0, transport: httpx.AsyncBaseTransport | None = None
    ) -> Self:
        """Make a client from the environment variables that `OKX.from_env` reads."""
        return cls(**settings.from_environment(), base_url=base_url, timeout=timeout, transport=transport)

    async def close(self) -> None:
        """Close all connections. The client cannot be used again."""
        self._closed = True
        await self._http.aclose()

    async def __aenter__(self) -> Self:
        self._check_usable()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    def _check_loop(self) -> None:
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            raise ConfigurationError("AsyncOKX needs a running asyncio event loop. Nothing was sent.") from None
        if self._loop not in (None, loop):
            raise ConfigurationError("this AsyncOKX belongs to another event loop; make one in each. Nothing was sent.")
        self._loop = loop

    async def _send(self, call: Call) -> _Answer:
        self._check_usable()
        self._check_loop()
        request = self._http.build_request(**wire.request_options(call))
        failure: OKXError
        try:
            response = await self._http.send(request)
        except Exception as error:
            failure = wire.failure(call, error)
        except BaseException as interruption:  # Ctrl-C, or a cancelled task: the caller's own to handle
            raise wire.without_frames(interruption)  # noqa: B904
        else:
            return response.status_code, response.content
        raise failure
