"""The fixtures as they come to somebody who installed the package: an inner pytest run, in a folder of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]

PROJECT = """
[pytest]
addopts = --strict-markers --strict-config
filterwarnings = error
"""


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run pytest over one file of tests, in a project that takes every warning for an error."""

    def run_pytest(tests: str, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
        (tmp_path / "pytest.ini").write_text(PROJECT)
        (tmp_path / "test_bot.py").write_text(tests)
        # As a user's own shell: without the coverage, the options and the variables of this run.
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "OKX_"))}
        return subprocess.run(
            [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *options],
            cwd=tmp_path,
            env={**inherited, **environment},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    return run_pytest


USERS_TESTS = """
import os

import pytest

from okx_client import OKX, AsyncOKX, OutcomeUnknown
from okx_client.testing import Fault, SimulatedOKX


def test_fixture(okx_exchange: SimulatedOKX) -> None:
    order = okx_exchange.add_spread_order()
    with okx_exchange.client() as okx:
        okx.spread.cancel_order(ord_id=order.ord_id)
    assert okx_exchange.spread_order(order.ord_id).state == "canceled"
    assert "OKX_API_KEY" not in os.environ


def test_environment(okx_exchange: SimulatedOKX, okx_environment: dict[str, str]) -> None:
    assert okx_environment == okx_exchange.environment
    assert okx_environment.items() <= os.environ.items()
    order = okx_exchange.add_spread_order()
    with OKX.from_env() as okx:
        okx.spread.cancel_order(ord_id=order.ord_id)
    assert okx_exchange.spread_order(order.ord_id).state == "canceled"


def test_environment_is_put_back() -> None:
    assert not [name for name in os.environ if name.startswith("OKX_")]


@pytest.mark.parametrize("anyio_backend", ["asyncio"])
@pytest.mark.anyio
@pytest.mark.usefixtures("okx_environment")
async def test_async(okx_exchange: SimulatedOKX) -> None:
    order = okx_exchange.add_spread_order()
    okx_exchange.inject(Fault.cut(acts=True))
    async with AsyncOKX.from_env() as okx:
        with pytest.raises(OutcomeUnknown):
            await okx.spread.cancel_order(ord_id=order.ord_id)


def test_a_forgotten_client(okx_exchange: SimulatedOKX) -> None:
    okx_exchange.client().warm_up()


def test_new_for_each_test(okx_exchange: SimulatedOKX) -> None:
    assert not okx_exchange.requests
    assert not okx_exchange.spread_orders()
"""


def test_the_fixtures_are_there_for_everybody_who_installed_the_package(run: Run) -> None:
    inner = run(USERS_TESTS)
    assert "6 passed" in inner.stdout, inner.stdout + inner.stderr
    assert (inner.returncode, inner.stderr) == (0, "")


def test_a_users_tests_are_typed(tmp_path: Path) -> None:
    (tmp_path / "test_bot.py").write_text(USERS_TESTS + "\n\nWRONG: int = Fault.late(1)\n")
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path), "test_bot.py"]
    checked = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert [line for line in checked.stdout.splitlines() if "error:" in line] == [
        f"test_bot.py:{USERS_TESTS.count(chr(10)) + 3}: error: Incompatible types in assignment "
        '(expression has type "Fault", variable has type "int")  [assignment]'
    ]


def test_the_list_of_fixtures_says_what_they_are(run: Run) -> None:
    shown = run("", "--fixtures").stdout
    assert "okx_exchange -- " in shown
    assert "okx_client.testing.SimulatedOKX" in shown
    assert "okx_environment -- " in shown
    assert "OKX.from_env()" in shown


@pytest.mark.parametrize(
    ("language", "words"), [("en", "needs uvicorn; install it with"), ("zh", "需要 uvicorn，请安装")]
)
def test_without_the_server_library_each_test_says_in_one_line_what_to_install(
    language: str, words: str, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "conftest.py").write_text("import sys\n\nsys.modules['uvicorn'] = None\n")
    inner = run("def test_it(okx_exchange):\n    pass\n", "-q", "-rN", OKX_LANG=language, PYTHONUTF8="1")
    assert inner.returncode == 1
    (line,) = [line for line in inner.stdout.splitlines() if words in line]
    assert line.endswith('pip install "okx-client[simulator]"')
    for noise in ("Traceback", "ModuleNotFoundError", ".py:"):
        assert noise not in inner.stdout + inner.stderr


FAILING = """
from pathlib import Path


def test_it(okx_exchange, okx_environment):
    mine = okx_exchange
    Path("secrets.txt").write_text("\\n".join([mine.api_key, mine.secret_key, mine.passphrase]))
    mine.client().spread.cancel_order(ord_id="404")
"""


def test_a_failing_test_shows_the_exchange_and_no_secret_of_it(run: Run, tmp_path: Path) -> None:
    inner = run(FAILING.replace(", okx_environment", ""), "--showlocals", "--tb=long", "-vv")
    secrets = (tmp_path / "secrets.txt").read_text().split()
    assert len(secrets) == 3
    assert "OrderGone" in inner.stdout
    assert "SimulatedOKX(http://127.0.0.1:" in inner.stdout
    assert not [secret for secret in secrets if secret in inner.stdout + inner.stderr]


NOT_PAID = """
import sys


def test_it():
    ours = [name for name in sys.modules if name.partition(".")[0] in ("_okx_client_pytest", "okx_client")]
    others = [name for name in ("attrs", "httpx", "uvicorn") if name in sys.modules]
    assert (ours, others) == (["_okx_client_pytest"], [])
"""


def test_runs_without_the_fixtures_do_not_pay_for_the_package(run: Run) -> None:
    # Without the plugins of others: what they import is not ours.
    inner = run(NOT_PAID, "-p", "_okx_client_pytest", PYTEST_DISABLE_PLUGIN_AUTOLOAD="1")
    assert "1 passed" in inner.stdout, inner.stdout + inner.stderr


def test_a_broken_httpx_breaks_no_run_without_the_fixtures(run: Run, tmp_path: Path) -> None:
    (tmp_path / "httpx.py").write_text("raise RuntimeError('broken')")
    inner = run("def test_it():\n    pass\n", PYTHONPATH=str(tmp_path))
    assert "1 passed" in inner.stdout, inner.stdout + inner.stderr


def test_the_fixtures_can_be_switched_off(run: Run) -> None:
    inner = run("def test_it(okx_exchange):\n    pass\n", "-p", "no:okx_client")
    assert "fixture 'okx_exchange' not found" in inner.stdout
