"""What happened to one order. `Accepted` is never called cancelled: OKX says only that it took the request."""

from __future__ import annotations

from attrs import frozen

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
    answer: Answer


@frozen
class Rejected:
    """OKX refused to cancel this order.

    Attributes:
        order: The order as the caller named it.
        code: OKX's code for this order, such as "51400".
        message: OKX's text for this order.
        answer: What OKX said about it, as the generated model.
    """

    order: OrderId
    code: str
    message: str
    answer: Answer


@frozen
class Unknown:
    """OKX may have acted on this order; its answer does not say.

    Attributes:
        order: The order as the caller named it.
        cause: Why nobody knows, in words.
    """

    order: OrderId
    cause: str


Outcome = Accepted | Rejected | Unknown


@frozen
class CancelReport:
    """What happened to each order of one call, in the order in which the caller gave them."""

    outcomes: tuple[Outcome, ...]

    @property
    def accepted(self) -> tuple[Accepted, ...]:
        """The orders whose cancelling OKX accepted."""
        return tuple(outcome for outcome in self.outcomes if isinstance(outcome, Accepted))

    @property
    def rejected(self) -> tuple[Rejected, ...]:
        """The orders that OKX refused to cancel."""
        return tuple(outcome for outcome in self.outcomes if isinstance(outcome, Rejected))

    @property
    def unknown(self) -> tuple[Unknown, ...]:
        """The orders of which OKX's answer says nothing certain."""
        return tuple(outcome for outcome in self.outcomes if isinstance(outcome, Unknown))
