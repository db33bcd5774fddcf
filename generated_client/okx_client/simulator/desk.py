"""Where a test puts orders on the exchange, and lets something happen to them."""

from collections.abc import Callable
from threading import Lock

from attrs import evolve

from . import samples
from .book import Book
from .checks import checked_delay, no_such_order
from .orders import AlgoOrder, AlgoState, AnyOrder, SpreadOrder, SpreadState


class Desk:
    """The orders of an exchange. `clock` gives the time in seconds by which a cancel is carried out later."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._lock = Lock()
        self._spreads: Book[SpreadOrder] = Book(clock)
        self._algos: Book[AlgoOrder] = Book(clock)
        self._ids = samples.ids()

    def add_spread_order(
        self, ord_id: str | None = None, cl_ord_id: str | None = None, state: SpreadState = "live"
    ) -> SpreadOrder:
        """Put a spread order on the exchange, with an id of its own where none is given.

        Raises:
            ValueError: An id is taken, is no text, is blank or is longer than OKX takes it, or there is no such state.
        """
        with self._lock:
            order = SpreadOrder(
                self._new_id() if ord_id is None else ord_id, "" if cl_ord_id is None else cl_ord_id, state
            )
            self._spreads.add(order)
            return order

    def add_algo_order(
        self,
        inst_id: str,
        algo_id: str | None = None,
        algo_cl_ord_id: str | None = None,
        state: AlgoState = "live",
    ) -> AlgoOrder:
        """Put an algo order of an instrument on the exchange, with an id of its own where none is given.

        Raises:
            ValueError: As for a spread order, or the instrument is no text or is blank.
        """
        with self._lock:
            order = AlgoOrder(
                inst_id,
                self._new_id() if algo_id is None else algo_id,
                "" if algo_cl_ord_id is None else algo_cl_ord_id,
                state,
            )
            self._algos.add(order)
            return order

    def add_sample_orders(self) -> None:
        """Put live orders of both kinds on the exchange, the algo orders over several instruments, an option too."""
        instruments = [inst_id for inst_id in samples.INSTRUMENTS for _ in range(samples.ORDERS_PER_INSTRUMENT)]
        for number, inst_id in enumerate(instruments, start=1):
            self.add_spread_order(cl_ord_id=f"spread{number:02}")
            self.add_algo_order(inst_id, algo_cl_ord_id=f"algo{number:02}")

    def spread_order(self, ord_id: str) -> SpreadOrder:
        """The spread order as it stands now. KeyError for an id that the exchange does not have."""
        with self._lock:
            return _known(self._spreads, ord_id, "ord_id")

    def algo_order(self, algo_id: str) -> AlgoOrder:
        """The algo order as it stands now. KeyError for an id that the exchange does not have."""
        with self._lock:
            return _known(self._algos, algo_id, "algo_id")

    def spread_orders(self) -> tuple[SpreadOrder, ...]:
        """Every spread order as it stands now, in the order in which they came."""
        with self._lock:
            return tuple(self._spreads)

    def algo_orders(self) -> tuple[AlgoOrder, ...]:
        """Every algo order as it stands now, in the order in which they came."""
        with self._lock:
            return tuple(self._algos)

    def set_spread_state(self, ord_id: str, state: SpreadState) -> SpreadOrder:
        """Let something happen to a spread order, such as a fill.

        Raises:
            KeyError: The exchange has no such id.
            ValueError: There is no such state.
        """
        with self._lock:
            order = evolve(_known(self._spreads, ord_id, "ord_id"), state=state)
            self._spreads.replace(order)
            return order

    def set_algo_state(self, algo_id: str, state: AlgoState) -> AlgoOrder:
        """Let something happen to an algo order, such as its trigger. Errors are those of `set_spread_state`."""
        with self._lock:
            order = evolve(_known(self._algos, algo_id, "algo_id"), state=state)
            self._algos.replace(order)
            return order

    def cancel_later(self, seconds: float) -> None:
        """Let each cancel that is accepted from now on take so many seconds until the order is canceled.

        Until then the order is as open as it was, a second cancel is refused, and whatever ends the order first wins:
        `set_spread_state(order.ord_id, "filled")` is a fill that came in between. With 0, orders are canceled at once
        again.

        Raises:
            ValueError: The seconds are below 0, or more than an hour.
        """
        with self._lock:
            self._spreads.cancel_seconds = self._algos.cancel_seconds = checked_delay(seconds)

    def _new_id(self) -> str:
        """An id that no order of either kind has."""
        return next(new for new in self._ids if new not in self._spreads and new not in self._algos)


def _known(book: Book[AnyOrder], exchange_id: str, id_name: str) -> AnyOrder:
    order = book.by_exchange_id(exchange_id) if isinstance(exchange_id, str) else None
    if order is None:
        no_such_order(exchange_id, id_name, (known.exchange_id for known in book))
    return order
