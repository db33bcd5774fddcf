"""From a verdict to the error that a call about one order raises: its class, and its words in both languages."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import quote, urlencode

from . import errors, verdicts
from ._generated.error_codes import ERROR_CLASSES, ERROR_CODES, ErrorName
from ._generated.operations import Operation
from .errors import APIError, NotDelivered, OKXError, OutcomeUnknown
from .outcomes import NotSent, OrderId, Rejected, Unknown
from .text import Language, Text

_CLASSES: dict[ErrorName, type[APIError]] = {
    "APIError": errors.APIError,
    "AuthenticationError": errors.AuthenticationError,
    "RateLimited": errors.RateLimited,
    "Unavailable": errors.Unavailable,
    "CancelRejected": errors.CancelRejected,
    "OrderGone": errors.OrderGone,
    "CancelPending": errors.CancelPending,
}
_BY_EXCHANGE_ID = Text(
    "This order is named by OKX's own id: repeating is safe.",
    "该订单以 OKX 的订单 ID 指明，可以安全地再次撤单。",
)
_BY_CLIENT_ID = Text(
    "This order is named by a client id: do not repeat blindly.",
    "该订单以客户自定义 ID 指明，请勿未经查询就再次撤单。",
)


def error_of(verdict: Rejected | Unknown | NotSent, operation: Operation, language: Language) -> OKXError:
    """Return the error for an order that OKX did not accept to cancel, or may not have."""
    request = _request(operation, verdict.order)
    match verdict:
        case NotSent(cause=cause):
            text = Text(
                f"{request.en}: {cause} OKX did not get it, so the order was not touched; repeating is safe.",
                f"{request.zh}：{cause}OKX 未收到该请求，订单未受影响，可以安全重试。",
            )
            return NotDelivered(text, outcome=verdict, language=language)
        case Unknown(cause=cause, code=code):
            todo, repeat = advice(code, "OutcomeUnknown"), repeating(verdict.order)
            state = _state(operation, verdict.order)
            text = Text(
                f"{request.en}: {cause} OKX may have acted on the order{state.en}. {todo.en} {repeat.en}",
                f"{request.zh}：{cause}OKX 可能已处理该订单{state.zh}。{todo.zh}{repeat.zh}",
            )
            return OutcomeUnknown(text, outcome=verdict, language=language)
        case Rejected():
            return _refusal(verdict, operation, language, request)


def error_name(verdict: Rejected) -> ErrorName:
    """Return the name of the class for a refusal: by OKX's code, else by where the refusal stood."""
    known = ERROR_CODES.get(verdict.code)
    if known and known.error:
        return known.error
    if verdict.http_status == HTTPStatus.TOO_MANY_REQUESTS:
        return "RateLimited"
    return "APIError" if verdict.answer is None else "CancelRejected"


def refusal(verdict: Rejected) -> Text:
    """Say what OKX said when it refused, whether it may have acted all the same, and what to do next."""
    name = error_name(verdict)
    said, todo = verdicts.meaning(verdict.code, verdict.message), advice(verdict.code, name)
    did = acted(verdict)
    code = Text(
        f"code {verdict.code}: {said.en}" if verdict.code else f"without a code. {said.en}",
        f"代码 {verdict.code}：{said.zh}" if verdict.code else f"未附代码。{said.zh}",
    )
    return Text(
        f"HTTP {verdict.http_status}, {code.en.rstrip(' .:')}. {did.en} {todo.en}",
        f"HTTP {verdict.http_status}，{code.zh.rstrip(' 。：')}。{did.zh}{todo.zh}",
    )


def _refusal(verdict: Rejected, operation: Operation, language: Language, request: Text) -> APIError:
    name, known = error_name(verdict), ERROR_CODES.get(verdict.code)
    what = refusal(verdict)
    text = Text(f"{request.en}: OKX refused, {what.en}", f"{request.zh}：OKX 拒绝了请求，{what.zh}")
    error = _CLASSES[name](
        text,
        code=verdict.code,
        message=verdict.message,
        http_status=verdict.http_status,
        operation=operation,
        outcome=verdict,
        language=language,
    )
    if isinstance(error, errors.OrderGone):
        error.reason = (known and known.reason) or "not_found_or_done"
    return error


def acted(verdict: Rejected) -> Text:
    """Say whether OKX may have acted on the order, and no more than its code says."""
    name, known = error_name(verdict), ERROR_CODES.get(verdict.code)
    unlisted = known is None and name != "RateLimited"
    if unlisted or (known and known.repeat == "after a wait, by OKX's own ids"):
        return Text("Whether OKX acted on the order, the code does not say.", "该代码未说明 OKX 是否已处理该订单。")
    if name == "CancelPending":
        return Text(
            "This request changed nothing; an earlier one may be at work.",
            "本次请求未作任何更改，先前的请求可能正在处理中。",
        )
    return Text("OKX did not act on the order.", "OKX 未处理该订单。")


def _request(operation: Operation, order: OrderId) -> Text:
    request = f"{operation.method} {operation.path}"
    return Text(f"{request}, order {order}", f"{request}，订单 {order}")


def state_query(operation: Operation, order: OrderId) -> str | None:
    """Return the request that asks for the order's state, such as "GET /api/v5/sprd/order?ordId=1", if one is known."""
    if operation.order_state_path is None:
        return None
    field = operation.id_fields[-1 if order.by_client_id else 0]
    query = urlencode({field.name: order.id}, quote_via=quote)
    return f"GET {operation.order_state_path}?{query}"


def _state(operation: Operation, order: OrderId) -> Text:
    request = state_query(operation, order)
    return Text(f" (its state: {request})", f"（查询状态：{request}）") if request else Text("", "")


def advice(code: str, name: ErrorName) -> Text:
    """Say what to do next after a code, or after one that the spec does not list, by its class."""
    entry = ERROR_CODES.get(code) or ERROR_CLASSES[name]
    return Text(entry.advice, entry.advice_zh)


def repeating(order: OrderId) -> Text:
    """Say whether it is safe to cancel the order once more."""
    return _BY_CLIENT_ID if order.by_client_id else _BY_EXCHANGE_ID
