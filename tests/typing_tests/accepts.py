"""What a type checker has to accept. Never run: `mypy --strict` over tests/ is the test."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Literal, assert_never, assert_type

import httpx

from okx_client import (
    ERROR_CODES,
    OKX,
    Accepted,
    AlgoOrderId,
    Answer,
    APIError,
    AsyncOKX,
    AuthenticationError,
    CancelPending,
    CancelRejected,
    CancelReport,
    Client,
    ConfigurationError,
    InvalidRequestError,
    Limiter,
    MemoryLimiter,
    NotAllAccepted,
    NotDelivered,
    NotSent,
    OKXAuth,
    OKXError,
    Operation,
    OrderGone,
    OrderId,
    Outcome,
    OutcomeUnknown,
    RateLimited,
    RedisLimiter,
    Rejected,
    Retries,
    SpreadOrderId,
    Timing,
    Unavailable,
    Unknown,
    api,
    models,
)
from okx_client.limits import Charge, Denied, Granted, Turn
from okx_client.simulator import Exchange, mock_transport


def synchronous(okx: OKX) -> None:
    assert_type(okx.spread.cancel_order(ord_id="1"), Accepted)
    assert_type(okx.spread.cancel_order(cl_ord_id=1), Accepted)
    algos = [AlgoOrderId("BTC-USDT", algo_id="1"), AlgoOrderId("BTC-USDT", algo_cl_ord_id="mine")]
    spreads = (SpreadOrderId(ord_id=1), SpreadOrderId(cl_ord_id="mine"))
    assert_type(okx.algo.cancel_orders(algos), CancelReport)
    assert_type(okx.algo.cancel_orders(order for order in algos), CancelReport)
    assert_type(okx.algo.cancel_orders(set(algos)), CancelReport)
    assert_type(okx.spread.cancel_orders(spreads), CancelReport)
    assert_type(okx.spread.cancel_orders([]), CancelReport)
    for outcome in okx.algo.iter_cancel_orders(algos):
        assert_type(outcome, Outcome)
    iterator: Iterator[Outcome] = okx.spread.iter_cancel_orders(iter(spreads))
    assert_type(next(iterator), Outcome)
    with okx.algo.iter_cancel_orders(algos) as progress:
        assert_type(len(progress), int)
        assert_type(progress.report(), CancelReport)
        assert_type(progress.run(), CancelReport)
        progress.close()
    assert_type(okx.warm_up(), float)


async def asynchronous(okx: AsyncOKX) -> None:
    algos = [AlgoOrderId("BTC-USDT", algo_id=1)]
    assert_type(await okx.spread.cancel_order(ord_id="1"), Accepted)
    assert_type(await okx.spread.cancel_order(cl_ord_id="1"), Accepted)
    assert_type(await okx.algo.cancel_orders(algos), CancelReport)
    assert_type(await okx.spread.cancel_orders(SpreadOrderId(ord_id=number) for number in range(3)), CancelReport)
    async for outcome in okx.algo.iter_cancel_orders(algos):
        assert_type(outcome, Outcome)
    iterator: AsyncIterator[Outcome] = okx.spread.iter_cancel_orders([])
    assert_type(await anext(iterator), Outcome)
    async with okx.algo.iter_cancel_orders(algos) as progress:
        assert_type(len(progress), int)
        assert_type(progress.report(), CancelReport)
        assert_type(await progress.run(), CancelReport)
        await progress.aclose()
    assert_type(await okx.warm_up(), float)


def exhaustive(outcome: Outcome) -> str:
    match outcome:
        case Accepted(order=order, answer=answer):
            assert_type(order, OrderId)
            assert_type(answer, Answer)
            return str(answer.s_code)
        case Rejected(code=code, message=message, http_status=http_status, answer=said):
            assert_type(http_status, int)
            assert_type(said, Answer | None)
            return code + message
        case Unknown(cause=cause) | NotSent(cause=cause):
            return cause
        case _:
            assert_never(outcome)


def reports(report: CancelReport) -> None:
    assert_type(report.outcomes, tuple[Outcome, ...])
    assert_type(report.accepted, tuple[Accepted, ...])
    assert_type(report.rejected, tuple[Rejected, ...])
    assert_type(report.unknown, tuple[Unknown, ...])
    assert_type(report.not_sent, tuple[NotSent, ...])
    report.raise_for_failures()
    assert_type(report.accepted[0].order, OrderId)


async def interruptions(okx: AsyncOKX) -> None:
    try:
        async with asyncio.timeout(1):
            await okx.algo.cancel_orders([])
    except TimeoutError as error:
        assert_type(CancelReport.of(error), CancelReport | None)


def errors(okx: OKX) -> None:
    try:
        okx.spread.cancel_order(ord_id="1")
    except OrderGone as error:
        assert_type(error.reason, Literal["filled", "cancelled", "triggered", "not_found_or_done"])
        assert_type(error.outcome, Rejected)
    except (CancelPending, CancelRejected, AuthenticationError, RateLimited, Unavailable) as error:
        assert_type(error.outcome, Rejected)
    except APIError as error:
        assert_type(error.code, str)
        assert_type(error.message, str)
        assert_type(error.http_status, int)
        assert_type(error.operation, Operation)
        assert_type(error.outcome.code, str)
    except OutcomeUnknown as error:
        assert_type(error.outcome, Unknown)
        assert_type(error.safe_to_repeat, bool)
    except NotDelivered as error:
        assert_type(error.outcome, NotSent | None)
    except (ConfigurationError, InvalidRequestError) as error:
        assert_type(error.outcome, NotSent | None)
    except NotAllAccepted as error:
        assert_type(error.report, CancelReport)
    except OKXError as error:
        assert_type(error.outcome, Outcome | None)
    try:
        SpreadOrderId(ord_id="")
    except ValueError:
        assert_type(ERROR_CODES["51400"].repeat == "never", bool)


def reasons(error: OrderGone) -> int:
    match error.reason:
        case "filled" | "cancelled" | "triggered":
            return 1
        case "not_found_or_done":
            return 2
        case _:
            assert_never(error.reason)


class EverySecond:
    """Somebody's own limiter."""

    def reserve(self, charges: Sequence[Charge], *, max_wait: float) -> Turn:
        return Granted(1.0)

    async def reserve_async(self, charges: Sequence[Charge], *, max_wait: float) -> Turn:
        turn = self.reserve(charges, max_wait=max_wait)
        match turn:
            case Granted(seconds=seconds):
                assert_type(seconds, float)
            case Denied(cause=cause):
                assert_type(cause.say("zh"), str)
            case _:
                assert_never(turn)
        return turn


