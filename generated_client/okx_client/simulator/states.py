"""What the exchange tells of one order's state.

Docs: #spread-trading-rest-api-get-order-details, #order-book-trading-algo-trading-get-algo-order-details. What no order
of this exchange has, such as a price, a size and fills, is left out. The spec does not say how often these questions
may be asked, so they are not limited here.
"""

from collections.abc import Callable
from typing import Final
from urllib.parse import parse_qs

from okx_client._generated.operations import Operation

from . import answers
from .answers import Answer, Result
from .book import Book
from .orders import AlgoOrder, AnyOrder, SpreadOrder

PERMISSION: Final = "read"
"""What a key needs to ask for the state of an order."""

_NO_SUCH_ORDER = "51603"
_NO_ID = "50015"


def find_order(
    operation: Operation, query: str, book: Book[AnyOrder], describe: Callable[[AnyOrder], Result]
) -> Answer:
    """Answer a question for an order's state. A query string names it, by the ids of the operation that cancels it.

    The exchange's id wins over the client's. A client id finds the latest order that has it.
    """
    given = parse_qs(query)
    lookups = (book.by_exchange_id, book.by_client_id)
    for id_field, lookup in zip(operation.id_fields, lookups, strict=True):
        if id_field.name in given:  # parse_qs leaves out what is empty
            order = lookup(given[id_field.name][0])
            return answers.no_order_state(_NO_SUCH_ORDER) if order is None else answers.order_state(describe(order))
    return answers.no_order_state(_NO_ID)


def describe_spread_order(order: SpreadOrder) -> Result:
    """What is told of a spread order."""
    return {"ordId": order.ord_id, "clOrdId": order.cl_ord_id, "state": order.state}


def describe_algo_order(order: AlgoOrder) -> Result:
    """What is told of an algo order."""
    return {
        "algoId": order.algo_id,
        "algoClOrdId": order.algo_cl_ord_id,
        "instId": order.inst_id,
        "state": order.state,
    }
