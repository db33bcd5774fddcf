"""Keeping to OKX's rate limits: what a request costs, and limiters that say when its turn is.

`MemoryLimiter` paces one process. `RedisLimiter` paces all processes and hosts of an account together; it needs
`pip install 'okx-client[redis]'`. Docs: #overview-rate-limits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..later import importing_later
from .charging import LEAST_SHARE, charges
from .memory import MemoryLimiter
from .turns import Charge, Denied, Granted, Limiter, Turn

if TYPE_CHECKING:
    from .redis import RedisLimiter

__all__ = ["LEAST_SHARE", "Charge", "Denied", "Granted", "Limiter", "MemoryLimiter", "RedisLimiter", "Turn", "charges"]
if not TYPE_CHECKING:  # a type checker would take any name for one of these
    __getattr__ = importing_later(__name__, {"RedisLimiter": ".redis"})
