"""aiohttp as it comes out of the box, with our own signature."""

from __future__ import annotations

import aiohttp

from .. import account
from ..account import SPREAD_BODY, SPREAD_PATH, Host


class Contender:
    """`aiohttp.ClientSession`."""

    def __init__(self, session: aiohttp.ClientSession, host: Host) -> None:
        self._session = session
        self._url = host.url

    async def cancel(self) -> None:
        """Cancel one order."""
        await self.post(SPREAD_PATH, SPREAD_BODY)

    async def post(self, path: str, body: bytes) -> None:
        """Send any request."""
        headers = account.signed_headers(path, body)
        async with self._session.post(self._url + path, data=body, headers=headers) as response:
            account.check(await response.json())

    async def close(self) -> None:
        """Close its connections."""
        await self._session.close()


async def make(host: Host) -> Contender:
    """Return aiohttp's client."""
    return Contender(aiohttp.ClientSession(), host)
