"""TLS that fails: until the handshake is done, no byte of a request has left; from then on, it may have arrived."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from okx_client import Rejected, connections

from .fault_server import FaultServer
from .steps import Part, Peer, Say, SayTogether, Script, Serve, fin, head, hold, rst, whole
from .support import ALGOS, ON_EACH_WIRE, SPREAD, SPREAD_2, Asked, ask, chunked, is_sync, reply

CERTIFICATE = Path(__file__).with_name("loopback.pem")

on_each_client = pytest.mark.parametrize("client", ON_EACH_WIRE)
for_each_call = pytest.mark.parametrize("asked", [SPREAD, ALGOS], ids=["spread", "algo"])


def of_server(**changes: Any) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    for name, value in changes.items():
        setattr(context, name, value)
    return context


def trusting(client: str) -> dict[str, Any]:
    """A transport that trusts the certificate, as a caller may pass one."""
    context = ssl.create_default_context(cafile=CERTIFICATE)
    kind = httpx.HTTPTransport if is_sync(client) else httpx.AsyncHTTPTransport
    return {"transport": kind(verify=context)}


@pytest.fixture
def trusted_by_environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """SSL_CERT_FILE names the certificate; a client reads it once in a process."""
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    connections._ssl_context.cache_clear()
    yield
    connections._ssl_context.cache_clear()


def half_a_handshake(peer: Peer) -> None:
    """Send a half of what a server sends first in a handshake."""
    peer.read(1)
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    incoming.write(peer.received)
    with pytest.raises(ssl.SSLWantReadError):
        of_server().wrap_bio(incoming, outgoing, server_side=True).do_handshake()
    sent = outgoing.read()
    peer.connection.sendall(sent[: len(sent) // 2])


BEFORE: dict[str, Script] = {
    "fin at accept": [fin],
    "rst inside the hello": [Part(1), rst],
    "fin after the hello": [Part(100), fin],
    "rst after the hello": [Part(100), rst],
    "fin inside the server's hello": [half_a_handshake, fin],
    "rst inside the server's hello": [half_a_handshake, rst],
    "garbage": [Part(100), Say(bytes(range(256))), fin],
    "an answer of HTTP": [Say(SPREAD.good), fin],
    "an alert": [Part(100), Say(b"\x15\x03\x03\x00\x02\x02\x28"), fin],
}


@on_each_client
@for_each_call
@pytest.mark.parametrize("name", BEFORE)
@pytest.mark.usefixtures("trusted_by_environment")
def test_a_handshake_that_breaks_sends_nothing(client: str, asked: Asked, name: str) -> None:
    with FaultServer(BEFORE[name]) as server:
        (result,) = ask(client, server.url.replace("http:", "https:"), asked)
        assert result.letters == "N"
        assert b"POST" not in server.received
        assert len(server.peers) == 4  # nothing was sent, so it is tried again


@on_each_client
@pytest.mark.usefixtures("trusted_by_environment")
def test_a_handshake_that_hangs_sends_nothing(client: str) -> None:
    with FaultServer([hold]) as server:
        url = server.url.replace("http:", "https:")
        (result,) = ask(client, url, SPREAD, timeout=0.2, retries=None)
        assert result.letters == "N"
        assert b"POST" not in server.received


@on_each_client
@for_each_call
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_refused_connection_sends_nothing(client: str, asked: Asked, scheme: str) -> None:
    with FaultServer([], listening=False) as server:
        (result,) = ask(client, f"{scheme}://127.0.0.1:{server.port}", asked)
        assert result.letters == "N"


@on_each_client
@for_each_call
@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_a_server_that_is_not_trusted_gets_nothing(client: str, asked: Asked, version: ssl.TLSVersion) -> None:
    with FaultServer([whole, Say(asked.good)], tls=of_server(maximum_version=version)) as server:
        (result,) = ask(client, server.url, asked)
        assert result.letters == "N"
        assert server.received == b""


@on_each_client
@pytest.mark.usefixtures("trusted_by_environment")
def test_a_server_of_another_name_gets_nothing(client: str) -> None:
    with FaultServer([whole, Say(SPREAD.good)], tls=of_server()) as server:
        (result,) = ask(client, server.url.replace("127.0.0.1", "localhost"), SPREAD)
        assert result.letters == "N"
        assert server.received == b""


@on_each_client
@pytest.mark.usefixtures("trusted_by_environment")
def test_a_server_that_wants_a_certificate_of_ours_gives_no_verdict(client: str) -> None:
    """In TLS 1.3 the client's handshake ends before the server's, and the request may be on its way by then."""
    context = of_server(verify_mode=ssl.CERT_REQUIRED)
    context.load_verify_locations(CERTIFICATE)
    with FaultServer([whole, Say(SPREAD.good)], tls=context) as server:
        (result,) = ask(client, server.url, SPREAD)
        assert result.letters == "U"
        assert len(server.peers) == 1


AFTER: dict[str, tuple[Script, str]] = {
    "fin after the handshake": ([fin], "U"),
    "rst after the handshake": ([rst], "U"),
    "fin after the request": ([whole, fin], "U"),
    "rst after the request": ([whole, rst], "U"),
    "fin inside the answer": ([whole, Say(SPREAD.good[:-1]), fin], "U"),
    "fin before the last chunk": ([whole, Say(chunked(SPREAD.said(), end=b"")), fin], "U"),
    "cut without a close, inside an answer without a length": (
        [whole, Say(b"HTTP/1.1 200 OK\r\n\r\n" + SPREAD.said()[:-1]), fin],
        "U",
    ),
    "the whole answer": ([whole, Say(SPREAD.good)], "A"),
    "the whole answer, then fin": ([whole, Say(SPREAD.good), fin], "A"),
}


@on_each_client
@pytest.mark.parametrize("name", AFTER)
@pytest.mark.usefixtures("trusted_by_environment")
def test_after_the_handshake_the_request_may_have_arrived(client: str, name: str) -> None:
    script, honest = AFTER[name]
    with FaultServer(script, tls=of_server()) as server:
        (result,) = ask(client, server.url, SPREAD)
        assert result.letters == honest
        assert len(server.peers) == 1


@on_each_client
@pytest.mark.parametrize("through", ["the client's own transport", "the caller's transport"])
@pytest.mark.usefixtures("trusted_by_environment")
def test_an_answer_that_nobody_asked_for_is_no_verdict_on_the_next_order(client: str, through: str) -> None:
    """It stands in a TLS record of its own, which the client may have read already without looking into it."""
    stray, refused = reply(b'{"code": "50113", "msg": "Invalid Sign"}', "401 No"), reply(SPREAD_2.said("51402"))
    kept: Script = [whole, SayTogether((SPREAD.good, stray)), whole, Say(refused)]
    transport = trusting(client) if through == "the caller's transport" else {}
    with FaultServer(kept, [whole, Say(refused)], tls=of_server()) as server:
        results = ask(client, server.url, SPREAD, SPREAD_2, pause=0.03, **transport)
        assert results[0].letters == "A"
        assert {verdict.code for verdict in results[1].verdicts if isinstance(verdict, Rejected)} <= {"51402"}
        assert len(server.requests) == 2


@on_each_client
@pytest.mark.usefixtures("trusted_by_environment")
def test_a_connection_is_kept_for_the_next_call(client: str) -> None:
    with FaultServer([Serve(lambda request: SPREAD.good)], tls=of_server()) as server:
        assert [result.letters for result in ask(client, server.url, SPREAD, SPREAD, SPREAD, pause=0.03)] == ["A"] * 3
        assert len(server.peers) == 1


TUNNELS: dict[str, tuple[Script, str]] = {
    "refused": ([head, Say(reply(b"", "407 Proxy Authentication Required")), fin], "N"),
    "failed": ([head, Say(reply(b"<html>", "502 Bad Gateway")), fin], "N"),
    "open, then cut": ([head, Say(b"HTTP/1.1 200 OK\r\n\r\n"), Part(100), rst], "N"),
    "open, then garbage": ([head, Say(b"HTTP/1.1 200 OK\r\n\r\n"), Part(100), Say(SPREAD.good), fin], "N"),
    "cut": ([head, rst], "NU"),
    "closed": ([head, fin], "NU"),
    "garbage": ([head, Say(bytes(range(255))), fin], "NU"),
}


@on_each_client
@pytest.mark.parametrize("name", TUNNELS)
def test_a_proxy_that_opens_no_tunnel_passes_nothing_on(client: str, name: str) -> None:
    script, honest = TUNNELS[name]
    with FaultServer(script) as proxy:
        (result,) = ask(client, "https://okx.invalid", SPREAD, proxy=proxy.url)
        assert set(result.letters) <= set(honest)
        assert b"CONNECT okx.invalid:443" in proxy.received
        assert b"POST" not in proxy.received
        assert b"OK-ACCESS" not in proxy.received
