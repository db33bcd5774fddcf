"""How fast, how often, how long: the limiter, the clock, repeats, time-outs. Each names whose mistake it is not."""

from __future__ import annotations

from datetime import datetime

import httpx
import pytest

from okx_client import (
    AlgoOrderId,
    AuthenticationError,
    MemoryLimiter,
    operations,
)
from okx_client.limits import charges
from okx_client.settings import Options, Settings
from tests.client.support import answer, refusal

from .support import START, Echo, Moment, Noting, client

ALGOS, SPREADS = operations.CANCEL_ALGO_ORDERS, operations.CANCEL_SPREAD_ORDER
ALGO_LIMIT, SPREAD_LIMIT = ALGOS.rate_limits[0], SPREADS.rate_limits[0]
ACCEPTED = {"sCode": "0"}


def sent_at(request: httpx.Request) -> float:
    """Seconds since the start at which a request was signed."""
    return datetime.fromisoformat(request.headers["OK-ACCESS-TIMESTAMP"]).timestamp() - START


# agent-trade-kit takes the timestamp and then queues for up to 30 s: a request may be born expired (50102).
def test_the_timestamp_is_taken_after_the_wait_for_a_turn() -> None:
    with client(answer(ACCEPTED), limiter=Noting(wait=25.0)) as (okx, script):
        okx.spread.cancel_order(ord_id="1")
    assert [sent_at(request) for request in script.requests] == [25.0]


# agent-trade-kit takes one token per call, and ccxt a fixed cost of 1, for a batch of ten as for one.
def test_orders_are_counted_where_okx_counts_orders() -> None:
    limiter = Noting()
    with client(transport=Echo(), limiter=limiter) as (okx, _):
        okx.algo.cancel_orders([AlgoOrderId("BTC-USDT", algo_id=number) for number in (1, 2)])
    charged = [[(charge.units, charge.limit) for charge in noted] for noted in limiter.noted]
    assert charged == [[(2, ALGO_LIMIT.count)]]


# agent-trade-kit has a bucket for each tool, four for one and the same instrument; ccxt one for all instruments.
def test_a_bucket_is_an_accounts_instrument_whatever_is_called_and_how() -> None:
    mixed = charges(ALGOS, ["BTC-USDT"] * 3 + ["BTC-USDT-SWAP", "ETH-USDT"], account="main")
    assert sorted(charge.units for charge in mixed) == [1, 1, 3]
    assert len({charge.bucket for charge in mixed}) == 3
    alone = charges(ALGOS, ["BTC-USDT"], account="main")
    assert alone[0].bucket in {charge.bucket for charge in mixed}
    assert charges(ALGOS, ["BTC-USDT"], account="other")[0].bucket != alone[0].bucket
    spreads = charges(SPREADS, [""], account="main")
    assert len(spreads) == 1, "all spreads share one bucket"


# agent-trade-kit refills 20 a second, which was twice what OKX allowed.
def test_no_period_holds_more_requests_than_okx_allows() -> None:
    moment, limit, period = Moment(), SPREAD_LIMIT.count, SPREAD_LIMIT.period_seconds
    count = 3 * limit + 1
    limiter = MemoryLimiter(clock=moment)
    with client(*(answer(ACCEPTED) for _ in range(count)), moment=moment, limiter=limiter) as (okx, script):
        for number in range(1, count + 1):
            okx.spread.cancel_order(ord_id=number)
    times = [sent_at(request) for request in script.requests]
    assert len(times) == count
    assert all(later - earlier > period for earlier, later in zip(times, times[limit:], strict=False))
    assert times[-1] < 3 * (period + 0.1), "and none waits for longer than that takes"


# nautilus allows one cancel-algos a second, as if every batch were full.
def test_small_batches_do_not_wait_as_if_they_were_full() -> None:
    moment = Moment()
    with client(transport=(echo := Echo()), moment=moment, limiter=MemoryLimiter(clock=moment)) as (okx, _):
        for number in range(ALGO_LIMIT.count):
            okx.algo.cancel_orders([AlgoOrderId("BTC-USDT", algo_id=number)])
        assert (len(echo.bodies), moment.now) == (ALGO_LIMIT.count, START)
        okx.algo.cancel_orders([AlgoOrderId("BTC-USDT", algo_id="one too many")])
    assert moment.now > START + ALGO_LIMIT.period_seconds


