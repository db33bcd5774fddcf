"""The life of one call: wait for its turn, send, judge, and where it is safe, again. It says what to do; others do it.

`Attempts.steps` is a generator. It yields each thing that waits, and is sent what came of it. `OKX` and `AsyncOKX` run
the same steps, each with its own way of waiting.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Generator, Sequence
from functools import partial
from itertools import count
from typing import Any, TypeVar

from attrs import frozen

from . import logs, retries, verdicts
from ._generated.operations import Operation
from .calls import Call
from .limits import Charge, Denied
from .outcomes import Accepted, NotSent, OrderId, Outcome, Unknown
from .retries import Retries
from .text import Text

_NOT_YET = Text("The call ended before it was sent.", "该请求尚未发送，调用就已结束。")
_IN_FLIGHT = Text("It was sent, and OKX's answer had not come.", "已发送，尚未收到 OKX 的响应。")
_TOO_LATE = Text(
    "Its turn came too late for the deadline of this call. Send it again, or allow a longer retries.deadline.",
    "轮到该请求时，本次调用的期限已过。请重试，或调大 retries.deadline。",
)
_TARDINESS = 0.25  # seconds that a call may be late for its turn, or for the time to begin


@frozen
class Reserve:
    """Ask the limiter for a turn. Answered with `Granted` or `Denied`."""

    charges: tuple[Charge, ...]
    max_wait: float


@frozen
class Sleep:
    """Wait this many seconds. Answered with None."""

    seconds: float


@frozen
class Transmit:
    """Sign and send. Answered with `Response` or `NoAnswer`.

    Attributes:
        call: What to send.
        seconds: How long it may take.
    """

    call: Call
    seconds: float


@frozen
class SetClock:
    """Ask OKX's time, unless somebody has since `reading`. Answered with True where the clock was set since then.

    Docs: #public-data-rest-api-get-system-time.

    Attributes:
        reading: Which setting of the clock the refused request was signed by.
        seconds: How long it may take.
    """

    reading: int
    seconds: float


Step = Reserve | Sleep | Transmit | SetClock

_Result = TypeVar("_Result")
Steps = Generator[Step, Any, _Result]


@frozen
class Response:
    """What came back.

    Attributes:
        http_status: The status of the HTTP response.
        content: The bytes of its body.
        reading: Which setting of the clock the request was signed by.
    """

    http_status: int
    content: bytes
    reading: int


@frozen
class NoAnswer:
    """Nothing readable came back.

    Attributes:
        may_have_arrived: False only where no byte of the request can have reached OKX.
        cause: Why, as a sentence.
        for_good: Whether sending again would end no better.
    """

    may_have_arrived: bool
    cause: Text
    for_good: bool = False


@frozen
class Rules:
    """What a call has to keep to.

    Attributes:
        retries: What is sent again, and for how long.
        max_wait: Seconds that a call may wait for its turn.
        timeout: Seconds that a step of a request may take; so much is left for an attempt that had to wait.
        charges: What a call of an operation costs of the rate limits, given the instrument of each order; None where
            nothing is paced.
        now: The time in seconds, from any moment on, never backwards.
        random: Returns a number from 0 up to 1.
    """

    retries: Retries
    max_wait: float
    timeout: float
    charges: Callable[[Operation, tuple[str, ...]], tuple[Charge, ...]] | None
    now: Callable[[], float]
    random: Callable[[], float] = random.random


class Attempts:
    """The attempts of one call, whose orders are all different.

    Attributes:
        call: What is asked.
    """

    def __init__(self, call: Call, rules: Rules, departed: Callable[[], None] = lambda: None) -> None:
        self.call = call
        self._rules = rules
        self._departed = departed
        self._why_unsent = _NOT_YET
        self._in_flight: tuple[OrderId, ...] = ()
        self._judged: tuple[Outcome, ...] = ()

    @property
    def verdicts(self) -> tuple[Outcome, ...]:
        """The verdict on each order: at any moment, what is true if nothing more happens."""
        return self._judged if self._judged and not self._in_flight else self.snapshot()()

    def snapshot(self) -> Callable[[], tuple[Outcome, ...]]:
        """Return what gives the `verdicts` of this moment later: mostly nobody asks for those on what is in flight."""
        return partial(_standing, self.call, self._why_unsent, self._judged, self._in_flight)

    def steps(self) -> Steps[None]:
        """Go through the attempts; afterwards `verdicts` are final."""
        rules, call, clock_was_set = self._rules, self.call, False
        until = rules.now() + rules.retries.deadline
        # An attempt that had to wait begins only while there is time for it: to cut it short would make its outcome
        # unknown, and nobody but us to blame.
        latest = until - min(rules.timeout, rules.retries.deadline / 2)
        for attempt in count(1):
            if not (yield from self._turn(call, attempt, latest)):
                return
            reply, failed = yield from self._send(call, attempt, until)
            if not failed:
                return
            again = retries.again(call, failed, clock_was_set=clock_was_set)
            pause = retries.pause(rules.retries, attempt, again, call, rules.random)
            if isinstance(reply, Response) and retries.is_about_the_clock(again):
                # Asked also where nothing is sent again: the next call is to be signed by the right time.
                clock_was_set, pause = (yield SetClock(reply.reading, until - rules.now())), 0.0
                again = again if clock_was_set else []
            for_good = isinstance(reply, NoAnswer) and reply.for_good
            if not again or for_good or attempt >= rules.retries.attempts or rules.now() + pause > latest:
                return
            logs.log.info("%s: once more in %.3f s, %s", logs.name(call), pause, logs.orders(again))
            yield Sleep(pause)  # also of 0 seconds: whoever runs the steps may end the call here, knowing this answer
            call = call.of([verdict.order for verdict in again])

    def _turn(self, call: Call, attempt: int, latest: float) -> Steps[bool]:
        """Wait for the call's turn; return whether it has come, `latest` being the time to have begun."""
        rules = self._rules
        if rules.charges is None:
            return True
        wait_until = min(rules.now() + rules.max_wait, latest)
        while True:
            turn = yield Reserve(rules.charges(call.operation, call.instruments), max(0.0, wait_until - rules.now()))
            if isinstance(turn, Denied):
                return self._not_sent(call, attempt, turn.cause)
            now = rules.now()
            due = now + turn.seconds
            if turn.seconds > 0:
                logs.wait(call, turn.seconds)
                yield Sleep(turn.seconds)
                now = rules.now()
            if now > latest + _TARDINESS:
                return self._not_sent(call, attempt, _TOO_LATE)
            if now <= due + _TARDINESS:
                return True
            # The program stood still, and its turn is over; others' turns are now.
            logs.log.info("%s: its turn was %.3f s ago; asks again", logs.name(call), now - due)

    def _send(self, call: Call, attempt: int, until: float) -> Steps[tuple[Response | NoAnswer, list[Outcome]]]:
        """Send once; return what came back, and what it says of each order that was not accepted."""
        if attempt == 1:
            self._departed()
        started = self._rules.now()
        self._in_flight = call.orders
        reply = yield Transmit(call, until - started)
        judged = _judge(call, reply)
        if attempt == 1 or isinstance(reply, Response) or reply.may_have_arrived:  # else what OKX said before stands
            self._judged = _updated(self._judged, judged) if self._judged else judged
        self._in_flight = ()
        said = f"HTTP {reply.http_status}" if isinstance(reply, Response) else reply.cause.en.rstrip(".")
        failed: list[Outcome] = [verdict for verdict in judged if not isinstance(verdict, Accepted)]
        logs.attempt(call, attempt, said, judged, self._rules.now() - started, fine=not failed)
        return reply, failed

    def _not_sent(self, call: Call, attempt: int, cause: Text) -> bool:
        """Note that an attempt is not made, and return False. What came of an earlier one stands."""
        logs.log.info("%s: not sent, attempt %d, %s: %s", logs.name(call), attempt, logs.orders(call.orders), cause.en)
        if attempt == 1:
            self._why_unsent = cause
        return False


def _standing(
    call: Call, why_unsent: Text, judged: tuple[Outcome, ...], in_flight: tuple[OrderId, ...]
) -> tuple[Outcome, ...]:
    known = judged or tuple(NotSent(order, why_unsent.say(call.language)) for order in call.orders)
    unknown = [Unknown(order, _IN_FLIGHT.say(call.language)) for order in in_flight]
    return _updated(known, unknown) if unknown else known


def _updated(verdicts: Sequence[Outcome], newer: Sequence[Outcome]) -> tuple[Outcome, ...]:
    """Return verdicts, each replaced by the newer one on its order where there is one."""
    by_order = {verdict.order: verdict for verdict in newer}
    return tuple(by_order.get(verdict.order, verdict) for verdict in verdicts)


def _judge(call: Call, reply: Response | NoAnswer) -> tuple[Outcome, ...]:
    if isinstance(reply, Response):
        return verdicts.judge(call, reply.http_status, reply.content)
    kind = Unknown if reply.may_have_arrived else NotSent
    return tuple(kind(order, reply.cause.say(call.language)) for order in call.orders)
