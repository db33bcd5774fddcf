"""The exchange as an ASGI application, which also sends answers late, or ends the connection instead."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from email.utils import formatdate
from typing import Any

from attrs import define

from .answers import Answer
from .bodies import MAX_BODY_BYTES
from .exchange import Exchange

_Message = MutableMapping[str, Any]
_Receive = Callable[[], Awaitable[_Message]]
_Send = Callable[[_Message], Awaitable[None]]


class Connections:
    """The open connections, by the client's address, as the server notes them."""

    def __init__(self) -> None:
        self._open: dict[object, asyncio.Transport] = {}

    def __len__(self) -> int:
        return len(self._open)

    def add(self, transport: asyncio.Transport) -> None:
        """Note a new connection."""
        self._open[transport.get_extra_info("peername")] = transport

    def remove(self, transport: asyncio.Transport) -> None:
        """Forget a connection that has ended."""
        self._open.pop(transport.get_extra_info("peername"), None)

    def cut(self, client: object) -> None:
        """End the connection of a client at once. Nothing happens where it has ended already."""
        if transport := self._open.get(client):
            transport.abort()

    def cut_all(self) -> None:
        """End every connection at once."""
        for transport in self._open.values():
            transport.abort()


@define
class App:
    """The ASGI application.

    Attributes:
        exchange: What answers.
        connections: What a cut ends one of.
    """

    exchange: Exchange
    connections: Connections

    async def __call__(self, scope: _Message, receive: _Receive, send: _Send) -> None:
        """Answer one request."""
        body = await _read_body(receive)
        if body is None:
            return
        # The path as it was sent: `scope["path"]` is already decoded, and the signature is over the encoded one.
        path: bytes = scope["raw_path"]
        if scope["query_string"]:
            path += b"?" + scope["query_string"]
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        answer = self.exchange.handle(scope["method"], path.decode("latin-1"), headers, body)
        if await _is_gone_within(answer.delay_seconds, receive):
            return
        if answer.is_cut:
            # Who leaves without an answer has to wait for the end of the connection: the server would answer for us.
            self.connections.cut(scope["client"])
            await _is_gone(receive)
        else:
            await _send_answer(answer, send)


async def _is_gone_within(seconds: float, receive: _Receive) -> bool:
    """Wait so long, and return False; or True as soon as the connection ends, which the end of the server brings."""
    if seconds <= 0:
        return False
    try:
        async with asyncio.timeout(seconds):
            return await _is_gone(receive)
    except TimeoutError:
        return False


async def _is_gone(receive: _Receive) -> bool:
    while (await receive())["type"] != "http.disconnect":
        pass
    return True


async def _send_answer(answer: Answer, send: _Send) -> None:
    fields = [(name.encode(), value.encode()) for name, value in answer.headers.items()]
    fields.append((b"date", formatdate(usegmt=True).encode()))
    fields.append((b"content-length", str(len(answer.body)).encode()))
    await send({"type": "http.response.start", "status": answer.status, "headers": fields})
    await send({"type": "http.response.body", "body": answer.body})


async def _read_body(receive: _Receive) -> bytes | None:
    """The body, or just more of it than is allowed, which the exchange then refuses. None if the client is gone."""
    body = b""
    more = True
    while more and len(body) <= MAX_BODY_BYTES:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return body
