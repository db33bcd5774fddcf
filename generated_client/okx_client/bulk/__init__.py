"""Cancelling any number of orders: split into batches, kept to the rate limits, reported one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..later import importing_later

if TYPE_CHECKING:
    from .tasks import AsyncCancelProgress
    from .threads import CancelProgress

__all__ = ["AsyncCancelProgress", "CancelProgress"]
if not TYPE_CHECKING:  # a type checker would take any name for one of these
    __getattr__ = importing_later(__name__, {"AsyncCancelProgress": ".tasks", "CancelProgress": ".threads"})
