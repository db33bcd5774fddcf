"""What is sent again and what is not, counted by the server: only what OKX provably did not act on."""

from __future__ import annotations

import json
from datetime import datetime

import pytest

from okx_client import OutcomeUnknown, Retries, Unavailable

from .every_code import CODES, Code
from .fault_server import FaultServer
from .repeats import in_turn, refused, run
from .steps import Say, Script, Serve, fin, rst, whole
from .support import (
    ALGOS,
    ALGOS_MIXED,
    CLIENTS,
    SPREAD,
    SPREAD_MINE,
    Asked,
    Sleeper,
    ask,
    chunked,
    envelope,
    item,
    reply,
)

on_each_client = pytest.mark.parametrize("client", CLIENTS)
for_each_call = pytest.mark.parametrize("asked", [SPREAD, ALGOS], ids=["spread", "algo"])


WAITED = [
    *(pytest.param(refused(row.code, row.statuses[-1]), id=row.code) for row in CODES if row.repeat == "wait"),
    pytest.param(reply(b"Too Many Requests", "429 Too Many Requests"), id="429 in words"),
    pytest.param(reply(b"<html>", "429 Too Many Requests"), id="429 as a page"),
    pytest.param(reply(b'{"code":50011', "429 Too Many Requests"), id="429 in half"),
]


@on_each_client
@for_each_call
@pytest.mark.parametrize("answer", WAITED)
def test_what_was_refused_before_processing_is_sent_again_signed_anew(client: str, asked: Asked, answer: bytes) -> None:
    result, requests, slept = run(client, asked, answer, answer, asked.good)
    assert (result.letters, len(requests), len(slept)) == ("A", 3, 2)
    assert len({request.body for request in requests}) == 1
    for name in ("OK-ACCESS-TIMESTAMP", "OK-ACCESS-SIGN"):
        assert len({request.header(name) for request in requests}) == 3
    moments = [datetime.fromisoformat(request.header("OK-ACCESS-TIMESTAMP")).timestamp() for request in requests]
    for pause, before, after in zip(slept, moments, moments[1:], strict=False):
        assert after - before == pytest.approx(pause, abs=0.002)


@on_each_client
def test_only_the_refused_orders_of_a_batch_are_sent_again(client: str) -> None:
    first, second = ALGOS.orders
    partly = reply(envelope(item(first), item(second, "50011"), code="2"))
    result, requests, _ = run(client, ALGOS, partly, reply(envelope(item(second))))
    assert result.letters == "A"
    assert [[one["algoId"] for one in json.loads(request.body)] for request in requests] == [
        [item(first)["algoId"], item(second)["algoId"]],
        [item(second)["algoId"]],
    ]


NEVER = [row for row in CODES if row.repeat == "never"]


@on_each_client
@for_each_call
def test_no_other_code_is_sent_again(client: str, asked: Asked) -> None:
    rows: list[Code] = [row for row in NEVER if row.statuses != (429,)]
    answers = [refused(row.code, row.statuses[0]) for row in rows]
    answers += [reply(asked.said(row.code, top="1")) for row in rows]
    with FaultServer([Serve(in_turn(answers))]) as server:
        results = ask(client, server.url, *[asked] * len(answers))
        assert len(server.requests) == len(answers)
    assert [result.letters for result in results] == [row.letter for row in rows] * 2


@on_each_client
@pytest.mark.parametrize("asked", [SPREAD, SPREAD_MINE, ALGOS, ALGOS_MIXED], ids=["own", "mine", "own ids", "mixed"])
@pytest.mark.parametrize("whole_request", [True, False], ids=["request", "items"])
def test_a_service_that_is_away_is_asked_again_only_by_okxs_own_ids(
    client: str, asked: Asked, whole_request: bool
) -> None:
    """A client id could by then name a newer order."""
    answer = refused("50001", 503) if whole_request else reply(asked.said("50001", top="1"))
    result, requests, _ = run(client, asked, answer, asked.good)
    own = asked in (SPREAD, ALGOS)
    assert (result.letters, len(requests)) == (("A", 2) if own else ("R", 1))
    assert own or asked is ALGOS_MIXED or isinstance(result.error, Unavailable)


UNREADABLE: dict[str, Script] = {
    "reset after the request": [whole, rst],
    "closed after the request": [whole, fin],
    "half an answer": [whole, Say(SPREAD.good[:-9]), fin],
    "a chunk too few": [whole, Say(chunked(SPREAD.said(), end=b"")), fin],
    "no JSON": [whole, Say(reply(b"Bad gateway", "502 Bad Gateway")), fin],
    "a page": [whole, Say(reply(b"<html>", "403 Forbidden")), fin],
    "50004": [whole, Say(refused("50004", 400)), fin],
    "50026": [whole, Say(refused("50026", 500)), fin],
    "51412 of the order": [whole, Say(reply(SPREAD.said("51412", top="1"))), fin],
    "no result": [whole, Say(reply(envelope())), fin],
}


@on_each_client
@pytest.mark.parametrize("name", UNREADABLE)
def test_what_may_have_been_executed_is_never_sent_again(client: str, name: str) -> None:
    sleeper = Sleeper()
    with FaultServer(UNREADABLE[name], [Serve(lambda request: SPREAD.good)]) as server:
        (result,) = ask(client, server.url, SPREAD, sleeper=sleeper, retries=Retries(attempts=9))
        assert isinstance(result.error, OutcomeUnknown)
        assert (len(server.requests), len(server.peers), sleeper.slept) == (1, 1, [])


@on_each_client
def test_a_read_that_timed_out_is_never_sent_again(client: str) -> None:
    with FaultServer([whole], [Serve(lambda request: SPREAD.good)]) as server:
        (result,) = ask(client, server.url, SPREAD, timeout=0.2)
        assert (result.letters, len(server.requests), len(server.peers)) == ("U", 1, 1)


@on_each_client
@for_each_call
def test_a_refused_connection_is_tried_again(client: str, asked: Asked) -> None:
    with FaultServer([Serve(lambda request: asked.good)], listening=False) as server:
        sleeper = Sleeper(then=lambda seconds: server.listen() if len(sleeper.slept) == 2 else None)
        (result,) = ask(client, server.url, asked, sleeper=sleeper)
        assert (result.letters, len(server.requests), len(sleeper.slept)) == ("A", 1, 2)


@on_each_client
@for_each_call
@pytest.mark.parametrize("answer", [refused("50011", 429), refused("50001", 503)], ids=["50011", "50001"])
def test_a_refusal_stays_one_when_the_repeat_finds_no_connection(client: str, asked: Asked, answer: bytes) -> None:
    """The order's bytes did reach OKX, so it is not NotSent: what OKX said of them is the last word."""
    closing = answer.replace(b"\r\n", b"\r\nConnection: close\r\n", 1)  # else the repeat may be faster than the end
    with FaultServer([whole, Say(closing), fin], listening=True) as server:
        sleeper = Sleeper(then=lambda seconds: server.refuse())
        (result,) = ask(client, server.url, asked, sleeper=sleeper)
        assert (result.letters, len(server.requests)) == ("R", 1)
