"""The examples run as they stand, against a simulated exchange that the environment leads to."""

from __future__ import annotations

import os
import re
import runpy
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from okx_client.testing import SimulatedOKX

from .support import ROOT, Document

EXAMPLES = ROOT / "examples"


@pytest.fixture
def exchange(monkeypatch: pytest.MonkeyPatch) -> Iterator[SimulatedOKX]:
    with SimulatedOKX() as simulated:
        simulated.add_sample_orders()
        for name, value in simulated.environment.items():
            monkeypatch.setenv(name, value)
        yield simulated


def run(name: str) -> None:
    runpy.run_path(str(EXAMPLES / name), run_name="__main__")


def states(exchange: SimulatedOKX) -> dict[str, str]:
    orders = {order.cl_ord_id: order.state for order in exchange.spread_orders()}
    return orders | {order.algo_cl_ord_id: order.state for order in exchange.algo_orders()}


def cancelled(exchange: SimulatedOKX) -> list[str]:
    return sorted(name for name, state in states(exchange).items() if state == "canceled")


def test_cancel(exchange: SimulatedOKX, capsys: pytest.CaptureFixture[str]) -> None:
    run("cancel.py")
    assert cancelled(exchange) == ["algo01", "algo02", "spread01"]
    assert capsys.readouterr().out == "2 of 2 orders accepted.\n"


def test_cancel_shows_its_failure_paths(exchange: SimulatedOKX, capsys: pytest.CaptureFixture[str]) -> None:
    exchange.set_spread_state(exchange.spread_orders()[0].ord_id, "filled")
    exchange.set_algo_state(exchange.algo_orders()[0].algo_id, "effective")
    run("cancel.py")
    assert re.fullmatch(
        r"gone: filled - .*51402.*\n"
        r"1 of 2 orders accepted, 1 rejected\.\n"
        r"  rejected  BTC-USDT 2510789768713314308: .*51416.*\n",
        capsys.readouterr().out,
    )


def test_cancel_async(exchange: SimulatedOKX, capsys: pytest.CaptureFixture[str]) -> None:
    run("cancel_async.py")
    assert cancelled(exchange) == ["algo03", "spread02"]
    assert capsys.readouterr().out == "accepted: spread02\n1 of 1 order accepted.\n"


def test_many_orders(exchange: SimulatedOKX, capsys: pytest.CaptureFixture[str]) -> None:
    run("many_orders.py")
    assert cancelled(exchange) == [f"algo{number:02}" for number in range(7, 13)]
    assert capsys.readouterr().out.count("Accepted ETH-USDT-SWAP algo") == 6


def test_the_tests_of_the_bot_pass() -> None:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-W", "error", str(EXAMPLES / "test_bot.py")]
    run = subprocess.run(command, cwd=EXAMPLES, capture_output=True, text=True, timeout=120)
    assert re.search(r"\b7 passed", run.stdout), run.stdout + run.stderr
    assert run.returncode == 0


def test_every_example_is_run_here_or_by_make_demo() -> None:
    here = set(re.findall(r"(\w+\.py)\"\)", Path(__file__).read_text(encoding="utf-8")))
    assert {path.name for path in EXAMPLES.glob("*.py")} - here == {"demo.py"}


def in_the_simulator(command: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the README, with `python` and `okx-client` those of this environment."""
    scripts = str(Path(sys.executable).parent)
    variables = {**os.environ, "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}", "OKX_PROFILE": "live"}
    return subprocess.run(["sh", "-c", command], cwd=ROOT, env=variables, capture_output=True, text=True, timeout=60)


def test_the_readmes_script_runs_on_the_simulator() -> None:
    (command,) = (block for block in Document("README.md").blocks("sh") if "examples/cancel.py" in block)
    run = in_the_simulator(command)
    assert run.stdout == "2 of 2 orders accepted.\n", run.stderr


def test_the_readmes_commands_run_in_a_shell_of_the_simulator() -> None:
    (shell,) = (block for block in Document("README.md").blocks("sh") if block.strip().endswith("-- sh"))
    (block,) = (block for block in Document("README.md").blocks("sh") if "okx-client cancel" in block)
    run = in_the_simulator(f"{shell.strip()} -ec {shlex.quote(block)}")
    assert run.returncode == 0, run.stderr
    assert re.findall(r"^(\d+) of (\d+) orders? accepted", run.stdout, re.MULTILINE) == [
        ("2", "2"),
        ("1", "1"),
        ("2", "2"),
        ("3", "3"),
    ]
