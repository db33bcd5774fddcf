"""Whatever comes back and whenever a bulk call is interrupted, its report says of every order what is true."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import pytest
from attrs import define, field
from hypothesis import example, given, settings
from hypothesis import strategies as st

from okx_client import Accepted, AlgoOrderId, CancelReport, NotSent, OrderId, Outcome, Rejected, Unknown
from okx_client.calls import Call
from okx_client.limits import Charge, Granted, Turn

from ..virtual_time import run_virtual
from .held import threads_ended
from .support import NO_ANSWER, NO_CONNECTION, FakeEngine, algos, denied, progress, progress_async, refused, said


class Interruption(BaseException):
    """Such as Ctrl-C, which hypothesis takes for its own."""


@define
class World:
    """An exchange whose answers are drawn, and which keeps what it said. The last answer stands for all later ones."""

    replies: Sequence[str]
    codes: Sequence[str]
    turns: Sequence[str]
    fails_at: int | None = None
    told: dict[OrderId, Any] = field(factory=dict)
    requests: Counter[OrderId] = field(factory=Counter)
    came_to_nothing: set[OrderId] = field(factory=set)
    _turn: int = 0
    _lock: threading.Lock = field(factory=threading.Lock)

    def reply(self, call: Call) -> Any:
        with self._lock:
            number = sum(self.requests.values())
            self.requests.update(call.orders)
            if self.fails_at is not None and number >= self.fails_at:
                raise Interruption
            kind = self.replies[number % len(self.replies)]
            if kind == "no connection":
                self.came_to_nothing.update(call.orders)
                return NO_CONNECTION
            if kind == "no answer":
                return NO_ANSWER
            if kind != "each":
                self.told.update(dict.fromkeys(call.orders, kind))
                return refused(kind)
            codes = [self.codes[(number + index) % len(self.codes)] for index in range(len(call.orders))]
            self.told.update(zip(call.orders, codes, strict=True))
            return said(call, *codes)

    def turn(self, charges: tuple[Charge, ...]) -> Turn:
        with self._lock:
            self._turn += 1
            match self.turns[self._turn % len(self.turns)]:
                case "denied":
                    return denied(charges)
                case "soon":
                    return Granted(0.0005)  # not waited for
                case "later":
                    return Granted(0.011)  # a turn of its own
                case "fails":
                    raise Interruption
                case _:
                    return Granted(0)

    def check(self, orders: Sequence[OrderId], report: CancelReport) -> None:
        assert [outcome.order for outcome in report.outcomes] == orders
        assert max(self.requests.values(), default=0) <= 1, "no order is sent twice"
        for outcome in report.outcomes:
            self._check(outcome)
        verdicts: dict[OrderId, Outcome] = {}
        assert all(verdicts.setdefault(outcome.order, outcome) == outcome for outcome in report.outcomes)

    def _check(self, outcome: Outcome) -> None:
        match outcome:
            case Accepted(order=order):
                assert self.told[order] == "0"
            case Rejected(order=order, code=code):
                assert self.told[order] == code
            case Unknown(order=order):
                assert order in self.requests
            case NotSent(order=order):
                assert order in self.came_to_nothing or order not in self.requests, "what was sent may have arrived"


def in_words(outcomes: Iterable[Outcome]) -> Counter[str]:
    return Counter(map(str, outcomes))


class Interrupted:
    """Where the caller waits; at some moment something interrupts it there."""

    def __init__(self, arrived: Any, at: int) -> None:
        self._arrived = arrived
        self._left = at

    def __getattr__(self, name: str) -> Any:
        return getattr(self._arrived, name)

    def get(self, timeout: float) -> Any:
        self._left -= 1
        if self._left < 0:
            raise Interruption
        return self._arrived.get(timeout=timeout)


def some_orders(number: int, step: int) -> list[AlgoOrderId]:
    """So many orders of four instruments; with some steps, the same ones come again soon."""
    named = algos(100, instruments=4)
    return [named[index * step % 100] for index in range(number)]


worlds = st.builds(
    World,
    replies=st.lists(
        st.sampled_from([*["each"] * 5, "no answer", "no connection", "50014", "50113"]), min_size=1, max_size=20
    ),
    codes=st.lists(st.sampled_from(["0", "51400", "51410"]), min_size=1, max_size=5),
    turns=st.lists(
        st.sampled_from([*["now"] * 6, "soon", "soon", "later", "denied", "fails"]), min_size=1, max_size=20
    ),
    fails_at=st.one_of(st.none(), st.none(), st.integers(0, 120)),
)
bulks = st.builds(some_orders, number=st.integers(0, 130), step=st.sampled_from([1, 3, 25]))
moments = st.one_of(st.none(), st.integers(0, 15))
concurrencies = st.integers(1, 6)


@settings(max_examples=250, deadline=None)
@given(orders=bulks, world=worlds, moment=moments, concurrency=concurrencies)
@example(algos(100), World(["each"], ["0"], ["soon"]), 2, 3)
def test_with_threads(orders: list[AlgoOrderId], world: World, moment: int | None, concurrency: int) -> None:
    bulk = progress(orders, FakeEngine(world.reply, world.turn), concurrency=concurrency)
    seen: list[Outcome] = []
    if moment is not None:
        bulk._crew.arrived = Interrupted(bulk._crew.arrived, moment)  # type: ignore[assignment]
    try:
        for outcome in bulk:
            seen.append(outcome)
    except Interruption as error:
        report = CancelReport.of(error)
        assert report is not None
    else:
        report = bulk.report()
        assert in_words(seen) == in_words(report.outcomes)
    threads_ended(bulk)
    world.check(orders, report)
    assert not in_words(seen) - in_words(report.outcomes), "a verdict that was given stays"


@settings(max_examples=250, deadline=None)
@given(orders=bulks, world=worlds, moment=moments, concurrency=concurrencies)
@example(algos(100), World(["each"], ["0"], ["soon"]), 2, 3)
def test_with_tasks(orders: list[AlgoOrderId], world: World, moment: int | None, concurrency: int) -> None:
    async def main() -> tuple[CancelReport, bool]:
        bulk = progress_async(orders, FakeEngine(world.reply, world.turn), concurrency=concurrency)

        async def go_through() -> None:
            async for outcome in bulk:
                seen.append(outcome)

        task = asyncio.ensure_future(go_through())
        for _ in range(0 if moment is None else 3 * moment + 1):
            await asyncio.sleep(0)
        if moment is not None:
            task.cancel()
        try:
            await task
        except (Interruption, asyncio.CancelledError) as error:
            report = CancelReport.of(error)
            if report is None:  # cancelled before it began
                assert moment is not None
                assert not world.requests
            return report or bulk.report(), False
        return bulk.report(), True

    seen: list[Outcome] = []
    report, whole = run_virtual(lambda loop: main())
    world.check(orders, report)
    assert not in_words(seen) - in_words(report.outcomes), "a verdict that was given stays"
    if whole:
        assert in_words(seen) == in_words(report.outcomes)


def test_the_check_itself_sees_what_is_not_true() -> None:
    world = World(["each"], ["0"], ["now"])
    order, other = algos(2)
    world.told[order] = "51400"
    world.requests.update([order, other])
    for wrong in (NotSent(order, ""), Rejected(order, "51410", "", 200)):
        with pytest.raises(AssertionError):
            world.check([order], CancelReport((wrong,)))
    with pytest.raises(AssertionError):
        world.check([other], CancelReport((NotSent(other, ""),)))
