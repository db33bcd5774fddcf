"""Which batch may go next, so that the batches of one bucket ask the limiter one at a time. Pure; it does not wait."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Sequence
from heapq import heappop, heappush
from itertools import count

from .plan import Batch


class Schedule:
    """Hands out batches in the order of the plan, each as soon as it is the first of all its buckets.

    The first batch of a bucket gives way to the next one when it departs. So at most one of each bucket waits for its
    turn, and an interrupted call leaves at most that one turn unused; those that have departed are in flight together.
    """

    def __init__(self, batches: Sequence[Batch]) -> None:
        self._queues: defaultdict[str, deque[Batch]] = defaultdict(deque)
        self._place = {batch: place for place, batch in enumerate(batches)}
        self._behind = {batch: len(batch.buckets) for batch in batches}  # in so many buckets others come first
        self._eligible: list[tuple[int, int, Batch]] = []
        self._numbers = count()
        self._waiting: set[Batch] = set()
        self._left = len(batches)
        for batch in batches:
            for bucket in batch.buckets:
                self._queues[bucket].append(batch)
            if not batch.buckets:
                self._admit(batch)
        for queue in self._queues.values():
            self._move_up(queue)

    @property
    def left(self) -> int:
        """How many batches have not been taken."""
        return self._left

    @property
    def eligible(self) -> int:
        """How many batches may be taken now."""
        return len(self._eligible)

    def take(self) -> Batch | None:
        """Return the batch that is next in the plan of those that may go, or None where none may at the moment."""
        if not self._eligible:
            return None
        _, _, batch = heappop(self._eligible)
        self._waiting.add(batch)
        self._left -= 1
        return batch

    def replace(self, batch: Batch, parts: Sequence[Batch]) -> None:
        """Put others in the place of a batch that was taken: the first is taken at once, the others come next."""
        self._waiting.remove(batch)
        self._waiting.add(parts[0])
        place = self._forget(batch)
        self._left += len(parts) - 1
        for bucket in batch.buckets:
            queue = self._queues[bucket]
            queue.popleft()
            queue.extendleft(part for part in reversed(parts) if bucket in part.buckets)
        for part in parts:
            self._place[part] = place
            self._behind[part] = sum(self._queues[bucket][0] is not part for bucket in part.buckets)
        for part in parts[1:]:
            if not self._behind[part]:
                self._admit(part)

    def departed(self, batch: Batch) -> None:
        """Note that a batch waits for no turn any more, whether it was sent or given up. A second time is nothing."""
        if batch not in self._waiting:
            return
        self._waiting.discard(batch)
        self._forget(batch)
        for bucket in batch.buckets:
            queue = self._queues[bucket]
            queue.popleft()
            self._move_up(queue)

    def _forget(self, batch: Batch) -> int:
        """Let go of a batch, which is as large as what came of it, and return its place in the plan."""
        del self._behind[batch]
        return self._place.pop(batch)

    def _move_up(self, queue: deque[Batch]) -> None:
        if queue:
            self._behind[queue[0]] -= 1
            if not self._behind[queue[0]]:
                self._admit(queue[0])

    def _admit(self, batch: Batch) -> None:
        heappush(self._eligible, (self._place[batch], next(self._numbers), batch))
