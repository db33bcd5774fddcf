"""Small doubles for the promises: a client that talks to a script, on a clock that only waiting moves."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Unpack

import httpx

from okx_client import OKX, Timing
from okx_client.limits import Charge, Granted, Turn
from okx_client.settings import Options
from tests.client.support import KEYS, Script, answer

START = 1_800_000_000.0
START_TEXT = "2027-01-15T08:00:00.000Z"


class Moment:
    """The time in seconds since 1970; only a sleep makes it pass."""

    def __init__(self) -> None:
        self.now = START
        self.timing = Timing(wall=self, monotonic=self, sleep=self.sleep)

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


class Noting:
    """A limiter that grants every turn after the same wait, and notes what was charged for each request."""

    def __init__(self, wait: float = 0.0) -> None:
        self.noted: list[tuple[Charge, ...]] = []
        self._wait = wait

    def reserve(self, charges: Sequence[Charge], *, max_wait: float) -> Turn:
        self.noted.append(tuple(charges))
        return Granted(self._wait)

    async def reserve_async(self, charges: Sequence[Charge], *, max_wait: float) -> Turn:
        return self.reserve(charges, max_wait=max_wait)


class Echo(httpx.BaseTransport):
    """Accepts every order of every request, in as many threads as there are, and keeps the bodies."""

    def __init__(self) -> None:
        self.bodies: list[Any] = []

    @property
    def items(self) -> list[Any]:
        return [item for body in self.bodies for item in (body if isinstance(body, list) else [body])]

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        body = json.loads(request.read())
        self.bodies.append(body)
        items = body if isinstance(body, list) else [body]
        return answer(*({"sCode": "0", "sMsg": "", **item} for item in items))


@contextmanager
def client(
    *answers: httpx.Response | Exception,
    moment: Moment | None = None,
    transport: httpx.BaseTransport | None = None,
    **options: Unpack[Options],
) -> Iterator[tuple[OKX, Script]]:
    """A demo client, not paced unless `limiter` is given, and the script that answers it where no `transport` does."""
    script = Script(*answers)
    chosen: Options = {"limiter": None, "timing": (moment or Moment()).timing, **options}
    with OKX(**KEYS, demo=True, transport=transport or script.transport, **chosen) as okx:
        yield okx, script


def bodies(script: Script) -> list[Any]:
    """The JSON of each request that was sent."""
    return [json.loads(request.content) for request in script.requests]
