"""What a client sent, and the way to refuse it as a whole."""

import json
from collections.abc import Mapping
from typing import Any, Self

from attrs import field, frozen


class RefusedError(Exception):
    """The whole request is refused with this code of OKX's; nothing of it was acted on."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@frozen
class ReceivedRequest:
    """A request that reached the exchange, without its header fields, which carry the credentials.

    Attributes:
        method: The method, in capitals.
        path: The path with its query string.
        body: The bytes of the body.
    """

    method: str
    path: str
    body: bytes

    def json(self) -> Any:
        """Return the body, read as JSON."""
        return json.loads(self.body)


@frozen
class Request:
    """One HTTP request. `path` includes the query string, and `path` and `body` are what was on the wire.

    Header fields and body stay out of `repr`: they carry the passphrase.
    """

    method: str
    path: str
    body: bytes = field(repr=False)
    _headers: Mapping[str, str] = field(repr=False)

    @classmethod
    def read(cls, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Self:
        """Take a request as a server or a transport hands it over, with header names in any case."""
        return cls(method.upper(), path, body, {name.lower(): value.strip() for name, value in headers.items()})

    @property
    def route(self) -> str:
        """The path without its query string."""
        return self.path.partition("?")[0]

    @property
    def query(self) -> str:
        """The query string, without its question mark."""
        return self.path.partition("?")[2]

    @property
    def received(self) -> ReceivedRequest:
        """What of it may be kept."""
        return ReceivedRequest(self.method, self.path, self.body)

    def header(self, name: str) -> str:
        """A header's value, or "" where it is absent or blank, which OKX does not tell apart."""
        return self._headers.get(name.lower(), "")
