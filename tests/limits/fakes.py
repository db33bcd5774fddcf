"""Servers that are no Redis, or a sick one."""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_OTHER = b"+OK\r\n"


@contextmanager
def silent() -> Iterator[socket.socket]:
    """Takes connections, as the system does for it, and says nothing."""
    with socket.create_server(("127.0.0.1", 0), backlog=1000) as listener:
        yield listener


@contextmanager
def answering(answers: dict[bytes, bytes]) -> Iterator[int]:
    """Answers each command that is named with its bytes, any other with OK; gives its port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=_serve, args=(listener, answers))
        thread.start()
        try:
            yield listener.getsockname()[1]
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()


def _serve(listener: socket.socket, answers: dict[bytes, bytes]) -> None:
    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        with connection:
            try:
                while received := connection.recv(65536):
                    # A command is an array of texts, its name the first of them.
                    for name in re.findall(rb"\*\d+\r\n\$\d+\r\n(\w+)", received):
                        connection.sendall(answers.get(name.upper(), _OTHER))
            except ConnectionError:
                pass


class Forwarder:
    """Passes on to a port what comes to its own, and the answers back: what stands between a program and its Redis.

    Attributes:
        to: The port that new connections lead to; old ones stay where they are.
        delay: Seconds that each answer takes more.
    """

    def __init__(self, to: int) -> None:
        self.to, self.delay = to, 0.0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open = [self._listener]
        self.url = f"redis://127.0.0.1:{self._listener.getsockname()[1]}"
        self._threads = [threading.Thread(target=self._accept)]

    def __enter__(self) -> Forwarder:
        self._threads[0].start()
        return self

    def __exit__(self, *error: object) -> None:
        for each in list(self._open):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()
        for each in self._open:
            each.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                server = socket.create_connection(("127.0.0.1", self.to))
                self._open += [connection, server]
                for pair in ((connection, server, False), (server, connection, True)):
                    thread = threading.Thread(target=self._pass_on, args=pair)
                    self._threads.append(thread)
                    thread.start()

    def _pass_on(self, source: socket.socket, sink: socket.socket, answers: bool) -> None:
        with suppress(OSError):
            while received := source.recv(65536):
                time.sleep(self.delay if answers else 0.0)
                sink.sendall(received)
            sink.shutdown(socket.SHUT_RDWR)
