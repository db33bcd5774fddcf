"""What happened to one order: exactly one of four verdicts.

`Accepted` is never called cancelled: OKX says only that it took the request.
"""

from __future__ import annotations

from attrs import field, frozen

from ._generated.models import CancelAlgoOrderResult, CancelSpreadOrderResult
from .ids import AlgoOrderId, SpreadOrderId

OrderId = SpreadOrderId | AlgoOrderId
Answer = CancelSpreadOrderResult | CancelAlgoOrderResult


@frozen
class Accepted:
    """OKX accepted the request to cancel this order. Whether the order is gone shows in its state, a moment later.

    Attributes:
        order: The order as the caller named it.
        answer: What OKX said about it, as the generated model.
    """

    order: OrderId
    answer: Answer = field(hash=False)


@frozen
class Rejected:
    """OKX refused to cancel this order, or refused the whole request that named it.

    Attributes:
        order: The order as the caller named it.
        code: OKX's code, such as "51400"; `okx_client.ERROR_CODES` says what it means and what to do. Empty where OKX
            gave none, as with a bare HTTP 429.
        message: OKX's own text.
        http_status: The status of the HTTP response.
        answer: What OKX said about this order, as the generated model; None where it refused the whole request.
    """

    order: OrderId
    code: str
    message: str
    http_status: int
    answer: Answer | None = field(default=None, hash=False)


@frozen
class Unknown:
    """OKX may have acted on this order; nobody can say. Ask for its state.

    Attributes:
        order: The order as the caller named it.
        cause: Why nobody knows, in words.
        code: OKX's code that leaves the outcome open; empty where no readable answer came.
    """

    order: OrderId
    cause: str
    code: str = ""


@frozen
class NotSent:
    """No byte that names this order reached OKX, so it was not touched. Repeating is safe.

    Attributes:
        order: The order as the caller named it.
        cause: Why it was not sent, in words.
    """

    order: OrderId
    cause: str


Outcome = Accepted | Rejected | Unknown | NotSent
