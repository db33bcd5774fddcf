"""A stand-in for the engine, whose answers a test decides; and the two kinds of bulk call as one."""

from __future__ import annotations

import asyncio
import inspect
import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

from attrs import evolve

from okx_client import AlgoOrderId, CancelReport, Outcome, calls, operations
from okx_client.attempts import Attempts, NoAnswer, Reserve, Response, Rules, SetClock, Sleep, Transmit
from okx_client.bulk import AsyncCancelProgress, CancelProgress
from okx_client.calls import Call
from okx_client.limits import Charge, Denied, Granted, Turn
from okx_client.retries import NO_RETRIES, Retries
from okx_client.settings import Settings
from okx_client.text import Language, Text

Reply = Callable[[Call], Any]  # a Response or NoAnswer, or for asyncio a coroutine that gives one

# Numbers of the tests' own; `watched` has OKX's.
MAX_BATCH, LIMIT, PERIOD = 10, 20, 2.0
ALGOS = evolve(
    operations.CANCEL_ALGO_ORDERS,
    rate_limits=(operations.RateLimit(LIMIT, PERIOD, "order"),),
    max_batch=MAX_BATCH,
)

SHORT = 0.01  # seconds; the small pauses between departures are left out

NO_CONNECTION = NoAnswer(False, Text("There was no connection.", "无法建立连接。"))
NO_ANSWER = NoAnswer(True, Text("No readable answer came.", "未收到可读取的响应。"))


def algos(number: int, instruments: int = 1) -> list[AlgoOrderId]:
    """Different orders, over the instruments in turn."""
    return [AlgoOrderId(f"COIN{index % instruments}-USDT", algo_id=10_000_000 + index) for index in range(number)]


def make_call(orders: Sequence[Any], language: Language = "en") -> Call:
    return evolve(calls.algo_orders(orders, language), operation=ALGOS)


def charges(operation: operations.Operation, names: tuple[str, ...]) -> tuple[Charge, ...]:
    """One bucket for each instrument, as OKX counts algo orders."""
    return tuple(Charge(name, names.count(name), LIMIT, PERIOD) for name in dict.fromkeys(names))


def said(call: Call, *codes: str) -> Response:
    """An answer with one item for each order; the last code stands for those that are left."""
    padded = [*codes, *[codes[-1]] * len(call.orders)]
    items = [{field: name, "sCode": code, "sMsg": ""} for (field, name), code in zip(call.names, padded, strict=False)]
    kinds = {code == "0" for code in padded[: len(items)]}
    code = "2" if len(kinds) == 2 else "0" if True in kinds else "1"
    return Response(200, json.dumps({"code": code, "msg": "", "data": items}).encode(), 0)


def refused(code: str, http_status: int = 200) -> Response:
    """A refusal of a whole request."""
    return Response(http_status, json.dumps({"code": code, "msg": "refused"}).encode(), 0)


def accepted(call: Call) -> Response:
    return said(call, "0")


class FakeEngine:
    """Goes through attempts as the client does, and keeps what was sent.

    Args:
        reply: Gives the answer to each request.
        turn: Gives the turn of each request.
    """

    def __init__(self, reply: Reply = accepted, turn: Callable[[tuple[Charge, ...]], Turn] | None = None) -> None:
        self.reply = reply
        self.turn = turn or (lambda charges: Granted(0))
        self.sent: list[Call] = []
        self.most_at_once = 0
        self._at_once = 0
        self._lock = threading.Lock()

    @property
    def orders_sent(self) -> list[Any]:
        return [order for call in self.sent for order in call.orders]

    def run(self, attempts: Attempts, sleep: Callable[[float], Any]) -> None:
        steps, answer = attempts.steps(), None
        while True:
            try:
                step = steps.send(answer)
            except StopIteration:
                return
            if not isinstance(step, Sleep):
                answer = self._answer(step)
            elif step.seconds >= SHORT:
                answer = sleep(step.seconds)
            else:
                answer = None

    async def run_async(self, attempts: Attempts) -> None:
        """The same; where a reply is a coroutine, it is awaited."""
        steps, answer = attempts.steps(), None
        while True:
            try:
                step = steps.send(answer)
            except StopIteration:
                return
            if isinstance(step, Transmit):
                with self._under_way(step.call):
                    answer = self.reply(step.call)
                    answer = await answer if inspect.isawaitable(answer) else answer
            else:
                await asyncio.sleep(step.seconds if isinstance(step, Sleep) and step.seconds >= SHORT else 0)
                answer = None if isinstance(step, Sleep) else self._answer(step)

    def _answer(self, step: Reserve | Transmit | SetClock) -> Any:
        match step:
            case Reserve(charges=charges):
                return self.turn(charges)
            case Transmit(call=call):
                with self._under_way(call):
                    return self.reply(call)
            case SetClock():
                return False

    @contextmanager
    def _under_way(self, call: Call) -> Iterator[None]:
        with self._lock:
            self.sent.append(call)
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            yield
        finally:
            with self._lock:
                self._at_once -= 1


def rules(
    *,
    charges: Callable[[operations.Operation, tuple[str, ...]], tuple[Charge, ...]] | None = charges,
    retries: Retries = NO_RETRIES,
    now: Any = None,
) -> Rules:
    return Rules(retries=retries, max_wait=1.0, timeout=0.1, charges=charges, now=now or time.monotonic)


def progress(orders: Sequence[Any], engine: FakeEngine, **named: Any) -> CancelProgress:
    settings, rules = _set_up(**named)
    fake: Any = SimpleNamespace(
        settings=settings, rules=rules, run=engine.run, check_here=lambda: None, is_from_before_a_fork=False
    )
    return CancelProgress(orders, lambda some: make_call(some, settings.lang), fake)


def progress_async(orders: Sequence[Any], engine: FakeEngine, **named: Any) -> AsyncCancelProgress:
    settings, rules = _set_up(**named)
    fake: Any = SimpleNamespace(settings=settings, rules=rules, run=engine.run_async, check_here=lambda: None)
    return AsyncCancelProgress(orders, lambda some: make_call(some, settings.lang), fake)


def _set_up(*, concurrency: int = 4, language: Language = "en", **named: Any) -> tuple[Settings, Rules]:
    return Settings(concurrency=concurrency, lang=language), rules(**named)


def cancel_sync(orders: Sequence[Any], engine: FakeEngine, **named: Any) -> CancelReport:
    return progress(orders, engine, **named).run()


def cancel_async(orders: Sequence[Any], engine: FakeEngine, **named: Any) -> CancelReport:
    async def main() -> CancelReport:
        return await progress_async(orders, engine, **named).run()

    return asyncio.run(main())


def iterate_sync(orders: Sequence[Any], engine: FakeEngine, **named: Any) -> list[Outcome]:
    return list(progress(orders, engine, **named))


def iterate_async(orders: Sequence[Any], engine: FakeEngine, **named: Any) -> list[Outcome]:
    async def main() -> list[Outcome]:
        return [outcome async for outcome in progress_async(orders, engine, **named)]

    return asyncio.run(main())


def denied(charges: tuple[Charge, ...]) -> Turn:
    return Denied(Text("There is no turn.", "没有名额。"))
