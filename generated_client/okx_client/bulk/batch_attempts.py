"""The attempts of one batch: those of any call, but with a turn that may be a part's, and an end when the call ends."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from threading import RLock
from typing import Any, Protocol

from .. import logs
from ..attempts import Attempts, NoAnswer, Rules, Sleep, Step, Transmit
from ..calls import Call
from ..limits import Charge, Denied, Granted, Turn
from .asking import Asking
from .pace import Pace, Way
from .plan import Batch


class Owner(Protocol):
    """The bulk call that a batch belongs to; see `Progress`."""

    lock: RLock
    closed: bool
    pace: Pace

    def departed(self, attempts: BatchAttempts) -> None:
        """Note that a batch has had its turn."""

    def replace(self, attempts: BatchAttempts, parts: Sequence[Batch]) -> None:
        """Go on with the first part of a batch, and leave the others to whoever takes them."""


class BatchAttempts(Attempts):
    """The attempts of one batch. Once the owner is closed, nothing more leaves; what is in flight may still arrive.

    Attributes:
        batch: The batch.
        sent: Whether a request has left.
        in_flight: Whether an answer is awaited.
        standing: The verdict on each order, if nothing more happens. Only to be read under the owner's lock.
    """

    def __init__(self, batch: Batch, call: Call, rules: Rules, owner: Owner) -> None:
        super().__init__(call, rules, departed=lambda: owner.departed(self))
        self.batch = batch
        self.sent = False
        self.in_flight = False
        self.standing = self.verdicts
        self._owner = owner

    def narrow(self, batch: Batch) -> None:
        """Go on with a part of the batch. Only to be called under the owner's lock, before anything has left."""
        self.batch = batch
        self.call = self.call.of(batch.orders)
        self.standing = self.verdicts

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
                if self.in_flight or not sends:
                    self.standing = self.verdicts
            if not ended:
                answer = yield step

    def _all_steps(self) -> Generator[Step, Any, None]:
        """Ask for a turn, which may leave only a part of the batch, wait for it, and then do what any call does."""
        charges = self._rules.charges
        if charges is None:
            yield from super().steps()
            return
        if self.batch.turn is None:
            yield from self._ask(charges)
        turn = self.batch.turn
        assert turn is not None
        if isinstance(turn, Denied):
            yield from _answered(super().steps(), turn)
        else:
            way = yield from self._wait(charges(self.call), turn)
            yield from self._watched(_answered(super().steps(), Granted(0.0)), way)

    def _ask(self, charges: Callable[[Call], tuple[Charge, ...]]) -> Generator[Step, Any, None]:
        """Ask for a turn. The time that `deadline` gives to the attempts begins when it has come."""
        rules, call = self._rules, self.call
        asking = Asking(lambda orders: charges(call.of(orders)), rules.max_wait, rules.now)
        self._owner.replace(self, (yield from asking.turns(self.batch)))

    def _wait(self, charges: Sequence[Charge], turn: float) -> Generator[Step, Any, Way]:
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
                    return pace.leaves(charges, turn, now())

    def _watched(self, steps: Generator[Step, Any, None], way: Way) -> Generator[Step, Any, None]:
        """Go through steps, and note when the answer comes."""
        answer = None
        with suppress(StopIteration):
            while True:
                step = steps.send(answer)
                answer = yield step
                if isinstance(step, Transmit):
                    never = isinstance(answer, NoAnswer) and not answer.may_have_arrived
                    with self._owner.lock:
                        way.answered = way.left if never else self._rules.now()


def _answered(steps: Generator[Step, Any, None], turn: Turn) -> Generator[Step, Any, None]:
    """Go through steps of which the first, which asks for a turn, is answered already."""
    next(steps)
    answer: Any = turn
    with suppress(StopIteration):
        while True:
            answer = yield steps.send(answer)
