import pytest

from okx_client.simulator import Exchange

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
