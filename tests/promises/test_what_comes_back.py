"""What OKX's answer becomes: nothing lost, nothing made up. Each test names whose mistake it is not."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from okx_client import (
    Accepted,
    AlgoOrderId,
    APIError,
    AuthenticationError,
    CancelPending,
    CancelRejected,
    CancelReport,
    InvalidRequestError,
    NotAllAccepted,
    NotDelivered,
    OKXError,
    OrderGone,
    OutcomeUnknown,
    RateLimited,
    Rejected,
    Unavailable,
    errors,
)
from tests.client.support import answer, refusal

from .support import client

A, B, C = (AlgoOrderId("BTC-USDT", algo_id=letter * 3) for letter in "123")


def item(order: AlgoOrderId, code: str = "0") -> dict[str, Any]:
    return {"algoId": order.algo_id, "sCode": code, "sMsg": "" if code == "0" else "text"}


def report(*items: dict[str, Any], code: str, status: int = 200) -> CancelReport:
    with client(answer(*items, code=code, status=status)) as (okx, _):
        return okx.algo.cancel_orders([A, B, C])


def failure(given: httpx.Response | Exception) -> OKXError:
    """The error of a single cancel that is answered so."""
    with client(given, retries=None) as (okx, _), pytest.raises(OKXError) as caught:
        okx.spread.cancel_order(ord_id="111")
    return caught.value


def refused(code: str) -> OKXError:
    return failure(answer({"ordId": "111", "sCode": code, "sMsg": "text"}, code="1"))


# okx-api and agent-trade-kit throw code 2 and lose the orders that were cancelled; nautilus makes one error of it.
def test_a_batch_that_is_accepted_in_part_keeps_its_successes() -> None:
    found = report(item(A), item(B, "51400"), item(C), code="2")
    assert [accepted.order for accepted in found.accepted] == [A, C]
    assert [(rejected.order, rejected.code) for rejected in found.rejected] == [(B, "51400")]
    with pytest.raises(NotAllAccepted) as caught:
        found.raise_for_failures()
    assert caught.value.report is found


# ccxt raises the first known code of a refused batch and drops the rest; nautilus makes one error of it.
def test_a_batch_that_is_refused_tells_of_every_order() -> None:
    found = report(item(A, "51400"), item(B, "51416"), item(C, "51410"), code="1")
    assert [(rejected.order, rejected.code) for rejected in found.rejected] == [
        (A, "51400"),
        (B, "51416"),
        (C, "51410"),
    ]


# agent-trade-kit takes code 1 for success; python-okx hands it over without a look.
def test_code_1_is_never_a_success() -> None:
    assert not report(item(A, "51400"), item(B, "51400"), item(C, "51400"), code="1").accepted
    assert not report(code="1").accepted
    assert isinstance(refused("51403"), CancelRejected)


# nautilus reads the codes of the items only where the envelope says 0.
@pytest.mark.parametrize("code", ["0", "1", "2", "50011"])
def test_an_items_own_code_counts_whatever_the_envelope_says(code: str) -> None:
    found = report(item(A), item(B, "51400"), item(C, "51412"), code=code)
    assert [type(outcome).__name__ for outcome in found.outcomes] == ["Accepted", "Rejected", "Unknown"]


# ccxt names a rejected algo order by its `ordId`, which it has none of: its id is None.
def test_every_verdict_names_the_order_as_the_caller_did() -> None:
    found = report(item(C), item(A, "51400"), item(B, "50004"), code="2")
    assert [(outcome.order, type(outcome).__name__) for outcome in found.outcomes] == [
        *((A, "Rejected"), (B, "Unknown"), (C, "Accepted")),
    ]


# agent-trade-kit puts the HTTP status in the place of OKX's code; okx-api throws the body and loses the status.
@pytest.mark.parametrize(
    ("code", "status", "kind"),
    [
        ("50111", 401, AuthenticationError),
        ("50119", 401, AuthenticationError),
        ("50100", 400, AuthenticationError),
        ("50035", 403, AuthenticationError),
        ("50011", 429, RateLimited),
        ("50013", 429, Unavailable),
        ("50001", 503, Unavailable),
        ("50005", 410, APIError),
        ("51000", 400, APIError),
    ],
)
def test_okxs_code_and_the_http_status_both_survive(code: str, status: int, kind: type[APIError]) -> None:
    error = failure(refusal(code, status))
    assert isinstance(error, kind)
    assert (error.code, error.http_status, error.message) == (code, status, "refused")


# python-okx raises a JSONDecodeError for a page that is no JSON; okx-api throws its text.
@pytest.mark.parametrize("status", [200, 403, 502, 503])
@pytest.mark.parametrize("page", [b"<html>Bad Gateway</html>", b"", b"\xff", b"[]"])
def test_a_page_that_is_not_okxs_is_an_unknown_outcome(status: int, page: bytes) -> None:
    error = failure(httpx.Response(status, content=page))
    assert isinstance(error, OutcomeUnknown)
    assert f"HTTP {status}" in str(error)
    assert "may have acted" in str(error)


# python-okx raises nothing for any status or code, and never its own OkxAPIException; okx-api has no class of errors.
def test_every_class_of_the_tree_is_raised_and_every_failure_is_one_of_it() -> None:
    with client() as (okx, _), pytest.raises(OKXError) as wrong:
        okx.spread.cancel_order(ord_id="")
    with pytest.raises(OKXError) as closed:
        okx.spread.cancel_order(ord_id="1")
    with pytest.raises(OKXError) as not_all:
        report(item(A, "51400"), item(B), item(C), code="2").raise_for_failures()
    raised = {
        errors.InvalidRequestError: wrong.value,
        errors.ConfigurationError: closed.value,
        errors.NotAllAccepted: not_all.value,
        errors.NotDelivered: failure(httpx.ConnectError("refused")),
        errors.OutcomeUnknown: failure(httpx.ReadTimeout("slow")),
        errors.APIError: failure(refusal("51000", 400)),
        errors.AuthenticationError: failure(refusal("50113", 401)),
        errors.RateLimited: failure(refusal("50011", 429)),
        errors.Unavailable: failure(refusal("50013", 429)),
        errors.CancelRejected: refused("51403"),
        errors.OrderGone: refused("51402"),
        errors.CancelPending: refused("51410"),
    }
    assert {kind: type(error) for kind, error in raised.items()} == {kind: kind for kind in raised}
    tree = {kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, OKXError)}
    assert tree - {OKXError} == raised.keys()
    assert isinstance(wrong.value, InvalidRequestError)


# ccxt has OrderNotFound for 51400, 51401 and 51402 alike, so a filled order looks like a cancelled one.
def test_filled_cancelled_triggered_and_not_found_are_told_apart() -> None:
    reasons = {code: refused(code) for code in ("51402", "51401", "51416", "51400")}
    assert all(isinstance(error, OrderGone) for error in reasons.values())
    assert [getattr(error, "reason", None) for error in reasons.values()] == [
        *("filled", "cancelled", "triggered", "not_found_or_done"),
    ]


# ccxt's snapshot knows none of these codes, or only as its generic ExchangeError.
def test_codes_that_others_leave_out_have_their_class() -> None:
    assert type(refused("51410")) is CancelPending
    assert type(refused("51412")) is OutcomeUnknown
    assert type(refused("51413")) is CancelRejected
    assert type(refused("51416")) is OrderGone
    assert type(failure(refusal("50119", 401))) is AuthenticationError
    assert type(failure(refusal("50120", 200))) is AuthenticationError


# hummingbot takes 51603 and 51401 for "already gone", and not 51400, which OKX does answer.
def test_all_codes_of_a_gone_order_are_one_error_and_none_of_them_a_success() -> None:
    for code in ("51400", "51401", "51402", "51416", "51603"):
        error = refused(code)
        assert isinstance(error, OrderGone), code
        assert isinstance(error.outcome, Rejected)


# ccxt shows order_failed as canceled, and does not know pause, partially_effective and partially_failed.
def test_an_accepted_cancel_says_nothing_about_the_orders_state() -> None:
    found = report(item(A), item(B), item(C), code="0")
    assert {name for name in dir(found.outcomes[0]) if not name.startswith("_")} == {"order", "answer"}
    assert isinstance(found.outcomes[0], Accepted)
    for text in (repr(found), *(name for kind in (CancelReport, Accepted) for name in dir(kind))):
        assert "canceled" not in text.lower()
        assert "cancelled" not in text.lower()


# agent-trade-kit tells of an expired key at 50110, of permissions at 50100, of connections at 50061.
@pytest.mark.parametrize(
    ("code", "status", "told", "not_told"),
    [
        ("50110", 401, "IP address", "expire"),
        ("50100", 400, "support", "permission"),
        ("50061", 200, "quota", "connection"),
    ],
)
def test_the_advice_is_about_what_the_code_means(code: str, status: int, told: str, not_told: str) -> None:
    text = str(failure(refusal(code, status)))
    assert told in text
    assert not_told not in text


# okx-api throws the answer as it is, and agent-trade-kit its own status: neither says whether repeating is safe.
def test_every_failure_says_whether_okx_may_have_acted() -> None:
    assert "did not act" in str(failure(refusal("50113", 401)))
    assert "may have acted" in str(failure(httpx.ReadTimeout("slow")))
    undelivered = failure(httpx.ConnectError("refused"))
    assert isinstance(undelivered, NotDelivered)
    assert "repeating is safe" in str(undelivered)
