"""Connections of our own, for any number of threads: a socket, TLS, one request, one answer."""

from __future__ import annotations

import queue
import socket
import ssl
import time
from contextlib import suppress

from ..addresses import Host
from . import http1
from .pool import MOST, Pool, is_readable, prepare, share
from .request import Request, TimeLimits, failure

_AT_ONCE_BYTES = 1 << 16


class Connections:
    """The connections of one client to one host.

    Args:
        host: Where they go.
        tls: What verifies the host; None for a host that speaks plain http.
    """

    def __init__(self, host: Host, tls: ssl.SSLContext | None) -> None:
        self._host = host
        self._tls = tls
        self._pool: Pool[_Connection] = Pool()
        # Not a semaphore: an interruption inside one, which is Python, would leave its lock taken for ever.
        self._room: queue.SimpleQueue[None] = queue.SimpleQueue()
        for _ in range(MOST):
            self._room.put(None)

    def exchange(self, request: Request, limits: TimeLimits) -> tuple[int, bytes]:
        """Send a request once, and return the HTTP status and the content of its answer.

        Raises:
            TransportError: It failed on its way; `left_nothing` says whether it may have arrived.
            BrokenAnswerError: The status came, and the content did not.
        """
        try:
            self._room.get(timeout=limits.get("pool"))
        except queue.Empty:
            raise failure("PoolTimeout", "all connections are in use") from None
        try:
            return self._exchange(request, limits)
        finally:
            self._room.put(None)

    def close(self) -> None:
        """End all connections. Whoever waits for an answer learns of it."""
        self._pool.close()

    def _exchange(self, request: Request, limits: TimeLimits) -> tuple[int, bytes]:
        kept = self._pool.take()
        connection, keep = kept or _Connection(), False
        try:
            self._pool.lend(connection)
            if kept is None:
                connection.open(self._host, self._tls, limits)
            answer = connection.exchange(http1.request_bytes(request, self._host.netloc), limits)
            keep = not answer.is_last
            return answer.status, answer.content
        finally:
            self._pool.give_back(connection, keep=keep)


class _Connection:
    """One connection. `cut` may come from another thread; everything else is for its user alone."""

    def __init__(self) -> None:
        self._socket: socket.socket | None = None
        self._is_cut = False

    def open(self, host: Host, tls: ssl.SSLContext | None, limits: TimeLimits) -> None:
        until = time.monotonic() + limits.get("connect")
        try:
            self._socket = _connected(host, until)
            if tls is not None:
                self._socket = wrapped = tls.wrap_socket(
                    self._socket, server_hostname=host.name, do_handshake_on_connect=False
                )
                wrapped.settimeout(_left(until))
                wrapped.do_handshake()
        except TimeoutError as error:
            raise failure("ConnectTimeout", str(error)) from None
        except Exception as error:  # whatever it is, nothing was sent
            raise failure("ConnectError", getattr(error, "strerror", None) or str(error)) from None
        if self._is_cut:
            raise failure("ConnectError", "the connection was closed")

    def exchange(self, data: bytes, limits: TimeLimits) -> http1.Answer:
        assert self._socket is not None
        try:
            self._socket.settimeout(limits.get("write"))
            self._socket.sendall(data)
        except TimeoutError as error:
            raise failure("WriteTimeout", str(error)) from None
        except OSError as error:
            raise failure("WriteError", str(error)) from None
        incoming = http1.Incoming()
        try:
            return self._answer(incoming, time.monotonic() + limits.get("read"))
        except TimeoutError as error:
            raise incoming.broken(failure("ReadTimeout", str(error))) from None
        except OSError as error:
            raise incoming.broken(failure("ReadError", str(error))) from None

    def _answer(self, incoming: http1.Incoming, until: float) -> http1.Answer:
        """Read the answer, which has to be whole by `until`: a drip of bytes would hold a call for ever."""
        assert self._socket is not None
        answer = None
        while answer is None:
            self._socket.settimeout(_left(until))
            data = self._socket.recv(_AT_ONCE_BYTES)
            answer = incoming.add(data) if data else incoming.ended()
        return answer

    def is_quiet(self) -> bool:
        return self._socket is not None and not is_readable(self._socket.fileno())

    def cut(self) -> None:
        self._is_cut = True
        if self._socket is not None:
            with suppress(OSError):  # of the socket below TLS, which another thread may be using
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)

    def end(self) -> None:
        if self._socket is not None:
            self._socket.close()


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError("it takes too long")
    return left


def _connected(host: Host, until: float) -> socket.socket:
    """Return a socket that is connected to the first of the host's addresses that answers.

    Each has its share of the time: the first may be a black hole, as a broken IPv6 is. How long the system's resolver
    takes, it alone decides.
    """
    found = socket.getaddrinfo(host.name, host.port, type=socket.SOCK_STREAM)
    for position, (family, kind, protocol, _, address) in enumerate(found):
        connection = None
        try:
            connection = socket.socket(family, kind, protocol)
            connection.settimeout(share(_left(until), len(found) - position))
            connection.connect(address)
            prepare(connection)
        except BaseException as error:
            if connection is not None:
                connection.close()
            if position + 1 == len(found) or not isinstance(error, OSError):
                raise
        else:
            return connection
    raise OSError(f"{host.name} has no address")
