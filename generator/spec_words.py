"""What our `x-` fields say, in words: the same on the reference site and in the exported document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeAlias

from . import places
from .error_words import Repeat
from .extensions import ErrorClass, ErrorCode
from .tables import OperationRow

Pair: TypeAlias = tuple[str, str]
"""The same words in English and in Chinese."""

REPEAT: dict[Repeat, Pair] = {
    "never": ("never", "不会"),
    "after a wait": ("after a wait", "等待后"),
    "after setting the clock": ("once, after setting the clock", "校准时钟后一次"),
    "after a wait, by OKX's own ids": (
        "after a wait, if it names orders by OKX's own ids only",
        "等待后，且仅限以 OKX 订单 ID 指明时",
    ),
}
"""When a request is sent again without a person's doing."""

_NEED: dict[str, Pair] = {
    "required": ("OKX's page calls it required.", "OKX 页面标为必填。"),
    "conditional": ("OKX's page calls it required in some cases.", "OKX 页面标为在部分情况下必填。"),
    "optional": ("OKX's page calls it optional.", "OKX 页面标为选填。"),
    "unknown": ("OKX's page does not say clearly whether it is required.", "OKX 页面未清楚说明是否必填。"),
}
_ONE_PAGE: dict[str, Pair] = {
    "en": ("Only OKX's English page has it.", "仅见于 OKX 英文页面。"),
    "zh": ("Only OKX's Chinese page has it.", "仅见于 OKX 中文页面。"),
}


def names(given: Iterable[str]) -> Pair:
    """Names of fields or values, one after the other."""
    marked = [f"`{name}`" for name in given]
    return ", ".join(marked), "、".join(marked)


def sentences(pairs: Iterable[Pair]) -> Pair:
    """Sentences one after the other; those that say nothing are left out."""
    english, chinese = zip(*pairs, ("", ""), strict=True)
    return " ".join(filter(None, english)), "".join(chinese)


def repeat_of(code: ErrorCode, of_class: ErrorClass | None) -> Repeat | None:
    """When a request may be sent again after a code; None where that is never, as after all codes of its class."""
    usual: Repeat = of_class.repeat if of_class else "never"
    repeat = code.repeat or usual
    return None if repeat == usual == "never" else repeat


def batch(row: OperationRow) -> Iterator[Pair]:
    """How many items one request takes, and what OKX's pages say where the body does not say it."""
    least, most, own = row.min_batch or 0, row.max_batch, row.node
    unit = "个订单" if row.id_fields else "项"
    if most:
        yield f"{least} to {most} items in one request", f"每次请求 {least} 至 {most} {unit}"
    elif least:
        english = f"{least} or more items in one request; OKX's docs give no largest number"
        yield english, f"每次请求至少 {least} {unit}；OKX 文档未给出上限"
    if said := own.get("x-max-batch"):
        yield f"at most {said} items in one request", f"每次请求至多 {said} {unit}"
    if said := own.get("x-max-batch-zh"):
        yield f"OKX's Chinese page says at most {said}", f"OKX 中文页面写的是至多 {said} {unit}"
    elif "x-max-batch-zh" in own:
        yield "OKX's Chinese page gives no largest number", "OKX 中文页面未写明上限"


def permission_in_chinese(row: OperationRow) -> Iterator[Pair]:
    """What OKX's Chinese page says of the permission, where that is something else."""
    if said := row.node.get("x-permission-zh"):
        yield f"OKX's Chinese page says `{said}`", f"OKX 中文页面写的是 `{said}`"
    elif "x-permission-zh" in row.node:
        yield "OKX's Chinese page names none", "OKX 中文页面未写明权限"


def of_row(node: places.Node) -> Iterator[Pair]:
    """What the rows of OKX's tables say about a parameter or a property, each page in its own language."""
    yield _on_pages(node, "x-values", _values)
    yield _on_pages(node, "x-required", _NEED.__getitem__)
    yield _on_pages(node, "x-type", _type)
    yield _deprecation(node)
    if "x-language" in node:
        yield _ONE_PAGE[node["x-language"]]
    if "x-ours" in node:
        yield "OKX's tables do not have it.", "OKX 的表格中没有该项。"
    for row in node.get("x-repeated", []):
        english, chinese = sentences(of_row(row))
        yield english and f"In a further table: {english}", chinese and f"另一表格：{chinese}"


def _on_pages(node: places.Node, field: str, words: Callable[[Any], Pair]) -> Pair:
    """The Chinese page has a field beside it where it says something else."""
    english, chinese = node.get(field), node.get(f"{field}-zh", node.get(field))
    return "" if english is None else words(english)[0], "" if chinese is None else words(chinese)[1]


def _values(values: list[str]) -> Pair:
    english, chinese = names(values)
    return (f"Values in OKX's docs: {english}.", f"OKX 文档所列取值：{chinese}。") if values else ("", "")


def _type(word: str) -> Pair:
    if not word:
        return "OKX's page gives it no type.", "OKX 页面未标注其类型。"
    return f"OKX's page calls its type `{word}`.", f"OKX 页面标注的类型为 `{word}`。"


def _deprecation(node: places.Node) -> Pair:
    """Where one page alone calls it deprecated; where both do, `deprecated` says it."""
    chinese = node.get("x-deprecated-zh")
    if chinese is None or chinese is node.get("deprecated", False):
        return "", ""
    if chinese:
        return "Only OKX's Chinese page calls it deprecated.", "仅 OKX 中文页面标为已弃用。"
    return "Only OKX's English page calls it deprecated.", "仅 OKX 英文页面标为已弃用。"
