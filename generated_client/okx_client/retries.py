"""What may be sent again, and after how long: only what OKX provably did not act on. Pure; nothing here waits.

Never sent again by us: whatever may have arrived without a readable answer (a read time-out, a connection that broke
after the request was written, an unreadable body), and OKX's codes that leave the outcome open.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, assert_never

from attrs import field, frozen

from . import explain
from ._generated.error_codes import ERROR_CLASSES, ERROR_CODES, Repeat
from .calls import Call
from .checks import number
from .outcomes import NotSent, Outcome, Rejected


@frozen(kw_only=True)
class Retries:
    """How often and how long a call is repeated. It never makes more repeatable what is not.

    Attributes:
        attempts: How often a request is sent at most, the first time included; 1 switches repeating off.
        deadline: Seconds that a call may take in all: waiting for its turn, every attempt, every pause. An attempt that
            had to wait begins only while a time-out's worth of it is left.
        first_pause: Seconds to pause before the second attempt, about; doubled for each further one.
        longest_pause: Seconds that a pause is never longer than, OKX's own window for a rate limit excepted.

    Raises:
        ConfigurationError: A value is not a number, or too small.
    """

    attempts: int = field(default=4, validator=number(1, whole=True))
    deadline: float = field(default=40.0, validator=number(0.001))
    first_pause: float = field(default=0.2, validator=number(0))
    longest_pause: float = field(default=4.0, validator=number(0))


NO_RETRIES: Final = Retries(attempts=1)


def repeat_of(verdict: Outcome) -> Repeat:
    """Return whether, and after what, an order with this verdict may be named again."""
    match verdict:
        case NotSent():
            return "after a wait"
        case Rejected():
            known = ERROR_CODES.get(verdict.code)
            return known.repeat if known else ERROR_CLASSES[explain.error_name(verdict)].repeat
        case _:
            return "never"


def again(call: Call, verdicts: Sequence[Outcome], *, clock_was_set: bool) -> list[Outcome]:
    """Return the verdicts on those orders of a call that may be sent again.

    A clock is set once: if OKX refuses again, the clock is not the reason.
    """

    def may(repeat: Repeat) -> bool:
        match repeat:
            case "never":
                return False
            case "after a wait":
                return True
            case "after setting the clock":
                return not clock_was_set
            case "after a wait, by OKX's own ids":
                return call.by_exchange_ids
            case _:
                assert_never(repeat)

    return [verdict for verdict in verdicts if may(repeat_of(verdict))]


def is_about_the_clock(verdicts: Sequence[Outcome]) -> bool:
    """Say whether OKX refused a timestamp."""
    return bool(verdicts) and all(repeat_of(verdict) == "after setting the clock" for verdict in verdicts)


def pause(policy: Retries, attempt: int, verdicts: Sequence[Outcome], call: Call, random: Callable[[], float]) -> float:
    """Return the seconds to pause after an attempt (counted from 1): doubling, with half of it left to chance.

    Programs that failed together must not come back together. After a refused rate, OKX's window has to pass as well.

    Args:
        policy: How long a pause may be.
        attempt: The number of the attempt that failed.
        verdicts: What OKX said, of the orders that are to be sent again.
        call: What was sent.
        random: Returns a number from 0 up to 1.
    """
    longest = min(policy.longest_pause, policy.first_pause * 2.0 ** min(attempt - 1, 30))
    jittered = longest * (1 + random()) / 2
    throttled = any(
        isinstance(verdict, Rejected) and explain.error_name(verdict) == "RateLimited" for verdict in verdicts
    )
    window = max((limit.period_seconds for limit in call.operation.rate_limits), default=0.0) if throttled else 0.0
    return window + jittered
