"""Keeping to OKX's rate limits: what a request costs, and limiters that say when its turn is.

`MemoryLimiter` paces one process. `RedisLimiter` paces all processes and hosts of an account together; it needs
`pip install 'okx-client[redis]'`. Docs: #overview-rate-limits.
"""

from .charging import LEAST_SHARE, charges
from .memory import MemoryLimiter
from .redis import RedisLimiter
from .turns import Charge, Denied, Granted, Limiter, Turn

__all__ = ["LEAST_SHARE", "Charge", "Denied", "Granted", "Limiter", "MemoryLimiter", "RedisLimiter", "Turn", "charges"]
