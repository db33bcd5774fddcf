"""Cancelling one order of each kind, and the result that OKX gives for it."""

from collections.abc import Callable, Mapping

from okx_client._generated.operations import CANCEL_ALGO_ORDERS, CANCEL_SPREAD_ORDER, Operation

from .answers import Result, message
from .bodies import Item, item_fault, text
from .book import Book
from .orders import UNKNOWN_ORDER, AlgoOrder, AnyOrder, Order, SpreadOrder

Refusal = Callable[[Order], str | None]
"""The code to refuse an order with, or None where its state decides."""


def cancel_spread_order(book: Book[SpreadOrder], item: Item, refusal: Refusal) -> Result:
    """Cancel the spread order that an item names. Docs: #spread-trading-rest-api-cancel-order.

    An order that is not known comes back with the ids as they were sent.
    """
    lookups = {"ordId": book.by_exchange_id, "clOrdId": book.by_client_id}
    fault = item_fault(CANCEL_SPREAD_ORDER, item)
    order = None if fault else _named_order(CANCEL_SPREAD_ORDER, item, lookups)
    code = fault or _cancel(book, order, refusal)
    return {
        "clOrdId": order.cl_ord_id if order else text(item, "clOrdId"),
        "ordId": order.ord_id if order else text(item, "ordId"),
        "sCode": code,
        "sMsg": message(code),
    }


def cancel_algo_order(book: Book[AlgoOrder], item: Item, refusal: Refusal) -> Result:
    """Cancel the algo order that an item names. Docs: #order-book-trading-algo-trading-post-cancel-algo-order.

    The three deprecated fields are empty, as in the docs' example; so is `algoId` where the order is not known. Both
    leave a client with nothing but the position to go by, which the docs allow.
    """
    lookups = {"algoId": book.by_exchange_id, "algoClOrdId": book.by_client_id}
    fault = item_fault(CANCEL_ALGO_ORDERS, item)
    order = None if fault else _named_order(CANCEL_ALGO_ORDERS, item, lookups)
    if order is not None and order.inst_id != item["instId"]:
        # What OKX says to a right id with a wrong instrument is not known. Here that order does not exist.
        order = None
    code = fault or _cancel(book, order, refusal)
    return {
        "algoClOrdId": "",
        "algoId": order.algo_id if order else "",
        "clOrdId": "",
        "sCode": code,
        "sMsg": message(code),
        "tag": "",
    }


def _named_order(
    operation: Operation, item: Item, lookups: Mapping[str, Callable[[str], AnyOrder | None]]
) -> AnyOrder | None:
    """The order that an item without fault names. The first id that it has decides, also where it finds nothing."""
    name, value = next(
        (id_field.name, value) for id_field in operation.id_fields if (value := text(item, id_field.name))
    )
    return lookups[name](value)


def _cancel(book: Book[AnyOrder], order: AnyOrder | None, refusal: Refusal) -> str:
    return UNKNOWN_ORDER if order is None else refusal(order) or book.cancel(order)
