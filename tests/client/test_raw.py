"""`okx.raw`: the generated client, signed, with every generated function."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest

from okx_client import OKX, AsyncOKX, ConfigurationError, UnexpectedStatus, api, models
from okx_client.simulator import Exchange, mock_transport

from .support import KEYS, Script, answer, refusal


@pytest.fixture
def exchange() -> Exchange:
    return Exchange(**KEYS, demo=True)


SPREAD, ALGO = api.cancel_spread_order, api.cancel_algo_orders


def bodies(exchange: Exchange) -> tuple[Any, Any]:
    spread, algo = exchange.add_spread_order(), exchange.add_algo_order("BTC-USDT")
    return (
        models.CancelSpreadOrderRequest(ord_id=spread.ord_id),
        [models.CancelAlgoOrderItem(inst_id="BTC-USDT", algo_id=algo.algo_id)],
    )


def test_every_generated_function_works_with_raw_of_both_clients(exchange: Exchange) -> None:
    async def asynchronous(client: Any) -> list[Any]:
        one, many = bodies(exchange)
        answers = [await SPREAD.asyncio(client=client, body=one), await ALGO.asyncio(client=client, body=many)]
        one, many = bodies(exchange)
        answers.append((await SPREAD.asyncio_detailed(client=client, body=one)).parsed)
        return [*answers, (await ALGO.asyncio_detailed(client=client, body=many)).parsed]

    def synchronous(client: Any) -> list[Any]:
        one, many = bodies(exchange)
        answers: list[Any] = [SPREAD.sync(client=client, body=one), ALGO.sync(client=client, body=many)]
        one, many = bodies(exchange)
        answers.append(SPREAD.sync_detailed(client=client, body=one).parsed)
        return [*answers, ALGO.sync_detailed(client=client, body=many).parsed]

    sync_raw = OKX(**KEYS, demo=True, transport=mock_transport(exchange)).raw
    async_raw = AsyncOKX(**KEYS, demo=True, transport=mock_transport(exchange)).raw
    answers = synchronous(sync_raw) + asyncio.run(asynchronous(async_raw))
    assert [answer.data[0].s_code for answer in answers] == ["0"] * 8
    assert {order.state for order in exchange.spread_orders()} == {"canceled"}
    assert {order.state for order in exchange.algo_orders()} == {"canceled"}


def test_raw_refuses_the_functions_of_the_other_kind(exchange: Exchange) -> None:
    body = models.CancelSpreadOrderRequest(ord_id="1")
    with pytest.raises(ConfigurationError, match=r"take OKX\.raw for the others\. Nothing was sent"):
        SPREAD.sync(client=AsyncOKX(**KEYS, demo=True).raw, body=body)
    with pytest.raises(ConfigurationError, match=r"take AsyncOKX\.raw for the others"):
        asyncio.run(SPREAD.asyncio(client=OKX(**KEYS, demo=True).raw, body=body))


def test_raw_raises_what_is_no_success_and_mends_the_clock() -> None:
    okx_time = httpx.Response(200, json={"code": "0", "data": [{"ts": "1800000000000"}]})
    script = Script(refusal("50102", 401), okx_time, answer({"sCode": "0"}), refusal("50113", 401))
    with OKX(**KEYS, demo=True, transport=script.transport) as okx:
        body = models.CancelSpreadOrderRequest(ord_id="1")
        assert SPREAD.sync(client=okx.raw, body=body) is not None
        with pytest.raises(UnexpectedStatus):
            SPREAD.sync(client=okx.raw, body=body)
