"""Every code of OKX's that may answer a cancel, with what the client promises to make of it.

Written from OKX's error table and from what has been observed (docs: #error-code), not from our spec: a wrong entry
there has to show here. The columns: code; the HTTP statuses that it comes with; the class of error; the reason, for
`OrderGone`; and when the client itself sends the same request once more: `wait` (refused before OKX looked at it),
`clock` (once, after OKX's time was asked), `own` (as `wait`, only where every id is OKX's own), or never.
"""

from __future__ import annotations

from attrs import frozen

from okx_client import (
    APIError,
    AuthenticationError,
    CancelPending,
    CancelRejected,
    OKXError,
    OrderGone,
    OutcomeUnknown,
    RateLimited,
    Unavailable,
)

_CLASSES: dict[str, type[OKXError]] = {
    "API": APIError,
    "AUTH": AuthenticationError,
    "RATE": RateLimited,
    "BUSY": Unavailable,
    "REJECTED": CancelRejected,
    "GONE": OrderGone,
    "PENDING": CancelPending,
    "UNKNOWN": OutcomeUnknown,
}

_TABLE = """
4088  200     API
50000 400     API
50001 503     BUSY     own
50002 400     API
50004 400     UNKNOWN
50005 410     API
50006 400     API
50007 200     API
50008 200     API
50009 200     API
50011 200,429 RATE     wait
50012 200     API
50013 429     BUSY     wait
50014 400     API
50015 400     API
50016 400     API
50017 200     API
50018 200     API
50019 200     API
50020 200     API
50021 200     API
50022 200     API
50023 200     API
50024 200     API
50025 200     API
50026 500     UNKNOWN
50027 200     API
50029 200     API
50030 200     AUTH
50035 403     AUTH
50036 200     API
50037 200     API
50038 200     API
50040 200     RATE     wait
50041 200     AUTH
50042 200     PENDING
50046 200     BUSY     wait
50051 200     API
50052 200     API
50053 200     API
50059 200     API
50060 200     API
50061 200     RATE     wait
50062 200     BUSY     wait
50100 400     AUTH
50101 401     AUTH
50102 401     AUTH     clock
50103 401     AUTH
50104 401     AUTH
50105 401     AUTH
50106 401     AUTH
50107 401     AUTH
50108 401     AUTH
50109 401     AUTH
50110 401     AUTH
50111 401     AUTH
50112 401     AUTH
50113 401     AUTH
50114 401     AUTH
50115 405     API
50118 200     AUTH
50119 200,401 AUTH
50120 200     AUTH
50121 200     AUTH
51000 400     API
51001 200     API
51003 200     API
51010 200     API
51015 200     API
51022 200     REJECTED
51024 200     API
51027 200     REJECTED
51028 200     REJECTED
51029 200     REJECTED
51030 200     REJECTED
51054 500     UNKNOWN
51059 200     REJECTED
51063 200     GONE     not_found_or_done
51068 200     API
51113 429     API
51115 429     API
51149 500     UNKNOWN
51155 200     API
51288 200     PENDING
51290 200     BUSY     wait
51291 200     GONE     not_found_or_done
51293 200     GONE     not_found_or_done
51400 200     GONE     not_found_or_done
51401 200     GONE     cancelled
51402 200     GONE     filled
51403 200     REJECTED
51404 200     REJECTED
51405 200     GONE     not_found_or_done
51406 400     API
51407 200     API
51408 200     API
51409 200     API
51410 200     PENDING
51411 200     API
51412 200     UNKNOWN
51413 200     REJECTED
51416 200     GONE     triggered
51503 200     GONE     not_found_or_done
51509 200     GONE     cancelled
51510 200     GONE     filled
51527 200     API
51603 200     GONE     not_found_or_done
54008 200     API
54048 200     BUSY     wait
70208 200     BUSY
75001 200     API
75002 200     API
75003 200     API
"""


@frozen
class Code:
    """What a code comes with, and what becomes of it."""

    code: str
    statuses: tuple[int, ...]
    error: type[OKXError]
    reason: str | None = None
    repeat: str = "never"

    def __str__(self) -> str:
        return self.code

    @property
    def letter(self) -> str:
        """Of the verdict: U for Unknown, R for Rejected."""
        return "U" if self.error is OutcomeUnknown else "R"


def _row(line: str) -> Code:
    code, statuses, name, *more = line.split()
    error, last = _CLASSES[name], more[0] if more else None
    reason, repeat = (last, None) if error is OrderGone else (None, last)
    return Code(code, tuple(map(int, statuses.split(","))), error, reason, repeat or "never")


CODES = [_row(line) for line in _TABLE.split("\n") if line]
AMBIGUOUS = ["50004", "50026", "51054", "51149", "51412"]
