"""No verdict that OKX did not give: what each answer says about each order."""

from __future__ import annotations

import json
from typing import Any

import pytest

from okx_client import (
    Accepted,
    AlgoOrderId,
    APIError,
    CancelRejected,
    CancelReport,
    OutcomeUnknown,
    Rejected,
    Unknown,
    calls,
)
from okx_client._generated.error_codes import ERROR_CODES

A, B, C = (AlgoOrderId("BTC-USDT", algo_id=letter * 3) for letter in "ABC")
X, Y = (AlgoOrderId("BTC-USDT", algo_cl_ord_id=letter * 3) for letter in "PQ")
AMBIGUOUS = [code for code, entry in ERROR_CODES.items() if entry.ambiguous]


def item(code: Any = "0", **ids: str) -> dict[str, Any]:
    return {"sCode": code, "sMsg": "text" if code != "0" else "", **ids}


def envelope(*items: Any, code: Any = "0", **more: Any) -> bytes:
    return json.dumps({"code": code, "msg": "", "data": list(items), **more}).encode()


def report(orders: list[AlgoOrderId], content: bytes, status: int = 200) -> CancelReport:
    return calls.report(calls.cancel_algo_orders(orders), status, content)


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
        ([A, A], [item(algoId="AAA")], "AU"),
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


@pytest.mark.parametrize("code", AMBIGUOUS)
def test_an_ambiguous_code_is_unknown_wherever_it_stands(code: str) -> None:
    assert kinds(report([A, B], envelope(item(code, algoId="AAA"), item(algoId="BBB")))) == "UA"
    with pytest.raises(OutcomeUnknown, match=code):
        report([A], json.dumps({"code": code, "msg": "timeout"}).encode(), ERROR_CODES[code].http_statuses[0])


@pytest.mark.parametrize(
    ("status", "content", "code"),
    [
        (401, b'{"msg":"Invalid Sign","code":"50113"}', "50113"),
        (401, b'{"msg":"","code":"50119","data":[]}', "50119"),
        (200, b'{"msg":"","code":"50120","data":{}}', "50120"),
        (200, b'{"code":50011}', "50011"),
        (404, b'{"code":404,"data":{},"detailMsg":"","error_code":"404","msg":"Not Found"}', "404"),
        (503, b'{"code":"50001","msg":"Service temporarily unavailable"}', "50001"),
        (429, b"Too Many Requests", ""),
        (429, b'{"msg":"Too Many Requests","code":50011}', "50011"),
        (429, b'{"code":"0","data":[{"algoId":"AAA","sCode":"0"}]}', "0"),
    ],
)
def test_a_refusal_of_the_whole_request_is_an_api_error(status: int, content: bytes, code: str) -> None:
    with pytest.raises(APIError) as caught:
        report([A], content, status)
    error = caught.value
    assert (error.code, error.http_status, error.operation.path) == (code, status, "/api/v5/trade/cancel-algos")
    assert not isinstance(error, CancelRejected)
    assert f"HTTP {status}" in str(error)
    assert "/api/v5/trade/cancel-algos" in str(error)


@pytest.mark.parametrize("status", [200, 302, 403, 404, 500, 502, 520])
@pytest.mark.parametrize(
    "content",
    [b"", b"<html>", b"\xff\xfe", b"null", b"[]", b'"0"', b"{}", b'{"data":[]}', b'{"code":null}', b"[" * 100_000],
)
def test_an_answer_that_is_not_okxs_is_unknown(status: int, content: bytes) -> None:
    with pytest.raises(OutcomeUnknown, match="may have acted"):
        report([A], content, status)


@pytest.mark.parametrize("code", ["0", "1", "2", 0])
@pytest.mark.parametrize("data", [[], {}, None, "x", [1], [{}]])
def test_an_envelope_without_any_result_is_unknown(code: object, data: object) -> None:
    with pytest.raises(OutcomeUnknown, match="no result"):
        report([A], json.dumps({"code": code, "data": data}).encode())


@pytest.mark.parametrize(
    ("status", "code"),
    [(200, ""), (200, "ok"), (200, " 0"), (302, "302"), (403, 403), (408, "408"), (499, 499), (200, "404"), (500, 404)],
)
def test_a_code_that_is_not_of_okxs_form_is_unknown(status: int, code: object) -> None:
    with pytest.raises(OutcomeUnknown):
        report([A], json.dumps({"code": code, "msg": "?"}).encode(), status)


def test_a_code_that_nobody_listed_is_unknown_with_a_server_error_and_a_refusal_otherwise() -> None:
    with pytest.raises(OutcomeUnknown):
        report([A], b'{"code":"59999","msg":"?"}', 500)
    with pytest.raises(APIError):
        report([A], b'{"code":"59999","msg":"?"}', 400)


def test_a_single_cancel_returns_its_acceptance_or_raises() -> None:
    call = calls.cancel_spread_order(ord_id="111")
    found = calls.accepted(call, 200, envelope(item(ordId="111", clOrdId="", extra="kept")))
    assert found.answer.s_code == "0"
    assert found.answer.additional_properties == {"extra": "kept"}
    with pytest.raises(CancelRejected, match=r"111.*51402 text") as caught:
        calls.accepted(call, 200, envelope(item("51402", ordId="111"), code="1"))
    assert (caught.value.code, caught.value.message, caught.value.http_status) == ("51402", "text", 200)
    for content in (envelope(item("51412", ordId="111")), envelope(item(ordId="222")), envelope(item(), item())):
        with pytest.raises(OutcomeUnknown, match="order 111"):
            calls.accepted(call, 200, content)


def test_a_report_lists_every_order_once_in_the_callers_order() -> None:
    found = report([C, A, B], envelope(item(algoId="AAA"), item("51400", algoId="BBB")))
    assert [outcome.order for outcome in found.outcomes] == [C, A, B]
    assert [found.accepted[0].order, found.rejected[0].order, found.unknown[0].order] == [A, B, C]
    assert isinstance(found.outcomes[0], Unknown)
    assert isinstance(found.outcomes[2], Rejected)
