"""The exchange behind httpx, without a network."""

import asyncio
import json
import re
import subprocess
import sys
from pathlib import Path

import httpx

from okx_client import simulator
from okx_client.simulator import Exchange, mock_transport

from .support import SPREAD, Clock, signed_headers

URL = "https://openapi.okx.com"
# What is made from the spec, and the two languages.
OF_THE_CLIENT = re.compile(r"from okx_client\.(_generated\.|text import )")


def test_one_transport_serves_sync_and_async(exchange: Exchange, clock: Clock) -> None:
    order = exchange.add_spread_order()
    body = json.dumps({"ordId": order.ord_id}).encode()
    headers = signed_headers("POST", SPREAD, body, clock.now)
    transport = mock_transport(exchange)

    async def cancel() -> httpx.Response:
        async with httpx.AsyncClient(transport=transport, base_url=URL) as client:
            return await client.post(SPREAD, content=body, headers=headers)

    with httpx.Client(transport=transport, base_url=URL) as client:
        first = client.post(SPREAD, content=body, headers=headers)
    second = asyncio.run(cancel())
    assert first.headers["content-type"] == "application/json"
    assert [answer.json()["data"][0]["sCode"] for answer in (first, second)] == ["0", "51401"]


def test_the_transport_passes_the_query_on_as_it_is(exchange: Exchange, clock: Clock) -> None:
    path = f"{SPREAD}?a=%2F%20b&c"
    with httpx.Client(transport=mock_transport(exchange), base_url=URL) as client:
        headers = signed_headers("POST", path, b"{}", clock.now)
        assert client.post(path, content=b"{}", headers=headers).json()["code"] == "1"


def test_the_exchange_needs_no_server_library() -> None:
    program = "import sys, okx_client.simulator; sys.exit('uvicorn' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_the_simulator_does_not_sign_with_the_clients_code() -> None:
    for file in Path(simulator.__file__).parent.glob("*.py"):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.startswith(("import ", "from ")):
                assert "okx_client" not in line or OF_THE_CLIENT.match(line), f"{file.name}: {line}"
                assert not line.startswith("from .."), f"{file.name}: {line}"


def test_no_header_name_of_okx_is_written_by_hand() -> None:
    for file in Path(simulator.__file__).parent.glob("*.py"):
        text = file.read_text(encoding="utf-8").lower()
        assert "ok-access" not in text, file.name
        assert "x-simulated" not in text, file.name
