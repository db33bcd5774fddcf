from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from okx_client.cli import main
from okx_client.simulator import Exchange
from okx_client.simulator.server import running

from .support import SPREAD_LIMIT, Ran, clean, environment, new_exchange

Run = Callable[..., Ran]

# Spread orders: ten windows of the limit, long enough to be interrupted, however fast the machine is.
MANY = 10 * SPREAD_LIMIT.count


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person without any settings."""
    variables = clean({}, tmp_path)
    for name in ("OKX_API_KEY", "OKX_SECRET_KEY", "OKX_PASSPHRASE", "OKX_DEMO", "OKX_REGION", "OKX_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    for name in ("OKX_LANG", "OKX_PROFILE", "OKX_PROFILES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", variables["HOME"])
    monkeypatch.setenv("XDG_CONFIG_HOME", variables["XDG_CONFIG_HOME"])
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command in this process."""

    def run(*arguments: object, given: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        capsys.readouterr()
        status = main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return Ran(status, printed.out, printed.err)

    return run


@pytest.fixture
def exchange() -> Exchange:
    return new_exchange()


@pytest.fixture
def url(exchange: Exchange, home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The exchange listens, and the environment says how to reach it."""
    with running(exchange) as listening:
        for name, value in environment(listening).items():
            monkeypatch.setenv(name, value)
        yield listening


@pytest.fixture
def busy(home: Path) -> Iterator[tuple[Exchange, list[str], dict[str, str]]]:
    """An exchange with more spread orders than the limits let go at once, the command line, and the environment."""
    exchange = new_exchange()
    path = home / "orders.csv"
    orders = [exchange.add_spread_order().ord_id for _ in range(MANY)]
    path.write_text("ordId\n" + "\n".join(orders) + "\n")
    with running(exchange) as url:
        yield exchange, ["cancel", "spread", "--file", str(path)], clean(environment(url), home)
