"""What the README shows runs as it stands, and what it names exists."""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from typing import Any

import pytest

from generator import cli
from okx_client import OKX, AlgoOrderId, MemoryLimiter, RedisLimiter, errors
from okx_client.settings import Options
from okx_client.simulator import Exchange, mock_transport
from tests.client.support import KEYS

ROOT = Path(__file__).parent.parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


SNIPPETS = re.findall(r"```python\n(.*?)```", README, re.DOTALL)


def run(exchange: Exchange, monkeypatch: pytest.MonkeyPatch) -> None:
    def from_env(**_: Any) -> OKX:
        return OKX(**KEYS, demo=True, transport=mock_transport(exchange))

    monkeypatch.setattr(OKX, "from_env", from_env)
    exec(compile(SNIPPETS[0], "README.md", "exec"), {})


def test_the_snippet_cancels_what_it_names(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    exchange = Exchange(**KEYS, demo=True)
    spread = exchange.add_spread_order(ord_id="2510789768709120")
    exchange.add_algo_order("BTC-USDT", algo_id="590919993110396111")
    exchange.add_algo_order("BTC-USDT", algo_cl_ord_id="stop7")
    run(exchange, monkeypatch)
    assert exchange.spread_order(spread.ord_id).state == "canceled"
    assert capsys.readouterr().out == "2 of 2 orders accepted.\n"


def test_the_snippet_shows_its_failure_path(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    exchange = Exchange(**KEYS, demo=True)
    exchange.add_spread_order(ord_id="2510789768709120", state="filled")
    exchange.add_algo_order("BTC-USDT", algo_cl_ord_id="stop7")
    run(exchange, monkeypatch)
    assert re.fullmatch(
        r"gone: filled - .*51402.*\n"
        r"1 of 2 orders accepted, 1 rejected\.\n"
        r"  rejected  BTC-USDT 590919993110396111: .*51400.*\n",
        capsys.readouterr().out,
    )


def test_the_snippet_of_progress_runs(capsys: pytest.CaptureFixture[str]) -> None:
    exchange = Exchange(**KEYS, demo=True)
    orders = [AlgoOrderId("BTC-USDT", algo_id=exchange.add_algo_order("BTC-USDT").algo_id) for _ in range(12)]
    with OKX(**KEYS, demo=True, transport=mock_transport(exchange), limiter=MemoryLimiter()) as okx:
        exec(compile(SNIPPETS[1], "README.md", "exec"), {"okx": okx, "orders": orders})
    assert capsys.readouterr().out.count("Accepted BTC-USDT") == 12


def test_the_tree_of_errors_is_the_one_of_the_package() -> None:
    tree = re.search(r"```text\n(OKXError\n.*?)```", README, re.DOTALL)
    assert tree
    in_readme = [line.split()[:2] for line in tree[1].splitlines()]
    in_package = [
        line.split()[:2] for line in (errors.__doc__ or "").splitlines() if re.search("──|^ +OKXError$", line)
    ]
    assert in_readme == in_package


def test_the_options_that_it_names_exist() -> None:
    table = README[README.index("| option of `OKX`") : README.index("Repeated is only")]
    of_redis = inspect.signature(RedisLimiter).parameters
    assert set(re.findall(r"`(\w+)=", table)) <= {*Options.__annotations__, *of_redis}


def test_the_folders_and_commands_that_it_names_exist() -> None:
    for folder in re.findall(r"^\| `([^`]+/)`", README, re.MULTILINE):
        assert (ROOT / folder).is_dir(), folder
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"^make ([\w-]+)", README, re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_the_generators_commands_are_all_in_the_table(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    commands = set(re.findall(r"^    ([a-z]+)  ", capsys.readouterr().out, re.MULTILINE))
    table = README[README.index("it tells |") : README.index("A page is a Markdown")]
    assert set(re.findall(r"`([a-z]+)[ `]", table.replace("--write", ""))) - {"build"} == commands - {"generate"}
