"""One request to OKX from the orders that it names to the outcome of each: all of it pure, none of it waiting."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from attrs import frozen

from . import verdicts
from ._generated.models import CancelAlgoOrderResult, CancelSpreadOrderResult
from ._generated.operations import CANCEL_ALGO_ORDERS, CANCEL_SPREAD_ORDER, Operation
from .errors import CancelRejected, InvalidRequestError, OutcomeUnknown
from .ids import AlgoOrderId, SpreadOrderId
from .outcomes import Accepted, CancelReport, OrderId, Outcome, Rejected, Unknown


@frozen
class Call:
    """A request that is ready to be signed and sent.

    Attributes:
        operation: What is called.
        orders: The orders that the body names, in its order.
        content: The bytes of the body.
        answer: The generated model of one item of the answer.
    """

    operation: Operation
    orders: tuple[OrderId, ...]
    content: bytes
    answer: type[CancelSpreadOrderResult] | type[CancelAlgoOrderResult]

    def outcomes(self, http_status: int, content: bytes) -> tuple[Outcome, ...]:
        """Return the outcome of each order by OKX's answer.

        Raises:
            APIError: OKX refused the request as a whole.
            OutcomeUnknown: The answer says nothing certain about any order.
        """
        items = verdicts.read(self.operation, http_status, content)
        asked = [_ids(self.operation, order) for order in self.orders]
        found = verdicts.match(asked, items)
        return tuple(verdicts.outcome(order, item, self.answer) for order, item in zip(self.orders, found, strict=True))


def cancel_spread_order(**ids: Any) -> Call:
    """Return the call that cancels one spread order, named as `SpreadOrderId` takes it.

    Raises:
        InvalidRequestError: Not exactly one id is given, or one that OKX cannot take.
    """
    return _call(CANCEL_SPREAD_ORDER, (SpreadOrderId(**ids),), CancelSpreadOrderResult)


def cancel_algo_orders(orders: Iterable[AlgoOrderId]) -> Call:
    """Return the call that cancels a batch of algo orders.

    Raises:
        InvalidRequestError: The batch is empty, larger than OKX allows, or holds something else than `AlgoOrderId`.
    """
    if not isinstance(orders, Iterable):
        raise InvalidRequestError("give a list of AlgoOrderId, also for a single order. Nothing was sent.")
    batch = tuple(orders)
    for position, order in enumerate(batch):
        if not isinstance(order, AlgoOrderId):
            raise InvalidRequestError(
                f"item {position} is a {type(order).__name__}, not an AlgoOrderId. Nothing was sent."
            )
    fewest, most = CANCEL_ALGO_ORDERS.min_batch or 1, CANCEL_ALGO_ORDERS.max_batch or 1
    if not fewest <= len(batch) <= most:
        raise InvalidRequestError(f"one request takes {fewest} to {most} orders, not {len(batch)}. Nothing was sent.")
    return _call(CANCEL_ALGO_ORDERS, batch, CancelAlgoOrderResult)


def accepted(call: Call, http_status: int, content: bytes) -> Accepted:
    """Return the acceptance of a call that names one order.

    Raises:
        CancelRejected: OKX refused to cancel the order.
        APIError: OKX refused the request as a whole.
        OutcomeUnknown: The answer does not say what became of the order.
    """
    (outcome,) = call.outcomes(http_status, content)
    where = f"{call.operation.method} {call.operation.path}"
    match outcome:
        case Accepted():
            return outcome
        case Rejected(code=code, message=message):
            text = f"{where}: OKX refused to cancel order {outcome.order}: {code} {message}".rstrip()
            raise CancelRejected(text, code=code, message=message, http_status=http_status, operation=call.operation)
        case Unknown(cause=cause):
            raise OutcomeUnknown(f"{where}: {cause}. OKX may have acted on order {outcome.order}; ask for its state.")


def report(call: Call, http_status: int, content: bytes) -> CancelReport:
    """Return what happened to each order of a batch.

    Raises:
        APIError: OKX refused the request as a whole.
        OutcomeUnknown: The answer says nothing certain about any order.
    """
    return CancelReport(call.outcomes(http_status, content))


def _call(
    operation: Operation,
    orders: tuple[SpreadOrderId, ...] | tuple[AlgoOrderId, ...],
    answer: type[CancelSpreadOrderResult] | type[CancelAlgoOrderResult],
) -> Call:
    items = [order.to_model().to_dict() for order in orders]
    body = items[0] if operation.max_batch is None else items
    content = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    return Call(operation, orders, content, answer)


def _ids(operation: Operation, order: OrderId) -> dict[str, str]:
    """The ids that name an order, by their names on the wire."""
    fields = order.to_model().to_dict()
    return {field.name: fields[field.name] for field in operation.id_fields if field.name in fields}
