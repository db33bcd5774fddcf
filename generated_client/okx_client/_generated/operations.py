# Made by `python -m generator generate` from the spec. Do not edit: this folder is replaced whole.
# 由 `python -m generator generate` 根据规范生成，请勿手改：本目录会被整体替换。

"""What OKX's docs say about each operation beyond its parameters, ready for a program to use.

OKX 文档中除参数以外、程序运行时所需的信息。
"""

from typing import Final, Literal

from attrs import frozen


@frozen
class RateLimit:
    """So many units (requests or orders) in so many seconds.

    每若干秒允许的次数或订单数。`applies_to` 为 None 时适用于所有产品。
    """

    count: int
    period_seconds: float
    unit: str
    applies_to: str | None = None


@frozen
class RateLimitRule:
    """Requests that agree in all of these keys share one limit.

    以下各键均相同的请求共用同一限速。
    """

    keys: tuple[str, ...]
    applies_to: str | None = None


@frozen
class IdField:
    """A field that names an order, and the most characters that it may have (None: OKX gives no number).

    指明订单的字段及其最大字符数（None 表示 OKX 未给出）。
    """

    name: str
    max_length: int | None = None


@frozen
class Operation:
    """One method and path. `id_fields` stand in the order in which they win; `max_batch` is None for a single object.
    `permission` is None where OKX names none. `order_state_path` is the GET that tells the state of an order, by the
    same ids; None where none is known.

    一个方法与路径。`id_fields` 按优先顺序排列；请求体为单个对象时 `max_batch` 为 None。
    OKX 未写明权限时 `permission` 为 None。`order_state_path` 为以相同 ID 查询订单状态的 GET 路径，未知时为 None。
    """

    operation_id: str
    method: str
    path: str
    permission: str | None
    rate_limits: tuple[RateLimit, ...]
    rate_limit_rules: tuple[RateLimitRule, ...]
    min_batch: int | None
    max_batch: int | None
    required_fields: tuple[str, ...]
    id_fields: tuple[IdField, ...]
    order_state_path: str | None
    docs_anchor: str
    docs_url: str
    docs_url_zh: str


@frozen
class AccessHeaders:
    """The names of the four headers that sign a request. Docs: #overview-rest-authentication

    签名请求所用的四个请求头名称。
    """

    api_key: str
    signature: str
    timestamp: str
    passphrase: str


@frozen
class DemoHeader:
    """Sent with demo keys, on the same hosts. Live requests go without it.

    使用模拟盘 API Key 时须发送此请求头，域名与实盘相同；实盘请求不带此请求头。
    """

    name: str
    value: str


@frozen
class Clock:
    """A request is refused when its timestamp is more than this far from the exchange's own time, which the path
    tells.

    请求时间戳与交易所时间相差超过该秒数时会被拒绝；交易所时间可通过该路径查询。
    """

    path: str
    tolerance_seconds: int
    error_code: str


CANCEL_SPREAD_ORDER: Final = Operation(
    operation_id="cancelSpreadOrder",
    method="POST",
    path="/api/v5/sprd/cancel-order",
    permission="trade",
    rate_limits=(RateLimit(20, 2, "request", None),),
    rate_limit_rules=(RateLimitRule(("user",), None),),
    min_batch=None,
    max_batch=None,
    required_fields=(),
    id_fields=(
        IdField("ordId", None),
        IdField("clOrdId", 32),
    ),
    order_state_path="/api/v5/sprd/order",
    docs_anchor="spread-trading-rest-api-cancel-order",
    docs_url="https://www.okx.com/docs-v5/en/#spread-trading-rest-api-cancel-order",
    docs_url_zh="https://www.okx.com/docs-v5/zh/#spread-trading-rest-api-cancel-order",
)
"""Cancel one spread order. 撤销一个价差订单。"""

CANCEL_ALGO_ORDERS: Final = Operation(
    operation_id="cancelAlgoOrders",
    method="POST",
    path="/api/v5/trade/cancel-algos",
    permission="trade",
    rate_limits=(RateLimit(20, 2, "order", None),),
    rate_limit_rules=(
        RateLimitRule(("instrument", "user"), "except options"),
        RateLimitRule(("instrument family", "user"), "options only"),
    ),
    min_batch=1,
    max_batch=10,
    required_fields=("instId",),
    id_fields=(
        IdField("algoId", None),
        IdField("algoClOrdId", 32),
    ),
    order_state_path="/api/v5/trade/order-algo",
    docs_anchor="order-book-trading-algo-trading-post-cancel-algo-order",
    docs_url="https://www.okx.com/docs-v5/en/#order-book-trading-algo-trading-post-cancel-algo-order",
    docs_url_zh="https://www.okx.com/docs-v5/zh/#order-book-trading-algo-trading-post-cancel-algo-order",
)
"""Cancel a batch of algo orders. 批量撤销策略委托订单。"""

OPERATIONS: Final = (
    CANCEL_SPREAD_ORDER,
    CANCEL_ALGO_ORDERS,
)
"""Every operation of the spec. 规范中的全部接口。"""

Region = Literal[
    "global",
    "eea",
    "us",
]
"""Where an account is registered. 账户注册的地区。"""

BASE_URLS: Final[dict[Region, str]] = {
    "global": "https://openapi.okx.com",
    "eea": "https://eea.okx.com",
    "us": "https://us.okx.com",
}
"""The REST host of each region. 各地区的 REST 域名。"""

ACCESS_HEADERS: Final = AccessHeaders(
    api_key="OK-ACCESS-KEY",
    signature="OK-ACCESS-SIGN",
    timestamp="OK-ACCESS-TIMESTAMP",
    passphrase="OK-ACCESS-PASSPHRASE",
)

DEMO_HEADER: Final = DemoHeader("x-simulated-trading", "1")

CLOCK: Final = Clock(
    path="/api/v5/public/time",
    tolerance_seconds=30,
    error_code="50102",
)
