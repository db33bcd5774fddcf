"""The clocks that an exchange goes by where none is given."""

import sys
import time
from collections.abc import Callable


def wall_seconds(clock: Callable[[], float] = time.time) -> float:
    """Unix seconds, by the same clock as a client of ours.

    freezegun does not reach a default value, and time-machine reaches everything; in the client too. So where a test
    freezes time, the two agree.
    """
    return clock()


def real_seconds() -> float:
    """Seconds from any moment on, that pass also where a test has frozen Python's clocks.

    freezegun replaces `time.monotonic` and `time.perf_counter`, and time-machine what tells the time of day. Neither
    touches this one, which Windows does not have.
    """
    if sys.platform == "win32":
        return time.perf_counter()
    return time.clock_gettime(time.CLOCK_MONOTONIC)
