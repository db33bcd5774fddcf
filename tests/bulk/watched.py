"""An exchange that keeps to its limits, and a record of what came when."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from okx_client import AlgoOrderId, Timing, operations
from okx_client.simulator import Answer, Exchange

from ..client.support import KEYS

# OKX's own numbers: so many algo orders of an instrument in so many seconds.
LIMIT = operations.CANCEL_ALGO_ORDERS.rate_limits[0].count
PERIOD = operations.CANCEL_ALGO_ORDERS.rate_limits[0].period_seconds

_START = 1_700_000_000.0


class WatchedExchange(Exchange):
    """Notes for each request when it came, its orders by instrument, and OKX's code.

    Args:
        clock: Returns seconds since 1970.
    """

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        super().__init__(**KEYS, demo=True, clock=clock)
        self._seconds = clock
        self.arrivals: list[tuple[float, Counter[str], str]] = []

    def handle(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Answer:
        answer = super().handle(method, path, headers, body)
        if method == "GET":  # the time
            return answer
        content: dict[str, Any] | list[dict[str, Any]] = json.loads(body)
        items = content if isinstance(content, list) else [content]
        orders = Counter(item.get("instId", "") for item in items)
        self.arrivals.append((self._seconds(), orders, json.loads(answer.body)["code"]))
        return answer

    @property
    def codes(self) -> Counter[str]:
        return Counter(code for _, _, code in self.arrivals)

    @property
    def seconds(self) -> float:
        """How long after the first request the last one came."""
        return self.arrivals[-1][0] - self.arrivals[0][0]

    def orders_by_window(self, length: float) -> dict[tuple[int, str], int]:
        """How many orders of each instrument came in each window, so many seconds long, since the first request."""
        first = self.arrivals[0][0] - 0.001
        counted: Counter[tuple[int, str]] = Counter()
        for seconds, orders, _ in self.arrivals:
            counted.update({(int((seconds - first) // length), name): units for name, units in orders.items()})
        return dict(counted)

    @classmethod
    def in_virtual_time(cls, now: Callable[[], float]) -> WatchedExchange:
        """An exchange whose clock begins at some day with `now`."""
        return cls(lambda: _START + now())

    def timing(self, **named: Any) -> Timing:
        """The clocks of a client that lives in the exchange's time."""
        return Timing(wall=self._seconds, monotonic=self._seconds, **named)

    def with_orders(self, each: int, instruments: Sequence[str]) -> list[AlgoOrderId]:
        """Put so many live orders of each instrument on the exchange, in turns."""
        return [
            AlgoOrderId(name, algo_id=self.add_algo_order(name).algo_id) for _ in range(each) for name in instruments
        ]
