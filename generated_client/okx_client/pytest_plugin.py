"""The pytest fixtures `okx_exchange` and `okx_environment`: a simulated OKX for the tests of your own program.

Every pytest run imports this module wherever the package is installed, so it imports next to nothing itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .testing import SimulatedOKX


@pytest.fixture
def okx_exchange() -> Iterator[SimulatedOKX]:
    """A simulated OKX on this machine: an okx_client.testing.SimulatedOKX, new and without orders for each test."""
    from .simulator.server import ServerMissingError
    from .testing import SimulatedOKX
    from .text import Text, language_of_environment

    with ExitStack() as stack:
        exchange = None
        with suppress(ServerMissingError):
            exchange = stack.enter_context(SimulatedOKX())
        if exchange is None:  # out of the handler, so that the failure is this one line
            missing = Text(
                'the fixture okx_exchange needs uvicorn; install it with: pip install "okx-client[simulator]"',
                'fixture okx_exchange 需要 uvicorn，请安装：pip install "okx-client[simulator]"',
            )
            pytest.fail(missing.say(language_of_environment()), pytrace=False)
        yield exchange


@pytest.fixture
def okx_environment(okx_exchange: SimulatedOKX, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The environment variables by which OKX.from_env() reaches okx_exchange, set for the time of the test."""
    variables = okx_exchange.environment
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return variables
