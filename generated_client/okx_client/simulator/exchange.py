"""The exchange: one account, its orders, its limits, and one function that answers requests."""

from collections import deque
from collections.abc import Callable, Iterable, Mapping

from okx_client._generated.operations import CANCEL_ALGO_ORDERS, CANCEL_SPREAD_ORDER, CLOCK

from . import answers, states
from .access import Account, check_access
from .answers import Answer, Result
from .bodies import MAX_BODY_BYTES, Item, read_items, text
from .cancels import Refusal, cancel_algo_order, cancel_spread_order
from .checks import checked_path, checked_skew
from .clocks import real_seconds, wall_seconds
from .desk import Desk
from .faults import Fault, Faults
from .limits import Limiter
from .request import ReceivedRequest, RefusedError, Request

# What the exchange can do; an operation that only the spec has is an unknown path here.
_OPERATIONS = {operation.path: operation for operation in (CANCEL_SPREAD_ORDER, CANCEL_ALGO_ORDERS)}

# A server that runs for days must not fill the memory.
_MOST_REQUESTS_KEPT = 10_000


class Exchange(Desk):
    """An OKX exchange in memory, with one account. Any number of threads may use it.

    `demo` says in which environment the account's key was made; requests have to agree. `clock` gives the exchange's
    time in Unix seconds, so that a test can move it. Without one the exchange goes by the machine's time; its limits
    then go by seconds that really pass, also where a test has frozen time.
    """

    def __init__(
        self,
        *,
        api_key: str,
        secret_key: str,
        passphrase: str,
        demo: bool,
        permissions: Iterable[str] = ("read", "trade"),
        clock: Callable[[], float] | None = None,
    ) -> None:
        self._clock = clock or wall_seconds
        super().__init__(self._clock)
        self._account = Account(
            api_key=api_key,
            secret_key=secret_key,
            passphrase=passphrase,
            demo=demo,
            permissions=permissions,
        )
        self._limit_clock = clock or real_seconds
        self._skew = 0.0
        self._limiter = Limiter()
        self._faults = Faults()
        self._requests: deque[ReceivedRequest] = deque(maxlen=_MOST_REQUESTS_KEPT)
        self._cancels: dict[str, Callable[[Item, Refusal], Result]] = {
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
                return self._answer(request, lambda order: None)
            return fault.carry_out(lambda refusal: self._answer(request, refusal))

    def _answer(self, request: Request, refusal: Refusal) -> Answer:
        if len(request.body) > MAX_BODY_BYTES:
            return answers.too_large()
        try:
            if request.route == CLOCK.path:
                return self._tell_time(request)
            if request.route in self._states:
                return self._tell_state(request)
            if request.route in _OPERATIONS:
                return self._cancel(request, refusal)
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

    def _cancel(self, request: Request, refusal: Refusal) -> Answer:
        operation = _OPERATIONS[request.route]
        _check_method(request, operation.method)
        check_access(request, self._account, operation.permission, self._now())
        items = read_items(operation, request)
        # Whether OKX also counts requests that it cannot read is not documented. Here they cost nothing. The limits go
        # by the clock without its skew: to put a clock right makes no window longer or shorter.
        if not self._limiter.charge(operation, [text(item, "instId") for item in items], self._limit_clock()):
            raise RefusedError("50011")
        return answers.results([self._cancels[operation.path](item, refusal) for item in items])

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

    @property
    def faults_left(self) -> int:
        """How many requests are still to go wrong, of those that `inject` was told."""
        with self._lock:
            return self._faults.left

    def clear_faults(self) -> None:
        """Let nothing more go wrong: forget what `inject` was told."""
        with self._lock:
            self._faults.clear()

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


def _check_method(request: Request, method: str) -> None:
    if request.method != method:
        raise RefusedError("50115")
