"""Requests through an httpx client: past a proxy, or over a transport of the caller's own."""

from __future__ import annotations

import httpx

from . import framing, http1
from .request import BrokenAnswerError, Request, TimeLimits, TransportError, failure

# What it raises while no byte of a request has left.
_BEFORE_SENDING = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,  # the proxy refused the tunnel to OKX
    httpx.UnsupportedProtocol,
)


class StockConnections:
    """What `Connections` is, by an httpx client."""

    def __init__(self, http: httpx.Client) -> None:
        self.http = http

    def exchange(self, request: Request, limits: TimeLimits) -> tuple[int, bytes]:
        """Send a request once, and return the HTTP status and the content of its answer; see `Connections.exchange`."""
        try:
            response = self.http.send(_built(self.http, request, limits), auth=None, stream=True)
        except _BEFORE_SENDING as error:
            raise TransportError(type(error).__name__, str(error), left_nothing=True) from None
        try:
            body = _Body(response, limits)
            for chunk in response.iter_raw() if body.packed else response.iter_bytes():
                body.add(chunk)
            return response.status_code, body.content()
        except Exception as error:
            raise BrokenAnswerError(response.status_code, error) from None
        finally:
            response.close()

    def close(self) -> None:
        """End all connections."""
        self.http.close()


class AsyncStockConnections:
    """What `AsyncConnections` is, by an httpx client."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self.http = http

    async def exchange(self, request: Request, limits: TimeLimits) -> tuple[int, bytes]:
        """Send a request once, and return the HTTP status and the content of its answer; see `Connections.exchange`."""
        try:
            response = await self.http.send(_built(self.http, request, limits), auth=None, stream=True)
        except _BEFORE_SENDING as error:
            raise TransportError(type(error).__name__, str(error), left_nothing=True) from None
        try:
            body = _Body(response, limits)
            async for chunk in response.aiter_raw() if body.packed else response.aiter_bytes():
                body.add(chunk)
            return response.status_code, body.content()
        except Exception as error:
            raise BrokenAnswerError(response.status_code, error) from None
        finally:
            await response.aclose()

    async def close(self) -> None:
        """End all connections."""
        await self.http.aclose()


def _built(http: httpx.Client | httpx.AsyncClient, request: Request, limits: TimeLimits) -> httpx.Request:
    return http.build_request(
        request.method,
        request.target,
        content=request.content or None,
        headers=request.headers(),
        extensions={"timeout": limits},
    )


class _Body:
    """The body of an answer as it comes in, bounded in size and time.

    Attributes:
        packed: Whether it was packed on the way, though that was not asked for; then the raw bytes are to be added.
    """

    def __init__(self, response: httpx.Response, limits: TimeLimits) -> None:
        encoding: str = response.headers.get("Content-Encoding", "")
        self.packed = encoding.lower().encode("latin-1") not in framing.NOT_PACKED
        self._limits = limits.of_one_step()
        self._chunks: list[bytes] = []
        self._size = 0

    def add(self, chunk: bytes) -> None:
        self._chunks.append(chunk)
        self._size += len(chunk)
        if self._size > http1.MOST_BYTES:
            raise failure("ReadError", "the answer is too long")
        if self._limits.left <= 0:
            raise failure("ReadTimeout", "the answer takes too long")

    def content(self) -> bytes:
        received = b"".join(self._chunks)
        return http1.unpacked(received) if self.packed else received
