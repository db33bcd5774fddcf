"""Every status, code and item code, through a real socket: the verdict, the error, and what the error says."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import pytest

from okx_client import ERROR_CODES, APIError, CancelRejected, OKXError, OrderGone, OutcomeUnknown, RateLimited, Rejected

from .every_code import AMBIGUOUS, CODES, Code
from .fault_server import FaultServer
from .steps import Serve
from .support import (
    ALGOS,
    CLIENTS,
    SPREAD,
    SPREAD_MINE,
    Asked,
    Result,
    ask_async,
    ask_with,
    is_sync,
    item,
    new_client,
    reply,
)

TOO_MANY = 429


class Bench:
    """One server, and a client of each kind and language that keeps its connection over all rows of the table."""

    def __init__(self) -> None:
        self._answer = b""
        self.server = FaultServer([Serve(lambda request: self._answer)])
        self._runner = asyncio.Runner()
        self._clients: dict[tuple[str, str], Any] = {}

    def ask(self, client: str, asked: Asked, status: int, body: bytes, lang: str = "en") -> Result:
        """Call, and get this answer."""
        self._answer = reply(body, f"{status} Whatever")
        okx = self._clients.get((client, lang))
        if okx is None:
            okx = self._clients[client, lang] = new_client(client, self.server.url, retries=None, lang=lang)
        before = self._posts()
        result = ask_with(okx, asked) if is_sync(client) else self._runner.run(ask_async(okx, asked))
        assert self._posts() == before + 1
        return result

    def _posts(self) -> int:
        """How many requests there were beside the questions for the time."""
        return sum(request.text.startswith("POST ") for request in self.server.requests)

    def close(self) -> None:
        for (client, _), okx in self._clients.items():
            okx.close() if is_sync(client) else self._runner.run(okx.close())
        self._runner.close()


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    made = Bench()
    with made.server:
        yield made
        made.close()


def whole(code: str) -> Iterator[tuple[str, bytes]]:
    """Every form in which a code has been seen for a request as a whole."""
    forms: list[dict[str, Any]] = [{}, {"data": []}, {"data": {}}]
    for data in forms:
        yield f"whole {data}", json.dumps({"code": code, "msg": "why", **data}).encode()
    yield "whole, as an integer", json.dumps({"code": int(code), "msg": "why"}).encode()


def items(asked: Asked, code: str) -> Iterator[tuple[str, bytes]]:
    """The code as each item's, whatever stands above."""
    for top in ("0", "1", "2", code):
        yield f"item under {top}", asked.said(code, top=top, sMsg="why")


on_each_client = pytest.mark.parametrize("client", CLIENTS)


@on_each_client
@pytest.mark.parametrize("row", CODES, ids=str)
def test_a_code_gives_the_promised_verdict_and_error(bench: Bench, client: str, row: Code) -> None:
    answers = [(status, *answer) for status in row.statuses for answer in whole(row.code)]
    answers += [(status, *answer) for status in {*row.statuses, 200} for answer in items(SPREAD, row.code)]
    for status, form, body in answers:
        result = bench.ask(client, SPREAD, status, body)
        error, (verdict,) = result.error, result.verdicts
        assert (form, status, result.letters, type(error)) == (form, status, row.letter, row.error)
        assert error is not None
        assert (verdict.order, error.outcome) == (SPREAD.orders[0], verdict)
        if isinstance(error, APIError):
            assert isinstance(verdict, Rejected)
            assert (error.code, error.message, error.http_status) == (row.code, "why", status)
            assert (verdict.code, verdict.message, verdict.http_status) == (row.code, "why", status)
            assert error.operation.path == SPREAD.path
            assert (verdict.answer is not None) == form.startswith("item")
        if isinstance(error, OrderGone):
            assert error.reason == row.reason


@on_each_client
def test_a_code_counts_for_each_order_of_a_batch(bench: Bench, client: str) -> None:
    for row in CODES:
        for form, body in [next(whole(row.code)), *items(ALGOS, row.code)]:
            result = bench.ask(client, ALGOS, row.statuses[0], body)
            assert (row.code, form, result.letters) == (row.code, form, row.letter)
            assert tuple(verdict.order for verdict in result.verdicts) == ALGOS.orders


# What a refusal says of the order: nothing was done, nothing was changed, or that its code leaves it open.
ACTED = {
    "R": (("did not act", "changed nothing", "does not say"), ("未处理该订单", "未作任何更改", "未说明")),
    "U": (("may have acted",), ("可能已处理",)),
}


def check_text(error: OKXError | None, letter: str, lang: str) -> None:
    """Which request, whether OKX acted, and what to do: each in the language asked for."""
    text = str(error)
    acted = next(words for words in ACTED[letter][lang == "zh"] if words in text)
    request, _, advice = text.partition(acted)
    assert f"POST {SPREAD.path}" in request
    assert str(SPREAD.orders[0]) in request
    advice = advice.partition("。" if lang == "zh" else ".")[2].strip()
    assert len(advice) > 10, text
    assert advice.endswith((".", "。", "#error-code")), text
    assert "  " not in text
    assert not [slip for slip in ("..", ": .", "。。", "：。", "None") if slip in text], text
    chinese = sum("\u4e00" <= character <= "\u9fff" for character in advice)
    assert (chinese > 5) == (lang == "zh"), text


