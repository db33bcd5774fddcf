"""What an operation's `x-` fields say, as a Markdown list below its description."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from .. import docstrings, spec_words
from ..extensions import Caveat
from ..spec_words import Pair
from ..tables import OperationRow, Tables
from . import fields
from .wording import Voice

_SOURCES: dict[str, Pair] = {
    "docs": ("Caveat (from OKX's docs)", "注意（来自 OKX 文档）"),
    "reading": ("Caveat (our reading, not in OKX's docs)", "注意（我们的理解，并非 OKX 文档原文）"),
}


def said(row: OperationRow, spec: Tables, voice: Voice) -> str:
    """Limits, size of a batch, permission, state of the order, sample queries and caveats."""
    return "\n".join(
        [
            voice.item(("Rate limit", "限速"), voice(*docstrings.limits(row))),
            *(voice.item(("Batch", "批量"), voice(*pair)) for pair in spec_words.batch(row)),
            *(voice.item(("Permission", "权限"), text) for text in _permission(row, spec, voice)),
            *_state(row, voice),
            *_queries(row, voice),
            *(_caveat(caveat, voice) for caveat in row.caveats),
        ]
    )


def _permission(row: OperationRow, spec: Tables, voice: Voice) -> Iterator[str]:
    if row.permission is not None:
        yield voice.described(spec.root.permissions[row.permission])
    yield from (voice(*pair) for pair in spec_words.permission_in_chinese(row))


def _state(row: OperationRow, voice: Voice) -> Iterator[str]:
    if row.order_state_path:
        path = f"`GET {row.order_state_path}`"
        yield voice.item(("State of an order", "订单状态"), voice(f"{path}, by the same ids", f"{path}，使用相同的 ID"))


def _queries(row: OperationRow, voice: Voice) -> Iterator[str]:
    for example in row.node.get("x-query-examples", []):
        if example.get("x-language", voice.language) == voice.language:
            query, words = f"`?{urlencode(example['value'])}`", fields.sample(example, voice)
            told = voice(f" ({words})", f"（{words}）") if words else ""
            yield voice.item(("Sample query", "示例查询"), query + told)


def _caveat(caveat: Caveat, voice: Voice) -> str:
    return voice.item(_SOURCES[caveat.source], voice.described(caveat))
