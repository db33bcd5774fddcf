"""The wheel and the sdist, installed where there is nothing else, do what the README says."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import okx_client

from .conftest import Environment

# What httpx itself brings along, which is its own affair; anything beyond would be ours.
OF_HTTPX = {"anyio", "certifi", "h11", "httpcore", "idna", "sniffio", "typing_extensions"}

CANCEL = """
from okx_client import OKX, SPEC_SHA256, AlgoOrderId, __version__
from okx_client.simulator import Exchange, mock_transport

keys = {"api_key": "key", "secret_key": "secret", "passphrase": "pass"}
exchange = Exchange(**keys, demo=True)
order = exchange.add_algo_order("BTC-USDT")
with OKX(**keys, demo=True, transport=mock_transport(exchange)) as okx:
    report = okx.algo.cancel_orders([AlgoOrderId("BTC-USDT", algo_id=order.algo_id)])
print(__version__, SPEC_SHA256, exchange.algo_order(order.algo_id).state, report)
"""
OWN_TEST = """
from okx_client import OKX
from okx_client.testing import SimulatedOKX


def test_my_bot(okx_exchange: SimulatedOKX) -> None:
    order = okx_exchange.add_spread_order()
    with okx_exchange.client() as okx:
        okx.spread.cancel_order(ord_id=order.ord_id)
    assert okx_exchange.spread_order(order.ord_id).state == "canceled"
"""


@pytest.fixture(scope="module")
def environment(new_environment: Callable[[], Environment], wheel: Path) -> Environment:
    made = new_environment()
    made.install(str(wheel))
    return made


@pytest.fixture(scope="module")
def full_environment(new_environment: Callable[[], Environment], wheel: Path) -> Environment:
    made = new_environment()
    made.install(f"{wheel}[cli,simulator]", "pytest")
    return made


def assert_cancels(environment: Environment) -> None:
    run = environment.run(environment.python, "-I", "-c", CANCEL)
    assert run.stdout == (f"{okx_client.__version__} {okx_client.SPEC_SHA256} canceled 1 of 1 order accepted.\n"), (
        run.stderr
    )


def test_installing_the_wheel_brings_httpx_and_attrs_and_no_more(environment: Environment) -> None:
    listed = environment.run(environment.python, "-m", "pip", "list", "--format", "json")
    names = {entry["name"].lower().replace("-", "_") for entry in json.loads(listed.stdout)}
    assert names - OF_HTTPX - {"pip", "setuptools"} == {"attrs", "httpx", "okx_client"}


def test_the_wheel_works_with_nothing_else(environment: Environment) -> None:
    assert_cancels(environment)


def test_the_command_says_which_extra_it_needs(environment: Environment) -> None:
    run = environment.run(str(environment.scripts / "okx-client"), "--version")
    assert run.returncode == 2
    assert run.stderr.count("\n") == 1
    assert "okx-client[cli]" in run.stderr


def test_the_sdist_installs_and_works(new_environment: Callable[[], Environment], sdist: Path) -> None:
    made = new_environment()
    made.install(str(sdist))
    assert_cancels(made)


def test_the_command_runs_with_its_extra(full_environment: Environment) -> None:
    run = full_environment.run(str(full_environment.scripts / "okx-client"), "--version")
    assert run.returncode == 0, run.stderr
    assert okx_client.__version__ in run.stdout
    assert okx_client.SPEC_SHA256[:12] in run.stdout


def test_a_users_own_test_finds_the_fixture(full_environment: Environment) -> None:
    (full_environment.folder / "test_own.py").write_text(OWN_TEST)
    run = full_environment.run(full_environment.python, "-m", "pytest", "-W", "error", "test_own.py")
    assert "1 passed" in run.stdout, run.stdout + run.stderr


def test_its_types_are_seen_by_a_type_checker(environment: Environment) -> None:
    environment.install("mypy")
    (environment.folder / "own.py").write_text(
        "from okx_client import OKX, Accepted\n\n\n"
        "def cancel(okx: OKX) -> Accepted:\n    return okx.spread.cancel_order(ord_id=1.5)\n"
    )
    run = environment.run(environment.python, "-m", "mypy", "--strict", "own.py")
    assert run.returncode == 1
    assert "No overload variant" in run.stdout
    assert "import-untyped" not in run.stdout
