"""What a limiter does while it cannot ask the Redis that it shares with others: its caller's choice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal, assert_never

from ..logs import log
from ..text import Text
from .memory import MemoryLimiter
from .turns import Charge, Denied, Granted, Turn

WhenDown = Literal["refuse", "local", "send"]

# So that a Redis that fails is asked once a second and not once a call.
_PAUSE_SECONDS = 1.0


class Fallback:
    """Knows whether Redis answered last time, and gives turns without it.

    Attributes:
        failures: How often Redis failed so far.

    Args:
        when_down: "refuse", "local" or "send".
        place: Which Redis, for the log.
        local: Paces this process.
        clock: Seconds that never go back.
    """

    def __init__(self, when_down: WhenDown, place: str, local: MemoryLimiter, clock: Callable[[], float]) -> None:
        self._when_down = when_down
        self._place = place
        self._local = local
        self._clock = clock
        self._trouble: Text | None = None
        self._ask_again_at = 0.0
        self.failures = 0

    def turn(self, why: Text, charges: Sequence[Charge], max_wait: float) -> Turn:
        """Return what the policy gives where Redis does not give a turn.

        Args:
            why: Why not.
            charges: What the request costs.
            max_wait: Seconds.
        """
        match self._when_down:
            case "refuse":
                return _refusal(why)
            case "local":
                return self._local.reserve(charges, max_wait=max_wait)
            case "send":
                return Granted(0.0)
            case _:
                assert_never(self._when_down)

    def turn_in_pause(self, charges: Sequence[Charge], max_wait: float) -> Turn | None:
        """Return a turn where Redis failed so lately that it is not asked again, else None."""
        if self._trouble and self._clock() < self._ask_again_at:
            return self.turn(self._trouble, charges, max_wait)
        return None

    def turn_in_queue(self, failures: int, charges: Sequence[Charge], max_wait: float) -> Turn | None:
        """Return a turn where Redis failed while this call stood in the queue to ask it, else None.

        Args:
            failures: How many there had been when the call joined the queue.
            charges: What the request costs.
            max_wait: Seconds.
        """
        if self._trouble and failures != self.failures:
            return self.turn(self._trouble, charges, max_wait)
        return None

    def turn_after_failure(self, why: Text, charges: Sequence[Charge], max_wait: float, *, took: float) -> Turn:
        """Return what the policy gives now that Redis failed.

        Args:
            why: How it failed.
            charges: What the request costs.
            max_wait: Seconds.
            took: Seconds from the question to its failure. Who refuses to send asks again at once where that is quick;
                where Redis hangs, the calls that come within that time are refused without asking.
        """
        if not self._trouble:
            log.warning("%s; limits are not shared until it answers (when_down=%s)", why.en, self._when_down)
        self._trouble = why
        self._ask_again_at = self._clock() + (took if self._when_down == "refuse" else _PAUSE_SECONDS)
        self.failures += 1
        return self.turn(why, charges, max_wait)

    def answered(self) -> None:
        """Note that Redis answered."""
        if self._trouble:
            self._trouble = None
            log.warning("The Redis at %s answers again; limits are shared again", self._place)

    def not_before(self, charges: Sequence[Charge]) -> float:
        """Return how many seconds Redis has to leave for what this process spent without it."""
        return self._local.wait(charges) if self._when_down == "local" else 0.0

    def note(self, charges: Sequence[Charge], at: float) -> None:
        """Note a turn that Redis gave: what this process spent is not spent again when Redis fails.

        Args:
            charges: What it costs.
            at: When it is, and rather too early than too late. Redis has its time, and decides; what this process took
                for later would have to be waited for again.
        """
        if self._when_down == "local":
            self._local.note(charges, at)


def _refusal(why: Text) -> Denied:
    return Denied(
        Text(
            f"{why.en}, so the limit that processes share cannot be kept. Check that Redis, or choose "
            'RedisLimiter(when_down="local") to pace this process alone, or "send" to send without pacing.',
            f"{why.zh}，无法遵守多进程共享的限速。请检查该 Redis，或选用 "
            'RedisLimiter(when_down="local")（仅在本进程内限速）或 "send"（不限速直接发送）。',
        )
    )
