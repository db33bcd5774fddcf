"""OKX's clock, as far as ours knows it. Docs: #public-data-rest-api-get-system-time."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from . import envelope
from ._generated.operations import CLOCK
from .logs import log


class Clock:
    """Our clock, corrected by how far OKX's is from it. Any number of threads may use it.

    Args:
        clock: Returns the time in seconds since 1970.

    Attributes:
        offset: Seconds that OKX's clock is ahead of ours.
        reading: How often it was set: two requests with the same number were signed by the same setting.
    """

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self.local = clock
        self.offset = 0.0
        self.reading = 0

    def now(self) -> float:
        """Return OKX's time in seconds since 1970, as far as we know it."""
        return self.local() + self.offset

    def learn(self, asked: float, answered: float, content: bytes) -> bool:
        """Set the clock by OKX's answer to the question for its time; return False where it is no such answer.

        Args:
            asked: Our time in seconds when the question went out.
            answered: Our time in seconds when the answer was there. OKX read its clock about half-way between.
            content: The body of the answer.
        """
        milliseconds = envelope.server_time(envelope.parse(content))
        if milliseconds is None:
            return False
        self.offset = milliseconds / 1000 - (asked + answered) / 2
        self.reading += 1
        level = logging.WARNING if abs(self.offset) > CLOCK.tolerance_seconds else logging.INFO
        log.log(level, "OKX's clock is %+.3f s from ours; signing by it", self.offset)
        return True
