"""A typed client for OKX's cancel endpoints, generated from a spec that is kept true to OKX's docs.

Everything public is importable from here:

    from okx_client import OKX, AlgoOrderId

    with OKX.from_env() as okx:
        okx.spread.cancel_order(ord_id="2510789768709120")
        report = okx.algo.cancel_orders([AlgoOrderId("BTC-USDT", algo_id="590919993110396111")])
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._generated import SPEC_SHA256, models, operations
from ._generated.error_codes import ERROR_CODES, ErrorCode
from ._generated.errors import UnexpectedStatus
from ._generated.operations import OPERATIONS, Operation, Region
from ._version import __version__
from .algo import AlgoOrders, AsyncAlgoOrders
from .client import OKX, AsyncOKX
from .errors import (
    APIError,
    AuthenticationError,
    CancelPending,
    CancelRejected,
    ConfigurationError,
    InvalidRequestError,
    NotAllAccepted,
    NotDelivered,
    OKXError,
    OrderGone,
    OutcomeUnknown,
    RateLimited,
    Unavailable,
)
from .ids import AlgoOrderId, SpreadOrderId
from .later import importing_later
from .limits import Charge, Denied, Granted, Limiter, MemoryLimiter, Turn
from .outcomes import Accepted, Answer, NotSent, OrderId, Outcome, Rejected, Unknown
from .report import CancelReport
from .retries import Retries
from .settings import Options, Timing
from .spread import AsyncSpreadOrders, SpreadOrders
from .text import Language, Text

if TYPE_CHECKING:
    from ._generated import Client, api
    from .auth import OKXAuth
    from .bulk import AsyncCancelProgress, CancelProgress
    from .limits import RedisLimiter

__all__ = [
    "ERROR_CODES",
    "OKX",
    "OPERATIONS",
    "SPEC_SHA256",
    "APIError",
    "Accepted",
    "AlgoOrderId",
    "AlgoOrders",
    "Answer",
    "AsyncAlgoOrders",
    "AsyncCancelProgress",
    "AsyncOKX",
    "AsyncSpreadOrders",
    "AuthenticationError",
    "CancelPending",
    "CancelProgress",
    "CancelRejected",
    "CancelReport",
    "Charge",
    "Client",
    "ConfigurationError",
    "Denied",
    "ErrorCode",
    "Granted",
    "InvalidRequestError",
    "Language",
    "Limiter",
    "MemoryLimiter",
    "NotAllAccepted",
    "NotDelivered",
    "NotSent",
    "OKXAuth",
    "OKXError",
    "Operation",
    "Options",
    "OrderGone",
    "OrderId",
    "Outcome",
    "OutcomeUnknown",
    "RateLimited",
    "RedisLimiter",
    "Region",
    "Rejected",
    "Retries",
    "SpreadOrderId",
    "SpreadOrders",
    "Text",
    "Timing",
    "Turn",
    "Unavailable",
    "UnexpectedStatus",
    "Unknown",
    "__version__",
    "api",
    "models",
    "operations",
]
if not TYPE_CHECKING:  # a type checker would take any name for one of these
    __getattr__ = importing_later(
        __name__,
        {
            "AsyncCancelProgress": ".bulk",
            "CancelProgress": ".bulk",
            "Client": "._generated",
            "OKXAuth": ".auth",
            "RedisLimiter": ".limits",
            "api": "._generated",
        },
    )


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
