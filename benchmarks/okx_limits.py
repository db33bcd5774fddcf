"""OKX's limits as the generated operations tell them: what the server counts, and how fast a bulk call can be."""

from __future__ import annotations

import math
from typing import Any, Final

from okx_client import OPERATIONS, Operation, operations

ALGO: Final = operations.CANCEL_ALGO_ORDERS
SPREAD: Final = operations.CANCEL_SPREAD_ORDER


def for_the_server() -> dict[str, Any]:
    """Return the limit of each path, as the server takes them; the benchmark cancels no options."""
    return {operation.path: _limit(operation) for operation in OPERATIONS}


def _limit(operation: Operation) -> dict[str, Any]:
    limit = operation.rate_limits[0]
    return {
        "count": limit.count,
        "period_seconds": limit.period_seconds,
        "counts_orders": limit.unit == "order",
        "by_instrument": "instrument" in operation.rate_limit_rules[0].keys,
    }


def least_seconds(operation: Operation, orders: int, instruments: int) -> float:
    """Return how long it takes at least until the last of the orders may leave.

    As many as a limit lets through leave at once, and as many again each time a period has passed.

    Args:
        operation: What cancels them.
        orders: How many there are.
        instruments: Over how many instruments they are spread evenly.
    """
    limit = _limit(operation)
    together = math.ceil(orders / instruments) if limit["by_instrument"] else orders
    periods: int = math.ceil(together / limit["count"]) - 1
    return float(periods * limit["period_seconds"])
