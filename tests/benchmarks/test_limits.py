"""The least time that OKX's limits allow, and a limiter that never makes anybody wait."""

from __future__ import annotations

import pytest
from attrs import evolve

from benchmarks import clients, okx_limits
from benchmarks.okx_limits import ALGO, SPREAD, least_seconds
from okx_client import OPERATIONS, Granted, limits
from okx_client._generated.operations import RateLimit, RateLimitRule

FIVE_ORDERS = evolve(
    ALGO, rate_limits=(RateLimit(5, 2, "order"),), rate_limit_rules=(RateLimitRule(("instrument", "user")),)
)
THREE_REQUESTS = evolve(
    SPREAD, rate_limits=(RateLimit(3, 1.5, "request"),), rate_limit_rules=(RateLimitRule(("user",)),)
)


@pytest.mark.parametrize(
    ("orders", "instruments", "seconds"), [(5, 1, 0), (6, 1, 2), (20, 1, 6), (20, 2, 2), (20, 4, 0), (21, 4, 2)]
)
def test_orders_of_an_instrument_leave_as_many_as_fit_into_each_period(
    orders: int, instruments: int, seconds: float
) -> None:
    assert least_seconds(FIVE_ORDERS, orders, instruments) == seconds


@pytest.mark.parametrize(("orders", "seconds"), [(3, 0), (4, 1.5), (9, 3)])
def test_where_the_account_has_one_limit_instruments_do_not_help(orders: int, seconds: float) -> None:
    assert least_seconds(THREE_REQUESTS, orders, instruments=10) == seconds


def test_the_server_counts_the_limits_of_every_operation_as_generated() -> None:
    for operation in OPERATIONS:
        limit = okx_limits.for_the_server()[operation.path]
        assert (limit["count"], limit["period_seconds"]) == (
            operation.rate_limits[0].count,
            operation.rate_limits[0].period_seconds,
        )


def test_the_limiter_of_the_contenders_never_makes_them_wait() -> None:
    limiter = clients.unhurried()
    for operation in OPERATIONS:
        charges = limits.charges(operation, ("BTC-USDT",), account="one")
        for _ in range(5 * operation.rate_limits[0].count):
            assert limiter.reserve(charges, max_wait=0.0) == Granted(0.0)
