"""The client of this project, in tasks, with the limiter on."""

from __future__ import annotations

from okx_client import AsyncOKX

from .. import account, clients
from ..account import Host


class Contender:
    """`AsyncOKX`."""

    def __init__(self, okx: AsyncOKX) -> None:
        self._okx = okx

    async def cancel(self) -> None:
        """Cancel one order; what is not accepted raises."""
        await self._okx.spread.cancel_order(ord_id=account.ORDER)

    async def close(self) -> None:
        """Close its connections."""
        await self._okx.close()


async def make(host: Host) -> Contender:
    """Return this client."""
    return Contender(clients.tasks(host, clients.unhurried()))
