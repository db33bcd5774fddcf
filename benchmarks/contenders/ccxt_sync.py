"""ccxt, by the method that it has for this endpoint; its pacing is off."""

from __future__ import annotations

from typing import Any

import ccxt

from .. import account
from ..account import Host


def options(host: Host) -> dict[str, Any]:
    """Return how both kinds of ccxt's client are set up."""
    return {
        "apiKey": account.KEY,
        "secret": account.SECRET,
        "password": account.PASSPHRASE,
        "enableRateLimit": False,
        "urls": {"api": {"rest": host.url}},
    }


class Contender:
    """`ccxt.okx`."""

    def __init__(self, host: Host) -> None:
        trusted = {"validateServerSsl": host.certificate} if host.certificate else {}  # goes to `verify` of requests
        self._exchange = ccxt.okx({**options(host), **trusted})

    def cancel(self) -> None:
        """Cancel one order."""
        account.check(self._exchange.private_post_sprd_cancel_order({"ordId": account.ORDER}))

    def close(self) -> None:
        """Close its connections."""
        self._exchange.session.close()


make = Contender
