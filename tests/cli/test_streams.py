"""Streams that are closed, full, or read by nobody: no result is lost without a word, and nothing hangs."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from okx_client.cli.output import Output

from .support import POSIX, clean, ran, started

posix = pytest.mark.skipif(not POSIX, reason="Windows has other shells and pipes")


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
    assert result.returncode == 1, "nobody was told what happened"
    assert sum(order.state == "canceled" for order in exchange.spread_orders()) == 5


@posix
def test_with_a_closed_standard_output_the_result_is_not_lost(busy: Any) -> None:
    exchange, arguments, variables = busy
    few = [*arguments[:2], *(order.ord_id for order in exchange.spread_orders()[:5])]
    line = " ".join([sys.executable, "-m", "okx_client.cli", *few])
    result = subprocess.run(
        ["sh", "-c", f"{line} >&-"], env=variables, timeout=60, check=False, stderr=subprocess.PIPE, text=True
    )
    assert result.returncode == 1
    assert "the result cannot be written" in result.stderr
    assert "5 of 5 orders accepted." in result.stderr


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


@posix
def test_a_signal_ends_it_while_nobody_reads_what_is_wrong(home: Path) -> None:
    (home / "orders.csv").write_text("ordId\n" + "1.5\n" * 21)
    arguments = ["cancel", "spread", "--json", "--file", "orders.csv"]
    with full_pipe() as pipe, started(arguments, clean({}, home), stdout=pipe, cwd=home) as program:
        assert program.stderr is not None
        while "more" not in program.stderr.readline():
            pass
        time.sleep(0.2)  # until it prints the document; a signal before that ends the program just so
        program.send_signal(signal.SIGTERM)
        assert program.wait(timeout=30) == 143


@posix
@pytest.mark.parametrize("form", [[], ["--json"]])
def test_a_signal_ends_a_dry_run_that_nobody_reads(form: list[str], home: Path) -> None:
    arguments = ["cancel", "spread", "1", "--dry-run", *form]
    with full_pipe() as pipe, started(arguments, clean({}, home), stdout=pipe) as program:
        assert program.stderr is not None
        while "at once" not in program.stderr.readline():
            pass
        time.sleep(0.2)
        program.send_signal(signal.SIGTERM)
        assert program.wait(timeout=30) == 143
        assert "interrupted; nothing was sent" in program.stderr.read()


@contextmanager
def full_pipe() -> Iterator[int]:
    """A pipe that nobody reads and that takes no more."""
    theirs, ours = os.pipe()
    os.set_blocking(ours, False)
    with suppress(BlockingIOError):
        while os.write(ours, b"x" * 65536):
            pass
    with suppress(BlockingIOError):
        while os.write(ours, b"x"):
            pass
    os.set_blocking(ours, True)
    try:
        yield ours
    finally:
        os.close(theirs)
        os.close(ours)


def test_an_output_that_is_no_file_is_written_to(capsys: pytest.CaptureFixture[str]) -> None:
    assert Output("en", as_json=False).result("x")
    assert capsys.readouterr().out == "x\n"
