"""Orders, their states, and what a cancel does to them in each state."""

from collections.abc import Iterator
from typing import Final, Generic, Literal, Protocol, Self, TypeVar, get_args

from attrs import evolve, field, frozen, validators

SpreadState = Literal["live", "partially_filled", "filled", "canceled"]
"""The states of a spread order, in OKX's words. Docs: #spread-trading-rest-api-get-order-details."""

AlgoState = Literal["live", "pause", "partially_effective", "effective", "canceled", "order_failed", "partially_failed"]
"""The states of an algo order. Docs: #order-book-trading-algo-trading-get-algo-order-details."""

UNKNOWN_ORDER: Final = "51400"
"""The code for an order that the exchange does not know."""

_SPREAD_CANCEL_CODES: Final[dict[SpreadState, str]] = {
    "live": "0",
    "partially_filled": "0",
    "filled": "51402",
    "canceled": "51401",
}
# That a triggered order answers 51416 and any other finished one 51400 is our reading of the error table.
_ALGO_CANCEL_CODES: Final[dict[AlgoState, str]] = {
    "live": "0",
    "pause": "0",
    "partially_effective": "0",
    "effective": "51416",
    "canceled": "51400",
    "order_failed": "51400",
    "partially_failed": "51400",
}


@frozen
class SpreadOrder:
    """A spread order as it stands at one moment. `cl_ord_id` is "" where the client gave none."""

    ord_id: str
    cl_ord_id: str
    state: SpreadState = field(validator=validators.in_(get_args(SpreadState)))

    @property
    def exchange_id(self) -> str:
        """The id that the exchange gave."""
        return self.ord_id

    @property
    def client_id(self) -> str:
        """The id that the client gave, or ""."""
        return self.cl_ord_id

    @property
    def cancel_code(self) -> str:
        """The `sCode` that a cancel of this order answers with; "0" where it is accepted."""
        return _SPREAD_CANCEL_CODES[self.state]

    def canceled(self) -> Self:
        """The same order, cancelled."""
        return evolve(self, state="canceled")


@frozen
class AlgoOrder:
    """An algo order as it stands at one moment. `algo_cl_ord_id` is "" where the client gave none."""

    inst_id: str
    algo_id: str
    algo_cl_ord_id: str
    state: AlgoState = field(validator=validators.in_(get_args(AlgoState)))

    @property
    def exchange_id(self) -> str:
        """The id that the exchange gave."""
        return self.algo_id

    @property
    def client_id(self) -> str:
        """The id that the client gave, or ""."""
        return self.algo_cl_ord_id

    @property
    def cancel_code(self) -> str:
        """The `sCode` that a cancel of this order answers with; "0" where it is accepted."""
        return _ALGO_CANCEL_CODES[self.state]

    def canceled(self) -> Self:
        """The same order, cancelled."""
        return evolve(self, state="canceled")


class _Order(Protocol):
    @property
    def exchange_id(self) -> str: ...
    @property
    def client_id(self) -> str: ...
    @property
    def cancel_code(self) -> str: ...
    def canceled(self) -> Self: ...


AnyOrder = TypeVar("AnyOrder", bound=_Order)


class Book(Generic[AnyOrder]):
    """The orders of one kind, by either id.

    A client id needs to be unique among open orders only; among several it finds the latest, as OKX's queries do.
    """

    def __init__(self) -> None:
        self._orders: dict[str, AnyOrder] = {}
        self._latest: dict[str, str] = {}

    def __iter__(self) -> Iterator[AnyOrder]:
        return iter(self._orders.values())

    def __contains__(self, exchange_id: object) -> bool:
        return exchange_id in self._orders

    def add(self, order: AnyOrder) -> None:
        """Take in a new order. ValueError for an id that is taken, or a client id that an open order still has."""
        if not order.exchange_id or order.exchange_id in self:
            raise ValueError(f"an order's id has to be new and not empty: {order.exchange_id!r}")
        namesake = self.by_client_id(order.client_id)
        if namesake is not None and namesake.cancel_code == "0":
            raise ValueError(f"an open order has the client id {order.client_id!r} already")
        self._orders[order.exchange_id] = order
        if order.client_id:
            self._latest[order.client_id] = order.exchange_id

    def replace(self, order: AnyOrder) -> None:
        """Put an order's new state in the place of its old one."""
        self._orders[order.exchange_id] = order

    def by_exchange_id(self, exchange_id: str) -> AnyOrder | None:
        """The order that has this id of the exchange's, or None."""
        return self._orders.get(exchange_id)

    def by_client_id(self, client_id: str) -> AnyOrder | None:
        """The latest order that has this client id, or None."""
        exchange_id = self._latest.get(client_id)
        return None if exchange_id is None else self._orders[exchange_id]
