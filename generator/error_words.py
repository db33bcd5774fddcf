"""The words that the spec says about OKX's codes, and that the generated client uses as types."""

from __future__ import annotations

from typing import Literal

ErrorName = Literal[
    "APIError",
    "AuthenticationError",
    "RateLimited",
    "Unavailable",
    "CancelRejected",
    "OrderGone",
    "CancelPending",
    "OutcomeUnknown",
]
"""The Python class that a code becomes."""

GoneReason = Literal["filled", "cancelled", "triggered", "not_found_or_done"]
"""Why there is nothing left to cancel."""

Repeat = Literal["never", "after a wait", "after setting the clock", "after a wait, by OKX's own ids"]
"""When the same request may be sent once more."""

JUDGED_BY_ITEM = frozenset({"0", "1", "2"})
"""The envelope's codes that are no error of their own: each item's `sCode` says what came of its order."""
