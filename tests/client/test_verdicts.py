"""No verdict that OKX did not give: what each answer says about each order."""

from __future__ import annotations

import json
from typing import Any

import pytest

from okx_client import (
    ERROR_CODES,
    Accepted,
    AlgoOrderId,
    CancelReport,
    Rejected,
    SpreadOrderId,
    Unknown,
    calls,
    verdicts,
)

A, B, C = (AlgoOrderId("BTC-USDT", algo_id=letter * 3) for letter in "ABC")
OTHER = AlgoOrderId("ETH-USDT", algo_id="AAA")
X, Y = (AlgoOrderId("BTC-USDT", algo_cl_ord_id=letter * 3) for letter in "PQ")
AMBIGUOUS = [code for code, entry in ERROR_CODES.items() if entry.error == "OutcomeUnknown"]


def item(code: Any = "0", **ids: str) -> dict[str, Any]:
    return {"sCode": code, "sMsg": "text" if code != "0" else "", **ids}


def envelope(*items: Any, code: Any = "0", **more: Any) -> bytes:
    return json.dumps({"code": code, "msg": "", "data": list(items), **more}).encode()


def report(orders: list[AlgoOrderId], content: bytes, status: int = 200) -> CancelReport:
    return CancelReport(verdicts.judge(calls.algo_orders(orders, "en"), status, content))


def kinds(found: CancelReport) -> str:
    return "".join(type(outcome).__name__[0] for outcome in found.outcomes)


@pytest.mark.parametrize("envelope_code", ["0", "1", "2", 2, "50011", "51000"])
def test_the_items_code_outranks_the_envelopes(envelope_code: Any) -> None:
    content = envelope(item(algoId="AAA"), item("51400", algoId="BBB"), code=envelope_code)
    found = report([A, B], content)
    assert found.outcomes[0] == Accepted(A, found.accepted[0].answer)
    assert (found.rejected[0].order, found.rejected[0].code, found.rejected[0].message) == (B, "51400", "text")


@pytest.mark.parametrize(
    ("orders", "items", "verdicts"),
    [
        ([A, B], [item(algoId="AAA"), item("51400", algoId="BBB")], "AR"),
        ([A, B], [item("51400", algoId="BBB"), item(algoId="AAA")], "AR"),
        ([A, B], [item("51400", algoId="BBB")], "UR"),
        ([A, B], [item(algoId="AAA"), item("51400", algoId="BBB"), item(algoId="ZZZ")], "AR"),
        ([A, B], [item(algoId=""), item("51400", algoId="")], "AR"),
        ([A, B], [item(), item("51400")], "AR"),
        ([A, B], [item(algoId="AAA"), item("51400", algoId="ZZZ")], "AU"),
        ([A, B], [item(algoId="")], "UU"),
        ([A, B], [item(), item(), item()], "UU"),
        ([X, Y], [item(algoId="111", algoClOrdId=""), item("51400", algoId="", algoClOrdId="")], "AR"),
        ([X, Y], [item("51400", algoClOrdId="QQQ"), item(algoClOrdId="PPP")], "AR"),
        ([X, Y], [item(algoClOrdId="ZZZ"), item("51400")], "UR"),
        ([A, X, Y], [item(algoId="111"), item(algoId="AAA"), item(algoId="222")], "AUU"),
        ([A, A], [item(algoId="AAA"), item("51400", algoId="AAA")], "AR"),
        ([A, A], [item(algoId="AAA")], "UU"),
        ([A, OTHER], [item(algoId="AAA")], "UU"),
        ([A, OTHER], [item(algoId="AAA"), item("51400", algoId="AAA")], "AR"),
        ([A], [item(algoId="AAA"), item("51400", algoId="AAA")], "U"),
        ([A, B], [item(algoId="AAA"), item("51400", algoId="AAA")], "UU"),
        ([A], [item(0, algoId="AAA")], "A"),
        ([A], [item(51400, algoId="AAA")], "R"),
        ([A, B], [item(None, algoId="AAA"), item(algoId="BBB")], "UA"),
        ([A, B], [item([], algoId="AAA"), item(algoId="BBB")], "UA"),
        ([A, B], [item("", algoId="AAA"), item(algoId="BBB")], "UA"),
        ([A, B], ["text", item(algoId="BBB")], "UA"),
        ([A, B], [{"algoId": "AAA"}, item(algoId="BBB")], "UA"),
        ([A, B], ["text", item()], "UA"),
        ([A, B], ["text", item(), item()], "UU"),
        ([A, B, C], [{}, item(), item()], "UAA"),
    ],
)
def test_an_item_is_an_orders_own_by_its_id_or_by_an_undoubted_position(
    orders: list[AlgoOrderId], items: list[Any], verdicts: str
) -> None:
    assert kinds(report(orders, envelope(*items))) == verdicts


def test_the_codes_that_leave_the_outcome_open_are_okxs_five() -> None:
    assert sorted(AMBIGUOUS) == ["50004", "50026", "51054", "51149", "51412"]


