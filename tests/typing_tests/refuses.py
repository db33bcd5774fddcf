"""What a type checker has to refuse. Never run: an ignore that is not needed is an error to `mypy --strict`."""

from __future__ import annotations

from okx_client import OKX, AlgoOrderId, AsyncOKX, OKXAuth, SpreadOrderId


def ids(okx: OKX) -> None:
    okx.spread.cancel_order()  # type: ignore[call-overload]
    okx.spread.cancel_order("1")  # type: ignore[call-overload]
    okx.spread.cancel_order(ord_id="1", cl_ord_id="2")  # type: ignore[call-overload]
    okx.spread.cancel_order(ord_id=1.5)  # type: ignore[call-overload]
    okx.spread.cancel_order(ord_id=None)  # type: ignore[call-overload]
    SpreadOrderId("1")  # type: ignore[call-overload]
    SpreadOrderId()  # type: ignore[call-overload]
    AlgoOrderId("BTC-USDT")  # type: ignore[call-overload]
    AlgoOrderId("BTC-USDT", "1")  # type: ignore[call-overload]
    AlgoOrderId("BTC-USDT", algo_id="1", algo_cl_ord_id="2")  # type: ignore[call-overload]
    AlgoOrderId(algo_id="1")  # type: ignore[call-overload]
    okx.algo.cancel_orders(["1"])  # type: ignore[list-item]
    okx.algo.cancel_orders([SpreadOrderId(ord_id="1")])  # type: ignore[list-item]


async def async_ids(okx: AsyncOKX) -> None:
    await okx.spread.cancel_order()  # type: ignore[call-overload]
    await okx.spread.cancel_order("1")  # type: ignore[call-overload]
    await okx.spread.cancel_order(ord_id="1", cl_ord_id="2")  # type: ignore[call-overload]


def set_up() -> None:
    OKX(api_key="", secret_key="", passphrase="")  # type: ignore[call-arg]
    AsyncOKX(api_key="", secret_key="", passphrase="")  # type: ignore[call-arg]
    OKXAuth(api_key="", secret_key="", passphrase="")  # type: ignore[call-arg]
    OKX("", "", "", True)  # type: ignore[call-arg]
    OKX(api_key="", secret_key="", passphrase="", demo="0")  # type: ignore[arg-type]
    OKX(api_key="", secret_key="", passphrase="", demo=True, region="moon")  # type: ignore[arg-type]
