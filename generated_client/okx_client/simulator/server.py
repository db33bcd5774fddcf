"""The exchange over HTTP on the loopback interface, on uvicorn, which is imported only when a server starts."""

import signal
import socket
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from contextlib import contextmanager
from threading import Thread
from types import FrameType
from typing import TYPE_CHECKING, Any

from .bodies import MAX_BODY_BYTES
from .exchange import Exchange

if TYPE_CHECKING:
    import uvicorn

HOST = "127.0.0.1"

# Longer than any client of ours keeps an idle connection, so that it is never this side that closes it first.
_KEEP_ALIVE_SECONDS = 75
# A client that is in the middle of a request does not hold up the end for longer than this.
_GRACE_SECONDS = 1

_Message = MutableMapping[str, Any]
_Receive = Callable[[], Awaitable[_Message]]
_Send = Callable[[_Message], Awaitable[None]]
_App = Callable[[_Message, _Receive, _Send], Awaitable[None]]


class ServerMissingError(Exception):
    """Uvicorn is not installed."""

    def __init__(self) -> None:
        super().__init__('the server needs uvicorn; install it with: pip install "okx-client[simulator]"')


def serve(exchange: Exchange, port: int, on_ready: Callable[[str], None]) -> None:
    """Serve until SIGINT or SIGTERM, then return. Calls `on_ready` with the URL once connections are accepted.

    Port 0 takes any free one. OSError where the port cannot be had, ServerMissingError without uvicorn. It takes the
    two signals over, so it runs in the main thread only.
    """
    server = _server(exchange)

    def stop(number: int, frame: FrameType | None) -> None:
        server.should_exit = True

    # Uvicorn has handlers of its own while it runs, and raises the signal again after. These are for then, and for
    # the moment between the announcement and its start.
    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    with _listener(port) as listener:
        # The socket listens already: who connects now is answered as soon as the server runs.
        on_ready(_url(listener))
        server.run(sockets=[listener])


@contextmanager
def running(exchange: Exchange, port: int = 0) -> Iterator[str]:
    """Serve from a thread of its own inside `with`, which gives the URL. Errors are those of `serve`."""
    server = _server(exchange)
    with _listener(port) as listener:
        thread = Thread(target=server.run, args=([listener],), name="okx-client simulator", daemon=True)
        thread.start()
        try:
            yield _url(listener)
        finally:
            server.should_exit = True
            thread.join()


def asgi(exchange: Exchange) -> _App:
    """The exchange as a bare ASGI application."""

    async def app(scope: _Message, receive: _Receive, send: _Send) -> None:
        body = await _read_body(receive)
        if body is None:
            return
        # The path as it was sent: `scope["path"]` is already decoded, and the signature is over the encoded one.
        path: bytes = scope["raw_path"]
        if scope["query_string"]:
            path += b"?" + scope["query_string"]
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        answer = exchange.handle(scope["method"], path.decode("latin-1"), headers, body)
        fields = [(name.encode(), value.encode()) for name, value in answer.headers.items()]
        fields.append((b"content-length", str(len(answer.body)).encode()))
        await send({"type": "http.response.start", "status": answer.status, "headers": fields})
        await send({"type": "http.response.body", "body": answer.body})

    return app


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


def _listener(port: int) -> socket.socket:
    listener = socket.create_server((HOST, port))
    # asyncio switches Nagle's algorithm off only where a socket names its protocol, and this one does not: answers
    # under load would come 40 ms late.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def _url(listener: socket.socket) -> str:
    return f"http://{HOST}:{listener.getsockname()[1]}"


def _server(exchange: Exchange) -> "uvicorn.Server":
    """A server of plain HTTP/1.1 that logs nothing: standard output belongs to the caller."""
    try:
        import uvicorn
    except ModuleNotFoundError as error:
        if error.name != "uvicorn":
            raise
        raise ServerMissingError from None
    config = uvicorn.Config(
        asgi(exchange),
        http="h11",
        loop="asyncio",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=_KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=_GRACE_SECONDS,
    )
    # Loaded here and not when it runs, so that a broken installation fails before anything is announced.
    config.load()
    return uvicorn.Server(config)
