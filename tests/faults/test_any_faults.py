"""Faults in any order, over calls that follow each other: whatever happens, no call gets another call's answer."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from attrs import frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from okx_client import Accepted, AlgoOrderId, Rejected, SpreadOrderId

from .fault_server import FaultServer
from .steps import Part, Peer, Request, Serve, Step, Wait, fin, rst, whole
from .support import ON_EACH_WIRE, Asked, Result, ask, chunked, envelope, reply

CALLS = tuple(Asked((SpreadOrderId(ord_id=str(1000 + number)),)) for number in range(3))
TIMEOUT = 1.0  # never reached: every script ends by closing the connection

# Answers without any id, so that only the connection can tell whose they are. Each says in `sMsg` to whom it was given.
KINDS = ("accepted", "refused order", "refused request")


def answer_to(whom: str, kind: str, framing: str) -> bytes:
    if kind == "refused request":
        body = envelope(code="50113", msg=whom)
    else:
        body = envelope({"sCode": "0" if kind == "accepted" else "51402", "sMsg": whom})
    if framing == "chunks":
        return chunked(body[:9], body[9:])
    return reply(body) if framing == "length" else b"HTTP/1.1 200 OK\r\n\r\n" + body


@frozen
class Answer:
    """Answer the request that was just read: wholly, or up to a part of it, perhaps with more behind it."""

    kind: str
    framing: str
    part: float
    stray: str | None
    said: set[str]

    def __call__(self, peer: Peer) -> None:
        whom = json.loads(peer.last.body)["ordId"]
        answer = answer_to(whom, self.kind, self.framing)
        if self.part < 1:
            peer.connection.sendall(answer[: int(len(answer) * self.part)])
            return
        self.said.add(whom)
        behind = b"" if self.stray is None else answer_to("stray", self.stray, "length")
        peer.connection.sendall(answer + behind)


answers = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(KINDS),
        "framing": st.sampled_from(["length", "length", "chunks", "close"]),
        "part": st.sampled_from([0.0, 0.2, 0.5, 0.9, 0.99, 1.0, 1.0, 1.0]),
        "stray": st.sampled_from([None, None, *KINDS]),
    }
)
endings = st.sampled_from([fin, rst])
early_cuts = st.tuples(st.sampled_from([None, Part(1), Part(60), whole]), endings)


def script_of(rounds: list[dict[str, Any]], cut: tuple[Step | None, Step], said: set[str]) -> list[Step]:
    early, ending = cut
    steps: list[Step] = []
    for one in rounds:
        steps += [whole, Answer(**one, said=said)]
        if one["part"] < 1 or one["framing"] == "close":
            return [*steps, ending]
    return [*steps, *([early] if early else []), Wait(0.002), ending]


scripts = st.lists(st.tuples(st.lists(answers, max_size=3), early_cuts), min_size=1, max_size=3)


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(client=st.sampled_from(ON_EACH_WIRE), plan=scripts)
def test_no_call_gets_a_verdict_that_was_not_said_to_it(client: str, plan: list[Any]) -> None:
    said: set[str] = set()
    with FaultServer(*(script_of(rounds, cut, said) for rounds, cut in plan)) as server:
        results = ask(client, server.url, *CALLS, timeout=TIMEOUT)
        named = [json.loads(request.body)["ordId"] for request in server.requests]
    for asked, result in zip(CALLS, results, strict=True):
        _check(str(asked.orders[0]), result, said)
        assert named.count(str(asked.orders[0])) <= 1


def _check(order: str, result: Result, said: set[str]) -> None:
    (verdict,) = result.verdicts
    assert result.letters != "N"
    if isinstance(verdict, Accepted):
        assert (verdict.answer.s_msg, order in said) == (order, True)
    elif isinstance(verdict, Rejected):
        assert (verdict.message, order in said) == (order, True)


@pytest.mark.parametrize("client", ON_EACH_WIRE)
@pytest.mark.parametrize("seed", range(3))
def test_in_a_bulk_every_order_keeps_its_own_verdict(client: str, seed: int) -> None:
    chance = random.Random(seed)
    orders = tuple(AlgoOrderId(f"A{number % 7}-USDT", algo_id=1000 + number) for number in range(230))
    named: list[str] = []
    said: dict[str, str] = {}

    def handler(request: Request) -> bytes | None:
        ids = [one["algoId"] for one in json.loads(request.body)]
        named.extend(ids)
        fate = chance.choice(["answer", "answer", "cut", "half", "some"])
        if fate == "cut":
            return None
        codes = {algo_id: chance.choice(["0", "51400", "51412"]) for algo_id in ids}
        if fate == "some":  # results are missing, and those that are there come in another order
            codes = dict(chance.sample(sorted(codes.items()), len(codes) // 2))
        body = envelope(*({"algoId": one, "sCode": code, "sMsg": ""} for one, code in codes.items()), code="2")
        if fate == "half":
            return reply(body[: len(body) // 2])
        said.update(codes)
        return reply(body)

    with FaultServer([Serve(handler)]) as server:
        (result,) = ask(client, server.url, Asked(orders), concurrency=5)
    assert tuple(verdict.order for verdict in result.verdicts) == orders
    assert sorted(named) == sorted(order.algo_id or "" for order in orders)
    for order, verdict in zip(orders, result.verdicts, strict=True):
        kind = {"0": "Accepted", "51400": "Rejected"}.get(said.get(order.algo_id or "", ""), "Unknown")
        assert type(verdict).__name__ == kind
