"""What OKX's answer says about each order, and no more than it says. Docs: #overview-general-info.

An item's `sCode` outranks the envelope's `code`. Where an order has no item of its own, or one that could be another
order's, and wherever a code leaves the outcome open, the verdict is `Unknown`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from http import HTTPStatus
from itertools import chain
from typing import Any, Final

from attrs import evolve

from . import envelope
from ._generated.error_codes import ERROR_CODES
from .calls import Call, Name
from .outcomes import Accepted, OrderId, Outcome, Rejected, Unknown
from .text import Text

_SUCCESS = "0"
_TOO_MANY_REQUESTS: Final[int] = HTTPStatus.TOO_MANY_REQUESTS  # an enum takes its time to look up a member
_OKX_RANGE = re.compile(r"[5-7][0-9]{4}")
_JUDGED_BY_ITEM = ("0", "1", "2")  # envelope codes that leave the verdict to the items
_LONGEST_MESSAGE = 300  # characters of OKX's text in ours; `Rejected.message` has it whole

Item = dict[str, Any]


def judge(call: Call, http_status: int, content: bytes) -> tuple[Outcome, ...]:
    """Return the verdict on each order of a call by OKX's answer to it.

    Args:
        call: What was asked.
        http_status: The status of the HTTP response.
        content: The bytes of its body, decompressed.
    """
    document = envelope.parse(content)
    code = envelope.code(document)
    if code is not None and is_ambiguous(code):
        return _unknown(call, _said(code, envelope.message(document)), code)
    items = envelope.items(document) if document else []
    # Refused before processing, whatever the body: it was seen as plain text during overload.
    if http_status == _TOO_MANY_REQUESTS:
        whole = code if code is not None and is_refusal(code) else ""
        refused = Rejected(call.orders[0], whole, envelope.message(document), http_status)
        return tuple(_at_least_refused(verdict, refused) for verdict in _by_items(call, items, http_status))
    if document is None or code is None:
        return _unknown(call, _unreadable(http_status))
    if items:
        return _by_items(call, items, http_status)
    message = envelope.message(document)
    if not _is_refusal(http_status, code, document):
        return _unknown(call, _said(code, message))
    return tuple(Rejected(order, code, message, http_status) for order in call.orders)


def is_ambiguous(code: str) -> bool:
    """Say whether a code leaves open whether OKX acted. Docs: #error-code."""
    return (known := ERROR_CODES.get(code)) is not None and known.error == "OutcomeUnknown"


def is_refusal(code: str) -> bool:
    """Say whether a code is OKX's word that it refused: one that the spec lists as such, or one of OKX's range."""
    known = ERROR_CODES.get(code)
    return known.error not in (None, "OutcomeUnknown") if known else _OKX_RANGE.fullmatch(code) is not None


def match(names: Sequence[Name], items: Sequence[Item]) -> Sequence[Item | None]:
    """Return for each order, given as the field and the id that name it, the item that is about it, or None.

    By id where OKX echoes one that no other order has and no other item. Else by position, if there are as many items
    as orders, no echoed id shows that OKX has reordered them, and the item at that position names no other order. Docs
    promise neither the order nor the echo.
    """
    field, _ = names[0]
    echoed = [(field, envelope.text(item.get(field))) for item in items]
    if echoed == list(names):  # the rule, at its plainest: the answer repeats the request
        return items
    return match_doubtful(names, items)


