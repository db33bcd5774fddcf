"""Whatever sends a request, the same bytes arrive: over connections of our own, over httpx's, by `OKXAuth` alone."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
import pytest

from okx_client import OKXAuth

from ..client.support import KEYS
from ..faults.fault_server import FaultServer
from ..faults.steps import Request, Serve
from ..faults.support import ALGOS, ON_EACH_WIRE, SPREAD, SPREAD_MINE, Asked, ask

NOW = 1_700_000_000.125
CLOCKS = {"wall": lambda: NOW}


def sent_by_client(which: str, asked: Asked) -> Request:
    with FaultServer([Serve(lambda request: asked.good)]) as server:
        ask(which, server.url, asked, clocks=CLOCKS)
        return server.requests[0]


def lines(request: Request) -> list[str]:
    """The first line and the headers, in one order and in small letters; the host differs by its port."""
    first, *headers = request.text.split("\r\n")
    named = (header.partition(":") for header in headers)
    return [first, *sorted(f"{name.lower()}:{value}" for name, _, value in named if name.lower() != "host")]


def sent_by_auth(asked: Asked, content: bytes, *, is_async: bool) -> Request:
    auth = OKXAuth(**KEYS, demo=True, clock=lambda: NOW)
    options: dict[str, Any] = {"content": content, "headers": {"Content-Type": "application/json"}}

    async def run(url: str) -> None:
        async with httpx.AsyncClient(auth=auth) as client:
            await client.post(url, **options)

    with FaultServer([Serve(lambda request: asked.good)]) as server:
        if is_async:
            asyncio.run(run(server.url + asked.path))
        else:
            with httpx.Client(auth=auth) as client:
                client.post(server.url + asked.path, **options)
        return server.requests[0]


@pytest.mark.parametrize("asked", [SPREAD, SPREAD_MINE, ALGOS], ids=["spread", "by client id", "algo"])
def test_every_way_sends_the_same_bytes(asked: Asked) -> None:
    first, *others = [sent_by_client(which, asked) for which in ON_EACH_WIRE]
    for other in others:
        assert lines(other) == lines(first)
        assert other.body == first.body


@pytest.mark.parametrize("is_async", [False, True])
@pytest.mark.parametrize("asked", [SPREAD, SPREAD_MINE, ALGOS], ids=["spread", "by client id", "algo"])
def test_the_middleware_signs_as_the_connections_of_our_own_do(asked: Asked, is_async: bool) -> None:
    ours = sent_by_client("AsyncOKX" if is_async else "OKX", asked)
    by_auth = sent_by_auth(asked, ours.body, is_async=is_async)

    def signing(request: Request) -> list[str]:
        return [line for line in lines(request) if line.startswith(("ok-access", "x-simulated"))]

    assert signing(ours) == signing(by_auth)
    assert len(signing(ours)) == 5
