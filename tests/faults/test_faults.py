"""At every stage of a request and its answer: no verdict that OKX did not give, and nothing asked twice."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from . import scenarios
from .fault_server import FaultServer
from .scenarios import Scenario
from .steps import Say, fin, whole
from .support import ALGOS, ON_EACH_WIRE, SPREAD, Asked, ask, reply

SILENCE = 0.3  # seconds that a client waits; the scenarios last some ten times as long
QUICK: tuple[Callable[[Asked], list[Scenario]], ...] = (
    scenarios.cuts,
    scenarios.whole_answers,
    scenarios.garbled,
    scenarios.pages,
)

on_each_client = pytest.mark.parametrize("client", ON_EACH_WIRE)
for_each_call = pytest.mark.parametrize("asked", [SPREAD, ALGOS], ids=["spread", "algo"])


@on_each_client
@pytest.mark.parametrize("name", [scenario.name for make in QUICK for scenario in make(SPREAD)])
def test_a_verdict_is_what_okx_said_to_this_request_or_unknown(client: str, name: str) -> None:
    """What OKX did not say is not claimed, what may have arrived is not denied, and nothing is asked twice."""
    for asked in (SPREAD, ALGOS):
        scenario = next(one for make in QUICK for one in make(asked) if one.name == name)
        with FaultServer(scenario.script) as server:
            (result,) = ask(client, server.url, asked)
            assert set(result.letters) <= set(scenario.honest), result
            assert "N" not in result.letters or not server.received
            assert server.received.count(b"POST ") <= 1, "asked again"
            assert len(server.peers) == 1 or "N" in scenario.honest, "connected again"


@on_each_client
@for_each_call
def test_no_server_can_hold_a_call_for_ever(client: str, asked: Asked) -> None:
    def run(scenario: Scenario) -> str:
        with FaultServer(scenario.script) as server:
            (result,) = ask(client, server.url, asked, timeout=SILENCE)
        if server.peers[0].finished or len(server.peers) > 1:
            return f"{scenario.name}: no bound"
        return f"{scenario.name}: {result.letters}" if result.letters != scenario.honest else ""

    some = scenarios.silences(asked)
    with ThreadPoolExecutor(len(some)) as pool:
        assert [fault for fault in pool.map(run, some) if fault] == []


@on_each_client
@pytest.mark.parametrize("name", scenarios.BOMBS)
def test_an_answer_that_unpacks_to_megabytes_takes_no_memory(client: str, name: str) -> None:
    with FaultServer([whole, Say(scenarios.BOMBS[name]), fin]) as server:
        tracemalloc.start()
        try:
            (result,) = ask(client, server.url, SPREAD)
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert result.letters == "U"
        assert peak < 8_000_000


@on_each_client
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(client: str, status: int) -> None:
    with FaultServer([whole]) as other:
        answer = reply(b"<html>moved</html>", f"{status} Moved", f"Location: {other.url}/api/v5/sprd/cancel-order")
        with FaultServer([whole, Say(answer)]) as server:
            (result,) = ask(client, server.url, SPREAD)
            assert (result.letters, len(server.requests)) == ("U", 1)
        assert other.peers == []
