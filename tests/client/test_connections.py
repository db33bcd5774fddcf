"""How the clients reach OKX: connections, time-outs, proxies, other transports, and servers that misbehave."""

from __future__ import annotations

import asyncio
import socket
import ssl
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest

from okx_client import (
    OKX,
    AsyncOKX,
    AuthenticationError,
    ConfigurationError,
    NotDelivered,
    OutcomeUnknown,
    Timing,
    connections,
)
from okx_client.settings import Settings
from okx_client.signing import signer
from okx_client.simulator import Exchange
from okx_client.simulator.server import running
from okx_client.transport import threads

from .support import KEYS, Script, answer, refusal, server


@pytest.fixture
def exchange() -> Exchange:
    return Exchange(**KEYS, demo=True)


def answering(text: bytes) -> Callable[[socket.socket], None]:
    def behave(connection: socket.socket) -> None:
        connection.recv(65536)
        connection.sendall(text)

    return behave


def say_nothing(connection: socket.socket) -> None:
    while connection.recv(65536):
        pass


def cancel(url: str) -> None:
    with OKX(**KEYS, demo=True, base_url=url, timeout=1.0, retries=None) as okx:
        okx.spread.cancel_order(ord_id="1")


def cancel_async(url: str) -> None:
    async def run() -> None:
        async with AsyncOKX(**KEYS, demo=True, base_url=url, timeout=1.0, retries=None) as okx:
            await okx.spread.cancel_order(ord_id="1")

    asyncio.run(run())


each = pytest.mark.parametrize("call", [cancel, cancel_async])
Call = Callable[[str], None]


