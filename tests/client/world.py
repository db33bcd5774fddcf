"""Calls, answers to them, and a world in which the steps of a call go by with nothing that waits."""

from __future__ import annotations

import json
from typing import Any

from attrs import evolve

from okx_client import AlgoOrderId, Retries, SpreadOrderId, calls
from okx_client.attempts import Attempts, NoAnswer, Reserve, Response, Rules, SetClock, Sleep, Step, Transmit
from okx_client.calls import Call
from okx_client.limits import Charge, Denied
from okx_client.text import Text

BY_OKX = calls.spread_orders([SpreadOrderId(ord_id="1")], "en")
BY_US = calls.spread_orders([SpreadOrderId(cl_ord_id="mine")], "en")
A, B, C = (AlgoOrderId("BTC-USDT", algo_id=letter) for letter in "ABC")
BATCH = calls.algo_orders([A, B, C], "en")

ACCEPTED = {"code": "0", "data": [{"sCode": "0"}]}
UNSENT = NoAnswer(False, Text("No connection.", "无连接。"))
LOST = NoAnswer(True, Text("No readable answer.", "无响应。"))
NO_TURN = Denied(Text("No turn.", "未轮到。"))
WINDOW = BY_OKX.operation.rate_limits[0].period_seconds


def said(document: Any, status: int = 200) -> Response:
    return Response(status, json.dumps(document).encode(), reading=7)


def refused(code: str, status: int = 200) -> Response:
    return said({"code": code, "msg": "no"}, status)


class World:
    """Answers the steps of a call, keeps them, and lets time pass."""

    def __init__(self, *replies: Any, turns: list[Any] | None = None, clock_can_be_set: bool = True) -> None:
        self.replies, self.turns, self.clock_can_be_set = list(replies), turns, clock_can_be_set
        self.steps: list[Step] = []
        self.time = 100.0
        self.delay = self.clock_takes = self.limiter_takes = 0.0
        self.delays: list[float] = []
        self.departures = 0
        self.rules = Rules(
            retries=Retries(attempts=4, deadline=30.0, first_pause=0.2, longest_pause=1.0),
            max_wait=5.0,
            timeout=1.0,
            charges=None if turns is None else lambda _, instruments: (Charge("b", len(instruments), 20, 2.0),),
            now=lambda: self.time,
            random=lambda: 0.5,
        )

    def run(self, call: Call, **rules: Any) -> Attempts:
        attempts = Attempts(call, evolve(self.rules, **rules), self._depart)
        steps, reply = attempts.steps(), None
        while True:
            try:
                step = steps.send(reply)
            except StopIteration:
                return attempts
            self.steps.append(step)
            reply = self.answer(step)

    def _depart(self) -> None:
        self.departures += 1

    def answer(self, step: Step) -> Any:
        match step:
            case Sleep(seconds=seconds):
                self.time += seconds + (self.delays.pop(0) if self.delays else self.delay)
                return None
            case Reserve():
                assert self.turns is not None
                self.time += self.limiter_takes
                return self.turns.pop(0)
            case Transmit():
                return self.replies.pop(0)
            case SetClock():
                self.time += self.clock_takes
                return self.clock_can_be_set

    def kinds(self) -> str:
        return "".join(type(step).__name__[0] for step in self.steps).replace("R", "r").replace("T", "!")
