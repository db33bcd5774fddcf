"""`python -m okx_client.simulator -- COMMAND`: the command runs, led to the exchange, and everything ends with it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

SIMULATOR = [sys.executable, "-m", "okx_client.simulator"]
CANCEL = """
from okx_client import OKX
with OKX.from_env() as okx:
    print(okx.spread.cancel_order(cl_ord_id="spread01").order, okx)
"""
WAIT = """
import pathlib, signal, sys, time
def stop(number, frame):
    sys.exit(40 + number)
signal.signal(signal.SIGINT, stop)
signal.signal(signal.SIGTERM, stop)
pathlib.Path(sys.argv[1]).touch()
time.sleep(30)
"""
on_posix = pytest.mark.skipif(os.name == "nt", reason="signals as POSIX has them")


def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    command = [*SIMULATOR, *arguments]
    return subprocess.run(command, env={**os.environ, **variables}, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize(("option", "environment"), [("--demo", "demo"), ("--live", "live")])
def test_the_command_reaches_the_exchange_whatever_was_set_before(option: str, environment: str) -> None:
    elsewhere = {"OKX_API_KEY": "mine", "OKX_DEMO": "0", "OKX_BASE_URL": "https://example.com", "OKX_REGION": "eea"}
    done = run(option, "--", sys.executable, "-c", CANCEL, **elsewhere, OKX_PROFILE="live")
    assert done.stdout.startswith("spread01 OKX(http://127.0.0.1:"), done.stderr
    assert f"demo={environment == 'demo'}" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize("name", ["OKX_PROFILE", "OKX_REGION"])
def test_no_variable_that_could_lead_elsewhere_is_left(name: str) -> None:
    done = run("--", sys.executable, "-c", f"import os; print({name!r} in os.environ)", **{name: "eea"})
    assert done.stdout == "False\n"


def test_its_arguments_and_its_exit_status_are_its_own() -> None:
    done = run("--", sys.executable, "-c", "import sys; print(sys.argv[1:]); sys.exit(7)", "--port", "1", "-h")
    assert (done.stdout, done.returncode) == ("['--port', '1', '-h']\n", 7)


def test_a_command_that_is_not_there_is_one_clear_line() -> None:
    done = run("--", "no-such-command")
    assert (done.stdout, done.returncode) == ("", 2)
    assert done.stderr == "okx-client simulator: no-such-command cannot be run: No such file or directory\n"


@on_posix
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_is_the_commands_affair(number: signal.Signals, tmp_path: Path) -> None:
    ready = tmp_path / "ready"
    command = [*SIMULATOR, "--", sys.executable, "-c", WAIT, str(ready)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as process:
        until = time.monotonic() + 30
        while not ready.exists() and time.monotonic() < until:
            time.sleep(0.02)
        if number is signal.SIGINT:
            os.killpg(process.pid, number)  # as a terminal does
        else:
            process.send_signal(number)
        _, errors = process.communicate(timeout=30)
    assert (process.returncode, errors) == (40 + number, "")
