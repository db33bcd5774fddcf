"""What a type checker has to accept. Never run: `mypy --strict` over tests/ is the test."""

from __future__ import annotations

from typing import assert_never, assert_type

import httpx

from okx_client import (
    OKX,
    Accepted,
    AlgoOrderId,
    AsyncOKX,
    CancelReport,
    OKXAuth,
    Outcome,
    Rejected,
    SpreadOrderId,
    Unknown,
)
from okx_client.simulator import Exchange, mock_transport


def synchronous(okx: OKX) -> None:
    assert_type(okx.spread.cancel_order(ord_id="1"), Accepted)
    assert_type(okx.spread.cancel_order(cl_ord_id=1), Accepted)
    orders = [AlgoOrderId("BTC-USDT", algo_id="1"), AlgoOrderId("BTC-USDT", algo_cl_ord_id="mine")]
    assert_type(okx.algo.cancel_orders(orders), CancelReport)
    assert_type(okx.algo.cancel_orders(order for order in orders), CancelReport)


async def asynchronous(okx: AsyncOKX) -> None:
    assert_type(await okx.spread.cancel_order(ord_id="1"), Accepted)
    assert_type(await okx.algo.cancel_orders([AlgoOrderId("BTC-USDT", algo_id=1)]), CancelReport)


def exhaustive(outcome: Outcome) -> str:
    match outcome:
        case Accepted(answer=answer):
            return str(answer.s_code)
        case Rejected(code=code, message=message):
            return code + message
        case Unknown(cause=cause):
            return cause
        case _:
            assert_never(outcome)


def middleware(exchange: Exchange) -> None:
    auth = OKXAuth(api_key="", secret_key="", passphrase="", demo=True)
    httpx.Client(auth=auth, transport=mock_transport(exchange))
    httpx.AsyncClient(auth=auth, transport=mock_transport(exchange))
    OKX.from_env(transport=mock_transport(exchange))
    SpreadOrderId(ord_id=1)
