"""The exchange over HTTP on the loopback interface, on uvicorn, which is imported only when a server starts."""

import asyncio
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread
from types import FrameType
from typing import TYPE_CHECKING

from .asgi import App, Connections
from .exchange import Exchange

if TYPE_CHECKING:
    import uvicorn

HOST = "127.0.0.1"

# Longer than any client of ours keeps an idle connection, so that it is never this side that closes it first.
_KEEP_ALIVE_SECONDS = 75
# A client that is in the middle of a request does not hold up the end for longer than this.
_GRACE_SECONDS = 1


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
        from uvicorn.protocols.http.h11_impl import H11Protocol
    except ModuleNotFoundError as error:
        if error.name != "uvicorn":
            raise
        raise ServerMissingError from None
    connections = Connections()

    class Protocol(H11Protocol):
        """Notes each connection: ASGI has no word to end one without an answer."""

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            connections.add(transport)
            super().connection_made(transport)

        def connection_lost(self, exc: Exception | None) -> None:
            connections.remove(self.transport)
            super().connection_lost(exc)

    app = App(exchange, connections)
    config = uvicorn.Config(
        app,
        http=Protocol,
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
    server = uvicorn.Server(config)
    app.is_stopping = lambda: server.should_exit
    return server
