"""HTTP/1.1 as far as the contenders speak it: requests with a length, one after another on a connection."""

from __future__ import annotations

import asyncio
import re
from http import HTTPStatus
from typing import cast

from .exchange import Exchange

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+) *\r\n", re.IGNORECASE)
_MOST_BYTES = 1 << 20
# Headers of the kind and number that OKX sends: reading them is a part of every client's work.
_HEAD = (
    "HTTP/1.1 {} {}\r\nDate: Sat, 01 Aug 2026 00:00:00 GMT\r\nContent-Type: application/json\r\n"
    "Content-Length: {}\r\nConnection: keep-alive\r\nVary: Accept-Encoding\r\nCache-Control: no-store\r\n"
    "X-Content-Type-Options: nosniff\r\nStrict-Transport-Security: max-age=63072000\r\n"
    "CF-Cache-Status: DYNAMIC\r\nServer: cloudflare\r\nCF-RAY: 8f0a000000000000-FRA\r\n\r\n"
)


class Connection(asyncio.Protocol):
    """One connection of a client to an exchange."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange
        self._received = b""
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Count the connection."""
        self._transport = cast(asyncio.Transport, transport)  # uvloop's is none by its class
        self._exchange.counts.connections += 1

    def data_received(self, data: bytes) -> None:
        """Answer every request that is there as a whole."""
        self._received += data
        while True:
            end = self._received.find(b"\r\n\r\n")
            if end < 0:
                return self._drop_if_too_long()
            head = self._received[: end + 2]
            found = _LENGTH.search(head)
            whole = end + 4 + (int(found[1]) if found else 0)
            if len(self._received) < whole:
                return self._drop_if_too_long()
            body, self._received = self._received[end + 4 : whole], self._received[whole:]
            method, _, rest = head.decode("latin-1").partition(" ")
            status, content = self._exchange.answer(method, rest.partition(" ")[0], head, body)
            name = HTTPStatus(status).phrase
            self._transport.write(_HEAD.format(int(status), name, len(content)).encode() + content)

    def _drop_if_too_long(self) -> None:
        if len(self._received) > _MOST_BYTES:
            self._transport.abort()
