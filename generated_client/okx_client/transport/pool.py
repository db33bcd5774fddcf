"""What the pools of threads and of tasks share: how many connections there are, how long, and which one is next."""

from __future__ import annotations

import select
import socket
import sys
import time
from contextlib import suppress
from typing import Final, Generic, Protocol, TypeVar

from .request import failure

MOST: Final = 100  # connections at once; a further call waits for one, as long as the time-out
# A cancel that follows minutes after the last one should not wait for a new connection and a TLS handshake. What lies
# in between may forget an idle connection without a word: the system's probes keep it in mind, or find it dead.
KEPT_SECONDS: Final = 120.0
_NEXT_ADDRESS_SECONDS: Final = 2.5  # in which a system tries twice to reach one
_PROBES = {"TCP_KEEPIDLE": 20, "TCP_KEEPALIVE": 20, "TCP_KEEPINTVL": 10, "TCP_KEEPCNT": 3}  # seconds, and a number


class Connection(Protocol):
    """What a pool keeps."""

    def is_quiet(self) -> bool:
        """Say whether it is open, and nothing has come in on it that nobody asked for."""

    def cut(self) -> None:
        """Make whoever waits for an answer on it learn that none will come."""

    def end(self) -> None:
        """Close it, which nobody uses."""


AnyConnection = TypeVar("AnyConnection", bound=Connection)


class Pool(Generic[AnyConnection]):
    """The connections of one client. The one that was used last is used next, so that few are kept warm."""

    def __init__(self) -> None:
        self.closed = False
        self._idle: list[tuple[float, AnyConnection]] = []
        self._busy: set[AnyConnection] = set()

    def take(self) -> AnyConnection | None:
        """Return an idle connection that can be used, or None where there is none."""
        while self._idle:
            try:
                since, connection = self._idle.pop()
            except IndexError:  # another thread was faster
                break
            if time.monotonic() - since < KEPT_SECONDS and connection.is_quiet():
                return connection
            connection.end()
        return None

    def lend(self, connection: AnyConnection) -> None:
        """Note that a connection is in use, so that `close` can end it.

        Raises:
            TransportError: The pool is closed.
        """
        self._busy.add(connection)
        if self.closed:
            raise failure("ConnectError", "the client is closed")

    def give_back(self, connection: AnyConnection, *, keep: bool) -> None:
        """Note that a connection is not in use any more; it is kept for the next call, or ended."""
        self._busy.discard(connection)
        if keep:
            self._idle.append((time.monotonic(), connection))
            self._end_oldest()
        else:
            connection.end()
        if self.closed:
            self._end_idle()

    def close(self) -> list[AnyConnection]:
        """End all connections, and return them."""
        self.closed = True
        ended = [*self._busy]
        for connection in ended:
            connection.cut()
        return [*ended, *self._end_idle()]

    def _end_oldest(self) -> None:
        """End what was not used for too long: the newest is used next, so that nobody would look at the oldest."""
        with suppress(IndexError):  # another thread was faster
            if time.monotonic() - self._idle[0][0] >= KEPT_SECONDS:
                self._idle.pop(0)[1].end()

    def _end_idle(self) -> list[AnyConnection]:
        ended: list[AnyConnection] = []
        while self._idle:  # emptied, and not replaced: another thread may be adding to it
            with suppress(IndexError):
                ended.append(self._idle.pop()[1])
                ended[-1].end()
        return ended


def share(seconds: float, addresses: int) -> float:
    """Return how many of the seconds that are left the first of so many addresses may take to answer.

    It may be a black hole, as a broken IPv6 is; the last one has all that is left.
    """
    return seconds if addresses == 1 else min(_NEXT_ADDRESS_SECONDS, seconds / addresses)


def prepare(connection: socket.socket) -> None:
    """Send at once what is written, and let the system probe a connection that is idle, where it can."""
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for name, value in _PROBES.items():
        if hasattr(socket, name):
            connection.setsockopt(socket.IPPROTO_TCP, getattr(socket, name), value)


def is_readable(file: int) -> bool:
    """Say whether something waits to be read, be it the end of the stream."""
    if file < 0:
        return True
    if sys.platform == "win32":
        return bool(select.select([file], [], [], 0)[0])
    poll = select.poll()
    poll.register(file, select.POLLIN)
    return bool(poll.poll(0))
