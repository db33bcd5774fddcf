# Made by `python -m generator generate` from the spec. Do not edit: this folder is replaced whole.
# 由 `python -m generator generate` 根据规范生成，请勿手改：本目录会被整体替换。

"""Contains all the data models used in inputs/outputs"""

from .cancel_algo_order_item import CancelAlgoOrderItem
from .cancel_algo_order_result import CancelAlgoOrderResult
from .cancel_algo_orders_response import CancelAlgoOrdersResponse
from .cancel_spread_order_request import CancelSpreadOrderRequest
from .cancel_spread_order_response import CancelSpreadOrderResponse
from .cancel_spread_order_result import CancelSpreadOrderResult

__all__ = (
    "CancelAlgoOrderItem",
    "CancelAlgoOrderResult",
    "CancelAlgoOrdersResponse",
    "CancelSpreadOrderRequest",
    "CancelSpreadOrderResponse",
    "CancelSpreadOrderResult",
)
