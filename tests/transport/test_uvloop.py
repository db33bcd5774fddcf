"""The connections of tasks on uvloop, an event loop that is not asyncio's own: the same faults, the same verdicts."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from okx_client import connections

from ..faults import support, test_faults, test_tls
from ..faults.fault_server import FaultServer
from ..faults.steps import Say, Script, Serve, Wait, fin, hold, whole
from ..faults.support import SPREAD, SPREAD_2, ask

uvloop = pytest.importorskip("uvloop", reason="uvloop is not installed")


@pytest.fixture(autouse=True)
def on_uvloop(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Run calls on uvloop, and trust the certificate of the tests."""
    monkeypatch.setattr(support, "asyncio", SimpleNamespace(run=uvloop.run, sleep=asyncio.sleep))
    monkeypatch.setenv("SSL_CERT_FILE", str(test_tls.CERTIFICATE))
    connections._ssl_context.cache_clear()
    yield
    connections._ssl_context.cache_clear()


@pytest.mark.parametrize("name", [scenario.name for make in test_faults.QUICK for scenario in make(SPREAD)])
def test_a_verdict_is_what_okx_said_or_unknown(name: str) -> None:
    scenario = next(one for make in test_faults.QUICK for one in make(SPREAD) if one.name == name)
    with FaultServer(scenario.script) as server:
        (result,) = ask("AsyncOKX", server.url, SPREAD)
        honest = scenario.honest + "N" * (name == "before anything was read")  # it may come while the client connects
        assert set(result.letters) <= set(honest), result
        assert server.received.count(b"POST ") <= 1, "asked again"


@pytest.mark.parametrize("name", test_tls.BEFORE)
def test_a_handshake_that_breaks_sends_nothing(name: str) -> None:
    with FaultServer(test_tls.BEFORE[name]) as server:
        (result,) = ask("AsyncOKX", server.url.replace("http:", "https:"), SPREAD)
        assert result.letters == "N"
        assert b"POST" not in server.received


@pytest.mark.parametrize("name", test_tls.AFTER)
def test_after_the_handshake_the_request_may_have_arrived(name: str) -> None:
    script, honest = test_tls.AFTER[name]
    with FaultServer(script, tls=test_tls.of_server()) as server:
        (result,) = ask("AsyncOKX", server.url, SPREAD)
        assert result.letters == honest


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_one_connection_carries_all_calls_until_okx_closes_it(scheme: str) -> None:
    tls = test_tls.of_server() if scheme == "https" else None
    closed_later: Script = [whole, Say(SPREAD.good), Wait(0.005), fin]
    with FaultServer([Serve(lambda request: SPREAD.good)], tls=tls) as server:
        assert [result.letters for result in ask("AsyncOKX", server.url, SPREAD, SPREAD, pause=0.01)] == ["A", "A"]
        assert len(server.peers) == 1
    with FaultServer(closed_later, [Serve(lambda request: SPREAD_2.good)], tls=tls) as server:
        results = ask("AsyncOKX", server.url, SPREAD, SPREAD_2, pause=0.03)
        assert [result.letters for result in results] == ["A", "A"]
        assert len(server.peers) == 2


def test_silence_ends_with_the_time_out() -> None:
    with FaultServer([whole, hold]) as server:
        (result,) = ask("AsyncOKX", server.url, SPREAD, timeout=0.2)
        assert result.letters == "U"
