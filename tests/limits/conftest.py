from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest

from .. import redis_server
from ..redis_server import RedisServer


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip here what lacks a Redis: skipped by a fixture, each test would have a line of its own in the summary."""
    if not {"shared_redis", "own_redis"}.isdisjoint(getattr(item, "fixturenames", ())):
        redis_server.binary()


@pytest.fixture(scope="session")
def shared_redis() -> Iterator[RedisServer]:
    """One Redis for all tests that do not harm it; each has a `prefix` of its own there."""
    with redis_server.running() as server:
        yield server


@pytest.fixture
def own_redis() -> Iterator[RedisServer]:
    """A Redis that the test may kill."""
    with redis_server.running() as server:
        yield server


@pytest.fixture
def prefix() -> str:
    return uuid4().hex
