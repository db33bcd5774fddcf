"""How OKX wants a request signed. Docs: #overview-rest-authentication."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Callable
from datetime import UTC, datetime
from typing import NoReturn

from ._generated.operations import ACCESS_HEADERS, DEMO_HEADER
from .clock import Clock
from .credentials import Credentials, Secret
from .errors import ConfigurationError
from .text import Text


def timestamp(seconds: float) -> str:
    """Return a time, given in seconds since 1970, as OKX writes it: `2020-12-08T09:08:57.715Z`."""
    moment = datetime.fromtimestamp(seconds, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def sign(secret_key: Secret, timestamp: str, method: str, path: bytes, body: bytes) -> str:
    """Return the signature of a request: Base64 of the HMAC-SHA256 of timestamp, METHOD, path with query, and body.

    Args:
        secret_key: The secret that belongs to the API key.
        timestamp: The very text of the timestamp header.
        method: The HTTP method, in any case.
        path: The bytes of path and query as they go out, from the first slash on.
        body: The bytes of the body as they go out; empty where there is none.
    """
    message = timestamp.encode() + method.upper().encode() + path + body
    return base64.b64encode(hmac.digest(secret_key.reveal().encode(), message, "sha256")).decode()


class Signer:
    """Signs requests with an API key, by OKX's clock as far as it is known.

    Args:
        credentials: The API key and what belongs to it.
        clock: The clock to sign by.
        demo: Whether it is a demo trading key.
    """

    def __init__(self, credentials: Credentials, clock: Clock, *, demo: bool) -> None:
        self.clock = clock
        self.demo = demo
        self._credentials = credentials

    def __repr__(self) -> str:
        return f"Signer(demo={self.demo})"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a signer holds secrets and is not pickled or copied")

    def headers(self, method: str, path: bytes, body: bytes) -> tuple[int, list[tuple[str, str]]]:
        """Return the clock's reading, and the headers that sign a request at the time that it is.

        Args:
            method: The HTTP method.
            path: The bytes of path and query as they go out, from the first slash on.
            body: The bytes of the body as they go out; empty where there is none.
        """
        reading, now = self.clock.reading, timestamp(self.clock.now())
        signed = [
            (ACCESS_HEADERS.api_key, self._credentials.api_key.reveal()),
            (ACCESS_HEADERS.signature, sign(self._credentials.secret_key, now, method, path, body)),
            (ACCESS_HEADERS.timestamp, now),
            (ACCESS_HEADERS.passphrase, self._credentials.passphrase.reveal()),
        ]
        if self.demo:
            signed.append((DEMO_HEADER.name, DEMO_HEADER.value))
        return reading, signed


def signer(*, api_key: str, secret_key: str, passphrase: str, demo: bool, clock: Callable[[], float]) -> Signer:
    """Return what signs with an API key.

    Args:
        api_key: The API key.
        secret_key: The secret that belongs to it.
        passphrase: The passphrase that was chosen with it.
        demo: True for a demo trading key, False for a live one.
        clock: Returns the time in seconds since 1970.

    Raises:
        ConfigurationError: A value is blank, or `demo` is not a bool.
    """
    credentials = Credentials.of(api_key=api_key, secret_key=secret_key, passphrase=passphrase)
    if not isinstance(demo, bool):
        raise ConfigurationError(_NO_DEMO)
    return Signer(credentials, Clock(clock), demo=demo)


_NO_DEMO = Text(
    "demo has to be True (demo trading) or False (live trading)", "demo 必须是 True（模拟盘）或 False（实盘）"
)
