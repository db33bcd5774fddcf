"""The clients of this project as they are measured: for one account, on any host, with any limiter."""

from __future__ import annotations

from typing import Final

import httpx

from okx_client import OKX, OPERATIONS, AsyncOKX, Limiter, MemoryLimiter

from . import account
from .account import Host

_SLACK_SECONDS: Final = 1.0


def sync(host: Host, limiter: Limiter | None) -> OKX:
    """Return the client for threads."""
    return OKX(
        api_key=account.KEY,
        secret_key=account.SECRET,
        passphrase=account.PASSPHRASE,
        demo=False,
        base_url=host.url,
        limiter=limiter,
    )


def tasks(host: Host, limiter: Limiter | None, transport: httpx.AsyncBaseTransport | None = None) -> AsyncOKX:
    """Return the client for tasks."""
    return AsyncOKX(
        api_key=account.KEY,
        secret_key=account.SECRET,
        passphrase=account.PASSPHRASE,
        demo=False,
        base_url=host.url,
        limiter=limiter,
        transport=transport,
    )


def unhurried() -> MemoryLimiter:
    """Return a limiter on whose clock the calls come just as slowly as the limits want them.

    Its windows are as full as those of a program at the limit, and it looks through them and writes into them as there;
    only the waiting is missing.
    """
    limits = [limit for operation in OPERATIONS for limit in operation.rate_limits]
    # Each turn takes the place of one that has just left the window; a little more time is room for rounding.
    step = 1.1 * max((limit.period_seconds + _SLACK_SECONDS) / limit.count for limit in limits)
    now = 0.0

    def clock() -> float:
        nonlocal now
        now += step
        return now

    return MemoryLimiter(slack_seconds=_SLACK_SECONDS, clock=clock)
