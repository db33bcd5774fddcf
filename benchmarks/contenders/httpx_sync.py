"""httpx as it comes out of the box, with our own signature."""

from __future__ import annotations

import httpx

from .. import account
from ..account import SPREAD_BODY, SPREAD_PATH, Host


class Contender:
    """`httpx.Client`."""

    def __init__(self, host: Host) -> None:
        self._client = httpx.Client(base_url=host.url)

    def cancel(self) -> None:
        """Cancel one order."""
        self.post(SPREAD_PATH, SPREAD_BODY)

    def post(self, path: str, body: bytes) -> None:
        """Send a signed body, and check the answer."""
        headers = account.signed_headers(path, body)
        account.check(self._client.post(path, content=body, headers=headers).json())

    def close(self) -> None:
        """Close its connections."""
        self._client.close()


make = Contender
