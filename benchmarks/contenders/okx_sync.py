"""The client of this project, in threads, with the limiter on."""

from __future__ import annotations

from .. import account, clients
from ..account import Host


class Contender:
    """`OKX`."""

    def __init__(self, host: Host) -> None:
        self._okx = clients.sync(host, clients.unhurried())

    def cancel(self) -> None:
        """Cancel one order; what is not accepted raises."""
        self._okx.spread.cancel_order(ord_id=account.ORDER)

    def close(self) -> None:
        """Close its connections."""
        self._okx.close()


make = Contender
