"""What OKX's answer says about each order, and no more than it says. Docs: #overview-general-info.

An item's `sCode` outranks the envelope's `code`. Where an order has no item of its own, or one that could be another
order's, the verdict is `Unknown`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from . import envelope
from ._generated.error_codes import ERROR_CODES
from ._generated.models import CancelAlgoOrderResult, CancelSpreadOrderResult
from ._generated.operations import Operation
from .errors import APIError, OutcomeUnknown
from .outcomes import Accepted, OrderId, Outcome, Rejected, Unknown

_SUCCESS = "0"
_JUDGED_BY_ITEM = ("0", "1", "2")  # envelope codes that leave the verdict to the items
_OKX_FORM = re.compile(r"[0-9]{5}")
_TOO_MANY_REQUESTS = 429  # refused before processing, whatever the body: it was seen as plain text during overload

Item = dict[str, Any]


def read(operation: Operation, http_status: int, content: bytes) -> list[Item]:
    """Return the items of an answer, at least one.

    Raises:
        APIError: OKX refused the request as a whole.
        OutcomeUnknown: The answer cannot be read, or its code leaves the outcome open.
    """
    document = envelope.parse(content)
    code, message = envelope.code(document), envelope.message(document)
    where = f"{operation.method} {operation.path}"
    if http_status == _TOO_MANY_REQUESTS:
        raise _refusal(operation, http_status, code or "", message)
    if document is None or code is None:
        raise _unknown(where, f"the answer (HTTP {http_status}) is not one of OKX's")
    if items := envelope.items(document):
        return items
    if code in _JUDGED_BY_ITEM:
        raise _unknown(where, f"OKX answered with code {code} and no result for any order")
    known = ERROR_CODES.get(code)
    if (known and known.ambiguous) or (known is None and not _is_refusal(http_status, code)):
        raise _unknown(where, f"OKX answered {code} {message} (HTTP {http_status})")
    raise _refusal(operation, http_status, code, message)


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


def outcome(
    order: OrderId, item: Item | None, model: type[CancelSpreadOrderResult] | type[CancelAlgoOrderResult]
) -> Outcome:
    """Return the outcome of an order by the item that is about it."""
    if item is None:
        return Unknown(order, "OKX's answer has no result that is certain to be this order's")
    code = envelope.text(item.get("sCode"))
    message = envelope.text(item.get("sMsg")) or ""
    if not code:
        return Unknown(order, "OKX's result for this order has no readable code")
    if code == _SUCCESS:
        return Accepted(order, model.from_dict(item))
    known = ERROR_CODES.get(code)
    if known and known.ambiguous:
        return Unknown(order, f"OKX answered {code} {message}".rstrip())
    return Rejected(order, code, message, model.from_dict(item))


def _is_refusal(http_status: int, code: str) -> bool:
    """Say whether a code that the spec does not list is OKX's word that it refused the request.

    Five digits are OKX's form; with a server error they may say anything. A path that OKX does not have was seen to
    come back as code 404.
    """
    return (_OKX_FORM.fullmatch(code) is not None and http_status < 500) or (http_status == 404 and code == "404")


def _refusal(operation: Operation, http_status: int, code: str, message: str) -> APIError:
    known = ERROR_CODES.get(code)
    meaning = message or (known.meaning if known else "")
    text = f"{operation.method} {operation.path}: OKX refused the request (HTTP {http_status}): {code} {meaning}"
    return APIError(text.rstrip(), code=code, message=message, http_status=http_status, operation=operation)


def _unknown(where: str, cause: str) -> OutcomeUnknown:
    return OutcomeUnknown(f"{where}: {cause}. OKX may have acted on the request; ask for the orders' state.")
