"""Errors that nobody thought of: what is known is told, nothing untrue is said, and nobody sees a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from okx_client import OKX
from okx_client.bulk import CancelProgress
from okx_client.cli import main
from okx_client.simulator import Exchange

from .conftest import Run
from .support import clean, environment, no_secret_in


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
    assert last.startswith("okx-client: an unexpected error of type ZeroDivisionError (test_own_mistakes.py:")
    assert last.endswith("; above is what is known")
    no_secret_in(result.err, result.out)
    assert run("cancel", "spread", one, other, "--json").document["failure"] == "ZeroDivisionError"


@pytest.mark.parametrize(
    ("broken", "form"),
    [
        ("program.facts", []),
        ("program.facts", ["--json"]),
        ("show.summary", []),
        ("show.summary", ["--json"]),
        ("show.plain", []),
        ("as_json.of_cancel", ["--json"]),
    ],
)
def test_a_mistake_of_ours_in_telling_the_results_hides_none(
    broken: str, form: list[str], run: Run, url: str, exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    order = exchange.add_spread_order().ord_id
    monkeypatch.setattr(f"okx_client.cli.{broken}", _breaks)
    result = run("cancel", "spread", order, "404", *form)
    assert result.status == 1
    assert result.err.splitlines()[-1].endswith("; above is what is known")
    assert "nothing was sent" not in result.err
    if form:
        assert [(each["ordId"], each["verdict"]) for each in result.document["orders"]] == [
            (order, "accepted"),
            ("404", "rejected"),
        ]
        assert result.document["failure"] == "BrokenPipeError"
    else:
        assert result.out.splitlines() == [f"{order}  accepted", "404  rejected"]


def _breaks(*arguments: Any, **named: Any) -> Any:
    raise BrokenPipeError(32, "a pipe of somebody's")


@pytest.mark.parametrize("broken", ["okx_client.bulk.CancelProgress.report", "okx_client.cli.as_json.of_untold"])
def test_after_the_first_request_nobody_says_that_nothing_was_sent(
    broken: str, run: Run, url: str, exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(broken, _breaks)
    monkeypatch.setattr("okx_client.cli.program.facts", _breaks)
    result = run("cancel", "spread", exchange.add_spread_order().ord_id, "--json")
    assert result.status == result.document["exit_status"] == 1
    assert result.document["error"]["message"].endswith("; requests were sent; ask for the orders' states")


def test_a_client_that_cannot_be_closed_changes_nothing(
    run: Run, url: str, exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = OKX.close
    monkeypatch.setattr(OKX, "close", lambda okx: _breaks(real(okx)))
    result = run("cancel", "spread", exchange.add_spread_order().ord_id, "--json")
    assert result.document["totals"]["accepted"] == 1
    assert result.status == 0


def test_a_clock_that_cannot_be_asked_for_any_reason_stops_nothing(
    run: Run, url: str, exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(OKX, "warm_up", _fails)
    orders = [exchange.add_spread_order().ord_id for _ in range(2)]
    assert run("cancel", "spread", *orders).status == 0


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
