"""What a type checker has to refuse. Never run: an ignore that is not needed is an error to `mypy --strict`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

import httpx

from okx_client import (
    OKX,
    Accepted,
    AlgoOrderId,
    AsyncOKX,
    CancelReport,
    MemoryLimiter,
    NotDelivered,
    OKXAuth,
    OKXError,
    OrderGone,
    Outcome,
    OutcomeUnknown,
    RedisLimiter,
    Rejected,
    Retries,
    SpreadOrderId,
    Timing,
    Unknown,
    api,
    models,
)
from okx_client.limits import Charge


def ids(okx: OKX) -> None:
    okx.spread.cancel_order()  # type: ignore[call-overload]
    okx.spread.cancel_order("1")  # type: ignore[call-overload]
    okx.spread.cancel_order(ord_id="1", cl_ord_id="2")  # type: ignore[call-overload]
    okx.spread.cancel_order(ord_id=1.5)  # type: ignore[call-overload]
    okx.spread.cancel_order(ord_id=None)  # type: ignore[call-overload]
    okx.spread.cancel_order(algo_id="1")  # type: ignore[call-overload]
    SpreadOrderId("1")  # type: ignore[call-overload]
    SpreadOrderId()  # type: ignore[call-overload]
    AlgoOrderId("BTC-USDT")  # type: ignore[call-overload]
    AlgoOrderId("BTC-USDT", "1")  # type: ignore[call-overload]
    AlgoOrderId("BTC-USDT", algo_id="1", algo_cl_ord_id="2")  # type: ignore[call-overload]
    AlgoOrderId(algo_id="1")  # type: ignore[call-overload]


def bulk(okx: OKX) -> None:
    okx.algo.cancel_orders(["1"])  # type: ignore[list-item]
    okx.algo.cancel_orders([SpreadOrderId(ord_id="1")])  # type: ignore[list-item]
    okx.spread.cancel_orders([AlgoOrderId("BTC-USDT", algo_id="1")])  # type: ignore[list-item]
    okx.algo.cancel_orders(AlgoOrderId("BTC-USDT", algo_id="1"))  # type: ignore[arg-type]
    okx.algo.cancel_orders(None)  # type: ignore[arg-type]
    okx.algo.iter_cancel_orders(["1"])  # type: ignore[list-item]
    okx.algo.cancel_order(algo_id="1")  # type: ignore[attr-defined]
    for outcome in okx.algo.iter_cancel_orders([]):
        print(outcome.code)  # type: ignore[union-attr]
    print(okx.algo.cancel_orders([]).cancelled)  # type: ignore[attr-defined]


async def async_calls(okx: AsyncOKX) -> None:
    await okx.spread.cancel_order()  # type: ignore[call-overload]
    await okx.spread.cancel_order("1")  # type: ignore[call-overload]
    await okx.spread.cancel_order(ord_id="1", cl_ord_id="2")  # type: ignore[call-overload]
    await okx.algo.cancel_orders([SpreadOrderId(ord_id="1")])  # type: ignore[list-item]
    print(okx.algo.cancel_orders([]).accepted)  # type: ignore[attr-defined]
    for _ in okx.algo.iter_cancel_orders([]):  # type: ignore[attr-defined]
        pass
    await okx.algo.iter_cancel_orders([])  # type: ignore[misc]
    with okx:  # type: ignore[attr-defined]
        pass


def not_exhaustive(outcome: Outcome) -> str:
    match outcome:
        case Accepted():
            return "accepted"
        case Rejected(code=code):
            return code
        case Unknown(cause=cause):
            return cause
        case _:
            assert_never(outcome)  # type: ignore[arg-type]


def reasons(error: OrderGone) -> int:
    match error.reason:
        case "filled" | "cancelled" | "triggered":
            return 1
        case _:
            assert_never(error.reason)  # type: ignore[arg-type]


def errors(error: OKXError, undelivered: NotDelivered, unknown: OutcomeUnknown, gone: OrderGone) -> None:
    print(error.outcome.order)  # type: ignore[union-attr]
    print(undelivered.outcome.code)  # type: ignore[union-attr]
    print(unknown.outcome.message)  # type: ignore[attr-defined]
    print(unknown.code)  # type: ignore[attr-defined]
    unknown.safe_to_repeat = True  # type: ignore[misc]
    gone.reason = "expired"  # type: ignore[assignment]


def frozen(accepted: Accepted, report: CancelReport) -> None:
    accepted.order = SpreadOrderId(ord_id="1")  # type: ignore[misc]
    report.outcomes = ()  # type: ignore[misc]
    report.accepted = ()  # type: ignore[misc]
    print(accepted.state)  # type: ignore[attr-defined]


def set_up() -> None:
    OKX(api_key="", secret_key="", passphrase="")  # type: ignore[call-arg]
    AsyncOKX(api_key="", secret_key="", passphrase="")  # type: ignore[call-arg]
    OKXAuth(api_key="", secret_key="", passphrase="")  # type: ignore[call-arg]
    OKX("", "", "", True)  # type: ignore[call-arg]
    OKX(api_key="", secret_key="", passphrase="", demo="0")  # type: ignore[arg-type]
    OKX(api_key="", secret_key="", passphrase="", demo=True, region="moon")  # type: ignore[arg-type]
    OKX.from_env(lang="de")  # type: ignore[arg-type]
    AsyncOKX.from_env(lang="de")  # type: ignore[arg-type]
    OKX.from_env(retries=3)  # type: ignore[arg-type]
    OKX.from_env(retry=None)  # type: ignore[call-arg]
    OKX.from_env(max_retries=3)  # type: ignore[call-arg]
    OKX.from_env(timeout="5")  # type: ignore[arg-type]
    OKX.from_env(timeout=None)  # type: ignore[arg-type]
    OKX.from_env(limiter=True)  # type: ignore[arg-type]
    OKX.from_env(limiter="redis://host")  # type: ignore[arg-type]
    OKX.from_env(limiter=RedisLimiter)  # type: ignore[arg-type]
    OKX.from_env(proxy=httpx.Proxy("http://host"))  # type: ignore[arg-type]
    OKX.from_env(base_url=httpx.URL("https://host"))  # type: ignore[arg-type]
    OKX.from_env(concurrency=1.5)  # type: ignore[arg-type]
    OKX.from_env(option_families={"A": 1})  # type: ignore[dict-item]
    OKX.from_env(account=5)  # type: ignore[arg-type]
    OKX.from_env(demo=True)  # type: ignore[call-arg]
    Retries(3)  # type: ignore[call-arg]
    Retries(attempts="3")  # type: ignore[arg-type]
    Timing(wall=5)  # type: ignore[arg-type]
    MemoryLimiter(5)  # type: ignore[call-arg, arg-type]
    RedisLimiter()  # type: ignore[call-arg]
    RedisLimiter("redis://host", when_down="hope")  # type: ignore[arg-type]


def transports() -> None:
    OKX.from_env(transport=httpx.AsyncHTTPTransport())  # type: ignore[arg-type]
    AsyncOKX.from_env(transport=httpx.HTTPTransport())  # type: ignore[arg-type]
    OKX.from_env(transport=httpx.HTTPTransport)  # type: ignore[arg-type]


class OnlySync:
    """No limiter: half of what one has to do."""

    def reserve(self, charges: Sequence[Charge], *, max_wait: float) -> float:
        return 0.0


def limiters() -> None:
    OKX.from_env(limiter=OnlySync())  # type: ignore[arg-type]


def raw(okx: OKX) -> None:
    body = models.CancelSpreadOrderRequest(ord_id="1")
    api.cancel_spread_order.sync(client=okx, body=body)  # type: ignore[arg-type]
    api.cancel_algo_orders.sync(client=okx.raw, body=body)  # type: ignore[arg-type]
    api.cancel_spread_order.sync(client=okx.raw)  # type: ignore[call-arg]
    okx.raw = None  # type: ignore[assignment, misc]
