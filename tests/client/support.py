"""Small doubles for the tests: credentials, a scripted transport, a server of few words, a clock that stands still."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypedDict

import httpx

from okx_client import operations

API_KEY = "canary-api-key-7f3a"
SECRET_KEY = "canary-secret-key-91bc"
PASSPHRASE = "Canary-Passphrase-5d!"
SECRETS = (API_KEY, SECRET_KEY, PASSPHRASE)


class Keys(TypedDict):
    api_key: str
    secret_key: str
    passphrase: str


KEYS = Keys(api_key=API_KEY, secret_key=SECRET_KEY, passphrase=PASSPHRASE)

LONGEST = operations.CANCEL_SPREAD_ORDER.id_fields[1].max_length or 0
TOO_LONG = "x" * (LONGEST + 1)  # for a client order id

Answers = Callable[[httpx.Request], httpx.Response]


def answer(*items: dict[str, Any], code: str = "0", status: int = 200, msg: str = "") -> httpx.Response:
    return httpx.Response(status, json={"code": code, "msg": msg, "data": list(items)})


def refusal(code: str, status: int) -> httpx.Response:
    """A refusal of the whole request as OKX sends it: without `data`."""
    return httpx.Response(status, json={"msg": "refused", "code": code})


class Script:
    """A transport that gives prepared answers in order, and keeps the requests that it saw."""

    def __init__(self, *answers: httpx.Response | Exception) -> None:
        self.requests: list[httpx.Request] = []
        self._answers = list(answers)
        self.transport = httpx.MockTransport(self._handle)

    def _handle(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        given = self._answers.pop(0)
        if isinstance(given, Exception):
            raise given
        return given


@contextmanager
def server(behave: Callable[[socket.socket], None]) -> Iterator[str]:
    """A server on loopback that accepts one connection at a time and does with it what it is told."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                behave(connection)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()
