"""A typed client for OKX's cancel endpoints, generated from a spec that is kept true to OKX's docs.

Everything public is importable from here:

    from okx_client import OKX, AlgoOrderId

    with OKX.from_env() as okx:
        okx.spread.cancel_order(ord_id="2510789768709120")
        report = okx.algo.cancel_orders([AlgoOrderId("BTC-USDT", algo_id="590919993110396111")])
"""

from ._generated import SPEC_SHA256, Client, api, models, operations
from ._generated.error_codes import ERROR_CODES, ErrorCode
from ._generated.operations import OPERATIONS, Operation, Region
from .algo import AlgoOrders, AsyncAlgoOrders
from .auth import OKXAuth
from .client import OKX, AsyncOKX
from .errors import (
    APIError,
    CancelRejected,
    ConfigurationError,
    InvalidRequestError,
    NotDelivered,
    OKXError,
    OutcomeUnknown,
)
from .ids import AlgoOrderId, SpreadOrderId
from .outcomes import Accepted, Answer, CancelReport, OrderId, Outcome, Rejected, Unknown
from .spread import AsyncSpreadOrders, SpreadOrders

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
    "AsyncOKX",
    "AsyncSpreadOrders",
    "CancelRejected",
    "CancelReport",
    "Client",
    "ConfigurationError",
    "ErrorCode",
    "InvalidRequestError",
    "NotDelivered",
    "OKXAuth",
    "OKXError",
    "Operation",
    "OrderId",
    "Outcome",
    "OutcomeUnknown",
    "Region",
    "Rejected",
    "SpreadOrderId",
    "SpreadOrders",
    "Unknown",
    "api",
    "models",
    "operations",
]
