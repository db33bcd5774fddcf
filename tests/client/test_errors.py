"""Every error says what happened, to which request, whether OKX may have acted, and what to do next."""

from __future__ import annotations

import copy
import pickle
import traceback
from typing import Any, get_args

import httpx
import pytest
from attrs import evolve

import okx_client
from okx_client import (
    ERROR_CODES,
    OKX,
    AlgoOrderId,
    APIError,
    AuthenticationError,
    CancelReport,
    ConfigurationError,
    InvalidRequestError,
    NotAllAccepted,
    NotDelivered,
    NotSent,
    OKXError,
    OrderGone,
    OutcomeUnknown,
    Rejected,
    SpreadOrderId,
    Unknown,
    errors,
    explain,
    operations,
)
from okx_client._generated.error_codes import ERROR_CLASSES, ErrorName
from okx_client.report import carry
from okx_client.text import Language

from .support import KEYS, TOO_LONG, Script, answer, refusal

BY_OKX, BY_US = SpreadOrderId(ord_id="111"), SpreadOrderId(cl_ord_id="mine")
OPERATION = operations.CANCEL_SPREAD_ORDER
REFUSALS = [code for code, entry in ERROR_CODES.items() if entry.error not in (None, "OutcomeUnknown")]


def error_of(verdict: Any, language: Any = "en") -> OKXError:
    return explain.error_of(verdict, OPERATION, language)


