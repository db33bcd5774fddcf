"""What the tests of faults share: the orders, OKX's answers as bytes, and calls on clients of both kinds."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from attrs import field, frozen

from okx_client import OKX, AlgoOrderId, AsyncOKX, OKXError, OrderId, Outcome, SpreadOrderId, Timing, connections

from ..client.support import KEYS

SPREAD_PATH, ALGO_PATH, TIME_PATH = "/api/v5/sprd/cancel-order", "/api/v5/trade/cancel-algos", "/api/v5/public/time"
CLIENTS = ("OKX", "AsyncOKX")
ON_EACH_WIRE = (*CLIENTS, "OKX by httpx", "AsyncOKX by httpx")  # over connections of their own, and over those of httpx


def envelope(*items: Any, code: Any = "0", msg: str = "", **more: Any) -> bytes:
    """The JSON of OKX's answer."""
    return json.dumps({"code": code, "msg": msg, "data": list(items), **more}).encode()


def reply(content: bytes, status: str = "200 OK", *headers: str, length: int | None = None) -> bytes:
    """The bytes of an HTTP answer; `length` is the content-length that it claims."""
    claimed = len(content) if length is None else length
    lines = [f"HTTP/1.1 {status}", "Content-Type: application/json", f"Content-Length: {claimed}", *headers]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + content


def chunked(*chunks: bytes, end: bytes = b"0\r\n\r\n", headers: bytes = b"") -> bytes:
    """The bytes of an HTTP answer in chunks."""
    start = b"HTTP/1.1 200 OK\r\n" + headers + b"Transfer-Encoding: chunked\r\n\r\n"
    return start + b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks) + end


def item(order: OrderId, code: Any = "0", **more: Any) -> dict[str, Any]:
    """OKX's result for an order, with the ids that OKX echoes: its own, and for spreads the client's too."""
    if isinstance(order, SpreadOrderId):
        ids = {"ordId": order.ord_id or "1", "clOrdId": order.cl_ord_id or ""}
    else:
        ids = {"algoId": order.algo_id or "1", "algoClOrdId": ""}
    return {**ids, "sCode": code, "sMsg": "" if code == "0" else "refused", **more}


@frozen
class Asked:
    """A call: of one spread order, or of a batch of algo orders."""

    orders: tuple[OrderId, ...]

    @property
    def spread(self) -> bool:
        return isinstance(self.orders[0], SpreadOrderId)

    @property
    def path(self) -> str:
        return SPREAD_PATH if self.spread else ALGO_PATH

    def said(self, code: Any = "0", *, top: Any = "0", **more: Any) -> bytes:
        """The JSON of an answer that gives each order the same `sCode`."""
        return envelope(*(item(order, code, **more) for order in self.orders), code=top)

    @property
    def good(self) -> bytes:
        """The bytes of the HTTP answer by which OKX accepts."""
        return reply(self.said())

    def of(self, okx: Any) -> Any:
        """Ask a client; for the async one, what it returns is awaited."""
        if not self.spread:
            return okx.algo.cancel_orders(self.orders)
        (order,) = self.orders
        assert isinstance(order, SpreadOrderId)
        ids = {"ord_id": order.ord_id} if order.ord_id else {"cl_ord_id": order.cl_ord_id}
        return okx.spread.cancel_order(**ids)


SPREAD = Asked((SpreadOrderId(ord_id="2510789768709120"),))
SPREAD_2 = Asked((SpreadOrderId(ord_id="2510789768709121"),))
SPREAD_MINE = Asked((SpreadOrderId(cl_ord_id="mine7"),))
ALGOS = Asked(
    (AlgoOrderId("BTC-USDT", algo_id="590919993110396111"), AlgoOrderId("BTC-USDT", algo_id="590920138287841222"))
)
ALGOS_2 = Asked((AlgoOrderId("BTC-USDT", algo_id="590919993110396113"),))
ALGOS_MIXED = Asked(
    (AlgoOrderId("BTC-USDT", algo_id="590919993110396114"), AlgoOrderId("BTC-USDT", algo_cl_ord_id="s7"))
)


@frozen
class Result:
    """What came of a call: a verdict on each order, and the error where one was raised."""

    verdicts: tuple[Outcome, ...]
    error: OKXError | None = None

    @property
    def letters(self) -> str:
        """The first letters of the kinds of verdicts that occur: of Accepted, Rejected, Unknown, NotSent."""
        return "".join(sorted({type(verdict).__name__[0] for verdict in self.verdicts}))

    @staticmethod
    def of(found: Any) -> Result:
        return Result(found.outcomes if hasattr(found, "outcomes") else (found,))

    @staticmethod
    def raised(error: OKXError) -> Result:
        assert error.outcome is not None
        return Result((error.outcome,), error)


@frozen
class Sleeper:
    """Waits for nothing, and keeps how long it should have."""

    slept: list[float] = field(factory=list)
    then: Callable[[float], None] = lambda seconds: None

    def __call__(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.then(seconds)

    async def later(self, seconds: float) -> None:
        self(seconds)


def is_sync(which: str) -> bool:
    return which.startswith("OKX")


def new_client(which: str, url: str, sleeper: Sleeper | None = None, **options: Any) -> Any:
    """A client that neither waits nor paces, unless told otherwise."""
    sleeper = sleeper or Sleeper()
    clocks = options.pop("clocks", {})
    timing = Timing(sleep=sleeper if is_sync(which) else sleeper.later, **clocks)
    settings: dict[str, Any] = {"base_url": url, "limiter": None, "timing": timing, "timeout": 5.0, **options}
    with pytest.MonkeyPatch.context() as patched:
        if which.endswith("by httpx"):  # as where there is a proxy
            patched.setattr(connections, "needs_httpx", lambda *_: True)
        return (OKX if is_sync(which) else AsyncOKX)(**KEYS, demo=True, **settings)


def ask(which: str, url: str, *asked: Asked, pause: float = 0, **options: Any) -> list[Result]:
    """Make the calls one after the other on one client, with a pause of so many seconds between them."""
    results: list[Result] = []
    if is_sync(which):
        with new_client(which, url, **options) as okx:
            for one in asked:
                time.sleep(pause if results else 0)
                results.append(ask_with(okx, one))
        return results

    async def calls() -> None:
        async with new_client(which, url, **options) as okx:
            for one in asked:
                await asyncio.sleep(pause if results else 0)
                results.append(await ask_async(okx, one))

    asyncio.run(calls())
    return results


def ask_with(okx: OKX, asked: Asked) -> Result:
    try:
        return Result.of(asked.of(okx))
    except OKXError as error:
        return Result.raised(error)


async def ask_async(okx: AsyncOKX, asked: Asked) -> Result:
    try:
        return Result.of(await asked.of(okx))
    except OKXError as error:
        return Result.raised(error)
