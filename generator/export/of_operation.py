"""What an operation's `x-` fields say, as a Markdown list below its description."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from .. import docstrings
from ..extensions import Caveat
from ..tables import OperationRow, Tables
from . import fields
from .wording import Pair, Voice

_SOURCES: dict[str, Pair] = {
    "docs": ("Caveat (from OKX's docs)", "注意（来自 OKX 文档）"),
    "reading": ("Caveat (our reading, not in OKX's docs)", "注意（我们的理解，并非 OKX 文档原文）"),
}


def said(row: OperationRow, spec: Tables, voice: Voice) -> str:
    """Limits, size of a batch, permission, state of the order, sample queries and caveats."""
    return "\n".join(
        [
            voice.item(("Rate limit", "限速"), voice(*docstrings.limits(row))),
            *_batch(row, voice),
            *_permission(row, spec, voice),
            *_state(row, voice),
            *_queries(row, voice),
            *(_caveat(caveat, voice) for caveat in row.caveats),
        ]
    )


def _batch(row: OperationRow, voice: Voice) -> Iterator[str]:
    names = ("Batch", "批量")
    if row.max_batch:
        english = f"{row.min_batch} to {row.max_batch} items in one request"
        yield voice.item(names, voice(english, f"每次请求 {row.min_batch} 至 {row.max_batch} 项"))
    elif row.min_batch:
        english = f"{row.min_batch} or more items in one request; OKX's docs give no largest number"
        yield voice.item(names, voice(english, f"每次请求至少 {row.min_batch} 项；OKX 文档未给出上限"))
    if voice.language == "zh" and "x-max-batch-zh" in row.node:
        most = row.node["x-max-batch-zh"]
        yield voice.item(names, voice("", f"OKX 中文页面写的是至多 {most} 项" if most else "OKX 中文页面未写明上限"))
    elif "x-max-batch" in row.node:
        most = row.node["x-max-batch"]
        yield voice.item(names, voice(f"at most {most} items in one request", f"每次请求至多 {most} 项"))


def _permission(row: OperationRow, spec: Tables, voice: Voice) -> Iterator[str]:
    names = ("Permission", "权限")
    if row.permission is not None:
        yield voice.item(names, voice.described(spec.root.permissions[row.permission]))
    if voice.language == "zh" and "x-permission-zh" in row.node:
        other = row.node["x-permission-zh"]
        yield voice.item(names, f"OKX 中文页面写的是 `{other}`" if other else "OKX 中文页面未写明权限")


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
