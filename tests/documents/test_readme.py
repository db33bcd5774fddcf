"""What the README shows runs as it stands, and what it names exists."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from generator import cli
from okx_client import OKX, errors
from okx_client.simulator import Exchange, mock_transport
from tests.client.support import KEYS

ROOT = Path(__file__).parent.parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def snippet() -> str:
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    return str(code)


def run(exchange: Exchange, monkeypatch: pytest.MonkeyPatch) -> None:
    def from_env(**_: Any) -> OKX:
        return OKX(**KEYS, demo=True, transport=mock_transport(exchange))

    monkeypatch.setattr(OKX, "from_env", from_env)
    exec(compile(snippet(), "README.md", "exec"), {})


def test_the_snippet_cancels_what_it_names(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    exchange = Exchange(**KEYS, demo=True)
    spread = exchange.add_spread_order(ord_id="2510789768709120")
    exchange.add_algo_order("BTC-USDT", algo_id="590919993110396111")
    exchange.add_algo_order("BTC-USDT", algo_cl_ord_id="stop7")
    run(exchange, monkeypatch)
    assert exchange.spread_order(spread.ord_id).state == "canceled"
    assert capsys.readouterr().out == "2 accepted\n"


def test_the_snippet_shows_its_failure_path(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    exchange = Exchange(**KEYS, demo=True)
    exchange.add_spread_order(ord_id="2510789768709120", state="filled")
    exchange.add_algo_order("BTC-USDT", algo_cl_ord_id="stop7")
    run(exchange, monkeypatch)
    assert re.fullmatch(
        r"OKX refused: 51402 .*\n1 accepted\nBTC-USDT 590919993110396111 51400 .*\n", capsys.readouterr().out
    )


def test_the_tree_of_errors_is_the_real_one() -> None:
    assert errors.__doc__
    for text in (README, errors.__doc__):
        for name, members in [
            ("OKXError", "ConfigurationError InvalidRequestError NotDelivered OutcomeUnknown APIError"),
            ("APIError", "CancelRejected"),
        ]:
            for member in members.split():
                indent = r" +" if member == "CancelRejected" else ""
                assert re.search(rf"(?m)^ *{indent}[├└]── {member} ", text)
                assert getattr(errors, member).__bases__[0].__name__ == name
    classes = {name for name, value in vars(errors).items() if isinstance(value, type) and issubclass(value, Exception)}
    assert classes == set(re.findall(r"\b(\w+Error|NotDelivered|OutcomeUnknown|CancelRejected)\b", errors.__doc__)) - {
        "ValueError"
    }


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
