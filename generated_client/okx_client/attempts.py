"""The life of one call: wait for its turn, send, judge, and where it is safe, again. It says what to do; others do it.

`Attempts.steps` is a generator. It yields each thing that waits, and is sent what came of it. `OKX` and `AsyncOKX` run
the same steps, each with its own way of waiting.
"""

from __future__ import annotations

import logging
import random
from collections import Counter
from collections.abc import Callable, Generator, Sequence
from itertools import count
from typing import Any

from attrs import frozen

from . import retries, verdicts
from .calls import Call
from .limits import Charge, Denied
from .outcomes import Accepted, NotSent, OrderId, Outcome, Rejected, Unknown
from .retries import Retries
from .text import Text

_log = logging.getLogger("okx_client")

_INTERRUPTED = Text("It was interrupted before it was sent.", "在发送之前被中断。")
_IN_FLIGHT = Text("It was interrupted while OKX's answer was awaited.", "在等待 OKX 应答时被中断。")


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
    """

    reading: int


Step = Reserve | Sleep | Transmit | SetClock


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
        charges: What a call costs of the rate limits; None where nothing is paced.
        now: The time in seconds, from any moment on, never backwards.
        random: Returns a number from 0 up to 1.
    """

    retries: Retries
    max_wait: float
    charges: Callable[[Call], tuple[Charge, ...]] | None
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
        self._verdicts: dict[OrderId, Outcome] = {}
        self._note([NotSent(order, _INTERRUPTED.say(call.language)) for order in call.orders])

    @property
    def verdicts(self) -> tuple[Outcome, ...]:
        """The verdict on each order: at any moment, what is true if nothing more happens."""
        return tuple(self._verdicts[order] for order in self.call.orders)

    def steps(self) -> Generator[Step, Any, None]:
        """Go through the attempts; afterwards `verdicts` are final."""
        rules, call, clock_was_set = self._rules, self.call, False
        until = rules.now() + rules.retries.deadline
        for attempt in count(1):
            if rules.charges is not None:
                turn = yield Reserve(rules.charges(call), min(rules.max_wait, until - rules.now()))
                if isinstance(turn, Denied):
                    self._denied(call, attempt, turn.cause)
                    return
                if turn.seconds > 0:
                    yield Sleep(turn.seconds)
            if attempt == 1:
                self._departed()
            before, started = self._verdicts.copy(), rules.now()
            self._note([Unknown(order, _IN_FLIGHT.say(call.language)) for order in call.orders])
            reply = yield Transmit(call, until - started)
            judged = _judge(call, reply)
            self._note(judged)
            if isinstance(reply, NoAnswer) and not reply.may_have_arrived:
                self._verdicts.update(before if attempt > 1 else {})  # what OKX said before still stands
            _log_attempt(call, attempt, reply, judged, rules.now() - started)

            if isinstance(reply, NoAnswer) and reply.for_good:
                return
            again = retries.again(call, judged, clock_was_set=clock_was_set)
            pause = retries.pause(rules.retries, attempt, again, call, rules.random)
            if not again or attempt >= rules.retries.attempts or rules.now() + pause >= until:
                return
            if isinstance(reply, Response) and retries.is_about_the_clock(again):
                clock_was_set = True
                _log.warning("%s: once more by OKX's clock, for %d orders", _name(call), len(again))
                if not (yield SetClock(reply.reading)):
                    return
            else:
                _log.warning("%s: once more in %.3f s, for %d orders", _name(call), pause, len(again))
                yield Sleep(pause)
            call = call.of([verdict.order for verdict in again])

    def _note(self, verdicts: Sequence[Outcome]) -> None:
        self._verdicts.update((verdict.order, verdict) for verdict in verdicts)

    def _denied(self, call: Call, attempt: int, cause: Text) -> None:
        """Note that there was no turn. After a first attempt, what came of that one stands."""
        _log.warning("%s: not sent, attempt %d: %s", _name(call), attempt, cause.en)
        if attempt == 1:
            self._note([NotSent(order, cause.say(call.language)) for order in call.orders])


def _judge(call: Call, reply: Response | NoAnswer) -> tuple[Outcome, ...]:
    if isinstance(reply, Response):
        return verdicts.judge(call, reply.http_status, reply.content)
    kind = Unknown if reply.may_have_arrived else NotSent
    return tuple(kind(order, reply.cause.say(call.language)) for order in call.orders)


def _log_attempt(
    call: Call, attempt: int, reply: Response | NoAnswer, judged: Sequence[Outcome], seconds: float
) -> None:
    if all(isinstance(verdict, Accepted) for verdict in judged):
        level = logging.DEBUG
    else:
        level = logging.WARNING if any(isinstance(verdict, Unknown) for verdict in judged) else logging.INFO
    if not _log.isEnabledFor(level):
        return
    if isinstance(reply, Response):
        codes = Counter(_code(verdict) for verdict in judged)
        said = f"HTTP {reply.http_status}, codes " + ", ".join(f"{code} ×{times}" for code, times in codes.items())
    else:
        said = reply.cause.en.rstrip(".")
    _log.log(level, "%s: %s; attempt %d, %.3f s", _name(call), said, attempt, seconds)


def _code(verdict: Outcome) -> str:
    match verdict:
        case Accepted():
            return "0"
        case Rejected(code=code) | Unknown(code=code):
            return code or "?"
        case NotSent():
            return "?"


def _name(call: Call) -> str:
    return f"{call.operation.method} {call.operation.path}"
