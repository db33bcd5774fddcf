"""What goes out and what is looked at before a connection is used again."""

from __future__ import annotations

import socket
import ssl
from typing import Any

import pytest

from okx_client import ConfigurationError, connections
from okx_client.addresses import host_of
from okx_client.signing import Signer
from okx_client.transport import http1, pool, tasks, threads
from okx_client.transport.framing import is_one_answer
from okx_client.transport.request import TransportError

from ..faults.fault_server import FaultServer
from ..faults.steps import Say, Script, Serve, Wait, hold, whole
from ..faults.support import CLIENTS, SPREAD, SPREAD_2, ask, reply
from ..faults.test_tls import CERTIFICATE, of_server

on_each_client = pytest.mark.parametrize("client", CLIENTS)


@on_each_client
def test_the_host_is_named_with_its_port(client: str) -> None:
    with FaultServer([Serve(lambda request: SPREAD.good)]) as server:
        ask(client, server.url, SPREAD)
        assert server.requests[0].header("Host") == f"127.0.0.1:{server.port}"


@on_each_client
def test_a_server_that_says_it_closes_is_not_asked_on_that_connection_again(client: str) -> None:
    closing = reply(SPREAD.said(), "200 OK", "Connection: close")
    with FaultServer([whole, Say(closing), hold], [whole, Say(SPREAD_2.good)]) as server:
        results = ask(client, server.url, SPREAD, SPREAD_2, timeout=1.0)
        assert [result.letters for result in results] == ["A", "A"]
        assert len(server.peers) == 2


@pytest.fixture
def trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "_ssl_context", lambda: ssl.create_default_context(cafile=CERTIFICATE))


@on_each_client
def test_it_connects_with_probes_and_without_delay(client: str, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[int, ...]] = []
    prepare = pool.prepare

    def look(connection: socket.socket) -> None:
        prepare(connection)
        seen.append(
            tuple(
                connection.getsockopt(*o)
                for o in [
                    (socket.SOL_SOCKET, socket.SO_KEEPALIVE),
                    (socket.IPPROTO_TCP, socket.TCP_KEEPIDLE),
                    (socket.IPPROTO_TCP, socket.TCP_NODELAY),
                ]
            )
        )

    monkeypatch.setattr(threads, "prepare", look)
    monkeypatch.setattr(tasks, "prepare", look)
    with FaultServer([Serve(lambda request: SPREAD.good)]) as server:
        ask(client, server.url, SPREAD)
    assert seen == [(1, 20, 1)]


@pytest.mark.parametrize("value", ["identity", "Identity", "identity ", ""])
def test_what_is_said_not_to_be_packed_is_not_unpacked(value: str) -> None:
    answer = f"HTTP/1.1 200 OK\r\nContent-Encoding: {value}\r\nContent-Length: 2\r\n\r\n{{}}".encode()
    assert http1.Incoming().add(answer) == http1.Answer(200, b"{}", is_last=False)


@on_each_client
@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.usefixtures("trusted")
def test_after_a_stray_answer_another_connection_is_used(client: str, scheme: str) -> None:
    kept: Script = [whole, Say(SPREAD.good), Wait(0.01), Say(SPREAD.good), hold]
    with FaultServer(kept, [whole, Say(SPREAD_2.good)], tls=of_server() if scheme == "https" else None) as server:
        results = ask(client, server.url, SPREAD, SPREAD_2, pause=0.1)
        assert ([result.letters for result in results], len(server.peers)) == (["A", "A"], 2)


@on_each_client
def test_a_request_is_signed_when_its_connection_is_there(client: str, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    open_threads, open_tasks, headers = threads._Connection.open, tasks._Connection.open, Signer.headers

    def opened(self: Any, *arguments: Any) -> None:
        open_threads(self, *arguments)
        done.append("open")

    async def opened_later(self: Any, *arguments: Any) -> None:
        await open_tasks(self, *arguments)
        done.append("open")

    def signed(self: Any, *arguments: Any) -> Any:
        done.append("signed")
        return headers(self, *arguments)

    monkeypatch.setattr(threads._Connection, "open", opened)
    monkeypatch.setattr(tasks._Connection, "open", opened_later)
    monkeypatch.setattr(Signer, "headers", signed)
    with FaultServer([whole, Say(SPREAD.good)]) as server:
        ask(client, server.url, SPREAD)
    assert done == ["open", "signed"]


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 101 x\r\n\r\n" + SPREAD.good,
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}xx0\r\n\r\n",
    ],
)
def test_what_is_no_plain_answer_is_not_taken_for_one(answer: bytes) -> None:
    assert not is_one_answer(answer)


def test_a_change_of_protocol_is_no_answer() -> None:
    with pytest.raises(TransportError):
        http1.Incoming().add(b"HTTP/1.1 101 Switching\r\n\r\n")


@pytest.mark.parametrize(
    "url", ["https://[fe80::1%25eth0]", "https://h:0", "https://a..b", "https://" + "a" * 64, "https://x[::1]"]
)
def test_what_is_no_host_is_refused(url: str) -> None:
    with pytest.raises(ConfigurationError):
        host_of("global", url)


def test_a_folder_of_certificates_is_trusted(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    seen: dict[str, Any] = {}
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
    monkeypatch.setattr(ssl, "create_default_context", lambda **given: seen.update(given))
    connections._ssl_context.__wrapped__()
    assert seen == {"capath": str(tmp_path)}
