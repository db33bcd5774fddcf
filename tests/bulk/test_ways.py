"""What a batch notes of the way of its request, for the pace of the batches after it."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from okx_client.attempts import Reserve, Sleep, Transmit
from okx_client.bulk.batch_attempts import BatchAttempts
from okx_client.bulk.pace import Pace
from okx_client.bulk.plan import Batch, plan
from okx_client.limits import Charge, Granted
from okx_client.retries import Retries

from .support import LIMIT, MAX_BATCH, NO_CONNECTION, PERIOD, algos, charges, make_call, refused, rules


class Owner:
    """A bulk call of one batch."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.closed = False
        self.pace = Pace()

    def departed(self, batch: Batch) -> None:
        pass

    def replace(self, attempts: BatchAttempts, parts: Sequence[Batch]) -> None:
        attempts.narrow(parts[0])


def test_a_repeat_that_never_left_does_not_change_when_the_first_request_was_counted() -> None:
    time, owner = 0.0, Owner()
    orders = algos(MAX_BATCH)
    (batch,) = plan(orders, MAX_BATCH, lambda instrument: [Charge(instrument, 1, LIMIT, PERIOD)])
    limits = rules(charges=charges, retries=Retries(attempts=2, first_pause=0.1), now=lambda: time)
    steps = BatchAttempts(batch, make_call(orders), limits, owner).steps()
    replies: list[Any] = [refused("50013", 429), NO_CONNECTION]
    answer: Any = None
    with suppress(StopIteration):
        while True:
            step = steps.send(answer)
            answer = Granted(0.0) if isinstance(step, Reserve) else None
            if isinstance(step, Sleep):
                time += step.seconds
            elif isinstance(step, Transmit):
                time, answer = time + 0.6, replies.pop(0)
    assert replies == []
    ((way, _),) = owner.pace._by_bucket[orders[0].instrument]
    assert way.answered == 0.6
