"""The exchange without a network: an httpx transport for tests."""

import asyncio
import time

import httpx

from .answers import Answer
from .exchange import Exchange


def mock_transport(exchange: Exchange) -> httpx.MockTransport:
    """A transport that hands each request to the exchange, for `httpx.Client` and `httpx.AsyncClient`.

    A late answer is really waited for, up to the client's time-out for reading, as it is on a network.
    """
    return _Transport(exchange)


class _Transport(httpx.MockTransport):
    """The two ways differ in how they wait."""

    def __init__(self, exchange: Exchange) -> None:
        super().__init__(self._respond)
        self._exchange = exchange

    def _respond(self, request: httpx.Request) -> httpx.Response:
        answer, patience = self._ask(request), _patience(request)
        if answer.delay_seconds > 0:
            time.sleep(min(answer.delay_seconds, patience))
        return _response(answer, request, patience)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await request.aread()
        answer, patience = self._ask(request), _patience(request)
        if answer.delay_seconds > 0:
            await asyncio.sleep(min(answer.delay_seconds, patience))
        return _response(answer, request, patience)

    def _ask(self, request: httpx.Request) -> Answer:
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in request.headers.raw}
        path = request.url.raw_path.decode("latin-1")
        return self._exchange.handle(request.method, path, headers, request.content)


def _patience(request: httpx.Request) -> float:
    """How many seconds the client waits for an answer."""
    seconds: float | None = request.extensions.get("timeout", {}).get("read")
    return float("inf") if seconds is None else seconds


def _response(answer: Answer, request: httpx.Request, patience: float) -> httpx.Response:
    """What the client gets; or raise what httpx raises where it gets nothing, in httpx's words."""
    if answer.delay_seconds > patience:
        raise httpx.ReadTimeout("timed out", request=request)
    if answer.is_cut:
        raise httpx.RemoteProtocolError("Server disconnected without sending a response.", request=request)
    return httpx.Response(answer.status, headers=answer.headers, content=answer.body)
