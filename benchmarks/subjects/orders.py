"""Orders for bulk calls."""

from __future__ import annotations

import json

from okx_client import AlgoOrderId, SpreadOrderId


def algo(many: int, instruments: int, name: str) -> list[AlgoOrderId]:
    """Return algo orders, instrument by instrument; `name` keeps the limits of one call apart from another's."""
    each = many // instruments
    return [
        AlgoOrderId(f"{name}{instrument}-USDT", algo_id=str(10**17 + instrument * each + number))
        for instrument in range(instruments)
        for number in range(each)
    ]


def spread(many: int) -> list[SpreadOrderId]:
    """Return spread orders."""
    return [SpreadOrderId(ord_id=str(10**15 + number)) for number in range(many)]


def bodies(given: list[AlgoOrderId], batch: int) -> list[bytes]:
    """Return the bodies of the requests that name algo orders, so many in each."""
    items = [order.to_model().to_dict() for order in given]
    return [json.dumps(items[at : at + batch], separators=(",", ":")).encode() for at in range(0, len(items), batch)]
