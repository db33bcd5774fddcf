"""The server's own check of every request, and its count of OKX's limits."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any

import pytest

from benchmarks import account
from benchmarks.account import ALGO_PATH, SPREAD_BODY, SPREAD_PATH
from benchmarks.server.exchange import Account, Exchange
from benchmarks.server.limits import Limit

ACCOUNT = Account(account.KEY.encode(), account.SECRET.encode(), account.PASSPHRASE.encode())
# Signed by `openssl dgst -sha256 -hmac SECRET -binary | base64`, not by any code of ours.
SIGNED_AT = "2026-08-01T00:00:00.000Z"
SIGNATURE = "PGN9ugcTH5qJYK/e+yub+YN4ynRyrN8GguFVJrsG6so="


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def head(headers: dict[str, str], line: str = f"POST {SPREAD_PATH} HTTP/1.1") -> bytes:
    lines = "".join(f"\r\n{name}: {value}" for name, value in headers.items())
    return f"{line}{lines}\r\n".encode()


def answer(
    exchange: Exchange,
    changed: Mapping[str, str] = MappingProxyType({}),
    body: bytes = SPREAD_BODY,
    path: str = SPREAD_PATH,
) -> tuple[int, dict[str, Any]]:
    headers = {**account.signed_headers(path, body), **changed}
    status, content = exchange.answer("POST", path, head(headers), body)
    return int(status), json.loads(content)


def test_what_is_rightly_signed_is_accepted() -> None:
    exchange = Exchange(ACCOUNT)
    status, said = answer(exchange)
    assert (status, said["code"], said["data"][0]["ordId"], said["data"][0]["sCode"]) == (200, "0", account.ORDER, "0")
    assert (exchange.counts.requests, exchange.counts.accepted, exchange.counts.wrong) == (1, 1, 0)


def test_the_signature_is_the_one_that_another_tool_gives() -> None:
    at = datetime(2026, 8, 1, tzinfo=UTC).timestamp()
    exchange = Exchange(ACCOUNT, wall=lambda: at)
    status, _ = answer(exchange, {"OK-ACCESS-TIMESTAMP": SIGNED_AT, "OK-ACCESS-SIGN": SIGNATURE})
    assert status == 200


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"OK-ACCESS-SIGN": "AAAA"}, "50113"),
        ({"OK-ACCESS-SIGN": ""}, "50113"),
        ({"OK-ACCESS-KEY": "another"}, "50111"),
        ({"OK-ACCESS-PASSPHRASE": "another"}, "50105"),
        ({"OK-ACCESS-TIMESTAMP": SIGNED_AT}, "50102"),
        ({"OK-ACCESS-TIMESTAMP": "yesterday"}, "50112"),
    ],
)
def test_what_is_wrongly_signed_is_refused_and_counted(changed: dict[str, str], code: str) -> None:
    exchange = Exchange(ACCOUNT)
    status, said = answer(exchange, changed)
    assert (status, said["code"]) == (401, code)
    assert (exchange.counts.requests, exchange.counts.accepted, exchange.counts.wrong) == (1, 0, 1)


def test_another_body_or_path_than_the_signed_one_is_refused() -> None:
    exchange = Exchange(ACCOUNT)
    signed = head(account.signed_headers(SPREAD_PATH, SPREAD_BODY))
    for path, body in ((SPREAD_PATH, b'{"ordId":"1"}'), (ALGO_PATH, SPREAD_BODY)):
        status, content = exchange.answer("POST", path, signed, body)
        assert (status, json.loads(content)["code"]) == (401, "50113")


def test_requests_beyond_a_limit_are_refused_until_its_period_is_over() -> None:
    clock = Clock()
    limits = {SPREAD_PATH: Limit(2, 2.0, counts_orders=False, by_instrument=False)}
    exchange = Exchange(ACCOUNT, limits, monotonic=clock)
    codes = []
    for now in (0.0, 1.0, 1.9, 2.0, 2.1, 3.0):
        clock.now = now
        codes.append(answer(exchange))
    assert [(status, said["code"]) for status, said in codes] == [
        (200, "0"),
        (200, "0"),
        (429, "50011"),
        (200, "0"),
        (429, "50011"),
        (200, "0"),
    ]
    assert (exchange.counts.requests, exchange.counts.accepted, exchange.counts.refused) == (6, 4, 2)


def test_orders_count_for_their_own_instruments_all_or_none() -> None:
    limits = {ALGO_PATH: Limit(3, 2.0, counts_orders=True, by_instrument=True)}
    exchange = Exchange(ACCOUNT, limits, monotonic=Clock())

    def status(*instruments: str) -> int:
        body = json.dumps([{"instId": name, "algoId": "1"} for name in instruments]).encode()
        return answer(exchange, body=body, path=ALGO_PATH)[0]

    assert status("A", "A") == 200
    assert status("A", "B", "A") == 429
    assert status("B", "B", "B") == 200, "nothing was charged for what was refused"
    assert status("A") == 200
    assert status("A") == 429


def test_the_time_is_told_unsigned_and_not_counted() -> None:
    exchange = Exchange(ACCOUNT, wall=lambda: 1.5)
    status, content = exchange.answer("GET", "/api/v5/public/time", b"GET / HTTP/1.1\r\n", b"")
    assert (status, json.loads(content)["data"]) == (200, [{"ts": "1500"}])
    assert exchange.counts.requests == 0


@pytest.mark.parametrize("body", [b"{", b"[1]", b"7"])
def test_what_is_no_order_is_refused(body: bytes) -> None:
    status, said = answer(Exchange(ACCOUNT), body=body)
    assert (status, said["code"]) == (400, "50002")
