"""What OKX's answer says about each order, and no more than it says. Docs: #overview-general-info.

An item's `sCode` outranks the envelope's `code`. Where an order has no item of its own, or one that could be another
order's, and wherever a code leaves the outcome open, the verdict is `Unknown`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from attrs import evolve

from . import envelope
from ._generated.error_codes import ERROR_CODES
from .calls import Call
from .outcomes import Accepted, OrderId, Outcome, Rejected, Unknown
from .text import Text

_SUCCESS = "0"
_OKX_FORM = re.compile(r"[1-9][0-9]{4}")
_TOO_MANY_REQUESTS = 429  # refused before processing, whatever the body: it was seen as plain text during overload

Item = dict[str, Any]


def judge(call: Call, http_status: int, content: bytes) -> tuple[Outcome, ...]:
    """Return the verdict on each order of a call by OKX's answer to it.

    Args:
        call: What was asked.
        http_status: The status of the HTTP response.
        content: The bytes of its body, decompressed.
    """
    document = envelope.parse(content)
    code, message = envelope.code(document), envelope.message(document)
    if code is not None and is_ambiguous(code):
        return _unknown(call, _said(code, message), code)
    items = envelope.items(document) if document else []
    if http_status == _TOO_MANY_REQUESTS:
        whole = code if code is not None and is_refusal(code) else ""
        refused = Rejected(call.orders[0], whole, message, http_status)
        return tuple(_at_least_refused(verdict, refused) for verdict in _by_items(call, items, http_status))
    if document is None or code is None:
        return _unknown(call, _unreadable(http_status))
    if items:
        return _by_items(call, items, http_status)
    if not _is_refusal(http_status, code):
        return _unknown(call, _said(code, message))
    return tuple(Rejected(order, code, message, http_status) for order in call.orders)


def is_ambiguous(code: str) -> bool:
    """Say whether a code leaves open whether OKX acted. Docs: #error-code."""
    return (known := ERROR_CODES.get(code)) is not None and known.error == "OutcomeUnknown"


def is_refusal(code: str) -> bool:
    """Say whether a code is OKX's word that it refused: one that the spec lists as such, or one of OKX's form."""
    known = ERROR_CODES.get(code)
    return known.error not in (None, "OutcomeUnknown") if known else _OKX_FORM.fullmatch(code) is not None


def match(orders: Sequence[dict[str, str]], items: Sequence[Item]) -> list[Item | None]:
    """Return for each order, given as the ids that name it, the item that is about it, or None.

    By id where OKX echoes one, unless more items claim it than orders have it. Else by position, if there are as many
    items as orders, no echoed id shows that OKX has reordered them, and the item at that position names no other
    order. Docs promise neither the order nor the echo.
    """
    by_id: dict[int, int] = {}
    for position, ids in enumerate(orders):
        taken = set(by_id.values())
        about = (index for index, item in enumerate(items) if index not in taken and _names(item, ids))
        contested = sum(_names(item, ids) for item in items) > sum(other == ids for other in orders)
        if not contested and (index := next(about, None)) is not None:
            by_id[position] = index
    in_order = len(items) == len(orders) and all(position == index for position, index in by_id.items())
    found: list[Item | None] = []
    for position, ids in enumerate(orders):
        index = by_id.get(position, position if in_order and not _contradicts(items[position], ids) else None)
        found.append(None if index is None else items[index])
    return found


def _names(item: Item, ids: dict[str, str]) -> bool:
    return any(envelope.text(item.get(name)) == value for name, value in ids.items())


def _contradicts(item: Item, ids: dict[str, str]) -> bool:
    return any(item.get(name) for name in ids)


def _by_items(call: Call, items: Sequence[Item], http_status: int) -> tuple[Outcome, ...]:
    found = match([call.ids(order) for order in call.orders], items)
    return tuple(_by_item(call, order, item, http_status) for order, item in zip(call.orders, found, strict=True))


def _by_item(call: Call, order: OrderId, item: Item | None, http_status: int) -> Outcome:
    if item is None:
        return Unknown(order, _NO_ITEM.say(call.language))
    code = envelope.text(item.get("sCode"))
    message = envelope.text(item.get("sMsg")) or ""
    if code == _SUCCESS:
        return Accepted(order, call.answer.from_dict(item))
    if code and is_refusal(code):
        return Rejected(order, code, message, http_status, call.answer.from_dict(item))
    if code and is_ambiguous(code):
        return Unknown(order, _said(code, message).say(call.language), code)
    return Unknown(order, _NO_CODE.say(call.language))


def _at_least_refused(verdict: Outcome, refused: Rejected) -> Outcome:
    """Return a verdict on an order of a request that was refused as a whole: what its own item says of it, or that."""
    if isinstance(verdict, Rejected) or (isinstance(verdict, Unknown) and verdict.code):
        return verdict
    return evolve(refused, order=verdict.order)


def _is_refusal(http_status: int, code: str) -> bool:
    """Say whether the code of an envelope without items is OKX's word that it refused the request.

    Not one that nobody listed with a server error, which may say anything. A path that OKX does not have was seen to
    come back as code 404.
    """
    if code not in ERROR_CODES and http_status >= 500:
        return False
    return is_refusal(code) or (http_status == 404 and code == "404")


def _unknown(call: Call, cause: Text, code: str = "") -> tuple[Outcome, ...]:
    return tuple(Unknown(order, cause.say(call.language), code) for order in call.orders)


_NO_ITEM = Text(
    "OKX's answer has no result that is certain to be this order's.",
    "OKX 的应答中没有可以确定属于该订单的结果。",
)
_NO_CODE = Text(
    "OKX's result for this order has no readable code.",
    "OKX 对该订单的结果没有可读取的代码。",
)


def _said(code: str, message: str) -> Text:
    known = ERROR_CODES.get(code)
    return Text(
        f"OKX answered {code} {message or (known.meaning if known else '')}".rstrip(" .") + ".",
        f"OKX 返回 {code} {known.meaning_zh if known else message}".rstrip(" 。") + "。",
    )


def _unreadable(http_status: int) -> Text:
    return Text(
        f"The answer (HTTP {http_status}) is not one of OKX's.",
        f"收到的应答（HTTP {http_status}）不是 OKX 的应答。",
    )
