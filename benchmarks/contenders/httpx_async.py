"""httpx for asyncio as it comes out of the box, with our own signature."""

from __future__ import annotations

import httpx

from .. import account
from ..account import SPREAD_BODY, SPREAD_PATH, Host


class Contender:
    """`httpx.AsyncClient`."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def cancel(self) -> None:
        """Cancel one order."""
        await self.post(SPREAD_PATH, SPREAD_BODY)

    async def post(self, path: str, body: bytes) -> None:
        """Send a signed body, and check the answer."""
        headers = account.signed_headers(path, body)
        account.check((await self._client.post(path, content=body, headers=headers)).json())

    async def close(self) -> None:
        """Close its connections."""
        await self._client.aclose()


async def make(host: Host) -> Contender:
    """Return httpx's client."""
    return Contender(httpx.AsyncClient(base_url=host.url))
