"""No secret shows, whatever goes wrong, in whichever form the result is told."""

from __future__ import annotations

import pytest

from okx_client import OKX
from okx_client.simulator import Exchange, Fault

from ..client.support import API_KEY, PASSPHRASE, SECRET_KEY
from .conftest import Run
from .support import no_secret_in

FAULTS = {
    "cut": Fault.cut(acts=True),
    "nonsense": Fault.answered(502, "<html>", acts=False),
    "a wrong key": Fault.refused("50111"),
    "a wrong passphrase": Fault.refused("50105"),
    "a wrong address": Fault.refused("50110"),
    "busy": Fault.refused("50013"),
}


@pytest.mark.parametrize("form", [[], ["--json"], ["--dry-run"], ["--dry-run", "--json"], ["--lang", "zh"]])
@pytest.mark.parametrize("name", FAULTS)
def test_no_fault_shows_a_secret(name: str, form: list[str], run: Run, url: str, exchange: Exchange) -> None:
    exchange.inject(FAULTS[name], 5)
    result = run("cancel", "spread", "1", *form)
    no_secret_in(result.out, result.err)


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("OKX_DEMO", SECRET_KEY),
        ("OKX_REGION", ""),
        ("OKX_BASE_URL", f"https://{API_KEY}:{SECRET_KEY}@okx.example"),
        ("OKX_BASE_URL", f"https://okx.example/?{SECRET_KEY}"),
        ("OKX_API_KEY", f"{API_KEY}\n"),
        ("OKX_SECRET_KEY", f" {SECRET_KEY}"),
        ("OKX_PASSPHRASE", f"{PASSPHRASE}密"),
        ("OKX_LANG", SECRET_KEY),
        ("HTTPS_PROXY", f"http://{API_KEY}:{SECRET_KEY}@127.0.0.1:9"),
    ],
)
def test_no_mistake_in_the_environment_shows_a_secret(
    variable: str, value: str, run: Run, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)
    result = run("cancel", "spread", "1", "--json")
    assert result.status in (1, 2)
    no_secret_in(result.out, result.err)


def test_an_error_of_a_kind_that_nobody_thought_of_shows_no_secret(
    run: Run, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*arguments: object, **named: object) -> None:
        raise RuntimeError(f"{SECRET_KEY} {named}")

    for place in ("warm_up", "__init__"):
        monkeypatch.setattr(OKX, place, failing)
        result = run("cancel", "spread", "1", "2", "--json")
        assert result.status in (1, 2)
        no_secret_in(result.out, result.err)
        assert "Traceback" not in result.err
