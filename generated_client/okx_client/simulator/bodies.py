"""What a body may look like: JSON, object or array, how many items, which fields."""

import json
from collections.abc import Mapping, Sequence

from okx_client._generated.operations import Operation

from .request import RefusedError, Request

MAX_BODY_BYTES = 1 << 20
"""The simulator's own cap, so that a runaway client cannot fill the memory. The largest batch is some 2 KiB."""

Item = Mapping[str, object]
"""One order to cancel, by OKX's field names. Fields that OKX does not document are ignored, as OKX does."""


def read_items(operation: Operation, request: Request) -> Sequence[Item]:
    """The items of a request, one for each order that it names. Refuses a body that cannot be read as a whole."""
    if request.header("content-type").partition(";")[0].strip().lower() != "application/json":
        raise RefusedError("50006")
    if not request.body:
        raise RefusedError("50000")
    try:
        # Decoded first: json.loads would also take UTF-16 and UTF-32.
        content = json.loads(request.body.decode())
    except (ValueError, RecursionError):
        raise RefusedError("50002") from None
    if operation.max_batch is None:
        return [_object(content)]
    return _batch(operation, operation.max_batch, content)


def _batch(operation: Operation, max_batch: int, content: object) -> Sequence[Item]:
    if not isinstance(content, list):
        raise RefusedError("50002")
    if len(content) > max_batch:
        raise RefusedError("51406")
    if len(content) < (operation.min_batch or 0):
        # OKX's own answer to an empty array is not known; "a parameter is malformed" says no more than is sure.
        raise RefusedError("51000")
    return [_object(item) for item in content]


def _object(content: object) -> Item:
    if not isinstance(content, dict):
        raise RefusedError("50002")
    return content


def item_fault(operation: Operation, item: Item) -> str | None:
    """The code for an item that names no order properly, or None. It stands at the item, not at the request.

    An empty string and null count as absent: python-okx sends an empty `clOrdId` beside `ordId`.
    """
    names = (*operation.required_fields, *(id_field.name for id_field in operation.id_fields))
    if any(not isinstance(item.get(name) or "", str) for name in names):
        return "51000"
    if any(not item.get(name) for name in operation.required_fields):
        return "50014"
    if not any(item.get(id_field.name) for id_field in operation.id_fields):
        return "51003"
    for id_field in operation.id_fields:
        if id_field.max_length is not None and len(text(item, id_field.name)) > id_field.max_length:
            return "51000"
    return None


def text(item: Item, name: str) -> str:
    """A field as text: "" where it is absent or not a string."""
    value = item.get(name)
    return value if isinstance(value, str) else ""
