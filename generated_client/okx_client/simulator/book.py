"""The orders of one kind, by either id, and what becomes of them with time."""

from collections.abc import Callable, Iterator
from typing import Generic

from .checks import wrong
from .orders import BEING_CANCELED, AnyOrder


class Book(Generic[AnyOrder]):
    """The orders of one kind, by either id.

    A client id needs to be unique among open orders only; among several it finds the latest, as OKX's queries do.

    Attributes:
        cancel_seconds: How long after it was accepted a cancel is carried out.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self.cancel_seconds = 0.0
        self._clock = clock
        self._orders: dict[str, AnyOrder] = {}
        self._latest: dict[str, str] = {}
        self._due: dict[str, float] = {}

    def __iter__(self) -> Iterator[AnyOrder]:
        self._carry_out()
        return iter(self._orders.values())

    def __contains__(self, exchange_id: object) -> bool:
        return exchange_id in self._orders

    def add(self, order: AnyOrder) -> None:
        """Take in a new order. ValueError for an id that is taken, or a client id that an open order still has."""
        if order.exchange_id in self:
            taken = order.exchange_id
            wrong(f"there is an order with the id {taken!r} already", f"已有 ID 为 {taken!r} 的订单")
        namesake = self.by_client_id(order.client_id)
        if namesake is not None and namesake.cancel_code == "0":
            taken = order.client_id
            wrong(f"an open order has the client id {taken!r} already", f"已有未结束的订单使用客户自定义 ID {taken!r}")
        self._orders[order.exchange_id] = order
        if order.client_id:
            self._latest[order.client_id] = order.exchange_id

    def replace(self, order: AnyOrder) -> None:
        """Put an order's new state in the place of its old one. What is not open any more is not cancelled later."""
        self._orders[order.exchange_id] = order
        if order.cancel_code != "0":
            self._due.pop(order.exchange_id, None)

    def cancel(self, order: AnyOrder) -> str:
        """Accept a cancel where the order's state allows it, and return the `sCode`.

        OKX accepts a cancel and carries it out a moment later. That a second one in between answers as it does here is
        our reading of the error table.
        """
        if order.exchange_id in self._due:
            return BEING_CANCELED
        if order.cancel_code == "0":
            if self.cancel_seconds > 0:
                self._due[order.exchange_id] = self._clock() + self.cancel_seconds
            else:
                self.replace(order.canceled())
        return order.cancel_code

    def by_exchange_id(self, exchange_id: str) -> AnyOrder | None:
        """The order that has this id of the exchange's, or None."""
        self._carry_out()
        return self._orders.get(exchange_id)

    def by_client_id(self, client_id: str) -> AnyOrder | None:
        """The latest order that has this client id, or None."""
        exchange_id = self._latest.get(client_id)
        return None if exchange_id is None else self.by_exchange_id(exchange_id)

    def _carry_out(self) -> None:
        """Cancel what is due by now. Done when somebody looks, so that nothing has to run meanwhile."""
        if self._due:
            now = self._clock()
            for exchange_id in [exchange_id for exchange_id, due in self._due.items() if due <= now]:
                self.replace(self._orders[exchange_id].canceled())
