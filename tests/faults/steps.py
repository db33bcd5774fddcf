"""The steps of a script that a faulty server plays on one connection: read, say, drip, wait, cut."""

from __future__ import annotations

import re
import socket
import struct
import time
from collections.abc import Callable, Sequence
from typing import Any

from attrs import frozen

GIVE_UP_SECONDS = 20.0  # a client that hangs must not hang the tests


@frozen
class Request:
    """A request as it arrived; `text` is its head."""

    text: str
    body: bytes

    @property
    def path(self) -> str:
        return self.text.split(" ", 2)[1]

    def header(self, name: str) -> str:
        found = re.search(rf"(?im)^{re.escape(name)}: *(.*?)\r?$", self.text)
        return found[1] if found else ""


Step = Callable[["Peer"], Any]
Script = Sequence[Step]


class Peer:
    """The server's end of one connection.

    Attributes:
        received: All bytes that were read.
        last: The request that was read last.
        hung_up: Whether the client has closed the connection.
        finished: Whether the script was played to its end: nobody hung up before.
    """

    def __init__(self, connection: socket.socket, requests: list[Request]) -> None:
        self.connection = connection
        self.received = b""
        self.last = Request("", b"")
        self.hung_up = self.finished = False
        self._requests = requests
        self._read_up_to = 0

    def read(self, at_least: int) -> bool:
        """Read on until so many bytes have come since the last request; False at the end of the stream."""
        while len(self.received) - self._read_up_to < at_least:
            chunk = self.connection.recv(65536)
            if not chunk:
                self.hung_up = True
                return False
            self.received += chunk
        return True

    def listen(self, seconds: float) -> bool:
        """Read what comes within a time; False at the end of the stream."""
        until = time.monotonic() + seconds
        try:
            while (left := until - time.monotonic()) > 0:
                self.connection.settimeout(left)
                self.read(len(self.received) - self._read_up_to + 1)
                if self.hung_up:
                    return False
        except TimeoutError:
            pass
        finally:
            self.connection.settimeout(GIVE_UP_SECONDS)
        return True

    def request(self) -> Request | None:
        """Read one request to its end."""
        while (end := self.received.find(b"\r\n\r\n", self._read_up_to)) < 0:
            if not self.read(len(self.received) - self._read_up_to + 1):
                return None
        text = self.received[self._read_up_to : end].decode("latin-1")
        length = int((re.search(r"(?i)\ncontent-length: *(\d+)", text) or ["", "0"])[1])
        if not self.read(end + 4 + length - self._read_up_to):
            return None
        self._read_up_to = end + 4 + length
        found = Request(text, self.received[end + 4 : self._read_up_to])
        self._requests.append(found)
        self.last = found
        return found


def head(peer: Peer) -> bool:
    """Read the head of the request."""
    while b"\r\n\r\n" not in peer.received:
        if not peer.read(len(peer.received) + 1):
            return False
    return True


def whole(peer: Peer) -> bool:
    """Read the request to its end."""
    return peer.request() is not None


@frozen
class Part:
    """Read so many bytes of the request at least. The client has sent all of it by then, as far as it knows."""

    count: int

    def __call__(self, peer: Peer) -> bool:
        return peer.read(self.count)


@frozen
class Say:
    """Send bytes."""

    content: bytes

    def __call__(self, peer: Peer) -> None:
        peer.connection.sendall(self.content)


@frozen
class SayTogether:
    """Send pieces, each in a TLS record of its own, so that they arrive at once (where the system has TCP_CORK)."""

    pieces: tuple[bytes, ...]

    def __call__(self, peer: Peer) -> None:
        cork = getattr(socket, "TCP_CORK", None)
        for held in (1, 0):
            if cork is not None:
                peer.connection.setsockopt(socket.IPPROTO_TCP, cork, held)
            for piece in self.pieces if held else ():
                peer.connection.sendall(piece)


@frozen
class Wait:
    """Say nothing for a while; stop when the client hangs up."""

    seconds: float

    def __call__(self, peer: Peer) -> bool:
        return peer.listen(self.seconds)


@frozen
class Drip:
    """Send bytes one by one; stop when the client hangs up."""

    content: bytes
    gap: float = 0.03

    def __call__(self, peer: Peer) -> bool:
        for position in range(len(self.content)):
            peer.connection.sendall(self.content[position : position + 1])
            if not peer.listen(self.gap):
                return False
        return True


def fin(peer: Peer) -> bool:
    """Close our half in good order, and read what still comes."""
    peer.connection.shutdown(socket.SHUT_WR)
    hold(peer)
    return False


def rst(peer: Peer) -> bool:
    """Reset the connection."""
    peer.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    peer.connection.close()
    return False


def hold(peer: Peer) -> bool:
    """Say nothing until the client hangs up; read what comes."""
    while peer.request() is not None:
        pass
    return False


@frozen
class Serve:
    """Answer each request as `handler` says, until the client hangs up; reset the connection where it gives None."""

    handler: Callable[[Request], bytes | None]

    def __call__(self, peer: Peer) -> bool:
        while (request := peer.request()) is not None:
            answer = self.handler(request)
            if answer is None:
                return rst(peer)
            peer.connection.sendall(answer)
        return True
