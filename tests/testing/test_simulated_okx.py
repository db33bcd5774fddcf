"""An exchange for a test: how programs reach it, what is its own, and what becomes of it afterwards."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import httpx
import pytest

from okx_client import (
    OKX,
    AlgoOrderId,
    AsyncOKX,
    AuthenticationError,
    ConfigurationError,
    NotDelivered,
    OKXAuth,
    operations,
)
from okx_client.simulator import Exchange
from okx_client.testing import SimulatedOKX


def secrets_of(exchange: SimulatedOKX) -> list[str]:
    return [exchange.api_key, exchange.secret_key, exchange.passphrase]


def test_a_client_of_it_cancels_its_orders() -> None:
    with SimulatedOKX() as exchange:
        order = exchange.add_spread_order()
        with exchange.client() as okx:
            okx.spread.cancel_order(ord_id=order.ord_id)
        assert exchange.spread_order(order.ord_id).state == "canceled"


def test_an_async_client_of_it_cancels_its_orders() -> None:
    async def cancel() -> None:
        async with exchange.async_client() as okx:
            await okx.spread.cancel_order(ord_id=order.ord_id)

    with SimulatedOKX() as exchange:
        order = exchange.add_spread_order()
        asyncio.run(cancel())
        assert exchange.spread_order(order.ord_id).state == "canceled"


def test_its_environment_leads_there(monkeypatch: pytest.MonkeyPatch) -> None:
    async def cancel(ord_id: str) -> None:
        async with AsyncOKX.from_env() as okx:
            await okx.spread.cancel_order(ord_id=ord_id)

    monkeypatch.setenv("OKX_REGION", "eea")
    with SimulatedOKX() as exchange:
        first, second = exchange.add_spread_order(), exchange.add_spread_order()
        for name, value in exchange.environment.items():
            monkeypatch.setenv(name, value)
        with OKX.from_env() as okx:
            okx.spread.cancel_order(ord_id=first.ord_id)
        asyncio.run(cancel(second.ord_id))
        assert {order.state for order in exchange.spread_orders()} == {"canceled"}
        assert exchange.environment["OKX_DEMO"] == "1"
        assert exchange.demo is True


def test_any_httpx_client_asks_for_a_state() -> None:
    with SimulatedOKX() as exchange:
        order = exchange.add_algo_order("BTC-USDT", algo_cl_ord_id="stop7")
        auth = OKXAuth(
            api_key=exchange.api_key, secret_key=exchange.secret_key, passphrase=exchange.passphrase, demo=exchange.demo
        )
        with httpx.Client(auth=auth, base_url=exchange.url) as http:
            path = operations.CANCEL_ALGO_ORDERS.order_state_path
            assert path is not None
            (found,) = http.get(path, params={"algoClOrdId": "stop7"}).json()["data"]
        assert (found["algoId"], found["state"]) == (order.algo_id, "live")


def test_options_are_those_of_the_client() -> None:
    with SimulatedOKX() as exchange, exchange.client(lang="zh", timeout=1, retries=None) as okx:
        assert okx._engine.settings.lang == "zh"
        assert okx._engine.settings.retries.attempts == 1
        with pytest.raises(ConfigurationError, match="timeout"):
            exchange.async_client(timeout=0)


@pytest.mark.parametrize("base_url", ["https://openapi.okx.com", None])
def test_no_client_of_it_goes_elsewhere(base_url: Any) -> None:
    with SimulatedOKX() as exchange:
        for make in (exchange.client, exchange.async_client):
            with pytest.raises(TypeError, match="base_url already"):
                make(base_url=base_url)


def test_a_key_that_may_only_read_cannot_cancel() -> None:
    with SimulatedOKX(permissions=["read"]) as exchange, exchange.client() as okx:
        order = exchange.add_spread_order()
        with pytest.raises(AuthenticationError, match="50120"):
            okx.spread.cancel_order(ord_id=order.ord_id)


def test_it_shows_no_secret() -> None:
    with SimulatedOKX() as exchange, exchange.client() as okx:
        shown = f"{exchange!r} {exchange} {vars(exchange)} {okx!r}"
        assert exchange.url in repr(exchange)
        assert not [secret for secret in secrets_of(exchange) if secret in shown]


def test_each_has_a_port_and_credentials_of_its_own() -> None:
    with SimulatedOKX() as first, SimulatedOKX() as second:
        assert first.url != second.url
        assert not set(secrets_of(first)) & set(secrets_of(second))
        access: Any = {"api_key": first.api_key, "secret_key": first.secret_key, "passphrase": first.passphrase}
        with OKX(**access, demo=True, base_url=second.url) as okx, pytest.raises(AuthenticationError, match="50119"):
            okx.spread.cancel_order(ord_id=second.add_spread_order().ord_id)


def test_outside_of_its_block_it_says_so() -> None:
    exchange = SimulatedOKX()
    for ask in (lambda: exchange.url, lambda: exchange.environment, exchange.client, exchange.async_client):
        with pytest.raises(RuntimeError, match="in its with block only"):
            ask()
    assert repr(exchange) == "SimulatedOKX(not running)"
    with exchange:
        pass
    with pytest.raises(RuntimeError, match="in its with block only"):
        _ = exchange.url
    assert repr(exchange) == "SimulatedOKX(not running)"


def test_it_cannot_be_in_two_blocks_at_once() -> None:
    with SimulatedOKX() as exchange:
        url = exchange.url
        with pytest.raises(RuntimeError, match="in a with block already"), exchange:
            pass
        assert httpx.get(url).status_code == 404
    with exchange:
        assert httpx.get(exchange.url).status_code == 404


def test_afterwards_nobody_listens_and_its_clients_are_closed() -> None:
    with SimulatedOKX() as exchange:
        url, okx, closed = exchange.url, exchange.client(), exchange.client()
        okx.warm_up()
        closed.close()
    with pytest.raises(httpx.ConnectError):
        httpx.get(url)
    with pytest.raises(ConfigurationError, match="closed"):
        okx.spread.cancel_order(ord_id="1")


def test_it_is_an_exchange_with_all_its_helpers() -> None:
    assert issubclass(SimulatedOKX, Exchange)
    with SimulatedOKX() as exchange:
        exchange.add_sample_orders()
        assert len(exchange.algo_orders()) >= 20


@pytest.mark.parametrize("number", [1, 2, 3])
def test_one_test_after_the_other_has_the_whole_limit(number: int) -> None:
    with SimulatedOKX() as exchange, exchange.client(max_wait=0, retries=None) as okx:
        (limit,) = operations.CANCEL_SPREAD_ORDER.rate_limits
        for _ in range(limit.count):
            okx.spread.cancel_order(ord_id=exchange.add_spread_order().ord_id)
        with pytest.raises(NotDelivered):  # else this test would tell nothing
            okx.spread.cancel_order(ord_id=exchange.add_spread_order().ord_id)

        (limit,) = operations.CANCEL_ALGO_ORDERS.rate_limits
        algos = [exchange.add_algo_order("BTC-USDT") for _ in range(limit.count)]
        began = time.monotonic()
        report = okx.algo.cancel_orders(AlgoOrderId("BTC-USDT", algo_id=order.algo_id) for order in algos)
        assert len(report.accepted) == limit.count
        assert time.monotonic() - began < limit.period_seconds * 0.75
