"""The command line: help, mistakes in it, dry runs, and what it refuses before anything is sent."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rich.cells import cell_len

from okx_client import SPEC_SHA256, __version__, operations
from okx_client.cli import commands
from okx_client.simulator import Exchange

from .conftest import Run
from .support import POSIX, profile
from .test_profiles import write

LIMIT = operations.CANCEL_SPREAD_ORDER.rate_limits[0].count


def test_the_version_comes_with_the_hash_of_the_spec(run: Run) -> None:
    result = run("--version")
    assert (result.status, result.err) == (0, "")
    assert result.out == f"okx-client {__version__} (spec sha256 {SPEC_SHA256})\n"


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("arguments", [[], ["cancel"], ["cancel", "spread"], ["cancel", "algo"]])
def test_help_goes_to_standard_output_and_fits_a_terminal(run: Run, arguments: list[str], language: str) -> None:
    result = run("--lang", language, *arguments, "--help")
    assert (result.status, result.err) == (0, "")
    assert result.out.startswith({"en": "Usage: okx-client", "zh": "用法：okx-client"}[language])
    assert [line for line in result.out.splitlines() if cell_len(line) > 80] == []


def test_the_help_says_that_others_spend_the_same_limits(run: Run) -> None:
    words = " ".join(run("cancel", "algo", "--help").out.split())
    assert "spends the same limits" in words
    for status in ("0 every order accepted", "1 something rejected", "2 could not start", "130 interrupted"):
        assert status in words


WRONG = {
    "no command": ([], "name a command"),
    "no kind": (["cancel"], "name a command"),
    "another command": (["place"], "there is no command place"),
    "another kind": (["cancel", "futures", "1"], "there is no command futures"),
    "another option": (["cancel", "spread", "1", "--dryrun"], "there is no option --dryrun; did you mean --dry-run?"),
    "a secret as an option": (["cancel", "spread", "1", "--secret-key=x"], "never on a command line"),
    "no value": (["cancel", "spread", "--file"], "--file needs a value"),
    "a value too many": (["cancel", "spread", "1", "--yes=1"], "--yes takes no value"),
    "no orders": (["cancel", "spread"], "no order was named. Try: okx-client cancel spread"),
    "another language": (["cancel", "spread", "1", "--lang", "de"], "--lang has to be en or zh"),
    "another region": (["cancel", "spread", "1", "--region", "mars"], "--region has to be one of global, eea, us"),
    "an algo order without its instrument": (["cancel", "algo", "1"], "write the instrument, a colon and the id"),
    "a file as an order": (["cancel", "spread", "-"], "has characters that no id of OKX's has"),
    "standard input twice": (["cancel", "spread", "--file", "-", "--file", "-"], "--file - may be given once"),
    "a host in the clear": (["cancel", "spread", "1", "--base-url", "http://okx.example"], "in the clear"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_is_told_in_one_line_and_is_2(name: str, run: Run, url: str, exchange: Exchange) -> None:
    arguments, expected = WRONG[name]
    result = run(*arguments)
    assert result.status == 2
    assert expected in result.err
    assert result.out == ""
    assert exchange.requests == ()


@pytest.mark.parametrize("name", [name for name, (arguments, _) in WRONG.items() if len(arguments) > 1])
def test_with_json_a_mistake_is_one_document_too(name: str, run: Run, url: str) -> None:
    arguments, expected = WRONG[name]
    document = run("cancel", arguments[1], "--json", *arguments[2:]).document
    assert document["exit_status"] == 2
    error = document["error"]
    assert expected in error["message"] or any(expected in line for line in error["details"])


def test_live_orders_need_a_yes_where_nobody_can_be_asked(
    run: Run, url: str, exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OKX_DEMO", "0")
    result = run("cancel", "spread", "1", "--json")
    assert result.status == 2
    assert "LIVE trading: real orders" in result.err
    assert "add --yes" in result.document["error"]["message"]
    assert exchange.requests == ()


def test_demo_orders_are_not_asked_about(run: Run, url: str, exchange: Exchange) -> None:
    assert run("cancel", "spread", exchange.add_spread_order().ord_id).status == 0


def test_a_dry_run_sends_nothing_and_needs_no_credentials(run: Run) -> None:
    result = run("cancel", "algo", *(f"BTC-USDT:{number}" for number in range(1, 26)), "--dry-run")
    assert result.status == 0
    assert "environment  not known: no credentials" in result.err
    lines = result.out.splitlines()
    heads = [line.split()[:2] + line.split()[4:5] for line in lines if "request" in line]
    assert heads == [["0.00", "s", "10"], ["0.00", "s", "10"], ["2.05", "s", "5"]]
    assert "(waits for the limit 20 / 2 s of instrument=BTC-USDT)" in result.out
    assert sum(line.strip().startswith("BTC-USDT ") for line in lines) == 25
    assert "nothing was sent. 3 requests, the last one after 2.05 s" in result.err


def test_a_dry_run_with_credentials_says_where_it_would_go_and_goes_nowhere(
    run: Run, url: str, exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OKX_DEMO", "0")
    result = run("cancel", "spread", "1", "--dry-run")
    assert result.status == 0
    assert "LIVE trading: real orders" in result.err
    assert exchange.requests == ()


def test_the_json_of_a_dry_run_has_the_form_that_is_promised(run: Run, url: str) -> None:
    document = run("cancel", "spread", *range(1, LIMIT + 2), "--dry-run", "--json").document
    assert list(document) == [
        "version", "spec_sha256", "exit_status", "command", "dry_run", "environment", "host", "region", "totals",
        "requests",
    ]  # fmt: skip
    assert document["dry_run"] is True
    assert document["totals"] == {"orders": LIMIT + 1, "repeated": 0, "requests": LIMIT + 1, "seconds": 2.05}
    assert document["requests"][0] == {"at_seconds": 0.0, "orders": [{"ordId": "1"}], "waits_for": []}
    assert document["requests"][-1] == {
        "at_seconds": 2.05,
        "orders": [{"ordId": str(LIMIT + 1)}],
        "waits_for": [{"count": LIMIT, "period_seconds": 2, "of": ""}],
    }


@pytest.mark.skipif(not POSIX, reason="Windows has other permissions")
def test_a_dry_run_with_a_limit_share_takes_longer(run: Run, home: Path) -> None:
    write(home, "[default]\n" + profile(limit_share=0.5))
    totals = run("cancel", "spread", *range(1, LIMIT + 1), "--dry-run", "--json").document["totals"]
    assert totals["seconds"] == 2.05


def test_no_option_takes_a_secret() -> None:
    options = [
        name
        for kind in ("spread", "algo")
        for parameter in commands.build("en").commands["cancel"].commands[kind].params  # type: ignore[attr-defined]
        for name in parameter.opts
    ]
    assert not [name for name in options if any(word in name for word in ("key", "secret", "pass"))]


def test_the_form_of_json_is_told_where_the_help_says(run: Run) -> None:
    from okx_client.cli import as_json

    assert "okx_client.cli.as_json" in run("cancel", "spread", "--help").out
    for name in json.loads(run("cancel", "spread", "1", "--dry-run", "--json").out):
        assert name in (as_json.__doc__ or "")
