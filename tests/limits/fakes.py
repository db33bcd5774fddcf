"""Servers that are no Redis, or a sick one."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

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
