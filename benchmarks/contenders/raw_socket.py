"""The floor: bytes on a socket, with our own signature, and no more understood of the answer than its length."""

from __future__ import annotations

import json
import socket
import ssl

from .. import account
from ..account import SPREAD_BODY, SPREAD_PATH, Host

_REQUEST = "POST {} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {}\r\n{}\r\n\r\n"
_END = b"\r\n\r\n"
_LENGTH = b"Content-Length: "


class Contender:
    """A socket."""

    def __init__(self, host: Host) -> None:
        self._socket = socket.create_connection(("127.0.0.1", host.port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if host.certificate:
            context = ssl.create_default_context(cafile=host.certificate)
            self._socket = context.wrap_socket(self._socket, server_hostname="127.0.0.1")

    def cancel(self) -> None:
        """Cancel one order."""
        self.post(SPREAD_PATH, SPREAD_BODY)

    def post(self, path: str, body: bytes) -> None:
        """Send a signed body, and check the answer."""
        headers = account.signed_headers(path, body)
        lines = "\r\n".join(f"{name}: {value}" for name, value in headers.items())
        self._socket.sendall(_REQUEST.format(path, len(body), lines).encode() + body)
        account.check(json.loads(self._body()))

    def _body(self) -> bytes:
        received = b""
        while True:
            chunk = self._socket.recv(1 << 16)
            if not chunk:
                raise ConnectionError("the server closed the connection")
            received += chunk
            start = received.find(_END) + len(_END)
            if start < len(_END):
                continue
            at = received.find(_LENGTH) + len(_LENGTH)
            if len(received) == start + int(received[at : received.find(b"\r\n", at)]):
                return received[start:]

    def close(self) -> None:
        """Close the socket."""
        self._socket.close()


make = Contender
