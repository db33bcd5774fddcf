"""The command line: help, mistakes in it, dry runs, and what it refuses before anything is sent."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len

from okx_client import SPEC_SHA256, __version__, operations
from okx_client.bulk.forecast import Forecast, forecast
from okx_client.cli import access, announce, commands
from okx_client.cli.kinds import SPREAD
from okx_client.cli.orders import Orders, collect
from okx_client.simulator import Exchange

from ..client.support import SECRET_KEY
from .conftest import Run
from .support import ALGO_LIMIT, POSIX, SLACK, SPREAD_LIMIT, environment, no_secret_in, profile
from .test_profiles import write

LIMIT = SPREAD_LIMIT.count
BATCH = operations.CANCEL_ALGO_ORDERS.max_batch or 1


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
    "no value": (["cancel", "spread", "--file"], "--file needs a value. See: okx-client cancel spread"),
    "a value too many": (["cancel", "spread", "1", "--yes=1"], "--yes takes no value. See: okx-client cancel spread"),
    "no orders": (["cancel", "spread"], "no order was named. Try: okx-client cancel spread"),
    "another language": (["cancel", "spread", "1", "--lang", "de"], "--lang has to be en or zh"),
    "another region": (["cancel", "spread", "1", "--region", "mars"], "--region has to be one of global, eea, us"),
    "an algo order without its instrument": (["cancel", "algo", "1"], "write the instrument, a colon and the id"),
    "a name as an order": (["cancel", "spread", "sum"], "ordId 'sum' is not all digits, as OKX's own ids are"),
    "an id of one's own": (["cancel", "algo", "BTC-USDT:myown"], "an id of yours belongs to --client-id"),
    "an option as a client id": (
        ["cancel", "spread", "1", "--client-id", "--dry-run"],
        "--client-id needs a value, and --dry-run looks like an option",
    ),
    "an option as a profile": (["cancel", "spread", "1", "--profile", "--yes"], "--profile needs a value, and --yes"),
    "an option as a file": (["cancel", "spread", "1", "--file", "--yes"], "--file needs a value, and --yes looks"),
    "an option as an order": (["cancel", "algo", "--", "-X:1"], "-X:1 looks like an option"),
    "an empty profile": (["cancel", "spread", "1", "--profile", ""], "--profile needs a value, and it is empty"),
    "an empty host": (["cancel", "spread", "1", "--base-url="], "--base-url needs a value, and it is empty"),
    "an empty region": (["cancel", "spread", "1", "--region", " "], "--region needs a value, and it is empty"),
    "a host that is none": (
        ["cancel", "spread", "1", "--base-url", "x", "--dry-run"],
        "--base-url has to be https://HOST",
    ),
    "a region beside a host": (["cancel", "spread", "1", "--region", "us"], "--region has no effect, for the host"),
    "a region beside a host in a dry run": (["cancel", "spread", "1", "--region", "us", "--dry-run"], "has no effect"),
    "a short --yes": (["cancel", "spread", "1", "--yess"], "there is no option --yess. See: okx-client cancel spread"),
    "a short --json": (["cancel", "spread", "1", "--jsn"], "did you mean --json? See: okx-client cancel spread --help"),
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
    late = min(BATCH, ALGO_LIMIT.count)  # as many as one request names, beyond what leaves at once
    orders = [f"BTC-USDT:{number}" for number in range(1, ALGO_LIMIT.count + late + 1)]
    result = run("cancel", "algo", *orders, "--dry-run")
    assert result.status == 0
    assert "environment  not known: no credentials" in result.err
    lines = result.out.splitlines()
    heads = [line.split()[:2] + line.split()[4:5] for line in lines if "request" in line]
    full, rest = divmod(ALGO_LIMIT.count, BATCH)
    at_once = [str(number) for number in [BATCH] * full + [rest] if number]
    then = f"{ALGO_LIMIT.period_seconds + SLACK:.2f}"
    assert heads == [*(["0.00", "s", number] for number in at_once), [then, "s", str(late)]]
    limit = f"{ALGO_LIMIT.count} orders in {ALGO_LIMIT.period_seconds:g} s"
    assert f"(waits for the limit: instrument BTC-USDT, {limit})" in result.out
    assert [line.strip() for line in lines if "request" not in line] == orders
    assert f"nothing was sent. {len(heads)} requests, the last one after {then} s" in result.err


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
    then = pytest.approx(SPREAD_LIMIT.period_seconds + SLACK, abs=0.001)
    assert document["totals"] == {"orders": LIMIT + 1, "repeated": 0, "requests": LIMIT + 1, "seconds": then}
    assert document["requests"][0] == {"at_seconds": 0.0, "orders": [{"ordId": "1"}], "waits_for": []}
    assert document["requests"][-1] == {
        "at_seconds": then,
        "orders": [{"ordId": str(LIMIT + 1)}],
        "waits_for": [{"count": LIMIT, "period_seconds": SPREAD_LIMIT.period_seconds, "of": ""}],
    }


@pytest.mark.skipif(not POSIX, reason="Windows has other permissions")
def test_a_dry_run_with_a_limit_share_takes_longer(run: Run, home: Path) -> None:
    write(home, "[default]\n" + profile(limit_share=0.5))
    totals = run("cancel", "spread", *range(1, LIMIT // 2 + 2), "--dry-run", "--json").document["totals"]
    assert totals["seconds"] == pytest.approx(SPREAD_LIMIT.period_seconds + SLACK, abs=0.001)


def test_a_dry_run_names_limits_in_words(run: Run) -> None:
    orders = [f"BTC-USDT:{number}" for number in range(1, ALGO_LIMIT.count + 2)]
    words = f"（等待限速：产品 BTC-USDT，每 {ALGO_LIMIT.period_seconds:g} 秒 {ALGO_LIMIT.count} 个订单）"
    assert words in run("cancel", "algo", *orders, "--dry-run", "--lang=zh").out
    words = f"（等待限速：每 {SPREAD_LIMIT.period_seconds:g} 秒 {LIMIT} 次）"
    assert words in run("cancel", "spread", *range(1, LIMIT + 2), "--dry-run", "--lang", "zh").out


def test_what_a_dry_run_prints_can_be_pasted_back(run: Run) -> None:
    named = ["BTC-USDT:1", "--client-id BTC-USDT:1"]
    printed = run("cancel", "algo", *" ".join(named).split(), "--dry-run").out.splitlines()[1:]
    assert [line.strip() for line in printed] == named


def test_a_dry_run_with_a_profile_that_is_not_there_is_2(run: Run, home: Path) -> None:
    assert run("cancel", "spread", "1", "--dry-run", "--profile", "wrong").status == 2


def test_help_that_cannot_be_printed_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for arguments in (["--help"], ["--version"], ["cancel", "spread", "--help"]):
        monkeypatch.setattr(sys, "stdout", None)
        result = run(*arguments)
        assert result.status == 1
        assert "the result cannot be written" in result.err
        assert "okx-client" in result.err
        assert "unexpected" not in result.err


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


def test_another_host_and_a_proxy_on_the_way_are_announced(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", f"http://someone:{SECRET_KEY}@proxy.example:3128")
    for name, value in environment("https://okx.example").items():
        monkeypatch.setenv(name, value)
    result = run("cancel", "spread", "1", "--dry-run")
    assert "proxy        proxy.example:3128\n" in result.err
    no_secret_in(result.err)
    loud = [line.label.en for line in announce.lines(*planned()) if line.loud]
    assert loud == ["host"]
    monkeypatch.setenv("NO_PROXY", "okx.example")
    assert "proxy.example" not in run("cancel", "spread", "1", "--dry-run").err


def planned() -> tuple[Orders, access.Access, Forecast]:
    orders = collect(SPREAD, ["1"], [], [], None)
    return orders, access.choose(None, None, None), forecast(orders.different, SPREAD.operation)
