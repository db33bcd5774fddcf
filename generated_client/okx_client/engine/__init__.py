"""Runs the attempts of calls over httpx: `Engine` for threads, `AsyncEngine` for asyncio. They differ in what waits.

The rules are elsewhere (`attempts`, `verdicts`, `retries`, `limits`); here is only the doing.
"""

from .tasks import AsyncEngine
from .threads import Engine

__all__ = ["AsyncEngine", "Engine"]
