"""Runs the attempts of calls: `Engine` for threads, `AsyncEngine` for asyncio. They differ in what waits.

The rules are elsewhere (`attempts`, `verdicts`, `retries`, `limits`); here is only the doing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..later import importing_later

if TYPE_CHECKING:
    from .tasks import AsyncEngine
    from .threads import Engine

__all__ = ["AsyncEngine", "Engine"]
if not TYPE_CHECKING:  # a type checker would take any name for one of these
    __getattr__ = importing_later(__name__, {"AsyncEngine": ".tasks", "Engine": ".threads"})
