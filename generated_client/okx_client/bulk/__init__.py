"""Cancelling any number of orders: split into batches, kept to the rate limits, reported one by one."""

from __future__ import annotations

from .tasks import AsyncCancelProgress
from .threads import CancelProgress

__all__ = ["AsyncCancelProgress", "CancelProgress"]