def match_doubtful(names: Sequence[Name], items: Sequence[Item]) -> list[Item | None]:
    """Do what `match` does where it is not plain to see that each item names the order at its place."""
    fields = {field for field, _ in names}
    echoes = [_echoes(item, fields) for item in items]
    orders, echoed = Counter(names), Counter(chain.from_iterable(echoes))
    claimants = [sum(orders[name] for name in of_item) for of_item in echoes]
    by_id = {
        name: index
        for index, of_item in enumerate(echoes)
        for name in of_item
        if echoed[name] == 1 and claimants[index] == 1
    }
    in_order = len(items) == len(names) and all(by_id.get(name, at) == at for at, name in enumerate(names))

    def found(position: int, name: Name) -> int | None:
        if name in by_id:
            return by_id[name]
        if not in_order or echoed[name] != claimants[position]:
            return None  # as many orders as items have to share an id
        names_another = not echoed[name] and items[position].get(name[0])
        return None if names_another else position

    indexes = [found(position, name) for position, name in enumerate(names)]
    return [None if index is None else items[index] for index in indexes]


def _echoes(item: Item, fields: Collection[str]) -> list[Name]:
    texts = [(field, envelope.text(item.get(field))) for field in fields]
    return [(field, text) for field, text in texts if text is not None]


def _by_items(call: Call, items: Sequence[Item], http_status: int) -> tuple[Outcome, ...]:
    found = match(call.names, items)
    return tuple(_by_item(call, order, item, http_status) for order, item in zip(call.orders, found, strict=True))


def _by_item(call: Call, order: OrderId, item: Item | None, http_status: int) -> Outcome:
    if item is None:
        return Unknown(order, _NO_ITEM.say(call.language))
    code = envelope.text(item.get("sCode"))
    if code == _SUCCESS:
        return Accepted(order, call.answer.from_dict(item))
    message = envelope.text(item.get("sMsg")) or ""
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


def _is_refusal(http_status: int, code: str, document: envelope.Envelope) -> bool:
    """Say whether an envelope without items is OKX's word that it refused the request.

    A code that nobody listed counts only in the form that OKX's refusals were seen to have, and not with a status that
    others on the way give too: a proxy that forbids, or a server error, which may say anything. A path that OKX does
    not have was seen to come back as code 404, with the status once more in `error_code`.
    """
    if code in ERROR_CODES:
        return is_refusal(code)
    if http_status == HTTPStatus.NOT_FOUND and code == "404":
        return envelope.text(document.get("error_code")) == "404"
    from_others = http_status >= 500 or http_status == HTTPStatus.FORBIDDEN
    return is_refusal(code) and "msg" in document and not from_others


def _unknown(call: Call, cause: Text, code: str = "") -> tuple[Outcome, ...]:
    return tuple(Unknown(order, cause.say(call.language), code) for order in call.orders)


_NO_ITEM = Text(
    "OKX's answer has no result that is certain to be this order's.",
    "OKX 的响应中没有可以确定属于该订单的结果。",
)
_NO_CODE = Text(
    "OKX's result for this order has no readable code.",
    "OKX 返回的该订单结果中没有可读取的代码。",
)


def _said(code: str, message: str) -> Text:
    if code in _JUDGED_BY_ITEM:
        return Text(
            f"OKX answered with code {code}, and gave no result for this order.",
            f"OKX 返回代码 {code}，但没有给出该订单的结果。",
        )
    said = meaning(code, message)
    return Text(
        f"OKX answered {code}: {said.en}".rstrip(" :.") + ".", f"OKX 返回 {code}：{said.zh}".rstrip(" ：。") + "。"
    )


def meaning(code: str, message: str) -> Text:
    """Return what a code means, with OKX's own text: it names the parameter, or the address, that is wrong."""
    known = ERROR_CODES.get(code)
    said = "".join(letter if letter.isprintable() else " " for letter in message).strip()
    said = said if len(said) <= _LONGEST_MESSAGE else f"{said[:_LONGEST_MESSAGE]}…"
    if known is None:
        return Text(said, said)
    return Text(said or known.meaning, f"{known.meaning_zh.rstrip('。')}（{said}）" if said else known.meaning_zh)


def _unreadable(http_status: int) -> Text:
    return Text(
        f"The answer (HTTP {http_status}) is not one of OKX's.",
        f"收到的响应（HTTP {http_status}）不是 OKX 的响应。",
    )