@each
@pytest.mark.parametrize(
    "behave",
    [
        say_nothing,
        answering(b""),
        answering(b"not http\r\n\r\n"),
        answering(b"HTTP/1.1 200 OK\r\ncontent-length: 900\r\n\r\n{"),
        answering(b"HTTP/1.1 502 Bad Gateway\r\ncontent-length: 6\r\n\r\n<html>"),
        answering(b"HTTP/1.1 520 ?\r\ncontent-length: 0\r\n\r\n"),
        answering(b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 3\r\n\r\nabc"),
        answering(b"HTTP/1.1 307 Moved\r\nlocation: /elsewhere\r\ncontent-length: 0\r\n\r\n"),
    ],
)
def test_whatever_fails_after_sending_is_unknown(call: Call, behave: Callable[[socket.socket], None]) -> None:
    with server(behave) as url, pytest.raises(OutcomeUnknown, match="may have acted"):
        call(url)


@each
def test_without_a_connection_nothing_was_sent(call: Call) -> None:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    with pytest.raises(NotDelivered, match="did not get it"):
        call(f"http://127.0.0.1:{port}")


def test_connections_are_verified_bounded_and_kept() -> None:
    signs, live = signer(**KEYS, demo=True, clock=time.time), Settings(timeout=7.5)
    options = connections.client_options(signs, live)
    assert options["verify"].verify_mode == ssl.CERT_REQUIRED
    assert options["verify"].check_hostname
    assert options["verify"] is connections.tls(live.host), "one per process, whatever sends"
    assert options["trust_env"], "proxies of the environment are used for OKX's hosts"
    assert (options["limits"].max_connections, options["limits"].keepalive_expiry) == (100, 120)
    script = Script(answer({"sCode": "0"}))
    with OKX(**KEYS, demo=True, timeout=7.5, transport=script.transport) as okx:
        okx.spread.cancel_order(ord_id="1")
    assert set(script.requests[0].extensions["timeout"].values()) == {7.5}


@pytest.mark.parametrize("kind", [httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError])
def test_what_fails_before_sending_was_not_sent(kind: type[httpx.TransportError]) -> None:
    script = Script(kind("x"))
    with (
        OKX(**KEYS, demo=True, transport=script.transport, retries=None) as okx,
        pytest.raises(NotDelivered, match="did not get it"),
    ):
        okx.spread.cancel_order(ord_id="1")


def test_a_redirect_is_not_followed_with_the_credentials() -> None:
    script = Script(httpx.Response(307, headers={"location": "https://elsewhere.example/"}))
    with OKX(**KEYS, demo=True, transport=script.transport) as okx, pytest.raises(OutcomeUnknown):
        okx.spread.cancel_order(ord_id="1")
    assert len(script.requests) == 1


def test_a_stalled_question_for_the_time_leaves_okxs_refusal_to_be_told() -> None:
    script = Script(refusal("50102", 401), httpx.ConnectError("slow"))
    with OKX(**KEYS, demo=True, transport=script.transport) as okx, pytest.raises(AuthenticationError) as caught:
        okx.spread.cancel_order(ord_id="1")
    assert caught.value.code == "50102"


def test_a_failure_of_the_second_attempt_is_unknown_again() -> None:
    okx_time = httpx.Response(200, json={"code": "0", "data": [{"ts": "1800000000000"}]})
    script = Script(refusal("50102", 401), okx_time, httpx.ReadTimeout("slow"))
    with OKX(**KEYS, demo=True, transport=script.transport) as okx, pytest.raises(OutcomeUnknown):
        okx.spread.cancel_order(ord_id="1")


def test_no_proxy_of_the_environment_sees_a_request_in_the_clear(
    exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    order = exchange.add_spread_order()
    with running(exchange) as url, OKX(**KEYS, demo=True, base_url=url) as okx:
        okx.spread.cancel_order(ord_id=order.ord_id)


class SyncOnly(httpx.BaseTransport):
    pass


class AsyncOnly(httpx.AsyncBaseTransport):
    pass


def test_a_transport_of_the_other_kind_is_refused() -> None:
    with pytest.raises(ConfigurationError, match=r"httpx\.BaseTransport, not AsyncOnly"):
        OKX(**KEYS, demo=True, transport=AsyncOnly())  # type: ignore[arg-type]
    with pytest.raises(ConfigurationError, match=r"httpx\.AsyncBaseTransport, not SyncOnly"):
        AsyncOKX(**KEYS, demo=True, transport=SyncOnly())  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["HTTPS_PROXY", "ALL_PROXY"])
def test_a_proxy_of_the_environment_that_cannot_be_used_is_named(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(name, "gopher://user:hidden-word@x")
    for kind in (OKX, AsyncOKX):
        with pytest.raises(ConfigurationError, match=name) as caught:
            kind(**KEYS, demo=True)
        assert "hidden-word" not in str(caught.value)


@pytest.mark.parametrize(
    "proxy",
    ["gopher://user:hidden-word@x", "hidden-word", "http://u:hidden-word@", "http://h:99999", "http://h:0", "", 5],
)
def test_a_proxy_that_is_none_is_refused_without_being_shown(proxy: Any) -> None:
    with pytest.raises(ConfigurationError, match="proxy") as caught:
        OKX(**KEYS, demo=True, proxy=proxy)
    assert "hidden-word" not in str(caught.value)


def test_a_transport_and_a_proxy_are_not_both_taken() -> None:
    with pytest.raises(ConfigurationError, match="do not go together"):
        OKX(**KEYS, demo=True, proxy="http://127.0.0.1:9", transport=Script().transport)


def test_a_missing_package_for_socks_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "socksio", None)
    with pytest.raises(ConfigurationError, match=r"pip install 'okx-client\[socks\]'"):
        OKX(**KEYS, demo=True, proxy="socks5://127.0.0.1:9")


def test_no_proxy_is_given_credentials_in_the_clear() -> None:
    with pytest.raises(ConfigurationError, match="the proxy would read the credentials"):
        OKX(**KEYS, demo=True, proxy="http://127.0.0.1:9", base_url="http://127.0.0.1:8")


def test_a_proxy_gets_the_tunnel_to_okx_and_its_refusal_means_not_sent() -> None:
    asked: list[bytes] = []

    def refuse(connection: socket.socket) -> None:
        asked.append(connection.recv(65536))
        connection.sendall(b"HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n")

    with server(refuse) as url:
        okx = OKX(**KEYS, demo=True, proxy=url.replace("://", "://user:hidden-word@"), retries=None, lang="zh")
        with pytest.raises(NotDelivered) as caught:
            okx.spread.cancel_order(ord_id="1")
    assert f"无法连接 openapi.okx.com（经由代理 {url.removeprefix('http://')}）（" in str(caught.value)
    assert asked[0].startswith(b"CONNECT openapi.okx.com:443 HTTP/1.1\r\n")
    assert KEYS["api_key"].encode() not in asked[0]


def test_certificates_that_cannot_be_read_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere/certificates.pem")
    connections._ssl_context.cache_clear()
    try:
        with pytest.raises(ConfigurationError, match="SSL_CERT_FILE"):
            OKX(**KEYS, demo=True)
    finally:
        connections._ssl_context.cache_clear()


@contextmanager
def one_connection_alone() -> Iterator[None]:
    """Let one connection be opened, and no second one."""
    connected = threads._connected
    with pytest.MonkeyPatch.context() as patched:

        def connect(*arguments: Any) -> socket.socket:
            patched.setattr(threads, "_connected", lambda *_: pytest.fail("a second connection"))
            return connected(*arguments)

        patched.setattr(threads, "_connected", connect)
        yield


def test_warming_up_opens_the_connection_and_measures_the_clock(exchange: Exchange) -> None:
    okx_time = httpx.Response(200, json={"code": "0", "data": [{"ts": "1800000000000"}]})
    script = Script(okx_time, answer({"sCode": "0"}))
    with OKX(**KEYS, demo=True, transport=script.transport, timing=Timing(wall=lambda: 1_799_999_000.0)) as okx:
        assert okx.warm_up() == 1000.0
        okx.spread.cancel_order(ord_id="1")
    assert script.requests[1].headers["OK-ACCESS-TIMESTAMP"] == "2027-01-15T08:00:00.000Z"
    assert not [name for name in script.requests[0].headers if name.startswith("ok-access")]

    with running(exchange) as url, OKX(**KEYS, demo=True, base_url=url) as okx, one_connection_alone():
        okx.warm_up()
        okx.spread.cancel_order(ord_id=exchange.add_spread_order().ord_id)


@pytest.mark.parametrize("useless", [httpx.ConnectError("x"), httpx.Response(503), httpx.Response(200, json={})])
def test_warming_up_without_an_answer_says_that_no_order_was_named(useless: httpx.Response | Exception) -> None:
    with (
        OKX(**KEYS, demo=True, transport=Script(useless).transport) as okx,
        pytest.raises(NotDelivered, match="No order was named"),
    ):
        okx.warm_up()
