"""HTTP/1.1 as bytes: the request that goes out, and the one answer that comes in. Pure: no socket, no clock.

An answer in a plain form is read by `framing`; one in any other form, or a long one, by h11, and its connection is not
used again. RFC 9112.
"""

from __future__ import annotations

import zlib
from contextlib import suppress
from typing import NamedTuple

from . import framing
from .request import BrokenAnswerError, Request, failure

_PLAIN_BYTES = 1 << 16  # of an answer; ten results take some two thousand
_MOST_HEAD_BYTES = 100 << 10
MOST_BYTES = 1 << 20  # of any answer
_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS


class Answer(NamedTuple):
    """One whole answer.

    Attributes:
        status: The HTTP status.
        content: Its body, unpacked.
        is_last: Whether the connection that it came on is not to be used again.
    """

    status: int
    content: bytes
    is_last: bool


def request_bytes(request: Request, netloc: str) -> bytes:
    """Return the bytes of a request, signed now.

    Args:
        request: The request.
        netloc: The host and port that it goes to.
    """
    lines = [f"{request.method} {request.target} HTTP/1.1\r\nHost: {netloc}\r\nConnection: keep-alive"]
    lines += [f"{name}: {value}" for name, value in request.headers()]
    if request.content:
        lines.append(f"Content-Length: {len(request.content)}")
    return "\r\n".join([*lines, "\r\n"]).encode("ascii") + request.content


class Incoming:
    """The answer to one request, as it comes in."""

    def __init__(self) -> None:
        self._received = b""
        self._by_h11: _ByH11 | None = None

    def add(self, data: bytes) -> Answer | None:
        """Add what has come in, and return the answer if it is whole now.

        Raises:
            TransportError: It is no answer of HTTP, or longer than any of OKX, or packed and cannot be unpacked.
            BrokenAnswerError: The same, where the status is known.
        """
        if self._by_h11 is None:
            self._received += data
            if len(self._received) <= _PLAIN_BYTES:
                try:
                    found = framing.answer_in(self._received)
                except framing.UnclearAnswerError:
                    pass
                else:
                    return self._plain(found) if found else None
            data, self._by_h11 = self._received, _ByH11()
        return self._by_h11.add(data)

    def ended(self) -> Answer:
        """Return the answer, as the other side sends nothing more.

        Raises:
            TransportError: It is not whole.
            BrokenAnswerError: It is not whole, or cannot be unpacked, and the status is known.
        """
        if self._by_h11 is None:
            self._by_h11 = _ByH11()
            if self._received and (answer := self._by_h11.add(self._received)):
                return answer
        return self._by_h11.ended()

    def broken(self, error: Exception) -> Exception:
        """Return what an error means that ends the answer here: a `BrokenAnswerError` where the status has come."""
        if self._by_h11 is None and self._received:
            with suppress(Exception):  # the first error tells more
                self._by_h11 = _ByH11()
                self._by_h11.add(self._received)
        return self._by_h11.broken(error) if self._by_h11 else error

    def _plain(self, found: framing.PlainAnswer) -> Answer:
        content = found.content
        if found.is_packed:
            try:
                content = unpacked(content)
            except Exception as error:
                raise BrokenAnswerError(found.status, error) from None
        return Answer(found.status, content, is_last=found.closes or found.size < len(self._received))


class _ByH11:
    """An answer in no plain form, as h11 reads it."""

    def __init__(self) -> None:
        import h11

        self._status = 0
        self._packed = False
        self._size = 0
        self._chunks: list[bytes] = []
        self._reader = h11.Connection(h11.CLIENT, max_incomplete_event_size=_MOST_HEAD_BYTES)
        self._reader.send(h11.Request(method="POST", target="/", headers=[("Host", "")]))
        self._reader.send(h11.EndOfMessage())

    def add(self, data: bytes) -> Answer | None:
        try:
            self._reader.receive_data(data)
            return self._read()
        except Exception as error:
            raise self.broken(error) from None

    def ended(self) -> Answer:
        answer = self.add(b"")
        if answer is None:
            raise self.broken(failure("RemoteProtocolError", "the answer ended early"))
        return answer

    def broken(self, error: Exception) -> Exception:
        import h11

        if isinstance(error, h11.RemoteProtocolError):
            error = failure("RemoteProtocolError", str(error))
        return BrokenAnswerError(self._status, error) if self._status else error

    def _read(self) -> Answer | None:
        import h11

        while True:
            event = self._reader.next_event()
            if isinstance(event, h11.Response):
                self._status = event.status_code
                self._packed = any(
                    name == b"content-encoding" and value.lower() not in framing.NOT_PACKED
                    for name, value in event.headers
                )
            elif isinstance(event, h11.Data):
                self._add(bytes(event.data))
            elif isinstance(event, h11.EndOfMessage):
                content = b"".join(self._chunks)
                return Answer(self._status, unpacked(content) if self._packed else content, is_last=True)
            elif not isinstance(event, h11.InformationalResponse):
                if event is h11.PAUSED or isinstance(event, h11.ConnectionClosed):
                    raise failure("RemoteProtocolError", "the server changes the protocol, or closes")
                return None  # more is needed

    def _add(self, data: bytes) -> None:
        self._size += len(data)
        if self._size > MOST_BYTES:
            raise failure("ReadError", "the answer is too long")
        self._chunks.append(data)


def unpacked(received: bytes) -> bytes:
    """Return a body that was packed on the way, though that was not asked for.

    Raises:
        zlib.error: It is packed in a way that is not understood.
        TransportError: A part of it is missing, or it unpacks to more than any answer of OKX.
    """
    unpacker = zlib.decompressobj(_GZIP_OR_ZLIB)
    content = unpacker.decompress(received, MOST_BYTES)
    if not unpacker.eof or unpacker.unused_data:
        raise failure("DecodingError", "the packed answer is not whole")
    return content
