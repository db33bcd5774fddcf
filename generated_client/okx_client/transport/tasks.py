"""Connections of our own, for the tasks of one event loop: one request, one answer, through a protocol of asyncio."""

from __future__ import annotations

import asyncio
import socket
import ssl
from typing import Literal, cast

from ..addresses import Host
from . import http1
from .pool import MOST, Pool, is_readable, prepare, share
from .request import Request, TimeLimits, failure

_GOODBYE_SECONDS = 1.0  # for the event loop to let go of the sockets


class AsyncConnections:
    """The connections of one client to one host, in one event loop.

    Args:
        host: Where they go.
        tls: What verifies the host; None for a host that speaks plain http.
    """

    def __init__(self, host: Host, tls: ssl.SSLContext | None) -> None:
        self._host = host
        self._tls = tls
        self._pool: Pool[_Connection] = Pool()
        self._room = asyncio.Semaphore(MOST)

    async def exchange(self, request: Request, limits: TimeLimits) -> tuple[int, bytes]:
        """Send a request once, and return the HTTP status and the content of its answer; see `Connections.exchange`."""
        await self._enter(limits)
        try:
            return await self._exchange(request, limits)
        finally:
            self._room.release()

    async def close(self) -> None:
        """End all connections. Whoever waits for an answer learns of it."""
        ended = [connection.lost for connection in self._pool.close() if connection.lost]
        if ended:
            await asyncio.wait(ended, timeout=_GOODBYE_SECONDS)

    async def _enter(self, limits: TimeLimits) -> None:
        if not self._room.locked():
            await self._room.acquire()  # at once
            return
        try:
            async with asyncio.timeout(limits.get("pool")):
                await self._room.acquire()
        except TimeoutError:
            raise failure("PoolTimeout", "all connections are in use") from None

    async def _exchange(self, request: Request, limits: TimeLimits) -> tuple[int, bytes]:
        kept = self._pool.take()
        connection, keep = kept or _Connection(), False
        try:
            self._pool.lend(connection)
            if kept is None:
                await connection.open(self._host, self._tls, limits)
            answer = await connection.exchange(http1.request_bytes(request, self._host.netloc), limits.get("read"))
            keep = not answer.is_last
            return answer.status, answer.content
        finally:
            self._pool.give_back(connection, keep=keep)


class _Connection(asyncio.Protocol):
    """One connection.

    Attributes:
        lost: Done when the event loop has let go of the socket; None before it is open.
    """

    def __init__(self) -> None:
        self.lost: asyncio.Future[None] | None = None
        self._transport: asyncio.Transport | None = None
        self._incoming = http1.Incoming()
        self._answer: asyncio.Future[http1.Answer] | None = None
        self._is_cut = False

    async def open(self, host: Host, tls: ssl.SSLContext | None, limits: TimeLimits) -> None:
        try:
            loop, seconds = asyncio.get_running_loop(), limits.get("connect")
            async with asyncio.timeout(seconds):
                connected = await _connected(host, loop.time() + seconds)
                await loop.create_connection(
                    lambda: self, sock=connected, ssl=tls, server_hostname=host.name if tls else None
                )
        except TimeoutError as error:
            raise failure("ConnectTimeout", str(error)) from None
        except Exception as error:  # whatever it is, nothing was sent
            raise failure("ConnectError", getattr(error, "strerror", None) or str(error)) from None
        if self._is_cut:
            raise failure("ConnectError", "the connection was closed")

    async def exchange(self, data: bytes, seconds: float) -> http1.Answer:
        """Send a request, and return its answer, which has to be whole within `seconds`."""
        assert self._transport is not None
        loop = asyncio.get_running_loop()
        self._incoming, self._answer = http1.Incoming(), loop.create_future()
        timer = loop.call_later(seconds, self._fail, "ReadTimeout", "the answer takes too long")
        try:
            self._transport.write(data)
            return await self._answer
        finally:
            timer.cancel()
            self._answer = None

    def is_quiet(self) -> bool:
        """Ask also the socket: the event loop may not have looked at it since.

        Half of a TLS record that nobody asked for is seen by neither.
        """
        transport = self._transport
        if transport is None or transport.is_closing():
            return False
        return not is_readable(transport.get_extra_info("socket").fileno())

    def cut(self) -> None:
        self._is_cut = True
        if self._transport is not None:
            self._transport.abort()

    end = cut

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's has the methods and not the class
        self.lost = asyncio.get_running_loop().create_future()
        if self._is_cut:
            self._transport.abort()

    def data_received(self, data: bytes) -> None:
        if self._answer is None or self._answer.done():
            self.cut()  # nobody asked for it
            return
        try:
            answer = self._incoming.add(data)
        except Exception as error:
            self._answer.set_exception(error)
        else:
            if answer:
                self._answer.set_result(answer)

    def eof_received(self) -> None:
        if self._answer is not None and not self._answer.done():
            try:
                self._answer.set_result(self._incoming.ended())
            except Exception as error:
                self._answer.set_exception(error)

    def connection_lost(self, error: Exception | None) -> None:
        if self.lost is not None:
            self.lost.set_result(None)
        self._fail("ReadError", str(error or "the connection was closed"))

    def _fail(self, kind: Literal["ReadError", "ReadTimeout"], text: str) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(self._incoming.broken(failure(kind, text)))


async def _connected(host: Host, until: float) -> socket.socket:
    """Return a socket that is connected to the first of the host's addresses that answers; see `threads`."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host.name, host.port, type=socket.SOCK_STREAM)
    for position, (family, kind, protocol, _, address) in enumerate(found):
        connection = None
        try:
            connection = socket.socket(family, kind, protocol)
            connection.setblocking(False)
            async with asyncio.timeout(share(until - loop.time(), len(found) - position)):
                await loop.sock_connect(connection, address)
            prepare(connection)
        except BaseException as error:
            if connection is not None:
                connection.close()
            if position + 1 == len(found) or not isinstance(error, OSError):
                raise
        else:
            return connection
    raise OSError(f"{host.name} has no address")
