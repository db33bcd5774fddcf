"""Ids and instruments for orders that nobody described in detail."""

from collections.abc import Iterator
from itertools import count

INSTRUMENTS = (
    "BTC-USDT",
    "ETH-USDT-SWAP",
    "BTC-USD-261225",
    "BTC-USD-261225-100000-C",
    "BTC-USD-261225-90000-P",
)
"""A pair, a perpetual, a future, and two options of one family, which share their limit."""

ORDERS_PER_INSTRUMENT = 6

# As long as OKX's ids are today, beyond what a float can hold; the odd step makes the last digits count too.
_FIRST_ID = 2_510_789_768_709_120_001
_ID_STEP = 4_194_307


def ids() -> Iterator[str]:
    """Order ids in OKX's form, the same ones in each run."""
    return map(str, count(_FIRST_ID, _ID_STEP))
