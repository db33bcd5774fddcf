"""What is known of a bulk call at any moment: what was sent, what came of it, what may go next.

Threads and tasks share it. It holds a lock for moments, and never while anything waits.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from threading import RLock
from typing import Any

from attrs import evolve

from .._generated.error_codes import ERROR_CODES
from ..attempts import Rules
from ..calls import Call
from ..credentials import without_frames
from ..explain import error_name
from ..outcomes import NotSent, OrderId, Outcome, Rejected
from ..report import CancelReport
from ..settings import Settings
from ..text import Text
from .batch_attempts import BatchAttempts
from .pace import Pace
from .plan import Batch, plan
from .schedule import Schedule

MakeCall = Callable[[Sequence[Any]], Call]

_NOT_REACHED = Text(
    "The bulk call has not come to it, or ended before.",
    "批量撤单尚未轮到该订单，或在轮到之前已经结束。",
)


class Progress:
    """One bulk call.

    Attributes:
        lock: Held while anything here is read or changed.
        closed: Whether anything more may be sent.
        stopped: Whether the call ended early, so that nobody waits for what is in flight.
        failure: What went wrong unexpectedly, until the caller has seen it.
        pace: What OKX has counted.
        size: How many orders were handed over.

    Args:
        orders: The orders, as handed over.
        make_call: Makes the call that names some orders.
        rules: What each call has to keep to. Its `max_wait` does not count: one batch waits here for the others.
        settings: How many requests may be under way at once, and the language of the verdicts' words.
        arrived: Called with every verdict, once for each time that its order was handed over, and with none when the
            call ends early; the lock is held.
        changed: Called when there may be something new to take, or never any more; the lock is not held.
    """

    def __init__(
        self,
        orders: Sequence[OrderId],
        make_call: MakeCall,
        rules: Rules,
        settings: Settings,
        *,
        arrived: Callable[[Sequence[Outcome]], None],
        changed: Callable[[], None],
    ) -> None:
        self.lock = RLock()  # reentrant, for the garbage collector may end an abandoned call in the midst of anything
        self.closed = False
        self.stopped = False
        self.failure: BaseException | None = None
        self.pace = Pace()
        self.size = len(orders)
        self._orders = tuple(orders)
        self._times = Counter(self._orders)
        self._make_call = make_call
        self._rules = evolve(rules, max_wait=math.inf)
        self._concurrency = settings.concurrency
        self._language = settings.lang
        self._arrived = arrived
        self._changed = changed
        self.schedule = Schedule(self._plan())
        self._active: set[BatchAttempts] = set()
        self._asking: BatchAttempts | None = None
        self._settled: dict[OrderId, Outcome] = {}
        self._cause = _NOT_REACHED

    def _plan(self) -> list[Batch]:
        different = list(self._times)
        if not different:
            return []
        operation, charges = self._make_call(different[:1]).operation, self._rules.charges
        if charges is None:
            return plan(different, operation.max_batch, None)
        return plan(different, operation.max_batch, lambda instrument: charges(operation, (instrument,)))

    def __str__(self) -> str:
        return f"{len(self._settled)} of {len(self._times)} orders settled"

    @property
    def active(self) -> int:
        """How many batches wait for their turn or are in flight."""
        return len(self._active)

    @property
    def ready(self) -> bool:
        """Whether something can be taken at the moment.

        One batch at a time asks the limiter, which may be far away: together, each would be late with its turn.
        """
        free = self._asking is None and len(self._active) < self._concurrency
        return free and not self.closed and self.schedule.eligible > 0

    @property
    def idle(self) -> bool:
        """Whether nothing will ever be taken again, to be read under the lock: a batch may be between two places.

        One that asks for its turn may yet be parted.
        """
        return self.closed or (self._asking is None and not self.schedule.left)

    @property
    def over(self) -> bool:
        """Whether no more verdicts will arrive."""
        return self.stopped or len(self._settled) == len(self._times)

    def take(self) -> BatchAttempts | None:
        """Return the attempts to go through next, or None where there are none at the moment."""
        with self.lock:
            batch = self.schedule.take() if self.ready else None
            if batch is None:
                return None
            attempts = BatchAttempts(batch, self._make_call(batch.orders), self._rules, self)
            self._active.add(attempts)
            self._asking = attempts if attempts.asks else None
            return attempts

    def departed(self, batch: Batch) -> None:
        """Note that a batch has had its turn."""
        with self.lock:
            self.schedule.departed(batch)
        self._changed()

    def replace(self, attempts: BatchAttempts, parts: Sequence[Batch]) -> None:
        """Go on with the first part of a batch, and leave the others to whoever takes them."""
        with self.lock:
            self._asking = None
            if not self.closed:  # else nobody takes the others any more; the whole batch is settled as it is
                self.schedule.replace(attempts.batch, parts)
                attempts.narrow(parts[0])
        self._changed()

    def settle(self, attempts: BatchAttempts) -> None:
        """Note that nothing more will be done about a batch."""
        with self.lock:
            self._active.discard(attempts)
            self.schedule.departed(attempts.batch)
            kept_back = self.closed and not self.stopped and not attempts.sent
            standing = attempts.standing
            self._settle(self._not_sent(attempts.batch.orders) if kept_back else standing)
            refused = _refused_credentials(standing)
            if refused and not self.closed:
                self._give_up(refused)
        self._changed()

    def stop(self, failure: BaseException | None = None) -> None:
        """End the call: nothing that has not left yet leaves any more. The caller is to see the `failure`."""
        with self.lock:
            if not self.stopped:
                self.failure = failure
            self.closed = self.stopped = True
            self._arrived(())
        self._changed()

    def fail(self, error: BaseException) -> None:
        """Stop because of an error that is none of OKX's."""
        if isinstance(error, StopIteration | StopAsyncIteration):
            # An iterator that raised it would seem to have come to its end.
            error = RuntimeError(f"{type(error).__name__} was raised while sending")
        self.stop(without_frames(error))

    def raise_failure(self) -> None:
        """Raise what went wrong unexpectedly, once."""
        failure, self.failure = self.failure, None
        if failure is not None:
            raise failure

    def report(self) -> CancelReport:
        """Return the verdict on every order as it stands now."""
        with self.lock:
            known = self._settled.copy()
            for attempts in self._active:
                for verdict in attempts.standing:
                    known.setdefault(verdict.order, verdict)
        cause = self._cause.say(self._language)
        outcomes = tuple(known.get(order) or NotSent(order, cause) for order in self._orders)
        return CancelReport(outcomes, self._language)

    def _settle(self, verdicts: Sequence[Outcome]) -> None:
        self._settled.update((verdict.order, verdict) for verdict in verdicts)
        if self.size > len(self._times):
            verdicts = [verdict for verdict in verdicts for _ in range(self._times[verdict.order])]
        self._arrived(verdicts)

    def _give_up(self, refused: Rejected) -> None:
        """Send nothing more, since OKX does not take the credentials."""
        self.closed = True
        self._cause = _refusal(refused)
        known = self._settled.keys() | {order for attempts in self._active for order in attempts.batch.orders}
        self._settle(self._not_sent([order for order in self._times if order not in known]))

    def _not_sent(self, orders: Sequence[OrderId]) -> list[Outcome]:
        cause = self._cause.say(self._language)
        return [NotSent(order, cause) for order in orders]


def _refused_credentials(verdicts: Sequence[Outcome]) -> Rejected | None:
    """Return a verdict that says that OKX does not take the credentials. Not so where it looked at some orders."""
    refused = [each for each in verdicts if isinstance(each, Rejected) and error_name(each) == "AuthenticationError"]
    return refused[0] if refused and len(refused) == len(verdicts) else None


def _refusal(refused: Rejected) -> Text:
    known = ERROR_CODES[refused.code]
    return Text(
        f"OKX refused an earlier request of this call with {refused.code}, {known.meaning.rstrip('.')}. {known.advice}",
        f"OKX 拒绝了本次调用中先前的请求，代码 {refused.code}：{known.meaning_zh.rstrip('。')}。{known.advice_zh}",
    )