def test_the_tree_in_the_docstring_is_the_tree_of_the_classes() -> None:
    def lines(kind: type[OKXError], depth: int) -> list[tuple[int, str]]:
        return [(depth, kind.__name__), *(line for child in kind.__subclasses__() for line in lines(child, depth + 1))]

    tree = [line for line in (errors.__doc__ or "").splitlines() if "──" in line or line.strip() == "OKXError"]
    told = [(line.index(line.lstrip(" │├└─")) // 4 - 1, line.lstrip(" │├└─").split()[0]) for line in tree]
    assert sorted(told) == sorted(lines(OKXError, 0))


def test_every_class_that_the_spec_names_exists_and_is_public() -> None:
    for name in get_args(ErrorName):
        assert issubclass(getattr(okx_client, name), OKXError)
        assert name in okx_client.__all__
    assert set(ERROR_CLASSES) == set(get_args(ErrorName))


@pytest.mark.parametrize("code", REFUSALS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_refusal_says_everything(code: str, language: Any) -> None:
    entry = ERROR_CODES[code]
    error = error_of(Rejected(BY_OKX, code, "OKX's own text.", entry.http_statuses[0]), language)
    assert isinstance(error, APIError)
    assert type(error).__name__ == entry.error
    assert (error.code, error.message, error.operation) == (code, "OKX's own text.", OPERATION)
    acted, advice = ("did not act", entry.advice) if language == "en" else ("未处理该订单", entry.advice_zh)
    if entry.error == "CancelPending":
        acted = "changed nothing" if language == "en" else "未作任何更改"
    if code == "50001":
        acted = "does not say" if language == "en" else "未说明"
    for part in ("POST /api/v5/sprd/cancel-order", "111", code, f"HTTP {entry.http_statuses[0]}", acted, advice):
        assert part in str(error)
    assert "OKX's own text" in str(error), "it names the parameter or the address"
    assert language == "en" or entry.meaning_zh.rstrip("。") in str(error)


def test_okxs_own_text_is_shown_in_one_line_and_not_without_end() -> None:
    error = error_of(Rejected(BY_OKX, "51000", "two\nlines \x1b[31m" + "x" * 100_000, 400))
    assert "two lines" in str(error)
    assert str(error).isprintable()
    assert len(str(error)) < 1000


def test_a_code_that_nobody_listed_is_not_said_to_have_changed_nothing() -> None:
    error = error_of(Rejected(BY_OKX, "59999", "?", 400))
    assert "the code does not say" in str(error)


@pytest.mark.parametrize(
    ("code", "reason"),
    [("51402", "filled"), ("51401", "cancelled"), ("51416", "triggered"), ("51400", "not_found_or_done")],
)
def test_an_order_that_is_gone_says_why(code: str, reason: str) -> None:
    error = error_of(Rejected(BY_OKX, code, "", 200))
    assert isinstance(error, OrderGone)
    assert error.reason == reason


def test_a_refusal_that_nobody_listed_is_told_by_where_it_stood() -> None:
    item = okx_client.models.CancelSpreadOrderResult(s_code="59999")
    assert type(error_of(Rejected(BY_OKX, "59999", "?", 200, item))).__name__ == "CancelRejected"
    assert type(error_of(Rejected(BY_OKX, "59999", "?", 400))).__name__ == "APIError"
    assert type(error_of(Rejected(BY_OKX, "", "", 429))).__name__ == "RateLimited"


@pytest.mark.parametrize("order", [BY_OKX, BY_US])
def test_an_unknown_outcome_says_whether_repeating_is_safe(order: SpreadOrderId) -> None:
    error = error_of(Unknown(order, "No readable answer came (ReadTimeout)."))
    assert isinstance(error, OutcomeUnknown)
    assert error.safe_to_repeat is (order is BY_OKX)
    assert ("repeating is safe" if order is BY_OKX else "do not repeat blindly") in str(error)
    assert "may have acted" in str(error)
    assert ERROR_CLASSES["OutcomeUnknown"].advice in str(error)


def test_what_was_not_sent_says_so() -> None:
    error = error_of(NotSent(BY_OKX, "There was no connection (ConnectError)."))
    assert isinstance(error, NotDelivered)
    assert "did not get it" in str(error)
    assert "OKX 未收到该请求" in error.text.say("zh")


@pytest.mark.parametrize(
    ("script", "kind", "verdict"),
    [
        (Script(answer({"sCode": "51402"}, code="1")), OrderGone, Rejected),
        (Script(refusal("50113", 401)), AuthenticationError, Rejected),
        (Script(httpx.ConnectError("x")), NotDelivered, NotSent),
        (Script(httpx.ReadTimeout("x")), OutcomeUnknown, Unknown),
    ],
)
def test_each_error_of_a_call_carries_its_verdict(script: Script, kind: type[OKXError], verdict: type) -> None:
    with OKX(**KEYS, demo=True, transport=script.transport, retries=None) as okx, pytest.raises(kind) as caught:
        okx.spread.cancel_order(ord_id="111")
    outcome = caught.value.outcome
    assert outcome is not None
    assert (type(outcome), outcome.order) == (verdict, BY_OKX)


def test_a_wrong_or_closed_call_carries_its_verdict_too() -> None:
    okx = OKX(**KEYS, demo=True, lang="zh")
    with pytest.raises(InvalidRequestError, match="未发送任何请求") as invalid:
        okx.spread.cancel_order(cl_ord_id=TOO_LONG)
    assert isinstance(invalid.value.outcome, NotSent)
    assert str(invalid.value.outcome.order) == TOO_LONG
    okx.close()
    with pytest.raises(ConfigurationError, match="已关闭") as closed:
        okx.spread.cancel_order(ord_id="111")
    assert isinstance(closed.value.outcome, NotSent)
    assert closed.value.outcome.order == BY_OKX


def test_the_language_is_the_clients_else_the_environments_else_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OKX_LANG", "zh")
    with pytest.raises(InvalidRequestError, match="未发送"):
        SpreadOrderId(ord_id="")
    with pytest.raises(InvalidRequestError, match="Nothing was sent"):
        OKX(**KEYS, demo=True, lang="en").spread.cancel_order(ord_id="")
    with pytest.raises(ConfigurationError, match="必须是"):
        OKX(**KEYS, demo=True, timeout=0)
    with pytest.raises(ConfigurationError, match="has to be"):
        OKX(**KEYS, demo=True, timeout=0, lang="en")
    for name in ("zh_CN.UTF-8", "zh-CN", "ZH"):
        monkeypatch.setenv("OKX_LANG", name)
        with pytest.raises(InvalidRequestError, match="未发送"):
            OKX(**KEYS, demo=True).spread.cancel_order(ord_id="")
    monkeypatch.setenv("OKX_LANG", "de")
    with pytest.raises(ConfigurationError, match="OKX_LANG has to be en or zh"):
        OKX(**KEYS, demo=True)
    with pytest.raises(InvalidRequestError, match="Nothing was sent"):
        SpreadOrderId(ord_id="")


def test_errors_survive_being_pickled_and_copied() -> None:
    for verdict in (Rejected(BY_OKX, "51402", "x", 200), Unknown(BY_US, "why."), NotSent(BY_OKX, "why.")):
        error = error_of(verdict, "zh")
        for twin in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
            assert (type(twin), str(twin), twin.outcome, vars(twin)) == (
                type(error),
                str(error),
                error.outcome,
                vars(error),
            )


def test_an_error_may_be_made_from_a_plain_text() -> None:
    assert str(NotDelivered("down")) == "down"
    assert str(NotDelivered("down", language="zh")) == "down"


A, B, C, D = (AlgoOrderId("BTC-USDT", algo_id=letter) for letter in "ABCD")


def test_verdicts_can_be_kept_in_a_set() -> None:
    accepted = okx_client.Accepted(A, okx_client.models.CancelAlgoOrderResult(s_code="0"))
    rejected = Rejected(B, "51400", "", 200, okx_client.models.CancelAlgoOrderResult(s_code="51400"))
    assert len({accepted, rejected, accepted, Unknown(C, "why."), NotSent(D, "why.")}) == 4


def test_a_report_raises_for_what_was_not_accepted() -> None:
    accepted = okx_client.Accepted(A, okx_client.models.CancelAlgoOrderResult(s_code="0"))
    CancelReport(()).raise_for_failures()
    CancelReport((accepted,)).raise_for_failures()
    mixed = CancelReport((accepted, Rejected(B, "51400", "gone", 200), Unknown(C, "why."), NotSent(D, "why.")), "en")
    with pytest.raises(
        NotAllAccepted, match=r"1 of 4 .*1 rejected, 1 unknown .*1 not sent .*BTC-USDT B: 51400 gone"
    ) as e:
        mixed.raise_for_failures()
    assert e.value.report is mixed
    many = CancelReport(tuple(NotSent(order, "原因。") for order in (A, B, C, D)), "zh")
    with pytest.raises(NotAllAccepted, match=r"4 个订单中 0 个已受理，4 个未发送.*另有 1 个"):
        many.raise_for_failures()


def test_a_report_says_in_words_what_became_of_each_order() -> None:
    accepted = okx_client.Accepted(A, okx_client.models.CancelAlgoOrderResult(s_code="0"))
    outcomes = (
        accepted,
        Rejected(B, "51400", "gone", 200),
        Rejected(A, "", "", 429),
        Unknown(C, "Why."),
        NotSent(D, "!"),
    )
    english, chinese = (str(CancelReport(outcomes, language)).splitlines() for language in ("en", "zh"))
    assert english[0].startswith("1 of 5 orders accepted, 2 rejected, 1 unknown (ask for their state), 1 not sent")
    assert english[1].startswith("  rejected  BTC-USDT B: HTTP 200, code 51400: gone.")
    assert english[1].endswith(okx_client.ERROR_CODES["51400"].advice)
    assert english[2].startswith("  rejected  BTC-USDT A: HTTP 429, without a code.")
    assert english[3:] == ["  unknown   BTC-USDT C: Why.", "  not sent  BTC-USDT D: !"]
    assert chinese[1].endswith(okx_client.ERROR_CODES["51400"].advice_zh)
    assert [line.split()[0] for line in chinese[1:]] == ["被拒绝", "被拒绝", "结果未知", "未发送"]
    assert str(CancelReport((accepted,), "en")) == "1 of 1 order accepted."
    assert str(CancelReport((accepted,), "zh")) == "1 个订单中 1 个已受理。"


@pytest.mark.parametrize(
    ("order", "operation", "state"),
    [
        (SpreadOrderId(ord_id=7), OPERATION, "GET /api/v5/sprd/order?ordId=7"),
        (SpreadOrderId(cl_ord_id="a b&c"), OPERATION, "GET /api/v5/sprd/order?clOrdId=a%20b%26c"),
        (AlgoOrderId("BTC-USDT", algo_id="A"), operations.CANCEL_ALGO_ORDERS, "GET /api/v5/trade/order-algo?algoId=A"),
        (
            AlgoOrderId("BTC-USDT", algo_cl_ord_id="mine"),
            operations.CANCEL_ALGO_ORDERS,
            "GET /api/v5/trade/order-algo?algoClOrdId=mine",
        ),
    ],
)
def test_an_error_after_which_nobody_knows_says_by_which_request_to_ask(
    order: SpreadOrderId | AlgoOrderId, operation: operations.Operation, state: str
) -> None:
    error = explain.error_of(Unknown(order, "Why."), operation, "en")
    assert f"its state: {state})" in str(error)
    assert state in error.text.zh
    unknown_path = evolve(operation, order_state_path=None)
    assert "GET" not in str(explain.error_of(Unknown(order, "Why."), unknown_path, "en"))


def test_a_report_is_found_on_an_interruption_or_on_what_it_became() -> None:
    report, interruption = CancelReport(()), KeyboardInterrupt()
    assert CancelReport.of(interruption) is None
    interruption.report = report  # type: ignore[attr-defined]
    assert CancelReport.of(interruption) is report
    became = TimeoutError()
    became.__cause__ = interruption
    assert CancelReport.of(became) is report
    became.__cause__, became.__context__ = None, became
    assert CancelReport.of(became) is None
    assert CancelReport.of(ExceptionGroup("of a TaskGroup", [ValueError()])) is None
    assert CancelReport.of(BaseExceptionGroup("of a TaskGroup", [ValueError(), interruption])) is report


@pytest.mark.parametrize(("language", "words"), [("en", "0 of 1 order accepted, 1 unknown"), ("zh", "1 个结果未知")])
def test_an_interruption_that_nobody_catches_says_how_the_orders_stand(language: Language, words: str) -> None:
    interruption = KeyboardInterrupt()
    carry(interruption, CancelReport((Unknown(A, "Why."),), language))
    shown = "".join(traceback.format_exception(interruption))
    assert words in shown
    assert "CancelReport.of(error)" in shown