@pytest.mark.parametrize(("client", "lang"), [("OKX", "en"), ("AsyncOKX", "zh")], ids=["en", "zh"])
def test_an_error_says_what_happened_to_which_request_and_what_to_do(bench: Bench, client: str, lang: str) -> None:
    for row in CODES:
        status = next((status for status in row.statuses if status != TOO_MANY), 200)
        for _, body in (next(whole(row.code)), next(items(SPREAD, row.code))):
            error = bench.ask(client, SPREAD, status, body, lang).error
            check_text(error, row.letter, lang)
            assert row.code in str(error)
            if row.error is not OutcomeUnknown:
                assert f"HTTP {status}" in str(error)


@pytest.mark.parametrize(("client", "lang"), [("OKX", "en"), ("AsyncOKX", "zh")], ids=["en", "zh"])
def test_an_error_gives_the_advice_that_the_spec_has_for_its_code(bench: Bench, client: str, lang: str) -> None:
    silent = []
    for row in CODES:
        listed = ERROR_CODES[row.code]
        _, body = next(items(SPREAD, row.code))
        if (listed.advice if lang == "en" else listed.advice_zh) not in str(
            bench.ask(client, SPREAD, 200, body, lang).error
        ):
            silent.append(row.code)
    assert silent == []


def test_the_spec_has_what_the_table_has() -> None:
    repeats = {
        "after a wait": "wait",
        "after setting the clock": "clock",
        "after a wait, by OKX's own ids": "own",
        "never": "never",
    }
    for row in CODES:
        listed = ERROR_CODES[row.code]
        assert (row.code, listed.error, listed.reason) == (row.code, row.error.__name__, row.reason)
        assert (row.code, *sorted(listed.http_statuses)) == (row.code, *sorted(row.statuses))
        assert (row.code, repeats[listed.repeat]) == (row.code, row.repeat)


def test_the_table_has_every_code_of_the_spec() -> None:
    assert {row.code for row in CODES} | {"0", "1", "2"} == set(ERROR_CODES)
    assert [row.code for row in CODES if row.error is OutcomeUnknown] == AMBIGUOUS


PAGE = b"<!DOCTYPE html><html><body>Access denied</body></html>"
NOT_FOUND = b'{"code":404,"data":{},"detailMsg":"","error_code":"404","error_message":"Not Found","msg":"Not Found"}'
ROWS: list[tuple[int, bytes, str, type[OKXError] | None]] = [
    (429, b"Too Many Requests", "", RateLimited),
    (429, b"", "", RateLimited),
    (429, PAGE, "", RateLimited),
    (429, b'{"msg":"Too Many Requests","code":50011}', "50011", RateLimited),
    (429, b'{"msg":"Too Many Requests","code":"50011"}', "50011", RateLimited),
    (429, b'{"code":"59998","msg":"new"}', "59998", RateLimited),
    (429, SPREAD.said(), "", RateLimited),
    (429, b'{"code":"50004","msg":""}', "", OutcomeUnknown),
    (429, SPREAD.said("51412", top="1"), "", OutcomeUnknown),
    (404, NOT_FOUND, "404", APIError),
    (404, PAGE, "", OutcomeUnknown),
    *((status, PAGE, "", OutcomeUnknown) for status in (200, 301, 302, 400, 401, 403, 500, 502, 503, 504, 520)),
    (401, b"", "", OutcomeUnknown),
    (200, b"", "", OutcomeUnknown),
    (200, b'{"code":"59998","msg":"new"}', "59998", APIError),
    (400, b'{"code":"59998","msg":"new"}', "59998", APIError),
    (401, b'{"code":"59998","msg":"new"}', "59998", APIError),
    (500, b'{"code":"59998","msg":"new"}', "", OutcomeUnknown),
    (503, b'{"code":"59998","msg":"new"}', "", OutcomeUnknown),
    (200, SPREAD.said("59998", top="1"), "59998", CancelRejected),
    *((200, SPREAD.said("0", top=top), "0", None) for top in ("0", "1", "2", 0, 1, 2)),
    *((200, SPREAD.said("0", top=code), "", OutcomeUnknown) for code in AMBIGUOUS),
    *((500, SPREAD.said("0", top=int(code)), "", OutcomeUnknown) for code in AMBIGUOUS),
]


@on_each_client
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_no_code_tells_is_told_by_the_status_and_the_form(bench: Bench, client: str, lang: str) -> None:
    faults = []
    for status, body, code, kind in ROWS:
        error = bench.ask(client, SPREAD, status, body, lang).error
        if (type(error) if error else None, getattr(error, "code", "")) != (kind, code if error else ""):
            faults.append((status, body, error))
        elif error is not None:
            check_text(error, "U" if kind is OutcomeUnknown else "R", lang)
    assert faults == []


@on_each_client
def test_a_mixed_batch_is_told_apart_item_by_item(bench: Bench, client: str) -> None:
    first, second = ALGOS.orders
    for top in ("0", "1", "2", "50011"):
        body = json.dumps({"code": top, "msg": "", "data": [item(second, "51412"), item(first, "51416")]}).encode()
        assert [type(one).__name__ for one in bench.ask(client, ALGOS, 200, body).verdicts] == ["Rejected", "Unknown"]


@on_each_client
def test_only_by_okxs_own_id_an_unknown_outcome_may_be_repeated(bench: Bench, client: str) -> None:
    for asked, safe in ((SPREAD, True), (SPREAD_MINE, False)):
        error = bench.ask(client, asked, HTTPStatus.BAD_GATEWAY, PAGE).error
        assert isinstance(error, OutcomeUnknown)
        assert error.safe_to_repeat is safe
