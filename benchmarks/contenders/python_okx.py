"""python-okx, OKX's own client."""

from __future__ import annotations

from okx.SpreadTrading import SpreadTradingAPI

from .. import account
from ..account import Host


class Contender:
    """`SpreadTradingAPI`."""

    def __init__(self, host: Host) -> None:
        keys = (account.KEY, account.SECRET, account.PASSPHRASE)
        self._api = SpreadTradingAPI(*keys, flag="0", domain=host.url, debug=False)

    def cancel(self) -> None:
        """Cancel one order."""
        account.check(self._api.cancel_order(ordId=account.ORDER))

    def close(self) -> None:
        """Close its connections."""
        self._api.close()


make = Contender
