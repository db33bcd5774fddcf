"""Connections that are kept, closed behind our back, or carry an answer that nobody asked for."""

from __future__ import annotations

import pytest

from okx_client import Rejected

from .fault_server import FaultServer
from .steps import Say, Script, Serve, Step, Wait, fin, rst, whole
from .support import (
    ALGOS,
    ALGOS_2,
    ON_EACH_WIRE,
    SPREAD,
    SPREAD_2,
    Asked,
    Result,
    ask,
    envelope,
    reply,
)

ARRIVES = 0.03  # seconds between two calls, in which what the server sent or closed arrives

on_each_client = pytest.mark.parametrize("client", ON_EACH_WIRE)
on_each_pair = pytest.mark.parametrize(
    ("first", "second"), [(SPREAD, SPREAD_2), (ALGOS, ALGOS_2)], ids=["spread", "algo"]
)

# What may lie on a connection although nobody asked for it. None of it names an order, so only the connection can tell.
STRAYS = {
    "a refusal": reply(b'{"code": "50113", "msg": "Invalid Sign"}', "401 Unauthorized"),
    "an acceptance": reply(envelope({"sCode": "0", "sMsg": ""})),
    "a refused order": reply(envelope({"sCode": "51401", "sMsg": ""}, code="1")),
    "a refused rate": reply(b"Too Many Requests", "429 Too Many Requests"),
    "a time-out": reply(b"", "408 Request Timeout", "Connection: close"),
    "half an answer": reply(b'{"code": "50113"}')[:30],
    "a line": b"\r\n",
}


def letters(results: list[Result]) -> list[str]:
    return [result.letters for result in results]


@on_each_client
@on_each_pair
@pytest.mark.parametrize("ending", [fin, rst])
def test_a_connection_that_okx_closed_meanwhile_is_not_used(
    client: str, first: Asked, second: Asked, ending: Step
) -> None:
    scripts: list[Script] = [[whole, Say(first.good), Wait(0.005), ending], [whole, Say(second.good)]]
    with FaultServer(*scripts) as server:
        results = ask(client, server.url, first, second, pause=ARRIVES)
        assert letters(results) == ["A", "A"]
        assert (len(server.requests), len(server.peers)) == (2, 2)


@on_each_client
@on_each_pair
@pytest.mark.parametrize("ending", [fin, rst])
def test_a_request_that_went_into_a_dying_connection_is_unknown_and_not_repeated(
    client: str, first: Asked, second: Asked, ending: Step
) -> None:
    with FaultServer([whole, Say(first.good), whole, ending], [whole, Say(second.good)]) as server:
        results = ask(client, server.url, first, second)
        assert letters(results) == ["A", "U"]
        assert (len(server.requests), len(server.peers)) == (2, 1)


@on_each_client
@on_each_pair
@pytest.mark.parametrize("apart", [False, True], ids=["at once", "later"])
@pytest.mark.parametrize("stray", STRAYS)
def test_an_answer_that_nobody_asked_for_is_no_verdict_on_the_next_order(
    client: str, first: Asked, second: Asked, stray: str, apart: bool
) -> None:
    behind = [Say(first.good), Wait(0.005), Say(STRAYS[stray])] if apart else [Say(first.good + STRAYS[stray])]
    kept: Script = [whole, *behind, whole, Say(_refused(second))]
    with FaultServer(kept, [whole, Say(_refused(second))]) as server:
        results = ask(client, server.url, first, second, pause=ARRIVES)
        assert results[0].letters == "A"
        assert set(results[1].letters) <= set("RU")
        assert {verdict.code for verdict in results[1].verdicts if isinstance(verdict, Rejected)} <= {"51402"}
        assert len(server.requests) == 2


@on_each_client
@pytest.mark.parametrize("stray", ["a refusal", "an acceptance", "a refused order"])
def test_what_lies_behind_an_answers_length_is_no_answer(client: str, stray: str) -> None:
    body = SPREAD.said()
    with FaultServer(
        [whole, Say(reply(body + STRAYS[stray], length=len(body))), whole, Say(_refused(SPREAD_2))],
        [whole, Say(_refused(SPREAD_2))],
    ) as server:
        results = ask(client, server.url, SPREAD, SPREAD_2)
        assert set(results[0].letters) <= set("AU")
        assert {verdict.code for verdict in results[1].verdicts if isinstance(verdict, Rejected)} <= {"51402"}
        assert "A" not in results[1].letters


@on_each_client
def test_the_answer_to_the_order_before_is_no_verdict_on_this_one(client: str) -> None:
    """As after a request that was given up: its answer comes when the next one is awaited."""
    with FaultServer([whole, Say(SPREAD.good), whole, Say(SPREAD.good)]) as server:
        assert letters(ask(client, server.url, SPREAD, SPREAD_2)) == ["A", "U"]
        assert len(server.requests) == 2


@on_each_client
def test_after_a_time_out_the_late_answer_meets_nobody(client: str) -> None:
    late: Script = [whole, Wait(1), Say(_refused(SPREAD)), whole, Say(SPREAD_2.good)]
    with FaultServer(late, [whole, Say(SPREAD_2.good)]) as server:
        assert letters(ask(client, server.url, SPREAD, SPREAD_2, timeout=0.3)) == ["U", "A"]
        assert len(server.peers) == 2


@on_each_client
def test_a_connection_is_kept_for_the_next_call(client: str) -> None:
    with FaultServer([Serve(lambda request: (ALGOS if "algos" in request.path else SPREAD).good)]) as server:
        assert letters(ask(client, server.url, SPREAD, ALGOS, SPREAD)) == ["A", "A", "A"]
        assert len(server.peers) == 1


def _refused(asked: Asked) -> bytes:
    return reply(asked.said("51402", top="1"))
