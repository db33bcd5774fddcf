"""ccxt for asyncio, by the method that it has for this endpoint; its pacing is off."""

from __future__ import annotations

from typing import Any

import ccxt.async_support

from .. import account
from ..account import Host
from .ccxt_sync import options


class Contender:
    """`ccxt.async_support.okx`."""

    def __init__(self, exchange: Any) -> None:
        self._exchange = exchange

    async def cancel(self) -> None:
        """Cancel one order."""
        account.check(await self._exchange.private_post_sprd_cancel_order({"ordId": account.ORDER}))

    async def close(self) -> None:
        """Close its connections."""
        await self._exchange.close()


async def make(host: Host) -> Contender:
    """Return ccxt's client."""
    trusted = {"cafile": host.certificate} if host.certificate else {}
    return Contender(ccxt.async_support.okx({**options(host), **trusted}))
