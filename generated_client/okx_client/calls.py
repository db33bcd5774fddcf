"""One request to OKX, from the orders that it names to the bytes of its body: all of it pure, none of it waiting."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from attrs import frozen

from ._generated.models import CancelAlgoOrderResult, CancelSpreadOrderResult
from ._generated.operations import CANCEL_ALGO_ORDERS, CANCEL_SPREAD_ORDER, Operation
from .errors import InvalidRequestError
from .ids import AlgoOrderId, SpreadOrderId
from .outcomes import NotSent, OrderId
from .text import Language, Text

Order = TypeVar("Order", SpreadOrderId, AlgoOrderId)
Name = tuple[str, str]  # the field of the body that names an order, and the id in it
_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))  # `json.dumps` would make one for each body


@frozen
class Call:
    """A request that is ready to be signed and sent.

    Attributes:
        operation: What is called.
        orders: The orders that the body names, in its order.
        content: The bytes of the body.
        answer: The generated model of one item of the answer.
        language: The language of the verdicts' words.
        names: The name of each order in the body, by which an answer may name it too.
        instruments: The instrument of each order; "" for each where OKX counts all of them together.
    """

    operation: Operation
    orders: tuple[OrderId, ...]
    content: bytes
    answer: type[CancelSpreadOrderResult] | type[CancelAlgoOrderResult]
    language: Language
    names: tuple[Name, ...]
    instruments: tuple[str, ...]

    def of(self, orders: Sequence[OrderId]) -> Call:
        """Return the same call for some of its orders."""
        chosen = tuple(orders)
        return self if chosen == self.orders else _call(self.operation, chosen, self.answer, self.language)

    @property
    def by_exchange_ids(self) -> bool:
        """Whether every order is named by OKX's own id."""
        return not any(order.by_client_id for order in self.orders)


def spread_order(language: Language, **ids: Any) -> Call:
    """Return the call that cancels one spread order, named as `SpreadOrderId` takes it.

    Raises:
        InvalidRequestError: Not exactly one id is given, or one that OKX cannot take.
    """
    try:
        return spread_orders([SpreadOrderId(**ids)], language)
    except InvalidRequestError as error:
        error.language = language
        error.outcome = NotSent(SpreadOrderId.as_named(**ids), error.text.say(language))
        raise


def spread_orders(orders: Sequence[SpreadOrderId], language: Language) -> Call:
    """Return the call that cancels a spread order: OKX takes one in a request."""
    return _call(CANCEL_SPREAD_ORDER, orders, CancelSpreadOrderResult, language)


def algo_orders(orders: Sequence[AlgoOrderId], language: Language) -> Call:
    """Return the call that cancels a batch of algo orders."""
    return _call(CANCEL_ALGO_ORDERS, orders, CancelAlgoOrderResult, language)


def checked(orders: Iterable[Order], kind: type[Order], language: Language) -> tuple[Order, ...]:
    """Return what a caller handed over, a generator read to its end, as a tuple.

    Raises:
        InvalidRequestError: It is no iterable, or an item in it is of another kind; nothing was sent.
    """
    name = kind.__name__
    if not isinstance(orders, Iterable) or isinstance(orders, str | bytes):
        raise InvalidRequestError(
            Text(
                f"give a list of {name}, also for a single order. Nothing was sent.",
                f"请传入 {name} 的列表，只有一个订单时也是如此。未发送任何请求。",
            ),
            language=language,
        )
    given = tuple(orders)
    for position, order in enumerate(given):
        if not isinstance(order, kind):
            raise InvalidRequestError(
                Text(
                    f"item {position} is of type {type(order).__name__}, not {name}. Nothing was sent.",
                    f"第 {position} 项的类型是 {type(order).__name__}，不是 {name}。未发送任何请求。",
                ),
                language=language,
            )
    return given


def _call(
    operation: Operation,
    orders: Sequence[OrderId],
    answer: type[CancelSpreadOrderResult] | type[CancelAlgoOrderResult],
    language: Language,
) -> Call:
    items: list[dict[str, Any]] = []
    names: list[Name] = []
    instruments: list[str] = []
    for order in orders:
        item = order.to_model().to_dict()
        items.append(item)
        names += [(field.name, item[field.name]) for field in operation.id_fields if field.name in item]
        instruments.append(order.instrument)
    content = _COMPACT.encode(items[0] if operation.max_batch is None else items).encode()
    return Call(operation, tuple(orders), content, answer, language, tuple(names), tuple(instruments))
