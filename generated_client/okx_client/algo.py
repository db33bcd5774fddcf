"""Calls about algo orders. Docs: #order-book-trading-algo-trading-post-cancel-algo-order."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable

from . import calls
from .calls import Call
from .ids import AlgoOrderId
from .outcomes import CancelReport


class AlgoOrders:
    """`okx.algo` of `OKX`."""

    def __init__(self, send: Callable[[Call], tuple[int, bytes]]) -> None:
        self._send = send

    def cancel_orders(self, orders: Iterable[AlgoOrderId]) -> CancelReport:
        """Ask OKX to cancel a batch of algo orders in one request.

        Args:
            orders: As many orders as one request takes; `okx_client.operations.CANCEL_ALGO_ORDERS` has the numbers.

        Returns:
            What happened to each order, in the order given. Accepted does not mean that the order is gone.

        Raises:
            InvalidRequestError: No order, too many, or something else than `AlgoOrderId`; nothing was sent.
            APIError: OKX refused the request as a whole, such as for its signature or its rate.
            NotDelivered: There was no connection; nothing was sent.
            OutcomeUnknown: No readable answer; OKX may have acted on any of the orders.
            ConfigurationError: The client is closed, or from before a fork.
        """
        call = calls.cancel_algo_orders(orders)
        return calls.report(call, *self._send(call))


class AsyncAlgoOrders:
    """`okx.algo` of `AsyncOKX`."""

    def __init__(self, send: Callable[[Call], Awaitable[tuple[int, bytes]]]) -> None:
        self._send = send

    async def cancel_orders(self, orders: Iterable[AlgoOrderId]) -> CancelReport:
        """Ask OKX to cancel a batch of algo orders in one request; see `AlgoOrders.cancel_orders`."""
        call = calls.cancel_algo_orders(orders)
        return calls.report(call, *await self._send(call))
