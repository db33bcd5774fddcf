"""In Chinese everything that is ours is Chinese; OKX's own words, names and paths stay as they are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from okx_client.cli.facts import VERDICTS
from okx_client.simulator import Exchange, Fault

from .conftest import Run
from .support import POSIX
from .test_order_files import BAD as BAD_FILES
from .test_order_files import write
from .test_profiles import BAD as BAD_PROFILES
from .test_profiles import write as write_profile

# Two English words in a row, none of them a name, a path or an option.
SENTENCE = re.compile(r"(?<![\w./=\[-])[A-Za-z']{2,}(?: [A-Za-z']{2,})+(?![\w/=-])")
NAMES = re.compile(
    r"okx-client cancel \w+|pip install|GET \S+|"
    r"POST \S+|CSV UTF-8|(?:API|Secret) Key|\w*[oO]rdId '|one order|The order is[^。]*"
)


def sentences(text: str) -> list[str]:
    return [found for line in text.splitlines() for found in SENTENCE.findall(NAMES.sub("", line))]


def test_the_search_finds_english_and_leaves_chinese() -> None:
    assert sentences("okx-client: there is no option --x") == ["there is no option"]
    assert sentences("没有选项 --x。参见：okx-client cancel spread --help") == []


@pytest.mark.parametrize("chosen", ["option", "option with =", "variable"])
def test_the_language_is_found_before_the_command_line_is_read(
    chosen: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = {"option": ["--lang", "zh"], "option with =": ["--lang=zh-CN"], "variable": []}[chosen]
    if chosen == "variable":
        monkeypatch.setenv("OKX_LANG", "zh_CN.UTF-8")
    assert "没有选项 --nothing" in run("cancel", "spread", *arguments, "--nothing").err
    assert "用法：okx-client" in run(*arguments, "--help").out


def test_an_option_outranks_the_variable(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OKX_LANG", "zh")
    assert run("cancel", "spread", "--lang", "en").err.startswith("okx-client: no order was named")


@pytest.mark.parametrize("arguments", [[], ["cancel"], ["cancel", "spread"], ["cancel", "algo"]])
def test_the_help_has_no_english_sentence(arguments: list[str], run: Run) -> None:
    text = run("--lang", "zh", *arguments, "--help").out
    assert "显示本帮助" in text
    assert sentences(text) == []


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["place"],
        ["cancel", "futures"],
        ["cancel", "spread"],
        ["cancel", "spread", "--dryrun"],
        ["cancel", "spread", "--secret-key=1"],
        ["cancel", "spread", "--file"],
        ["cancel", "spread", "--yes=1"],
        ["cancel", "spread", "1", "--region", "mars"],
        ["cancel", "spread", "1", "--base-url", "x"],
        ["cancel", "spread", "1"],
        ["cancel", "algo", "1"],
        ["cancel", "spread", "1", "--dry-run"],
        ["cancel", "algo", *(f"A-B:{number}" for number in range(1, 30)), "--dry-run"],
        ["cancel", "spread", "--file", "/", "--file", "nothing", "--client-id", "x" * 40],
    ],
    ids=lambda arguments: " ".join(arguments)[:40],
)
def test_what_is_said_without_credentials_has_no_english_sentence(arguments: list[str], run: Run) -> None:
    result = run("--lang", "zh", *arguments)
    assert result.err
    assert sentences(result.err + result.out) == []


@pytest.mark.parametrize("name", BAD_FILES)
def test_mistakes_in_files_are_told_in_chinese(name: str, run: Run) -> None:
    kind, content, _ = BAD_FILES[name]
    result = run("cancel", kind, "--lang", "zh", "--file", write("a.csv", content))
    assert sentences(result.err) == []


@pytest.mark.skipif(not POSIX, reason="Windows has other permissions")
@pytest.mark.parametrize("name", BAD_PROFILES)
def test_mistakes_in_profiles_are_told_in_chinese(name: str, run: Run, home: Path) -> None:
    write_profile(home, BAD_PROFILES[name][0])
    result = run("cancel", "spread", "1", "--lang", "zh")
    assert result.status == 2
    assert sentences(result.err) == []


def test_live_orders_are_announced_in_chinese(run: Run, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OKX_DEMO", "0")
    result = run("cancel", "spread", "1", "--lang", "zh")
    assert "实盘：真实订单" in result.err
    assert sentences(result.err) == []


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_results_are_told_in_chinese(form: list[str], run: Run, url: str, exchange: Exchange) -> None:
    order = exchange.add_spread_order().ord_id
    cut, unread = exchange.add_spread_order().ord_id, exchange.add_spread_order().ord_id
    result = run("cancel", "spread", order, "404", "--lang", "zh", *form)
    exchange.inject(Fault.cut(acts=False))
    exchange.inject(Fault.answered(502, "<html>", acts=False))
    more = run("cancel", "spread", cut, unread, "--lang", "zh", *form)
    for told in (result, more):
        assert told.status == 1
        assert sentences(told.err + "".join(re.findall("[^\x00-\x7f].*", told.out))) == []
    words = {verdict.zh for verdict in VERDICTS.values()}
    assert form or any(word in result.out for word in words)
