"""Ctrl-C and other ends: what is known is always told, and nobody sees a traceback."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from okx_client.bulk import CancelProgress
from okx_client.cli import main
from okx_client.cli.output import Output
from okx_client.cli.signals import Signals
from okx_client.simulator import Exchange
from okx_client.simulator.server import running

from .conftest import Run
from .support import POSIX, clean, environment, new_exchange, no_secret_in, ran, started

posix = pytest.mark.skipif(not POSIX, reason="Windows has no way to send a signal to one program alone")

MANY = 200  # ten windows of the limit: long enough to be interrupted, in whatever time the machine has


@pytest.fixture
def busy(home: Path) -> Iterator[tuple[Exchange, list[str], dict[str, str]]]:
    """An exchange with more spread orders than the limits let go at once, the command line, and the environment."""
    exchange = new_exchange()
    path = home / "orders.csv"
    orders = [exchange.add_spread_order().ord_id for _ in range(MANY)]
    path.write_text("ordId\n" + "\n".join(orders) + "\n")
    with running(exchange) as url:
        yield exchange, ["cancel", "spread", "--file", str(path)], clean(environment(url), home)


def some_are_sent(exchange: Exchange) -> None:
    """Wait until the first window of the limit is used up, so that the program waits."""
    give_up = time.monotonic() + 60
    while len(exchange.cancel_requests) < 20 and time.monotonic() < give_up:
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
    assert sum("  not sent  " in line for line in lines) >= MANY - 60
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
    assert document["totals"]["accepted"] + document["totals"]["unknown"] >= 20
    assert document["totals"]["not_sent"] >= MANY - 60


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
    few = [*arguments[:2], *(order.ord_id for order in exchange.spread_orders()[:21])]
    with subprocess.Popen(
        [sys.executable, "-c", code, *few], env=variables, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as program:
        some_are_sent(exchange)
        program.send_signal(signal.SIGINT)
        out, _ = program.communicate(timeout=60)
    assert program.returncode == 0
    assert out.splitlines()[-1].startswith("21 of 21 orders accepted.")


def test_signals_are_given_back_at_the_end() -> None:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with Signals():
            assert signal.getsignal(signal.SIGINT) is not signal.default_int_handler
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    finally:
        signal.signal(signal.SIGINT, before)


@posix
def test_a_reader_that_leaves_ends_it_quietly(busy: Any) -> None:
    exchange, arguments, variables = busy
    few = [*arguments[:2], *(order.ord_id for order in exchange.spread_orders()[:5])]
    with started(few, variables) as program:
        assert program.stdout is not None
        program.stdout.close()
        _, err = program.communicate(timeout=60)
    assert program.returncode == 0, "what happened to the orders, not to the pipe"
    assert "Traceback" not in err
    assert "BrokenPipe" not in err
    assert len(err.splitlines()) == 5, "the announcement alone"


@posix
def test_a_standard_error_that_is_closed_stops_nothing(busy: Any) -> None:
    exchange, arguments, variables = busy
    few = [*arguments[:2], *(order.ord_id for order in exchange.spread_orders()[:5])]
    with started(few, variables) as program:
        assert program.stderr is not None
        program.stderr.close()
        out, _ = program.communicate(timeout=60)
    assert out.splitlines()[-1].startswith("5 of 5 orders accepted.")


@posix
def test_closed_streams_stop_nothing(busy: Any) -> None:
    exchange, arguments, variables = busy
    few = [*arguments[:2], *(order.ord_id for order in exchange.spread_orders()[:5])]
    line = " ".join([sys.executable, "-m", "okx_client.cli", *few])
    result = subprocess.run(["sh", "-c", f"{line} <&- >&- 2>&-"], env=variables, timeout=60, check=False)
    assert result.returncode == 0
    assert sum(order.state == "canceled" for order in exchange.spread_orders()) == 5


@posix
def test_a_full_disk_is_told_and_the_result_is_not_lost(busy: Any) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full")
    exchange, arguments, variables = busy
    few = [*arguments[:2], *(order.ord_id for order in exchange.spread_orders()[:5])]
    with Path("/dev/full").open("w") as full:
        result = ran(few, variables, stdout=full)
    assert result.status == 1
    assert "the result cannot be written" in result.err
    assert "5 of 5 orders accepted." in result.err


def test_an_unexpected_error_on_the_way_is_one_line_after_the_table(
    run: Run, url: str, exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = exchange.add_spread_order().ord_id, exchange.add_spread_order().ord_id
    real = CancelProgress.__next__

    def failing(progress: CancelProgress) -> Any:
        real(progress)
        real(progress)
        raise ZeroDivisionError("canary-secret-key-91bc")

    monkeypatch.setattr(CancelProgress, "__next__", failing)
    result = run("cancel", "spread", one, other)
    assert result.status == 1
    assert result.out.splitlines()[-1].startswith("2 of 2 orders accepted.")
    last = result.err.splitlines()[-1]
    assert last.startswith("okx-client: an unexpected error of type ZeroDivisionError (test_interruptions.py:")
    assert last.endswith("; above is what is known")
    no_secret_in(result.err, result.out)
    assert run("cancel", "spread", one, other, "--json").document["failure"] == "ZeroDivisionError"


def test_an_unexpected_error_before_anything_is_one_line_and_2(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*arguments: Any) -> Any:
        raise ZeroDivisionError("canary-secret-key-91bc")

    monkeypatch.setattr("okx_client.cli.program.collect", failing)
    result = run("cancel", "spread", "1", "--json")
    assert result.status == 2
    (line,) = result.err.splitlines()
    assert line.startswith("okx-client: an unexpected error of type ZeroDivisionError (")
    assert line.endswith("; nothing was sent")
    assert result.document["error"]["message"].endswith("nothing was sent")
    no_secret_in(result.err, result.out)


def test_a_bar_that_cannot_be_drawn_stops_nothing(
    run: Run, url: str, exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("okx_client.cli.bar.is_terminal", lambda stream: True)
    monkeypatch.setattr("rich.progress.Progress.start", _fails)
    monkeypatch.setattr("rich.progress.Progress.update", _fails)
    orders = [exchange.add_spread_order().ord_id for _ in range(3)]
    assert run("cancel", "spread", *orders).status == 0


def _fails(*arguments: Any, **named: Any) -> None:
    raise OSError("the terminal is gone")


def test_it_runs_as_a_module_and_as_a_function(home: Path, url: str, exchange: Exchange) -> None:
    order = exchange.add_spread_order().ord_id
    variables = clean(environment(url), home)
    command = [sys.executable, "-m", "okx_client.cli", "cancel", "spread", order]
    result = subprocess.run(command, env=variables, capture_output=True, text=True, timeout=60, check=False)
    assert result.returncode == 0, result.stderr
    assert main(["cancel", "spread", order]) == 1
    assert os.environ["OKX_BASE_URL"] == url


def test_an_output_that_is_no_file_is_written_to(capsys: pytest.CaptureFixture[str]) -> None:
    assert Output("en", as_json=False).result("x")
    assert capsys.readouterr().out == "x\n"
