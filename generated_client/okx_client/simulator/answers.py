"""What the exchange sends back: OKX's envelope, with and without results. Docs: #overview-general-info."""

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus

from attrs import field, frozen

from okx_client._generated.error_codes import ERROR_CODES

Result = Mapping[str, str]
"""What is said about one order, by OKX's field names."""


@frozen
class Answer:
    """One HTTP answer: a status, header fields, and the exact bytes of the body.

    Whoever sends it waits `delay_seconds` first. Where `is_cut`, nothing of it is sent: the connection ends instead.
    """

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes
    delay_seconds: float = 0.0
    is_cut: bool = False


def message(code: str) -> str:
    """The English text of a code; empty for success, as OKX leaves it."""
    return "" if code == "0" else ERROR_CODES[code].meaning


def refusal(code: str) -> Answer:
    """The whole request is refused. There is no `data` key, as OKX was seen to answer.

    The status is the first that the code comes with.
    """
    return _json(ERROR_CODES[code].http_statuses[0], {"msg": message(code), "code": code})


def results(items: Sequence[Result]) -> Answer:
    """The request was read; each item of `data` says in `sCode` what came of its order.

    Code "0" where every order was accepted, "1" where none was, "2" for a part of the batch. A single order that is
    refused also comes as code "1".
    """
    accepted = sum(item["sCode"] == "0" for item in items)
    code = "0" if accepted == len(items) else "1" if accepted == 0 else "2"
    return _json(ERROR_CODES[code].http_statuses[0], {"code": code, "msg": message(code), "data": list(items)})


def order_state(order: Result) -> Answer:
    """What a query for the state of one order finds."""
    return _json(HTTPStatus.OK, {"code": "0", "msg": "", "data": [order]})


def no_order_state(code: str) -> Answer:
    """A query that finds no order. Unlike at other refusals there is a `data` key, as OKX was seen to answer."""
    return _json(ERROR_CODES[code].http_statuses[0], {"code": code, "msg": message(code), "data": []})


def system_time(milliseconds: int) -> Answer:
    """The exchange's time, as a string of Unix milliseconds. Docs: #public-data-rest-api-get-system-time."""
    return _json(HTTPStatus.OK, {"code": "0", "msg": "", "data": [{"ts": str(milliseconds)}]})


def unknown_path() -> Answer:
    """What OKX was seen to answer on a path that it does not have; `code` is a number here."""
    return _edge_error(HTTPStatus.NOT_FOUND)


def too_large() -> Answer:
    """The body was not read to its end, so the connection closes. OKX's own answer to such a body is not known."""
    return _edge_error(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, {"connection": "close"})


def _edge_error(status: HTTPStatus, headers: Mapping[str, str] | None = None) -> Answer:
    """An answer from in front of the API: its `code` is the HTTP status, and `data` is an object."""
    body: dict[str, object] = {
        "code": status.value,
        "data": {},
        "detailMsg": "",
        "error_code": str(status.value),
        "error_message": status.phrase,
        "msg": status.phrase,
    }
    return _json(status, body, headers)


def _json(status: int, body: Mapping[str, object], headers: Mapping[str, str] | None = None) -> Answer:
    content = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    return Answer(int(status), {"content-type": "application/json", **(headers or {})}, content)
