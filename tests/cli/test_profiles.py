"""Credentials: from the environment or from a file that is the user's alone, and never shown."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from okx_client import OKX
from okx_client.cli import profiles
from okx_client.simulator import Exchange, Fault
from okx_client.simulator.server import running

from ..client.support import API_KEY
from .conftest import Run
from .support import POSIX, no_secret_in, profile

posix = pytest.mark.skipif(not POSIX, reason="Windows has other permissions")


def write(home: Path, content: str | bytes, mode: int = 0o600) -> Path:
    path = home / "okx-client" / "profiles.toml"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    path.chmod(mode)
    return path


@posix
def test_the_default_profile_is_used_where_the_environment_has_no_credentials(
    run: Run, home: Path, exchange: Exchange
) -> None:
    order = exchange.add_spread_order()
    with running(exchange) as url:
        write(home, "[default]\n" + profile(base_url=url, region="eea", account="desk", limit_share=0.5))
        result = run("cancel", "spread", order.ord_id, "--json")
    assert result.status == 0, result.err
    assert "profile [default] in" in result.err
    assert result.document["environment"] == "demo"
    assert result.document["region"] is None, "a host outranks it"
    no_secret_in(result.out, result.err)


@posix
def test_a_profile_is_chosen_by_option_or_variable(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(home, "[default]\n" + profile(demo=True) + "[real]\n" + profile(demo=False))
    assert run("cancel", "spread", "1", "--dry-run", "--json").document["environment"] == "demo"
    assert run("cancel", "spread", "1", "--dry-run", "--json", "--profile", "real").document["environment"] == "live"
    monkeypatch.setenv("OKX_PROFILE", "real")
    assert run("cancel", "spread", "1", "--dry-run", "--json").document["environment"] == "live"


@posix
def test_the_environment_outranks_the_default_profile_and_not_a_named_one(run: Run, home: Path, url: str) -> None:
    write(home, "[default]\n" + profile(demo=False))
    assert run("cancel", "spread", "1", "--dry-run", "--json").document["environment"] == "demo"
    named = run("cancel", "spread", "1", "--dry-run", "--json", "--profile", "default")
    assert named.document["environment"] == "live"


@posix
def test_half_an_environment_is_told_and_not_filled_up_from_a_profile(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(home, "[default]\n" + profile())
    monkeypatch.setenv("OKX_API_KEY", API_KEY)
    result = run("cancel", "spread", "1")
    assert result.status == 2
    assert "set OKX_SECRET_KEY, OKX_PASSPHRASE, OKX_DEMO" in result.err


@posix
def test_the_host_comes_from_the_option_else_the_profile_else_the_environment(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def host(*options: str) -> str:
        told: str = run("cancel", "spread", "1", "--dry-run", "--json", *options).document["host"]
        return told

    write(home, "[default]\n" + profile() + "[own]\n" + profile(base_url="https://own.example"))
    assert host() == "openapi.okx.com"
    assert host("--region", "us") == "us.okx.com"
    monkeypatch.setenv("OKX_BASE_URL", "https://variable.example")
    assert host() == "variable.example"
    assert host("--profile", "own") == "own.example"
    assert host("--profile", "own", "--base-url", "https://option.example") == "option.example"
    assert "--region has no effect" in run("cancel", "spread", "1", "--profile", "own", "--region", "us").err
    assert "NOT one of OKX's own hosts" in run("cancel", "spread", "1", "--dry-run").err


def test_without_credentials_both_ways_are_told(run: Run) -> None:
    result = run("cancel", "spread", "1")
    assert result.status == 2
    assert "OKX_API_KEY, OKX_SECRET_KEY, OKX_PASSPHRASE, OKX_DEMO" in result.err
    assert "profiles.toml" in result.err


@posix
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o601])
def test_a_file_that_others_may_use_is_refused_with_the_command_that_helps(run: Run, home: Path, mode: int) -> None:
    path = write(home, "[default]\n" + profile(), mode)
    result = run("cancel", "spread", "1")
    assert result.status == 2
    assert f"Run: chmod 600 {path}" in result.err
    no_secret_in(result.err)


@posix
def test_a_file_of_another_user_is_refused_also_behind_a_link(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(home, "[default]\n" + profile())
    elsewhere = home / "elsewhere.toml"
    path.rename(elsewhere)
    path.symlink_to(elsewhere)
    assert run("cancel", "spread", "1", "--dry-run", "--json").document["environment"] == "demo", "one's own may be"
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    result = run("cancel", "spread", "1")
    assert result.status == 2
    assert "belongs to another user" in result.err


@posix
def test_a_pipe_is_refused_and_not_waited_for(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(home / "pipe", 0o600)
    monkeypatch.setenv("OKX_PROFILES", str(home / "pipe"))
    result = run("cancel", "spread", "1", "--profile", "default")
    assert "is not a regular file" in result.err
    (home / "folder").mkdir()
    free = os.dup(0)
    os.close(free)
    monkeypatch.setenv("OKX_PROFILES", str(home / "folder"))
    assert "folder is not a regular file" in run("cancel", "spread", "1", "--profile", "default").err
    again = os.dup(0)
    os.close(again)
    assert again == free, "what was opened is closed"


@posix
def test_the_command_that_helps_can_be_pasted(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "my profiles.toml").touch(0o644)
    monkeypatch.setenv("OKX_PROFILES", str(home / "my profiles.toml"))
    assert f"chmod 600 '{home}/my profiles.toml'" in run("cancel", "spread", "1", "--profile", "default").err


@posix
def test_what_a_profile_says_reaches_the_client(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[dict[str, Any]] = []

    class Recorded(OKX):
        def __init__(self, **options: Any) -> None:
            given.append(options)
            super().__init__(**options)

    monkeypatch.setattr("okx_client.cli.access.OKX", Recorded)
    write(home, "[default]\n" + profile(region="eea", account="desk", limit_share=0.5, demo=False))
    assert "add --yes" in run("cancel", "spread", "1").err
    assert "add --yes" in run("cancel", "spread", "1", "--region", "us").err
    assert [(each["account"], each["limit_share"], each["region"]) for each in given] == [
        ("desk", 0.5, "eea"),
        ("desk", 0.5, "us"),
    ]


@posix
@pytest.mark.parametrize(("code", "expected"), [("50101", "demo or live"), ("50119", "the host from --base-url, else")])
def test_after_refused_credentials_it_is_told_where_this_command_has_them_from(
    code: str, expected: str, run: Run, home: Path, exchange: Exchange
) -> None:
    exchange.inject(Fault.refused(code))
    with running(exchange) as url:
        write(home, "[default]\n" + profile(base_url=url))
        result = run("cancel", "spread", "1")
    last = result.err.splitlines()[-1]
    assert last.startswith(f"This command takes {expected}")
    assert "from profile [default] in " in last


SECRET_LINE = "secret_key = canary-secret-key-91bc"
BAD = {
    "no such profile": ("[other]\n" + profile(), "has no profile [default]; it has: other"),
    "a key is missing": ("[default]\n" + profile(passphrase=None), "[default] lacks passphrase"),
    "no choice between live and demo": ("[default]\n" + profile(demo=None), "[default] lacks demo"),
    "an unknown key": ("[default]\n" + profile(passphrasee="Canary-Passphrase-5d!"), "1 key(s) that mean nothing here"),
    "demo in quotes": ("[default]\n" + profile(demo="false"), "demo has to be true (demo trading) or false"),
    "demo as a number": ("[default]\n" + profile(demo=0), "demo has to be true (demo trading) or false"),
    "a key that is no text": ("[default]\n" + profile(api_key=5), "api_key has to be a text in quotes"),
    "a blank key": ("[default]\n" + profile(secret_key=" "), "secret_key has to be a text in quotes"),
    "a key with blanks": ("[default]\n" + profile(secret_key="canary-secret-key-91bc "), "secret_key has blanks"),
    "no region": ("[default]\n" + profile(region="canary-secret-key-91bc"), "region has to be one of global, eea, us"),
    "too large a share": ("[default]\n" + profile(limit_share=1.5), "limit_share has to be a number from"),
    "a share that is no number": ("[default]\n" + profile(limit_share="canary-api-key-7f3a"), "limit_share has to be"),
    "in the clear": ("[default]\n" + profile(base_url="http://okx.example"), "would send credentials in the clear"),
    "keys without a section": (profile(), "has keys above the first section"),
    "no quotes": (f"[default]\n{SECRET_LINE}\n", "profiles.toml:2: no TOML"),
    "a colon": ("[default]\napi_key: canary-api-key-7f3a\n", "profiles.toml:2: no TOML"),
    "a key twice": ("[default]\n" + profile() + 'api_key = "canary-api-key-7f3a"\n', "profiles.toml:6: no TOML"),
    "a long number": ("[default]\nx = " + "9" * 5000 + "\n", "no TOML"),
    "too deep": ("[default]\nx = " + "[" * 5000 + "\n", "no TOML"),
}


@posix
@pytest.mark.parametrize("name", BAD)
def test_what_is_wrong_with_the_file_is_told_without_a_value(name: str, run: Run, home: Path) -> None:
    content, expected = BAD[name]
    write(home, content)
    result = run("cancel", "spread", "1", "--json")
    assert result.status == 2
    assert expected in result.err
    assert expected in result.document["error"]["message"]
    assert "(at line" not in result.err, "the words of the parser may quote what stands there"
    no_secret_in(result.err, result.out)


@posix
def test_a_file_that_is_no_text_is_told(run: Run, home: Path) -> None:
    write(home, b"[default]\napi_key = '\xff'\n")
    assert "is not UTF-8" in run("cancel", "spread", "1").err
    write(home, b"#" * (2 << 20))
    assert "too large" in run("cancel", "spread", "1").err


def test_the_file_is_where_each_system_has_its_settings() -> None:
    named = profiles.default_path({"OKX_PROFILES": "/etc/here.toml", "XDG_CONFIG_HOME": "/xdg"})
    assert named == Path("/etc/here.toml")
    assert profiles.default_path({"XDG_CONFIG_HOME": "/xdg"}, "linux") == Path("/xdg/okx-client/profiles.toml")
    usual = Path.home() / ".config" / "okx-client" / "profiles.toml"
    assert profiles.default_path({}, "linux") == usual
    assert profiles.default_path({"XDG_CONFIG_HOME": "relative"}, "linux") == usual
    windows = profiles.default_path({"APPDATA": "/users/me/roaming"}, "win32")
    assert windows == Path("/users/me/roaming/okx-client/profiles.toml")
