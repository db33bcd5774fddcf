"""The exchange over HTTP on the loopback interface, on uvicorn, which is imported only when a server starts."""

import asyncio
import logging
import signal
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import closing, contextmanager, suppress
from threading import Thread
from types import FrameType
from typing import Final

from okx_client.text import Text, language_of_environment

from .asgi import App, Connections
from .checks import wrong
from .clocks import real_seconds
from .exchange import Exchange

HOST: Final = "127.0.0.1"

# Longer than any client of ours keeps an idle connection, so that it is never this side that closes it first.
_KEEP_ALIVE_SECONDS = 150
# Connections that may wait to be accepted: a bot opens many at once.
_BACKLOG = 2048
# Starting and ending take some milliseconds. Whoever waits longer is told so, instead of waiting for ever.
_PATIENCE_SECONDS = 10.0


class ServerMissingError(Exception):
    """Uvicorn is not installed."""

    def __init__(self) -> None:
        text = Text(
            'the simulated OKX needs uvicorn; install it with: pip install "okx-client[simulator]"',
            '模拟的 OKX 需要 uvicorn，请安装：pip install "okx-client[simulator]"',
        )
        super().__init__(text.say(language_of_environment()))


def serve(exchange: Exchange, port: int, on_ready: Callable[[str], None]) -> None:
    """Serve until SIGINT or SIGTERM, then return. Calls `on_ready` with the URL once connections are accepted.

    Port 0 takes any free one. OSError where the port cannot be had, ServerMissingError without uvicorn. It takes the
    two signals over, so it runs in the main thread only.
    """
    server = _Server(exchange, port)

    def stop(number: int, frame: FrameType | None) -> None:
        server.stop()

    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    server.run(lambda: on_ready(server.url))


@contextmanager
def running(exchange: Exchange, port: int = 0) -> Iterator[str]:
    """Serve from a thread of its own inside `with`, which gives the URL. Errors are those of `serve`."""
    server = _Server(exchange, port)
    started: Future[None] = Future()
    thread = Thread(target=_run, args=(server, started), name="okx-client simulator", daemon=True)
    thread.start()
    try:
        _wait_for(started)
        yield server.url
    finally:
        server.stop()
        thread.join(_PATIENCE_SECONDS)
        if thread.is_alive():
            wrong("the simulated OKX does not end", "模拟的 OKX 无法结束", RuntimeError)


def _run(server: "_Server", started: "Future[None]") -> None:
    try:
        server.run(lambda: started.set_result(None))
    except BaseException as error:
        if started.done():
            raise
        started.set_exception(error)


def _wait_for(started: "Future[None]") -> None:
    try:
        started.result(_PATIENCE_SECONDS)
    except Exception as error:
        text = Text("the simulated OKX did not start", "模拟的 OKX 未能启动").say(language_of_environment())
        raise RuntimeError(f"{text}: {error!r}") from error


def _listener(port: int) -> socket.socket:
    listener = socket.create_server((HOST, port))
    # asyncio switches Nagle's algorithm off only where a socket names its protocol, and this one does not: answers
    # under load would come 40 ms late.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


class _Loop(asyncio.SelectorEventLoop):
    """A loop whose seconds pass also where a test has frozen Python's clocks."""

    def time(self) -> float:
        return real_seconds()


class _Server:
    """The exchange on a port, which it has from the first moment on. `run` has to be called: it gives the port back.

    `uvicorn.Server` is not used: it asks every 0.1 s whether to end, then waits as long again, and says so in the log.
    """

    def __init__(self, exchange: Exchange, port: int) -> None:
        self._connections = Connections()
        self._new_protocol = _protocols(App(exchange, self._connections), self._connections)
        self._listener = _listener(port)
        self.url = f"http://{HOST}:{self._listener.getsockname()[1]}"
        self._loop = _Loop()
        self._loop.set_debug(False)  # `python -X dev` is for the program that is tested
        self._stopped = asyncio.Event()

    def run(self, on_ready: Callable[[], None]) -> None:
        """Serve until `stop`, from this thread. Calls `on_ready` once connections are accepted."""
        with self._listener, closing(self._loop):
            self._loop.run_until_complete(self._serve(on_ready))

    def stop(self) -> None:
        """End `run`, from any thread or signal, before it has begun too. What is not answered by then never is."""
        with suppress(RuntimeError):  # it has ended by itself
            self._loop.call_soon_threadsafe(self._stopped.set)

    async def _serve(self, on_ready: Callable[[], None]) -> None:
        server = await self._loop.create_server(self._new_protocol, sock=self._listener, backlog=_BACKLOG)
        try:
            on_ready()
            await self._stopped.wait()
        finally:
            server.close()
            # Whoever waits for a request, or to send an answer late, sees the end of its connection and ends.
            while self._connections or len(asyncio.all_tasks()) > 1:
                self._connections.cut_all()
                await asyncio.sleep(0)


def _protocols(app: App, connections: Connections) -> Callable[[], asyncio.Protocol]:
    """What speaks plain HTTP/1.1 on each connection. ServerMissingError without uvicorn.

    Only what breaks in the exchange itself is logged: a client's nonsense is the client's to tell.
    """
    try:
        import uvicorn
        from uvicorn.protocols.http.h11_impl import H11Protocol
        from uvicorn.server import ServerState
    except ModuleNotFoundError as error:
        if error.name != "uvicorn":
            raise
        raise ServerMissingError from None
    logger = logging.getLogger(__name__)
    logger.setLevel(logging.ERROR)

    class Protocol(H11Protocol):
        """Notes each connection: ASGI has no word to end one without an answer."""

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            self.logger, self.access_log = logger, False
            connections.add(transport)
            super().connection_made(transport)

        def connection_lost(self, exc: Exception | None) -> None:
            connections.remove(self.transport)
            super().connection_lost(exc)

    config = uvicorn.Config(
        app,
        http=Protocol,
        loop="asyncio",
        ws="none",
        lifespan="off",
        log_config=None,
        proxy_headers=False,
        server_header=False,
        timeout_keep_alive=_KEEP_ALIVE_SECONDS,
    )
    # Loaded here and not at the first connection, so that a broken installation fails before anything is announced.
    config.load()
    state = ServerState()
    return lambda: Protocol(config, state, {})
