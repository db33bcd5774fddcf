"""Orders, their states, and what a cancel does to them in each state."""

from typing import Any, Final, Literal, Protocol, Self, TypeVar, get_args

from attrs import evolve, frozen

from okx_client._generated.operations import CANCEL_ALGO_ORDERS, CANCEL_SPREAD_ORDER, Operation

from .checks import check_id, check_state, check_text

SpreadState = Literal["live", "partially_filled", "filled", "canceled"]
"""The states of a spread order, in OKX's words. Docs: #spread-trading-rest-api-get-order-details."""

AlgoState = Literal["live", "pause", "partially_effective", "effective", "canceled", "order_failed", "partially_failed"]
"""The states of an algo order. Docs: #order-book-trading-algo-trading-get-algo-order-details."""

UNKNOWN_ORDER: Final = "51400"
"""The code for an order that the exchange does not know."""

BEING_CANCELED: Final = "51410"
"""The code for an order that is being cancelled already."""

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
    state: SpreadState

    def __attrs_post_init__(self) -> None:
        """Refuse what OKX could not have."""
        _check_ids(CANCEL_SPREAD_ORDER, ord_id=self.ord_id, cl_ord_id=self.cl_ord_id)
        check_state(self.state, get_args(SpreadState))

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
    state: AlgoState

    def __attrs_post_init__(self) -> None:
        """Refuse what OKX could not have."""
        check_text("inst_id", self.inst_id)
        _check_ids(CANCEL_ALGO_ORDERS, algo_id=self.algo_id, algo_cl_ord_id=self.algo_cl_ord_id)
        check_state(self.state, get_args(AlgoState))

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


class Order(Protocol):
    """What the exchange has to know of an order, of whichever kind."""

    @property
    def exchange_id(self) -> str:
        """The id that the exchange gave."""

    @property
    def client_id(self) -> str:
        """The id that the client gave, or ""."""

    @property
    def cancel_code(self) -> str:
        """The `sCode` that a cancel of it answers with; "0" where it is accepted."""

    def canceled(self) -> Self:
        """The same order, cancelled."""


AnyOrder = TypeVar("AnyOrder", bound=Order)


def _check_ids(operation: Operation, **ids: Any) -> None:
    """Check both ids, in the order of the operation's fields. The client's may be empty: the order has none."""
    for (name, value), id_field, may_be_empty in zip(ids.items(), operation.id_fields, (False, True), strict=True):
        if not (may_be_empty and value == ""):
            check_id(name, value, id_field)
