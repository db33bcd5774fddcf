"""Calls whose pauses pass at once, for the tests of what is sent again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from attrs import define

from .fault_server import FaultServer
from .steps import Request, Serve
from .support import Asked, Result, Sleeper, ask, reply


@define
class Time:
    """Clocks that move by the pauses alone."""

    now: float = 1_700_000_000.0

    def pass_by(self, seconds: float) -> None:
        self.now += seconds

    def __call__(self) -> float:
        return self.now


def refused(code: str, status: int = 200) -> bytes:
    return reply(json.dumps({"code": code, "msg": "no", "data": []}).encode(), f"{status} No")


def in_turn(answers: Iterable[bytes]) -> Callable[[Request], bytes]:
    """Give the answers in order, the last one for ever."""
    left = list(answers)
    return lambda request: left.pop(0) if len(left) > 1 else left[0]


def run(client: str, asked: Asked, *answers: bytes, **options: Any) -> tuple[Result, list[Request], list[float]]:
    """Make one call whose pauses pass at once, by clocks that they move."""
    time = Time()
    sleeper = Sleeper(then=time.pass_by)
    with FaultServer([Serve(in_turn(answers))]) as server:
        (result,) = ask(client, server.url, asked, sleeper=sleeper, clocks={"wall": time, "monotonic": time}, **options)
        return result, server.requests, sleeper.slept
