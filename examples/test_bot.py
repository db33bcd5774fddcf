import asyncio

import pytest

from okx_client import OKX, NotDelivered, OrderGone, OutcomeUnknown, SpreadOrderId
from okx_client.testing import Fault, SimulatedOKX


def cancel_all(okx: OKX, ord_ids: list[str]) -> list[str]:
    """The bot: cancel spread orders, and name those whose state has to be asked."""
    report = okx.spread.cancel_orders(SpreadOrderId(ord_id=ord_id) for ord_id in ord_ids)
    return [outcome.order.id for outcome in report.unknown]


@pytest.fixture
def orders(okx_exchange: SimulatedOKX) -> list[str]:
    return [okx_exchange.add_spread_order().ord_id for _ in range(3)]


def test_okx_is_busy(okx_exchange: SimulatedOKX, orders: list[str]) -> None:
    okx_exchange.inject(Fault.refused("50013"), times=2)
    assert cancel_all(okx_exchange.client(), orders) == []
    assert len(okx_exchange.cancel_requests) == 3 + 2  # the two that were refused have been sent again


@pytest.mark.parametrize("fault", [Fault.cut(acts=True), Fault.answered(502, "<html>", acts=False), Fault.late(60)])
def test_an_answer_is_lost(okx_exchange: SimulatedOKX, orders: list[str], fault: Fault) -> None:
    okx_exchange.inject(fault)
    (unknown,) = cancel_all(okx_exchange.client(timeout=1), orders)
    state = okx_exchange.spread_order(unknown).state  # what GET /api/v5/sprd/order answers too
    assert state == ("canceled" if fault.acts else "live")


def test_okxs_clock_is_far_from_ours(okx_exchange: SimulatedOKX, orders: list[str]) -> None:
    okx_exchange.skew_clock(seconds=45)
    assert cancel_all(okx_exchange.client(), orders) == []


def test_an_order_is_filled_meanwhile(okx_exchange: SimulatedOKX, orders: list[str], okx_environment: object) -> None:
    okx_exchange.set_spread_state(orders[0], "filled")
    with OKX.from_env() as okx:  # okx_environment has set the variables that lead to okx_exchange
        with pytest.raises(OrderGone) as gone:
            okx.spread.cancel_order(ord_id=orders[0])
        assert gone.value.reason == "filled"

        okx_exchange.inject(Fault.cut(acts=True))
        with pytest.raises(OutcomeUnknown, match="GET /api/v5/sprd/order"):
            okx.spread.cancel_order(ord_id=orders[1])


def test_okx_cannot_be_reached(okx_exchange: SimulatedOKX, orders: list[str]) -> None:
    async def cancel() -> None:
        async with okx_exchange.async_client() as okx:  # an async client has to be closed, in its event loop
            with okx_exchange.unreachable(), pytest.raises(NotDelivered):
                await okx.spread.cancel_order(ord_id=orders[0])
            await okx.spread.cancel_order(ord_id=orders[0])

    okx_exchange.cancel_later(seconds=30)
    asyncio.run(cancel())
    assert okx_exchange.spread_order(orders[0]).state == "live"  # accepted, and not gone yet
