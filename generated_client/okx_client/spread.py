"""Calls about spread orders. Docs: #spread-trading-rest-api-cancel-order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, overload

from . import bulk, calls
from .ids import SpreadOrderId
from .outcomes import Accepted
from .report import CancelReport

if TYPE_CHECKING:
    from .bulk import AsyncCancelProgress, CancelProgress
    from .engine import AsyncEngine, Engine


class SpreadOrders:
    """`okx.spread` of `OKX`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @overload
    def cancel_order(self, *, ord_id: str | int) -> Accepted: ...
    @overload
    def cancel_order(self, *, cl_ord_id: str | int) -> Accepted: ...
    def cancel_order(self, *, ord_id: str | int | None = None, cl_ord_id: str | int | None = None) -> Accepted:
        """Ask OKX to cancel one spread order, named by exactly one of its ids.

        Args:
            ord_id: OKX's id.
            cl_ord_id: The client's own id.

        Returns:
            OKX's acceptance, which does not mean that the order is gone: its state shows that a moment later.

        Raises:
            InvalidRequestError: Not exactly one id, or one that OKX cannot take; nothing was sent.
            OrderGone: Nothing is left to cancel; `reason` says why.
            CancelPending: The order is being cancelled or settled already.
            CancelRejected: OKX refused to cancel this order for another reason.
            AuthenticationError: OKX did not take the credentials; the text says what to do.
            RateLimited, Unavailable: OKX refused, also after the repeats that `retries` allows.
            APIError: OKX refused the request as a whole for another reason.
            NotDelivered: There was no connection, or no turn within `max_wait`; nothing was sent.
            OutcomeUnknown: OKX may have acted on the order.
            ConfigurationError: The client is closed, or from before a fork.
        """
        return self._engine.perform(calls.spread_order(self._engine.settings.lang, ord_id=ord_id, cl_ord_id=cl_ord_id))

    def cancel_orders(self, orders: Iterable[SpreadOrderId]) -> CancelReport:
        """Ask OKX to cancel any number of spread orders, one request each, as fast as the rate limit lets them go.

        Args:
            orders: The orders; a generator is read to its end before anything is sent. One that is given twice is sent
                once and reported twice. None at all gives an empty report.

        Returns:
            What happened to each order, in the order given. Accepted does not mean that the order is gone.

        Raises:
            InvalidRequestError: Something else than `SpreadOrderId` is among them; nothing was sent.
            ConfigurationError: The client is closed, or from before a fork; nothing was sent.
            KeyboardInterrupt: And whatever else interrupts; `CancelReport.of(error)` is the report so far.
        """
        return self.iter_cancel_orders(orders).run()

    def iter_cancel_orders(self, orders: Iterable[SpreadOrderId]) -> CancelProgress:
        """Do what `cancel_orders` does, and give each verdict as it arrives, for progress bars.

        To stop what has not been sent when the loop is left early, use it in a `with` block, or close it. `report()`
        says at any moment what is known of every order.
        """
        self._engine.check_usable()
        language = self._engine.settings.lang
        given = calls.checked(orders, SpreadOrderId, language)
        return bulk.CancelProgress(given, lambda some: calls.spread_orders(some, language), self._engine)


class AsyncSpreadOrders:
    """`okx.spread` of `AsyncOKX`."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    @overload
    async def cancel_order(self, *, ord_id: str | int) -> Accepted: ...
    @overload
    async def cancel_order(self, *, cl_ord_id: str | int) -> Accepted: ...
    async def cancel_order(self, *, ord_id: str | int | None = None, cl_ord_id: str | int | None = None) -> Accepted:
        """Ask OKX to cancel one spread order; see `SpreadOrders.cancel_order`."""
        language = self._engine.settings.lang
        return await self._engine.perform(calls.spread_order(language, ord_id=ord_id, cl_ord_id=cl_ord_id))

    async def cancel_orders(self, orders: Iterable[SpreadOrderId]) -> CancelReport:
        """Ask OKX to cancel any number of spread orders; see `SpreadOrders.cancel_orders`."""
        return await self.iter_cancel_orders(orders).run()

    def iter_cancel_orders(self, orders: Iterable[SpreadOrderId]) -> AsyncCancelProgress:
        """Give each verdict as it arrives; see `SpreadOrders.iter_cancel_orders`."""
        self._engine.check_usable()
        language = self._engine.settings.lang
        given = calls.checked(orders, SpreadOrderId, language)
        return bulk.AsyncCancelProgress(given, lambda some: calls.spread_orders(some, language), self._engine)
