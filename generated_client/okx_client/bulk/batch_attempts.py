"""The attempts of one batch: those of any call, but with a turn that may be a part's, and an end when the call ends."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from functools import partial
from threading import RLock
from typing import Any, Protocol

from .. import logs
from ..attempts import Attempts, Rules, Sleep, Step, Steps, Transmit
from ..calls import Call
from ..limits import Charge, Denied
from ..outcomes import Outcome
from .asking import Asking
from .pace import Pace, Way
from .plan import Batch, Orders


class Owner(Protocol):
    """The bulk call that a batch belongs to; see `Progress`."""

    lock: RLock
    closed: bool
    pace: Pace

    def departed(self, batch: Batch) -> None:
        """Note that a batch has had its turn."""

    def replace(self, attempts: BatchAttempts, parts: Sequence[Batch]) -> None:
        """Go on with the first part of a batch, and leave the others to whoever takes them."""


class BatchAttempts(Attempts):
    """The attempts of one batch. Once the owner is closed, nothing more leaves; what is in flight may still arrive.

    Attributes:
        batch: The batch.
        sent: Whether a request has left.
        in_flight: Whether an answer is awaited.
    """

    def __init__(self, batch: Batch, call: Call, rules: Rules, owner: Owner) -> None:
        # Not a function that holds this object: what came of it would stay until the garbage collector comes.
        super().__init__(call, rules, departed=partial(owner.departed, batch))
        self.batch = batch
        self.sent = False
        self.in_flight = False
        self._verdicts: Callable[[], tuple[Outcome, ...]] = tuple
        self._owner = owner
        self._way: Way | None = None

    def narrow(self, batch: Batch) -> None:
        """Go on with a part of the batch. Only to be called under the owner's lock, before anything has left."""
        self.batch = batch
        self._departed = partial(self._owner.departed, batch)
        self.call = self.call.of(batch.orders)

    @property
    def standing(self) -> tuple[Outcome, ...]:
        """The verdict on each order, if nothing more happens; none before the first request leaves.

        Only to be read under the owner's lock.
        """
        return self._verdicts()

    @property
    def asks(self) -> bool:
        """Whether the limiter has to be asked for the turn."""
        return self._rules.charges is not None and self.batch.turn is None

    def steps(self) -> Generator[Step, Any, None]:
        """Go through the attempts, as long as the owner is open."""
        steps, answer, ended = self._all_steps(), None, False
        while not ended:
            try:
                step = steps.send(answer)
            except StopIteration:
                ended = True
            with self._owner.lock:
                sends = not ended and isinstance(step, Transmit)
                # It is this lock that lets a report be sure of "not sent": after it, nothing passes here any more.
                ended = ended or self._owner.closed
                self.in_flight = sends and not ended
                self.sent = self.sent or self.in_flight
                if self.in_flight or (not sends and (self.sent or ended)):
                    self._verdicts = self.snapshot()
            if not ended:
                answer = yield step
                if self.in_flight and self._way is not None:
                    with self._owner.lock:
                        self._way.came_back(answer, self._rules.now())

    def _all_steps(self) -> Steps[None]:
        """Ask for a turn, which may leave only a part of the batch, wait for it, and then do what any call does."""
        if self._rules.charges is not None:
            if self.batch.turn is None:
                yield from self._ask()
            if isinstance(self.batch.turn, float):
                yield from self._wait(self._cost(self.call.instruments), self.batch.turn)
        yield from super().steps()

    def _turn(self, call: Call, attempt: int, latest: float) -> Steps[bool]:
        """Wait for the turn of a further attempt; the first one's is known."""
        if attempt == 1 and self.batch.turn is not None:
            return not isinstance(self.batch.turn, Denied) or self._not_sent(call, attempt, self.batch.turn.cause)
        has_come = yield from super()._turn(call, attempt, latest)
        if has_come and self._rules.charges is not None:  # a repeat has a way of its own
            with self._owner.lock:
                now = self._rules.now()
                self._way = self._owner.pace.leaves(self._cost(call.instruments), now, now)
        return has_come

    def _cost(self, instruments: tuple[str, ...]) -> tuple[Charge, ...]:
        charges = self._rules.charges
        return charges(self.call.operation, instruments) if charges else ()

    def _cost_of(self, orders: Orders) -> tuple[Charge, ...]:
        return self._cost(tuple(order.instrument for order in orders))

    def _ask(self) -> Steps[None]:
        """Ask for a turn. The time that `deadline` gives to the attempts begins when it has come."""
        asking = Asking(self._cost_of, self._rules.max_wait, self._rules.now)
        self._owner.replace(self, (yield from asking.turns(self.batch)))

    def _wait(self, charges: Sequence[Charge], turn: float) -> Steps[None]:
        """Wait for the turn, and until OKX has surely room."""
        pace, now = self._owner.pace, self._rules.now
        seconds = turn - now()
        while True:
            if seconds > 0:
                logs.wait(self.call, seconds)
                yield Sleep(seconds)
            with self._owner.lock:
                seconds = pace.hold(charges, turn, now())
                if seconds <= 0:
                    self._way = pace.leaves(charges, turn, now())
                    return
