"""The exchange without a network: an httpx transport for tests."""

import httpx

from .exchange import Exchange


def mock_transport(exchange: Exchange) -> httpx.MockTransport:
    """A transport that hands each request to the exchange, for `httpx.Client` and `httpx.AsyncClient`."""

    def answer(request: httpx.Request) -> httpx.Response:
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in request.headers.raw}
        path = request.url.raw_path.decode("latin-1")
        reply = exchange.handle(request.method, path, headers, request.content)
        return httpx.Response(reply.status, headers=reply.headers, content=reply.body)

    return httpx.MockTransport(answer)