def options(transport: httpx.BaseTransport, async_transport: httpx.AsyncBaseTransport) -> None:
    limiters: list[Limiter | None] = [
        *(MemoryLimiter(), MemoryLimiter(smooth=True, slack_seconds=0.1), EverySecond(), None),
        RedisLimiter("redis://host", when_down="local", timeout=0.2, smooth=True, slack_seconds=0, prefix="mine"),
    ]
    for limiter in limiters:
        OKX(api_key="", secret_key="", passphrase="", demo=True, limiter=limiter)
        AsyncOKX(api_key="", secret_key="", passphrase="", demo=False, limiter=limiter)
    assert_type(OKX.from_env(), OKX)
    assert_type(AsyncOKX.from_env(), AsyncOKX)
    OKX.from_env(retries=None, lang="zh", region="eea", account=None, proxy=None, transport=transport)
    AsyncOKX.from_env(retries=Retries(attempts=1, deadline=5), lang=None, transport=async_transport)
    OKX(
        **{"api_key": "", "secret_key": "", "passphrase": ""},
        demo=True,
        transport=transport,
        region="us",
        base_url="https://host",
        timeout=1,
        proxy="http://host",
        limiter=None,
        account="main",
        limit_share=0.5,
        max_wait=1,
        option_families={"ODD": "BTC-USD"},
        retries=Retries(first_pause=0, longest_pause=1),
        concurrency=5,
        lang="en",
        timing=Timing(sleep=lambda seconds: None),
    )


def middleware(exchange: Exchange) -> None:
    auth = OKXAuth(api_key="", secret_key="", passphrase="", demo=True)
    httpx.Client(auth=auth, transport=mock_transport(exchange))
    httpx.AsyncClient(auth=auth, transport=mock_transport(exchange))
    OKX.from_env(transport=mock_transport(exchange))
    AsyncOKX.from_env(transport=mock_transport(exchange))


async def raw(okx: OKX, async_okx: AsyncOKX) -> None:
    spread = models.CancelSpreadOrderRequest(ord_id="1")
    algos = [models.CancelAlgoOrderItem(inst_id="BTC-USDT", algo_id="1")]
    assert_type(okx.raw, Client)
    assert_type(async_okx.raw, Client)
    assert_type(api.cancel_spread_order.sync(client=okx.raw, body=spread), models.CancelSpreadOrderResponse | None)
    assert_type(api.cancel_algo_orders.sync_detailed(client=okx.raw, body=algos).status_code, int)
    assert_type(
        await api.cancel_algo_orders.asyncio(client=async_okx.raw, body=algos), models.CancelAlgoOrdersResponse | None
    )
