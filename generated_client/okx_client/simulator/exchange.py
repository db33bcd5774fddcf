"""The exchange: one account, its orders, its limits, and one function that answers requests."""

import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from threading import Lock

from attrs import evolve

from okx_client._generated.operations import CANCEL_ALGO_ORDERS, CANCEL_SPREAD_ORDER, CLOCK

from . import answers, samples, states
from .access import Account, check_access
from .answers import Answer, Result
from .bodies import MAX_BODY_BYTES, Item, read_items, text
from .cancels import cancel_algo_order, cancel_spread_order
from .faults import Fault, Faults, checked_path, checked_skew
from .limits import Limiter
from .orders import AlgoOrder, AlgoState, AnyOrder, Book, SpreadOrder, SpreadState
from .request import ReceivedRequest, RefusedError, Request

# What the exchange can do; an operation that only the spec has is an unknown path here.
_OPERATIONS = {operation.path: operation for operation in (CANCEL_SPREAD_ORDER, CANCEL_ALGO_ORDERS)}

# A server that runs for days must not fill the memory.
_MOST_REQUESTS_KEPT = 10_000


class Exchange:
    """An OKX exchange in memory, with one account. Any number of threads may use it.

    `demo` says in which environment the account's key was made; requests have to agree. `clock` gives the exchange's
    time in Unix seconds, so that a test can move it.
    """

    def __init__(
        self,
        *,
        api_key: str,
        secret_key: str,
        passphrase: str,
        demo: bool,
        permissions: Iterable[str] = ("read", "trade"),
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._account = Account(
            api_key=api_key,
            secret_key=secret_key,
            passphrase=passphrase,
            demo=demo,
            permissions=frozenset(permissions),
        )
        self._clock = clock
        self._skew = 0.0
        self._lock = Lock()
        self._limiter = Limiter()
        self._spreads: Book[SpreadOrder] = Book()
        self._algos: Book[AlgoOrder] = Book()
        self._ids = samples.ids()
        self._faults = Faults()
        self._requests: deque[ReceivedRequest] = deque(maxlen=_MOST_REQUESTS_KEPT)
        self._cancels: dict[str, Callable[[Item, str | None], Result]] = {
            CANCEL_SPREAD_ORDER.path: lambda item, refusal: cancel_spread_order(self._spreads, item, refusal),
            CANCEL_ALGO_ORDERS.path: lambda item, refusal: cancel_algo_order(self._algos, item, refusal),
        }
        self._states: dict[str | None, Callable[[str], Answer]] = {
            CANCEL_SPREAD_ORDER.order_state_path: lambda query: states.find_order(
                CANCEL_SPREAD_ORDER, query, self._spreads, states.describe_spread_order
            ),
            CANCEL_ALGO_ORDERS.order_state_path: lambda query: states.find_order(
                CANCEL_ALGO_ORDERS, query, self._algos, states.describe_algo_order
            ),
        }

    def __repr__(self) -> str:
        """Without the credentials."""
        return f"Exchange(demo={self._account.demo})"

    def handle(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """Answer one request. `path` includes the query string; `path` and `body` are as they were on the wire.

        Whoever calls sends the answer, in the way that its `delay_seconds` and `is_cut` say.
        """
        request = Request.read(method, path, headers, body)
        with self._lock:
            self._requests.append(request.received)
            fault = self._faults.take(request.route)
            if fault is None:
                return self._answer(request)
            return fault.carry_out(lambda order_code: self._answer(request, order_code))

    def _answer(self, request: Request, order_code: str | None = None) -> Answer:
        if len(request.body) > MAX_BODY_BYTES:
            return answers.too_large()
        try:
            if request.route == CLOCK.path:
                return self._tell_time(request)
            if request.route in self._states:
                return self._tell_state(request)
            if request.route in _OPERATIONS:
                return self._cancel(request, order_code)
        except RefusedError as refused:
            return answers.refusal(refused.code)
        return answers.unknown_path()

    def _tell_time(self, request: Request) -> Answer:
        _check_method(request, "GET")
        return answers.system_time(int(self._now() * 1000))

    def _tell_state(self, request: Request) -> Answer:
        _check_method(request, "GET")
        check_access(request, self._account, states.PERMISSION, self._now())
        return self._states[request.route](request.query)

    def _cancel(self, request: Request, order_code: str | None) -> Answer:
        operation = _OPERATIONS[request.route]
        _check_method(request, operation.method)
        check_access(request, self._account, operation.permission, self._now())
        items = read_items(operation, request)
        # Whether OKX also counts requests that it cannot read is not documented. Here they cost nothing. The limits go
        # by the clock without its skew: to put a clock right makes no window longer or shorter.
        if not self._limiter.charge(operation, [text(item, "instId") for item in items], self._clock()):
            raise RefusedError("50011")
        return answers.results([self._cancels[operation.path](item, order_code) for item in items])

    def _now(self) -> float:
        return self._clock() + self._skew

    def inject(self, fault: Fault, times: int = 1, *, path: str | None = None) -> None:
        """Let the next `times` requests to cancel go wrong, those that the exchange would refuse included.

        Several faults are used up in the order in which they were given.

        Args:
            fault: What goes wrong.
            times: With how many requests.
            path: The path whose requests are meant, instead of both paths to cancel: of one of them, of an order's
                state (`Operation.order_state_path`), or of the clock.

        Raises:
            ValueError: There is no such path here, or `times` is no number of requests.
        """
        known = [*_OPERATIONS, *(route for route in self._states if route), CLOCK.path]
        routes = tuple(_OPERATIONS) if path is None else (checked_path(path, known),)
        with self._lock:
            self._faults.add(fault, times, routes)

    def skew_clock(self, seconds: float) -> None:
        """Put the exchange's clock so many seconds ahead of `clock`, or behind it where negative, from now on."""
        with self._lock:
            self._skew = checked_skew(seconds)

    @property
    def requests(self) -> tuple[ReceivedRequest, ...]:
        """Every request that arrived, in order, whatever was answered: the latest ten thousand."""
        with self._lock:
            return tuple(self._requests)

    @property
    def cancel_requests(self) -> tuple[ReceivedRequest, ...]:
        """Those of `requests` that asked to cancel orders; not the questions for the time and for orders' states."""
        return tuple(request for request in self.requests if request.path.partition("?")[0] in _OPERATIONS)

    def add_spread_order(
        self, ord_id: str | None = None, cl_ord_id: str | None = None, state: SpreadState = "live"
    ) -> SpreadOrder:
        """Put a spread order on the exchange, with an id of its own where none is given."""
        with self._lock:
            order = SpreadOrder(self._new_id() if ord_id is None else ord_id, cl_ord_id or "", state)
            self._spreads.add(order)
            return order

    def add_algo_order(
        self,
        inst_id: str,
        algo_id: str | None = None,
        algo_cl_ord_id: str | None = None,
        state: AlgoState = "live",
    ) -> AlgoOrder:
        """Put an algo order of an instrument on the exchange, with an id of its own where none is given."""
        with self._lock:
            order = AlgoOrder(inst_id, self._new_id() if algo_id is None else algo_id, algo_cl_ord_id or "", state)
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
            return _known(self._spreads.by_exchange_id(ord_id), ord_id)

    def algo_order(self, algo_id: str) -> AlgoOrder:
        """The algo order as it stands now. KeyError for an id that the exchange does not have."""
        with self._lock:
            return _known(self._algos.by_exchange_id(algo_id), algo_id)

    def spread_orders(self) -> tuple[SpreadOrder, ...]:
        """Every spread order as it stands now, in the order in which they came."""
        with self._lock:
            return tuple(self._spreads)

    def algo_orders(self) -> tuple[AlgoOrder, ...]:
        """Every algo order as it stands now, in the order in which they came."""
        with self._lock:
            return tuple(self._algos)

    def set_spread_state(self, ord_id: str, state: SpreadState) -> SpreadOrder:
        """Let something happen to a spread order, such as a fill."""
        with self._lock:
            order = evolve(_known(self._spreads.by_exchange_id(ord_id), ord_id), state=state)
            self._spreads.replace(order)
            return order

    def set_algo_state(self, algo_id: str, state: AlgoState) -> AlgoOrder:
        """Let something happen to an algo order, such as its trigger."""
        with self._lock:
            order = evolve(_known(self._algos.by_exchange_id(algo_id), algo_id), state=state)
            self._algos.replace(order)
            return order

    def _new_id(self) -> str:
        """An id that no order of either kind has."""
        return next(new for new in self._ids if new not in self._spreads and new not in self._algos)


def _check_method(request: Request, method: str) -> None:
    if request.method != method:
        raise RefusedError("50115")


def _known(order: AnyOrder | None, exchange_id: str) -> AnyOrder:
    if order is None:
        raise KeyError(exchange_id)
    return order
