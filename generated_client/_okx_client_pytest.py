"""The pytest fixtures `okx_exchange` and `okx_environment`: a simulated OKX for the tests of your own program.

Every pytest run imports this module wherever the package is installed. It stands beside the package, and not in it, so
that a run without the fixtures imports nothing of the package.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from okx_client.testing import SimulatedOKX


@pytest.fixture
def okx_exchange() -> Iterator[SimulatedOKX]:
    """A simulated OKX on this machine: an okx_client.testing.SimulatedOKX, new and without orders for each test."""
    from contextlib import ExitStack

    from okx_client.simulator.server import ServerMissingError
    from okx_client.testing import SimulatedOKX

    missing = ""
    with ExitStack() as stack:
        exchange = SimulatedOKX()
        try:
            stack.enter_context(exchange)
        except ServerMissingError as error:
            missing = str(error)
        if missing:  # out of the handler, so that the failure is this one line
            pytest.fail(missing, pytrace=False)
        yield exchange


@pytest.fixture
def okx_environment(okx_exchange: SimulatedOKX, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The environment variables by which OKX.from_env() reaches okx_exchange, set for the time of the test."""
    variables = okx_exchange.environment
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return variables
