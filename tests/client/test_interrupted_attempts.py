"""A call may be interrupted between any two of its steps; the verdicts then are what is known by that time."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from okx_client import NotSent, OrderId, Outcome, Unknown, verdicts
from okx_client.attempts import Attempts, NoAnswer, Response, Transmit
from okx_client.calls import Call
from okx_client.limits import Granted

from .world import BATCH, LOST, NO_TURN, UNSENT, A, B, C, World, refused, said


def items(*codes: str) -> Response:
    """An answer that names its orders by position alone."""
    return said({"code": "2", "data": [{"sCode": code} for code in codes]})


REPLIES = [UNSENT, LOST, refused("50011", 429), refused("50102", 401), refused("51000"), items("0", "50011", "50011")]
TURNS = st.lists(st.sampled_from([Granted(0.0), Granted(1.0), NO_TURN]), min_size=4, max_size=4)


@given(st.lists(st.sampled_from(REPLIES), min_size=4, max_size=4), st.none() | TURNS)
@example([items("0", "50011", "50011"), UNSENT, items("50011", "0"), LOST], None)
def test_whoever_interrupts_finds_the_last_word_on_each_order(replies: list[Any], turns: list[Any] | None) -> None:
    world = World(*replies, turns=turns)
    attempts = Attempts(BATCH, world.rules)
    steps = attempts.steps()
    truth: dict[OrderId, Outcome] = {order: NotSent(order, "The call ended before it was sent.") for order in (A, B, C)}
    departed, reply = False, None
    with suppress(StopIteration):
        while True:
            step = steps.send(reply)
            flying = step.call.orders if isinstance(step, Transmit) else ()
            now = truth | {order: Unknown(order, "It was sent, and OKX's answer had not come.") for order in flying}
            assert attempts.verdicts == tuple(now.values())
            reply = world.answer(step)
            if reply == NO_TURN and not departed:
                truth = {order: NotSent(order, "No turn.") for order in truth}
            elif isinstance(step, Transmit):
                truth |= last_word(step.call, reply, first=not departed)
                departed = True
    assert attempts.verdicts == tuple(truth.values())


def last_word(call: Call, reply: Response | NoAnswer, *, first: bool) -> dict[OrderId, Outcome]:
    """What an answer, or none, says of the orders: nothing new where OKX answered before and this did not reach it."""
    if isinstance(reply, Response):
        return {verdict.order: verdict for verdict in verdicts.judge(call, reply.http_status, reply.content)}
    if reply.may_have_arrived:
        return {order: Unknown(order, reply.cause.en) for order in call.orders}
    return {order: NotSent(order, reply.cause.en) for order in call.orders} if first else {}
