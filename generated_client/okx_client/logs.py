"""The lines of the log `okx_client`: method, path, codes, attempt, seconds; never a header, a body or an id."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Sequence
from typing import Final

from .calls import Call
from .outcomes import Accepted, NotSent, Outcome, Rejected, Unknown

log: Final = logging.getLogger("okx_client")
log.addHandler(logging.NullHandler())  # silent unless the program sets up logging


def attempt(call: Call, number: int, said: str, judged: Sequence[Outcome], seconds: float, *, fine: bool) -> None:
    """Note an attempt: fine ones for debugging, the others as warnings, for their reason is in this line alone.

    Args:
        call: What was sent.
        number: The number of the attempt, from 1.
        said: "HTTP 200" and the like, or why there was no answer.
        judged: What came of it.
        seconds: How long it took, the wait for its turn not included.
        fine: Whether every order was accepted.
    """
    level = logging.DEBUG if fine else logging.WARNING
    if not log.isEnabledFor(level):
        return
    codes = Counter(_code(verdict) for verdict in judged)
    if said.startswith("HTTP"):
        said = f"{said}, codes " + ", ".join(f"{code} ×{times}" for code, times in codes.items())
    log.log(level, "%s: %s; attempt %d, %.3f s, %s", name(call), said, number, seconds, orders(call.orders))


def _code(verdict: Outcome) -> str:
    match verdict:
        case Accepted():
            return "0"
        case Rejected(code=code) | Unknown(code=code):
            return code or "none"
        case NotSent():
            return "none"


def orders(some: Sequence[object]) -> str:
    """Return how many orders there are, in words."""
    return "1 order" if len(some) == 1 else f"{len(some)} orders"


def wait(call: Call, seconds: float) -> None:
    """Note that a call waits for its turn."""
    log.info("%s: waits %.3f s for its turn, %s", name(call), seconds, orders(call.orders))


def name(call: Call) -> str:
    """Return the method and the path of a call."""
    return f"{call.operation.method} {call.operation.path}"
