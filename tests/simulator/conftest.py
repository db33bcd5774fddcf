import pytest
from attrs import evolve

from okx_client.simulator import Exchange
from okx_client.simulator import exchange as exchange_module

from .support import Caller, Clock, new_exchange


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def exchange(clock: Clock) -> Exchange:
    return new_exchange(clock)


@pytest.fixture
def caller(exchange: Exchange, clock: Clock) -> Caller:
    return Caller(exchange, clock)


@pytest.fixture(autouse=True)
def _numbers_of_the_tests_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pin the numbers that the tests count with, so that a change of OKX's numbers in the spec breaks no test."""
    for path, operation in exchange_module._OPERATIONS.items():
        limits = tuple(evolve(limit, count=20, period_seconds=2) for limit in operation.rate_limits)
        batch = None if operation.max_batch is None else 10
        monkeypatch.setitem(exchange_module._OPERATIONS, path, evolve(operation, rate_limits=limits, max_batch=batch))