# python-okx and okx-api pace nothing.
def test_calls_are_paced_without_being_asked() -> None:
    assert isinstance(Settings().limiter, MemoryLimiter)
    assert Settings().limiter is Settings().limiter, "clients of one process may be of one account"


# python-okx, okx-api and agent-trade-kit never repeat a POST, also where OKX says that it did not look at it.
@pytest.mark.parametrize(("code", "status"), [("50011", 429), ("50011", 200), ("50013", 429), ("50001", 503)])
def test_what_okx_refused_before_it_looked_is_sent_again_and_signed_afresh(code: str, status: int) -> None:
    with client(refusal(code, status), answer(ACCEPTED)) as (okx, script):
        okx.spread.cancel_order(ord_id="1")
    first, second = script.requests
    assert sent_at(second) > sent_at(first)
    assert first.content == second.content
    assert first.headers["OK-ACCESS-SIGN"] != second.headers["OK-ACCESS-SIGN"]


# nautilus takes 50113, a wrong signature, for a rate limit, and sends it again.
def test_a_wrong_signature_is_never_sent_again() -> None:
    with client(refusal("50113", 401)) as (okx, script), pytest.raises(AuthenticationError, match="secret"):
        okx.spread.cancel_order(ord_id="1")
    assert len(script.requests) == 1


# nautilus counts time-outs and unreadable answers among what may be sent again.
@pytest.mark.parametrize(
    "given",
    [
        httpx.ReadTimeout("slow"),
        httpx.WriteError("reset"),
        httpx.Response(502, text="<html>"),
        refusal("50004", 400),
        refusal("50026", 500),
    ],
)
def test_what_okx_may_have_acted_on_is_never_sent_again(given: httpx.Response | Exception) -> None:
    with client(given) as (okx, script), pytest.raises(Exception, match="may have acted"):
        okx.spread.cancel_order(ord_id="1")
    assert len(script.requests) == 1


# python-okx ignores `use_server_time`; okx-api and ccxt sign by this machine's clock, however wrong it is.
def test_a_wrong_clock_of_ours_is_set_by_okxs_and_stays_set() -> None:
    time = httpx.Response(200, json={"code": "0", "data": [{"ts": str(round((START + 90) * 1000))}]})
    with client(refusal("50102", 401), time, answer(ACCEPTED), answer(ACCEPTED)) as (okx, script):
        okx.spread.cancel_order(ord_id="1")
        okx.spread.cancel_order(ord_id="2")
    assert [request.method for request in script.requests] == ["POST", "GET", "POST", "POST"]
    assert [sent_at(request) for request in script.requests if request.method == "POST"] == [0, 90, 90]


# python-okx has no parameter for a time-out; okx-api waits for five minutes.
def test_every_wait_on_the_wire_ends_and_can_be_set() -> None:
    for options, seconds in (({}, 10), ({"timeout": 1.5}, 1.5)):
        with client(answer(ACCEPTED), **Options(**options)) as (okx, script):  # type: ignore[typeddict-item]
            okx.spread.cancel_order(ord_id="1")
            okx_raw = okx.raw.get_httpx_client().timeout
        assert script.requests[0].extensions["timeout"] == dict.fromkeys(("connect", "read", "write", "pool"), seconds)
        assert okx_raw == httpx.Timeout(seconds)


# agent-trade-kit holds a call back for up to 30 s, which its caller can neither see nor shorten.
def test_a_turn_that_is_too_far_away_is_said_at_once_and_costs_nothing() -> None:
    moment, limit = Moment(), SPREAD_LIMIT
    options = Options(limiter=MemoryLimiter(clock=moment), max_wait=limit.period_seconds / 2)
    with client(*(answer(ACCEPTED) for _ in range(limit.count + 1)), moment=moment, **options) as (okx, script):
        for number in range(limit.count):
            okx.spread.cancel_order(ord_id=number)
        with pytest.raises(Exception, match="max_wait"):
            okx.spread.cancel_order(ord_id="one too many")
    assert (len(script.requests), moment.now) == (limit.count, START)
