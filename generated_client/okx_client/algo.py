"""Calls about algo orders. Docs: #order-book-trading-algo-trading-post-cancel-algo-order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from . import bulk, calls
from .ids import AlgoOrderId
from .report import CancelReport

if TYPE_CHECKING:
    from .bulk import AsyncCancelProgress, CancelProgress
    from .engine import AsyncEngine, Engine


class AlgoOrders:
    """`okx.algo` of `OKX`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def cancel_orders(self, orders: Iterable[AlgoOrderId]) -> CancelReport:
        """Ask OKX to cancel any number of algo orders, in batches, as fast as the rate limits let them go.

        Args:
            orders: The orders; a generator is read to its end before anything is sent. One that is given twice is sent
                once and reported twice. None at all gives an empty report.

        Returns:
            What happened to each order, in the order given. Accepted does not mean that the order is gone.

        Raises:
            InvalidRequestError: Something else than `AlgoOrderId` is among them; nothing was sent.
            ConfigurationError: The client is closed, or from before a fork; nothing was sent.
            KeyboardInterrupt: And whatever else interrupts; `CancelReport.of(error)` is the report so far.
        """
        return self.iter_cancel_orders(orders).run()

    def iter_cancel_orders(self, orders: Iterable[AlgoOrderId]) -> CancelProgress:
        """Do what `cancel_orders` does, and give each verdict as it arrives, for progress bars.

        To stop what has not been sent when the loop is left early, use it in a `with` block, or close it. `report()`
        says at any moment what is known of every order.
        """
        self._engine.check_usable()
        language = self._engine.settings.lang
        given = calls.checked(orders, AlgoOrderId, language)
        return bulk.CancelProgress(given, lambda some: calls.algo_orders(some, language), self._engine)


class AsyncAlgoOrders:
    """`okx.algo` of `AsyncOKX`."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def cancel_orders(self, orders: Iterable[AlgoOrderId]) -> CancelReport:
        """Ask OKX to cancel any number of algo orders; see `AlgoOrders.cancel_orders`."""
        return await self.iter_cancel_orders(orders).run()

    def iter_cancel_orders(self, orders: Iterable[AlgoOrderId]) -> AsyncCancelProgress:
        """Give each verdict as it arrives; see `AlgoOrders.iter_cancel_orders`."""
        self._engine.check_usable()
        language = self._engine.settings.lang
        given = calls.checked(orders, AlgoOrderId, language)
        return bulk.AsyncCancelProgress(given, lambda some: calls.algo_orders(some, language), self._engine)