@pytest.mark.parametrize("code", AMBIGUOUS)
@pytest.mark.parametrize("status", [200, 400, 429, 500])
def test_an_ambiguous_code_is_unknown_wherever_it_stands(code: str, status: int) -> None:
    assert kinds(report([A, B], envelope(item(code, algoId="AAA"), item(algoId="BBB")))) == "UA"
    found = report([A], json.dumps({"code": code, "msg": "timeout"}).encode(), status)
    assert found.unknown[0].cause == f"OKX answered {code}: timeout."
    assert kinds(report([A, B], envelope(item(algoId="AAA"), item("51400", algoId="BBB"), code=code), status)) == "UU"


@pytest.mark.parametrize(
    ("status", "content", "code"),
    [
        (401, b'{"msg":"Invalid Sign","code":"50113"}', "50113"),
        (401, b'{"msg":"","code":"50119","data":[]}', "50119"),
        (200, b'{"msg":"","code":"50120","data":{}}', "50120"),
        (200, b'{"code":50011}', "50011"),
        (404, b'{"code":404,"data":{},"detailMsg":"","error_code":"404","msg":"Not Found"}', "404"),
        (200, b'{"code":"59999","msg":"?"}', "59999"),
        (503, b'{"code":"50001","msg":"Service temporarily unavailable"}', "50001"),
        (400, b'{"code":"59999","msg":"?"}', "59999"),
        (429, b"Too Many Requests", ""),
        (429, b"", ""),
        (429, b'{"msg":"Too Many Requests","code":50011}', "50011"),
        (429, b'{"msg":"","code":"50013"}', "50013"),
        (429, b'{"code":"0","data":[{"algoId":"AAA","sCode":"0"}]}', ""),
    ],
)
def test_a_refusal_of_the_whole_request_is_one_of_each_order(status: int, content: bytes, code: str) -> None:
    found = report([A, B], content, status)
    assert kinds(found) == "RR"
    assert [(refused.code, refused.http_status, refused.answer) for refused in found.rejected] == [
        (code, status, None)
    ] * 2


@pytest.mark.parametrize("status", [200, 302, 403, 404, 500, 502, 520])
@pytest.mark.parametrize(
    "content",
    [b"", b"<html>", b"\xff\xfe", b"null", b"[]", b'"0"', b"{}", b'{"data":[]}', b'{"code":null}', b"[" * 100_000],
)
def test_an_answer_that_is_not_okxs_is_unknown(status: int, content: bytes) -> None:
    assert report([A], content, status).unknown[0].cause == f"The answer (HTTP {status}) is not one of OKX's."


@pytest.mark.parametrize("code", ["0", "1", "2", 0])
@pytest.mark.parametrize("data", [[], {}, None, "x", [1], [{}]])
def test_an_envelope_without_any_result_is_unknown(code: object, data: object) -> None:
    found = report([A], json.dumps({"code": code, "data": data}).encode())
    assert found.unknown[0].cause == f"OKX answered with code {code}, and gave no result for this order."


@pytest.mark.parametrize(
    ("status", "code"),
    [
        *((200, ""), (200, "ok"), (200, " 0"), (302, "302"), (403, 403), (408, "408"), (499, 499), (200, "404")),
        *((500, 404), (500, "59999"), (403, 59999), (404, 404), (200, "12345"), (400, "40301"), (403, "10001")),
    ],
)
def test_a_code_that_is_not_of_okxs_form_or_comes_unlisted_with_a_server_error_is_unknown(
    status: int, code: object
) -> None:
    assert kinds(report([A], json.dumps({"code": code, "msg": "?"}).encode(), status)) == "U"


def test_what_okx_says_beside_the_documented_fields_is_kept() -> None:
    call = calls.spread_orders([SpreadOrderId(ord_id="111")], "en")
    (accepted,) = verdicts.judge(call, 200, envelope(item(ordId="111", clOrdId="", extra="kept")))
    assert isinstance(accepted, Accepted)
    assert accepted.answer.additional_properties == {"extra": "kept"}


def test_an_item_of_another_order_is_nobodys_verdict() -> None:
    call = calls.spread_orders([SpreadOrderId(ord_id="111")], "en")
    for content in (envelope(item(ordId="222")), envelope(item(), item())):
        assert isinstance(verdicts.judge(call, 200, content)[0], Unknown)


def test_a_report_lists_every_order_once_in_the_callers_order() -> None:
    found = report([C, A, B], envelope(item(algoId="AAA"), item("51400", algoId="BBB")))
    assert [outcome.order for outcome in found.outcomes] == [C, A, B]
    assert [found.accepted[0].order, found.rejected[0].order, found.unknown[0].order] == [A, B, C]
    assert isinstance(found.outcomes[0], Unknown)
    assert isinstance(found.outcomes[2], Rejected)


def test_the_causes_are_told_in_the_callers_language() -> None:
    call = calls.algo_orders([A], "zh")
    (unknown,) = verdicts.judge(call, 502, b"<html>")
    assert isinstance(unknown, Unknown)
    assert unknown.cause == "收到的响应（HTTP 502）不是 OKX 的响应。"
