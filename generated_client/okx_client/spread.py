"""Calls about spread orders. Docs: #spread-trading-rest-api-cancel-order."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import overload

from . import calls
from .calls import Call
from .outcomes import Accepted


class SpreadOrders:
    """`okx.spread` of `OKX`."""

    def __init__(self, send: Callable[[Call], tuple[int, bytes]]) -> None:
        self._send = send

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
            CancelRejected: OKX refused to cancel the order, such as one that is filled.
            APIError: OKX refused the request as a whole, such as for its signature or its rate.
            NotDelivered: There was no connection; nothing was sent.
            OutcomeUnknown: No readable answer; OKX may have acted on the order.
            ConfigurationError: The client is closed, or from before a fork.
        """
        call = calls.cancel_spread_order(ord_id=ord_id, cl_ord_id=cl_ord_id)
        return calls.accepted(call, *self._send(call))


class AsyncSpreadOrders:
    """`okx.spread` of `AsyncOKX`."""

    def __init__(self, send: Callable[[Call], Awaitable[tuple[int, bytes]]]) -> None:
        self._send = send

    @overload
    async def cancel_order(self, *, ord_id: str | int) -> Accepted: ...
    @overload
    async def cancel_order(self, *, cl_ord_id: str | int) -> Accepted: ...
    async def cancel_order(self, *, ord_id: str | int | None = None, cl_ord_id: str | int | None = None) -> Accepted:
        """Ask OKX to cancel one spread order; see `SpreadOrders.cancel_order`."""
        call = calls.cancel_spread_order(ord_id=ord_id, cl_ord_id=cl_ord_id)
        return calls.accepted(call, *await self._send(call))
