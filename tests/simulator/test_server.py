"""The exchange over HTTP: the command, its one line, keep-alive, signals, and what it says when it cannot start."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from okx_client.simulator import Exchange
from okx_client.simulator.__main__ import main
from okx_client.simulator.bodies import MAX_BODY_BYTES
from okx_client.simulator.credentials import random_api_key, random_passphrase, random_secret_key
from okx_client.simulator.server import running

from .support import ALGOS, API_KEY, PASSPHRASE, SECRET_KEY, SPREAD, TIME, new_exchange, signed_headers

Start = Callable[..., tuple["subprocess.Popen[str]", dict[str, Any]]]


@pytest.fixture
def start() -> Iterator[Start]:
    """Start the command and read its line; whatever is still running afterwards is killed."""
    processes: list[subprocess.Popen[str]] = []

    def start_command(*arguments: str) -> tuple["subprocess.Popen[str]", dict[str, Any]]:
        process = subprocess.Popen(
            [sys.executable, "-m", "okx_client.simulator", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            # Buffered, as it is for everybody who did not ask otherwise: the line has to be flushed.
            env={name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"},
        )
        processes.append(process)
        assert process.stdout is not None
        return process, json.loads(process.stdout.readline())

    yield start_command
    for process in processes:
        process.kill()
        process.communicate()


GIVEN = ("--api-key", API_KEY, "--secret-key", SECRET_KEY, "--passphrase", PASSPHRASE)


def test_the_command_says_in_one_line_how_to_reach_it(start: Start) -> None:
    process, line = start()
    assert list(line) == ["url", "api_key", "secret_key", "passphrase", "demo", "spread_orders", "algo_orders"]
    assert line["demo"] is True
    assert urlsplit(line["url"]).hostname == "127.0.0.1"
    assert httpx.get(line["url"] + TIME).json()["code"] == "0"
    assert len(line["spread_orders"]) >= 20
    assert len(line["algo_orders"]) >= 20
    assert set(line["spread_orders"][0]) == {"ordId", "clOrdId"}
    assert set(line["algo_orders"][0]) == {"instId", "algoId", "algoClOrdId"}
    instruments = {order["instId"] for order in line["algo_orders"]}
    assert len(instruments) >= 3
    assert "BTC-USD-261225-100000-C" in instruments
    process.terminate()
    assert process.communicate() == ("", "")


def test_the_command_cancels_on_one_kept_connection(start: Start) -> None:
    _, line = start(*GIVEN, "--demo")
    assert (line["api_key"], line["secret_key"], line["passphrase"]) == (API_KEY, SECRET_KEY, PASSPHRASE)
    with httpx.Client(base_url=line["url"]) as client:
        connections = set()
        for order in line["spread_orders"][:3]:
            body = json.dumps({"ordId": order["ordId"]}).encode()
            answer = client.post(SPREAD, content=body, headers=signed_headers("POST", SPREAD, body, time.time()))
            assert answer.json()["data"] == [{**order, "sCode": "0", "sMsg": ""}]
            connections.add(answer.extensions["network_stream"].get_extra_info("client_addr"))
        assert len(connections) == 1
        body = json.dumps([{**line["algo_orders"][0], "algoClOrdId": ""}]).encode()
        answer = client.post(ALGOS, content=body, headers=signed_headers("POST", ALGOS, body, time.time()))
        assert (answer.status_code, answer.json()["code"]) == (200, "0")
        assert answer.headers["content-type"] == "application/json"


def test_a_live_exchange_has_to_be_asked_for(start: Start) -> None:
    _, line = start(*GIVEN, "--live")
    assert line["demo"] is False
    headers = signed_headers("POST", SPREAD, b"{}", time.time(), demo=False)
    assert httpx.post(line["url"] + SPREAD, content=b"{}", headers=headers).json()["code"] == "1"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_command_with_status_0(number: int, start: Start) -> None:
    process, line = start()
    with httpx.Client(base_url=line["url"]) as client:
        assert client.get(TIME).status_code == 200
        process.send_signal(number)
        assert process.wait(timeout=10) == 0
    assert process.communicate() == ("", "")


def test_a_half_sent_request_does_not_hold_up_the_end(start: Start) -> None:
    process, line = start()
    address = urlsplit(line["url"])
    with socket.create_connection((address.hostname, address.port)) as half:
        half.sendall(f"POST {SPREAD} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{{".encode())
        assert httpx.get(line["url"] + TIME).status_code == 200
        process.terminate()
        assert process.wait(timeout=10) == 0


def test_a_port_in_use_is_one_clear_line(capfd: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "okx_client.simulator", "--port", str(port)]
        assert subprocess.run(command, check=False).returncode == 2
    assert capfd.readouterr() == ("", f"okx-client simulator: port {port} on 127.0.0.1 is in use\n")


def test_a_missing_server_library_is_one_clear_line(capfd: pytest.CaptureFixture[str]) -> None:
    program = (
        "import sys; sys.modules['uvicorn'] = None\nfrom okx_client.simulator.__main__ import main\nsys.exit(main([]))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert 'pip install "okx-client[simulator]"' in err


@pytest.mark.parametrize(
    "arguments", [["--port", "x"], ["--port", "65536"], ["--live", "--demo"], ["--passphrase", ""]]
)
def test_wrong_arguments_end_with_status_2(arguments: list[str], capfd: pytest.CaptureFixture[str]) -> None:
    command = [sys.executable, "-m", "okx_client.simulator", *arguments]
    assert subprocess.run(command, check=False, env={**os.environ, "COLUMNS": "200"}).returncode == 2
    assert capfd.readouterr().err


def test_help_names_the_line_and_the_exit_status(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["--help"])
    shown = capsys.readouterr().out
    for promise in ("one line of JSON", "127.0.0.1", "--live", "any free one", "exit status"):
        assert promise in shown


def test_made_up_credentials_have_okxs_form_and_differ() -> None:
    for make in (random_api_key, random_secret_key, random_passphrase):
        assert len({make() for _ in range(50)}) == 50
    for _ in range(50):
        passphrase = random_passphrase()
        assert 8 <= len(passphrase) <= 32
        assert any(map(str.isdigit, passphrase))
        assert any(map(str.isupper, passphrase))
        assert any(map(str.islower, passphrase))
        assert not passphrase.isalnum()


@pytest.fixture
def real_time_exchange() -> Exchange:
    return new_exchange(time.time)


def test_an_exchange_runs_inside_with(real_time_exchange: Exchange) -> None:
    order = real_time_exchange.add_spread_order()
    body = json.dumps({"ordId": order.ord_id}).encode()
    with running(real_time_exchange) as url:
        headers = signed_headers("POST", SPREAD, body, time.time())
        assert httpx.post(url + SPREAD, content=body, headers=headers).json()["code"] == "0"
    assert real_time_exchange.spread_order(order.ord_id).state == "canceled"
    with pytest.raises(httpx.ConnectError):
        httpx.get(url + TIME)


def test_an_exchange_that_nobody_called_stops_too(real_time_exchange: Exchange) -> None:
    for _ in range(5):
        with running(real_time_exchange) as url:
            pass
        with pytest.raises(httpx.ConnectError):
            httpx.get(url + TIME)


def test_the_server_sees_path_and_query_as_they_were_sent(real_time_exchange: Exchange) -> None:
    path = f"{SPREAD}?a=%2F%20b&c"
    with running(real_time_exchange) as url:
        headers = signed_headers("POST", path, b"{}", time.time())
        assert httpx.post(url + path, content=b"{}", headers=headers).json()["code"] == "1"
        escaped = SPREAD.replace("cancel", "%63ancel")
        assert httpx.post(url + escaped, content=b"{}", headers=headers).status_code == 404


def test_the_server_does_not_read_a_body_over_the_cap(real_time_exchange: Exchange) -> None:
    with running(real_time_exchange) as url, socket.create_connection(("127.0.0.1", urlsplit(url).port)) as client:
        head = f"POST {SPREAD} HTTP/1.1\r\nHost: x\r\nContent-Length: {10 * MAX_BODY_BYTES}\r\n\r\n"
        client.sendall(head.encode() + b" " * (MAX_BODY_BYTES + 1))
        client.settimeout(10)
        assert client.recv(1000).startswith(b"HTTP/1.1 413 ")
