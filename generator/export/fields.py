"""What the `x-` fields of a server, a security scheme, an example, a parameter or a schema say, as sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .. import places
from .wording import Pair, Voice

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
_HEADERS: dict[str, Pair] = {
    "apiKey": ("The API key.", "API Key 本身。"),
    "signature": ("The signature of the request.", "请求的签名。"),
    "timestamp": ("The time of signing.", "签名的时间。"),
    "passphrase": ("The passphrase of the API key.", "API Key 的 Passphrase。"),
}


def said(node: places.Node, voice: Voice) -> str:
    """The sentences for any node but the root and an operation; empty where its `x-` fields say nothing more."""
    if "x-region" in node:
        region = node["x-region"]
        return voice(f"Region: {region}.", f"地区：{region}。")  # without backticks: most tools show it as it is
    if "x-part" in node:
        return "" if "description" in node else voice(*_HEADERS[node["x-part"]])
    if "value" in node:
        return sample(node, voice)
    return voice.sentences(*_of_row(node, voice))


def sample(example: places.Node, voice: Voice) -> str:
    """Whose an example is, where it is not OKX's; with OKX's own sample, where that does not fit OKX's table."""
    if "x-documented" in example:
        text = voice("Ours; OKX's own sample does not fit its table: ", "自拟示例；OKX 的原示例与其表格不符：")
        return f"{text}`{' '.join(example['x-documented'].split())}`"
    return (
        voice("Ours; OKX's page has no such sample.", "自拟示例；OKX 页面没有该示例。") if "x-ours" in example else ""
    )


def _of_row(node: places.Node, voice: Voice) -> Iterator[str]:
    """What the rows of OKX's tables say about a parameter or a property, and which of several ids wins."""
    if ids := node.get("x-id-precedence"):
        names = voice.names(ids)
        yield voice(
            f"One of {names} is needed; where several are sent, the first in this order wins.",
            f"{names} 至少填一个；同时填写多个时，按此顺序以靠前者为准。",
        )
    if values := _on_page(node, "x-values", voice):
        yield voice(f"Values in OKX's docs: {voice.names(values)}.", f"OKX 文档所列取值：{voice.names(values)}。")
    if need := _on_page(node, "x-required", voice):
        yield voice(*_NEED[need])
    if word := _on_page(node, "x-type", voice):
        yield voice(f"OKX's page calls its type `{word}`.", f"OKX 页面标注的类型为 `{word}`。")
    elif word == "":
        yield voice("OKX's page gives it no type.", "OKX 页面未标注其类型。")
    yield from _deprecation(node, voice)
    if "x-language" in node:
        yield voice(*_ONE_PAGE[node["x-language"]])
    if "x-ours" in node:
        yield voice("OKX's tables do not have it.", "OKX 的表格中没有该项。")
    for row in node.get("x-repeated", []):
        if further := voice.sentences(*_of_row(row, voice)):
            yield voice("In a further table: ", "另一表格：") + further


def _on_page(node: places.Node, field: str, voice: Voice) -> Any:
    """What OKX's page in the language says; the Chinese has a field beside it where it says something else."""
    return node[f"{field}-zh"] if voice.language == "zh" and f"{field}-zh" in node else node.get(field)


def _deprecation(node: places.Node, voice: Voice) -> Iterator[str]:
    """Where one page alone calls it deprecated; where both do, `deprecated` says it to every tool."""
    chinese = node.get("x-deprecated-zh")
    if chinese is None or chinese is node.get("deprecated", False):
        return
    if chinese:
        yield voice("Only OKX's Chinese page calls it deprecated.", "仅 OKX 中文页面标为已弃用。")
    else:
        yield voice("Only OKX's English page calls it deprecated.", "仅 OKX 英文页面标为已弃用。")
