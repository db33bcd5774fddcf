"""Ctrl-C and other signals: what is known is always told, and nobody sees a traceback."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from okx_client.cli.signals import Signals
from okx_client.simulator import Exchange

from .conftest import MANY
from .support import POSIX, SPREAD_LIMIT, clean, no_secret_in, started

posix = pytest.mark.skipif(not POSIX, reason="Windows has no way to send a signal to one program alone")


def some_are_sent(exchange: Exchange) -> None:
    """Wait until the first window of the limit is used up, so that the program waits."""
    give_up = time.monotonic() + 60
    while len(exchange.cancel_requests) < SPREAD_LIMIT.count and time.monotonic() < give_up:
        time.sleep(0.01)


@posix
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_ends_it_with_the_table_of_what_is_known(busy: Any, number: signal.Signals, status: int) -> None:
    exchange, arguments, variables = busy
    with started(arguments, variables) as program:
        some_are_sent(exchange)
        program.send_signal(number)
        out, err = program.communicate(timeout=60)
    assert program.returncode == status
    lines = out.splitlines()
    assert len(lines) == MANY + 1
    gone = {order.ord_id for order in exchange.spread_orders() if order.state == "canceled"}
    for line in lines[:-1]:
        order, verdict = line.split()[:2]
        assert (verdict == "accepted") <= (order in gone)
        assert (verdict == "not") <= (order not in gone)
    assert sum("  not sent  " in line for line in lines) >= MANY - 3 * SPREAD_LIMIT.count
    assert "safe to repeat" in lines[-1]
    assert f"interrupted ({number.name})" in err
    assert "Traceback" not in out + err
    no_secret_in(out, err)


@posix
def test_with_json_an_interruption_is_in_the_one_document(busy: Any) -> None:
    exchange, arguments, variables = busy
    with started([*arguments, "--json"], variables) as program:
        some_are_sent(exchange)
        program.send_signal(signal.SIGINT)
        out, _ = program.communicate(timeout=60)
    document = json.loads(out)
    assert (document["exit_status"], document["interrupted"]) == (130, "SIGINT")
    assert document["totals"]["orders"] == len(document["orders"]) == MANY
    assert document["totals"]["accepted"] + document["totals"]["unknown"] >= SPREAD_LIMIT.count
    assert document["totals"]["not_sent"] >= MANY - 3 * SPREAD_LIMIT.count


@posix
def test_pressing_ctrl_c_many_times_loses_nothing(busy: Any) -> None:
    exchange, arguments, variables = busy
    with started(arguments, variables) as program:
        some_are_sent(exchange)
        for _ in range(20):
            program.send_signal(signal.SIGINT)
            time.sleep(0.002)
        out, err = program.communicate(timeout=60)
    assert len(out.splitlines()) == MANY + 1
    assert program.returncode == 130
    assert "Traceback" not in err


@posix
def test_a_signal_that_was_ignored_stays_ignored(busy: Any) -> None:
    exchange, arguments, variables = busy
    code = "import signal, sys\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\n"
    code += "from okx_client.cli import main\nsys.exit(main())"
    number = SPREAD_LIMIT.count + 1
    few = [*arguments[:2], *(order.ord_id for order in exchange.spread_orders()[:number])]
    with subprocess.Popen(
        [sys.executable, "-c", code, *few], env=variables, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as program:
        some_are_sent(exchange)
        program.send_signal(signal.SIGINT)
        out, _ = program.communicate(timeout=60)
    assert program.returncode == 0
    assert out.splitlines()[-1].startswith(f"{number} of {number} orders accepted.")


def test_signals_are_given_back_at_the_end() -> None:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with Signals():
            assert signal.getsignal(signal.SIGINT) is not signal.default_int_handler
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    finally:
        signal.signal(signal.SIGINT, before)


def test_who_presses_ctrl_c_again_after_a_while_ends_it_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[int] = []
    monkeypatch.setattr(os, "_exit", ended.append)
    with Signals() as signals:
        signals.ends = lambda: None
        now = time.monotonic()
        for later, expected in ((0, []), (4, []), (6, [130])):
            monkeypatch.setattr("okx_client.cli.signals.time.monotonic", lambda later=later: now + later)
            signal.raise_signal(signal.SIGINT)
            assert ended == expected


IMPORTING = """
import sys

class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == "okx_client":
            raise KeyboardInterrupt

sys.meta_path.insert(0, Interrupting())
from importlib.metadata import entry_points
(script,) = entry_points(group="console_scripts", name="okx-client")
sys.exit(script.load()())
"""


@pytest.mark.parametrize("language", ["en", "zh"])
def test_ctrl_c_while_the_package_is_imported_is_one_line(language: str, home: Path) -> None:
    words = {"en": "okx-client: interrupted; nothing was sent\n", "zh": "okx-client：已中断；未发送任何请求\n"}[
        language
    ]
    command = [sys.executable, "-c", IMPORTING, "cancel", "spread", "1", "--json", "--lang", language]
    result = subprocess.run(
        command, env=clean({}, home), capture_output=True, encoding="utf-8", timeout=60, check=False
    )
    assert (result.returncode, result.stderr) == (130, words)
    assert json.loads(result.stdout)["error"]["message"] in words
