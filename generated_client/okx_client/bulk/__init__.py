"""Cancelling any number of orders: split into batches, kept to the rate limits, reported one by one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..outcomes import OrderId
from .progress import MakeCall
from .tasks import AsyncCancelProgress
from .threads import CancelProgress

if TYPE_CHECKING:
    from ..engine import AsyncEngine, Engine

__all__ = ["AsyncCancelProgress", "CancelProgress", "progress", "progress_async"]


def progress(orders: Sequence[OrderId], make_call: MakeCall, engine: Engine) -> CancelProgress:
    """Return the verdicts on orders as they arrive; nothing is sent before the first is asked for.

    Args:
        orders: The orders, checked, as they were handed over.
        make_call: Makes the call that names some of them.
        engine: What sends.
    """
    settings = engine.settings
    return CancelProgress(
        orders,
        make_call,
        engine.run,
        engine.rules,
        concurrency=settings.concurrency,
        language=settings.lang,
        sleep=settings.timing.sleep,
    )


def progress_async(orders: Sequence[OrderId], make_call: MakeCall, engine: AsyncEngine) -> AsyncCancelProgress:
    """Do what `progress` does, for asyncio."""
    settings = engine.settings
    return AsyncCancelProgress(
        orders, make_call, engine.run, engine.rules, concurrency=settings.concurrency, language=settings.lang
    )
