# Made by `python -m generator generate` from the spec. Do not edit: this folder is replaced whole.
# 由 `python -m generator generate` 根据规范生成，请勿手改：本目录会被整体替换。

"""Every operation as a module with four functions: `sync`, `sync_detailed`, `asyncio`, `asyncio_detailed`.

每个接口为一个模块，含四个函数：`sync`、`sync_detailed`、`asyncio`、`asyncio_detailed`。
"""

from .algo import cancel_algo_orders
from .spread import cancel_spread_order

__all__ = (
    "cancel_spread_order",
    "cancel_algo_orders",
)
