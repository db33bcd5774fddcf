"""Guards around the sockets of httpcore, for two things that its time-outs and its pool leave open.

An answer has to be whole within the time-out after the request: httpcore allows that time for each piece, and a drip of
bytes could hold a call for ever. And a connection is used again only if exactly one answer came on it: httpcore keeps
what lies behind an answer, and would take it for the answer to the next request.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore
import httpx

from ..logs import log
from .framing import is_one_answer

_MOST_BYTES = 1 << 16  # to look through; behind a longer answer the connection is closed


def guard(client: httpx.Client | httpx.AsyncClient) -> None:
    """Put the guards into the transports of an httpx client: its own, and those to proxies of the environment.

    One of the caller's own making, which sends by other means than httpcore, is left as it is.

    httpx has no argument for it, so the two attributes are private ones of httpx 0.28 and httpcore 1.
    """
    for transport in (client._transport, *client._mounts.values()):
        pool: Any = getattr(transport, "_pool", None)
        backend = getattr(pool, "_network_backend", None)
        if isinstance(backend, httpcore.NetworkBackend) and not isinstance(backend, _Backend):
            pool._network_backend = _Backend(backend)
        elif isinstance(backend, httpcore.AsyncNetworkBackend) and not isinstance(backend, _AsyncBackend):
            pool._network_backend = _AsyncBackend(backend)
        elif backend is None and isinstance(transport, httpx.HTTPTransport | httpx.AsyncHTTPTransport):
            log.warning(
                "this version of httpx or httpcore is not known: drips and stray answers are not guarded against"
            )


class _Watch:
    """What came in on a connection since the last request went out."""

    def __init__(self) -> None:
        self._received = bytearray()
        self._until: float | None = None

    def sent(self, timeout: float | None) -> None:
        self._received.clear()
        self._until = None if timeout is None else time.monotonic() + timeout

    def time_left(self, timeout: float | None) -> float | None:
        if self._until is None or timeout is None:
            return timeout
        left = min(timeout, self._until - time.monotonic())
        if left <= 0:
            raise httpcore.ReadTimeout("the answer takes too long")
        return left

    def came(self, data: bytes) -> bytes:
        if len(self._received) <= _MOST_BYTES:
            self._received += data
        return data

    @property
    def may_be_used_again(self) -> bool:
        return not self._received or (len(self._received) <= _MOST_BYTES and is_one_answer(bytes(self._received)))


class _Stream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream
        self._watch = _Watch()

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._watch.came(self._stream.read(max_bytes, self._watch.time_left(timeout)))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, timeout)
        self._watch.sent(timeout)

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, timeout))

    def get_extra_info(self, info: str) -> Any:
        if info == "is_readable" and not self._watch.may_be_used_again:
            return True  # which the pool takes for a connection that is not to be used again
        return self._stream.get_extra_info(info)


class _AsyncStream(httpcore.AsyncNetworkStream):
    def __init__(self, stream: httpcore.AsyncNetworkStream) -> None:
        self._stream = stream
        self._watch = _Watch()

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._watch.came(await self._stream.read(max_bytes, self._watch.time_left(timeout)))

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        await self._stream.write(buffer, timeout)
        self._watch.sent(timeout)

    async def aclose(self) -> None:
        await self._stream.aclose()

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.AsyncNetworkStream:
        return _AsyncStream(await self._stream.start_tls(ssl_context, server_hostname, timeout))

    def get_extra_info(self, info: str) -> Any:
        if info == "is_readable" and not self._watch.may_be_used_again:
            return True  # which the pool takes for a connection that is not to be used again
        if info == "is_readable" and _holds_more(self._stream.get_extra_info("ssl_object")):
            return True
        return self._stream.get_extra_info(info)


def _holds_more(tls: object) -> bool:
    """Say whether the TLS of asyncio holds more bytes that came with the last answer, where no socket shows them."""
    if not isinstance(tls, ssl.SSLObject):
        return False
    try:
        tls.read(1)
    except ssl.SSLWantReadError:
        return False
    except ssl.SSLError:
        pass
    return True


def _addresses(host: str, port: int) -> list[str]:
    """Return the addresses of a host. How long the system's resolver takes, it alone decides."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise httpcore.ConnectError(error.strerror or type(error).__name__) from error
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class _Backend(httpcore.NetworkBackend):
    def __init__(self, backend: httpcore.NetworkBackend) -> None:
        self._backend = backend

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        until = None if timeout is None else time.monotonic() + timeout
        addresses = _addresses(host, port)
        for position, address in enumerate(addresses, start=1):
            # Each has its share of the time: the first may be a black hole, as a broken IPv6 is.
            share = None if until is None else max(0.0, until - time.monotonic()) / (len(addresses) - position + 1)
            try:
                return _Stream(self._backend.connect_tcp(address, port, share, local_address, socket_options))
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if position == len(addresses):
                    raise
        raise httpcore.ConnectError(f"{host} has no address")

    def sleep(self, seconds: float) -> None:
        self._backend.sleep(seconds)


class _AsyncBackend(httpcore.AsyncNetworkBackend):
    def __init__(self, backend: httpcore.AsyncNetworkBackend) -> None:
        self._backend = backend

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        return _AsyncStream(await self._backend.connect_tcp(host, port, timeout, local_address, socket_options))

    async def sleep(self, seconds: float) -> None:
        await self._backend.sleep(seconds)
