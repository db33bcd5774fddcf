"""Answers that are whole as HTTP, and whose JSON says nothing, too much, or something else than OKX does."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from okx_client import Accepted, AlgoOrderId, Rejected, SpreadOrderId

from .fault_server import FaultServer
from .steps import Request, Serve
from .support import ALGOS, CLIENTS, SPREAD, Asked, ask, ask_with, envelope, item, new_client, reply

# Each builds the JSON of an answer; the letters are the honest verdicts. Two letters: readable, though not OKX's form.
CODES: list[tuple[Any, str]] = [
    (None, "U"),
    ([], "U"),
    (["0"], "U"),
    ({}, "U"),
    (True, "U"),
    (False, "U"),
    (0.0, "U"),
    ("", "U"),
    (" ", "U"),
    ("ok", "U"),
    ("00", "U"),
    ("0 ", "U"),
    ("OK\n", "U"),
    ("-1", "U"),
    (-1, "U"),
    (10**400, "U"),
    ("514000", "U"),
    ("\u0660", "U"),
    (0, "AU"),
    (51400, "RU"),
    ("51400", "R"),
    ("51412", "U"),
    (51412, "U"),
]
DATA: list[Any] = [None, {}, "", "0", 0, True, [], [None], ["0"], [[]], [{}], [{"sMsg": ""}], {"sCode": "0"}]


def twice(asked: Asked, name: str, first: str, second: str) -> bytes:
    said = asked.said().decode()
    assert f'"{name}": "0"' in said
    return said.replace(f'"{name}": "0"', f'"{name}": "{first}", "{name}": "{second}"').encode()


def with_number(asked: Asked, number: str) -> bytes:
    return asked.said().replace(b'"sMsg": ""', b'"sMsg": ' + number.encode())


BODIES: dict[str, tuple[Callable[[Asked], bytes], str]] = {
    "sCode twice, last accepted": (lambda asked: twice(asked, "sCode", "51400", "0"), "U"),
    "sCode twice, last refused": (lambda asked: twice(asked, "sCode", "0", "51400"), "U"),
    "code twice, last refused": (lambda asked: twice(asked, "code", "0", "50113"), "AU"),
    "data twice": (lambda asked: b'{"data": [], ' + asked.said()[1:], "U"),
    "two documents": (lambda asked: asked.said() + asked.said("51400"), "U"),
    "bad UTF-8": (lambda asked: asked.said().replace(b'"sMsg": ""', b'"sMsg": "\xff\xc0"'), "U"),
    "Latin-1": (lambda asked: asked.said().replace(b'"sMsg": ""', b'"sMsg": "\xe9t\xe9"'), "U"),
    "a surrogate in bytes": (lambda asked: asked.said().replace(b'"sMsg": ""', b'"sMsg": "\xed\xa0\x80"'), "AU"),
    "a surrogate escaped": (lambda asked: asked.said("51400", sMsg="\ud800"), "R"),
    "NaN": (lambda asked: with_number(asked, "NaN"), "AU"),
    "Infinity": (lambda asked: with_number(asked, "-Infinity"), "AU"),
    "a huge integer": (lambda asked: with_number(asked, "9" * 4000), "AU"),
    "a huger integer": (lambda asked: with_number(asked, "9" * 9000), "U"),
    "a huge exponent": (lambda asked: with_number(asked, "1e999999"), "AU"),
    "nested too deep": (lambda asked: b"[" * 100_000 + b"]" * 100_000, "U"),
    "nested too deep inside": (lambda asked: with_number(asked, "[" * 50_000 + "]" * 50_000), "U"),
    "nested deep": (lambda asked: with_number(asked, '{"a":' * 300 + "1" + "}" * 300), "AU"),
    "a message of a megabyte": (lambda asked: asked.said("51400", sMsg="x" * 1_000_000), "RU"),
    "a list": (lambda asked: b"[" + asked.said() + b"]", "U"),
    "a text": (lambda asked: json.dumps(asked.said().decode()).encode(), "U"),
    "no code": (lambda asked: asked.said().replace(b'"code"', b'"kode"'), "U"),
    "no data": (lambda asked: b'{"code": "0", "msg": ""}', "U"),
    "a code of another exchange": (lambda asked: b'{"code": "-2011", "msg": "Unknown order sent."}', "U"),
    "HTML with a code in it": (lambda asked: b"<html>" + asked.said("51400") + b"</html>", "U"),
    "an error of Cloudflare": (lambda asked: b'{"code": 1020, "msg": "error code: 1020"}', "U"),
    "blanks around it": (lambda asked: b" \r\n" + asked.said() + b"\r\n\t ", "A"),
    "unknown keys": (lambda asked: asked.said(subCode="", ts="1", tag="", inTime="2", other=[{"a": None}]), "A"),
}
ODD: list[Any] = [None, 7, [], {}, False, "x" * 100]


def letters(client: str, asked: Asked, bodies: list[bytes], status: str = "200 OK") -> list[str]:
    """The verdicts on calls whose answers have these bodies, one after the other on one connection."""
    rest = iter(bodies)
    with FaultServer([Serve(lambda request: reply(next(rest), status))]) as server:
        results = ask(client, server.url, *[asked] * len(bodies), retries=None)
        assert len(server.requests) == len(bodies)
    for result in results:
        str(result.error).encode()  # an error can be printed, whatever OKX said
        repr(result)
    return [result.letters for result in results]


on_each_client = pytest.mark.parametrize("client", CLIENTS)
for_each_call = pytest.mark.parametrize("asked", [SPREAD, ALGOS], ids=["spread", "algo"])


@on_each_client
@pytest.mark.parametrize("name", BODIES)
def test_json_that_okx_would_not_write_is_no_verdict(client: str, name: str) -> None:
    make, honest = BODIES[name]
    for asked in (SPREAD, ALGOS):
        (found,) = letters(client, asked, [make(asked)])
        assert set(found) <= set(honest)


@on_each_client
@for_each_call
def test_fields_that_do_not_count_may_be_anything(client: str, asked: Asked) -> None:
    found = letters(client, asked, [asked.said(tag=odd, sMsg=odd, cTime=odd) for odd in ODD])
    assert found == ["A"] * len(ODD)


@on_each_client
@for_each_call
def test_a_code_of_an_item_counts_only_in_okxs_form(client: str, asked: Asked) -> None:
    found = letters(client, asked, [asked.said(code) for code, _ in CODES])
    assert [pair for pair, got in zip(CODES, found, strict=True) if not set(got) <= set(pair[1])] == []


@on_each_client
@for_each_call
@pytest.mark.parametrize("top", ["0", "1", "2", 0])
def test_data_without_a_result_is_unknown(client: str, asked: Asked, top: Any) -> None:
    found = letters(client, asked, [json.dumps({"code": top, "msg": "", "data": data}).encode() for data in DATA])
    assert [pair for pair in zip(DATA, found, strict=True) if pair[1] != "U"] == []


@on_each_client
@pytest.mark.parametrize("other", ["ordId", "sCode", "both"])
def test_an_answer_about_another_order_is_no_verdict(client: str, other: str) -> None:
    (order,) = SPREAD.orders
    mine, stranger = item(order), item(SpreadOrderId(ord_id="2510789768709999"), "51400")
    found = {
        "ordId": [stranger],  # one bit of the id was turned, or it is the answer to another request
        "sCode": [mine, {**mine, "sCode": "51400"}],  # two results contradict each other
        "both": [stranger, {**mine, "ordId": "2510789768709998"}],
    }[other]
    assert letters(client, SPREAD, [envelope(*found)]) == ["U"]


@pytest.mark.parametrize("shuffled", [False, True])
def test_many_calls_at_once_each_get_the_verdict_on_their_own_order(shuffled: bool) -> None:
    def answer(request: Request) -> bytes:
        named = json.loads(request.body)
        if shuffled:
            return reply(envelope(*({"algoId": one["algoId"], **_by_id(one["algoId"])} for one in reversed(named))))
        return reply(envelope(*(_by_id(one["algoId"]) for one in named)))

    def _by_id(algo_id: str) -> dict[str, str]:
        return {"sCode": "0" if int(algo_id) % 2 else "51400", "sMsg": ""}

    calls = [Asked(tuple(AlgoOrderId("BTC-USDT", algo_id=10 * n + m) for m in range(1, 8))) for n in range(1, 30)]
    with (
        FaultServer([Serve(answer)]) as server,
        new_client("OKX", server.url) as okx,
        ThreadPoolExecutor(8) as pool,
    ):
        results = list(pool.map(lambda asked: ask_with(okx, asked), calls))
    for asked, result in zip(calls, results, strict=True):
        assert tuple(verdict.order for verdict in result.verdicts) == asked.orders
        for verdict in result.verdicts:
            assert isinstance(verdict.order, AlgoOrderId)
            odd = int(verdict.order.algo_id or "") % 2
            assert isinstance(verdict, Accepted if odd else Rejected)
