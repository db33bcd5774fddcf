"""What the `x-` fields of a server, a security scheme, an example, a parameter or a schema say, as sentences."""

from __future__ import annotations

from .. import places, spec_words
from ..spec_words import Pair
from .wording import Voice

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
    return voice.sentences(_precedence(node, voice), voice(*spec_words.sentences(spec_words.of_row(node))))


def sample(example: places.Node, voice: Voice) -> str:
    """Whose an example is, where it is not OKX's; with OKX's own sample, where that does not fit OKX's table."""
    if "x-documented" in example:
        text = voice("Ours; OKX's own sample does not fit its table: ", "自拟示例；OKX 的原示例与其表格不符：")
        return f"{text}`{' '.join(example['x-documented'].split())}`"
    return (
        voice("Ours; OKX's page has no such sample.", "自拟示例；OKX 页面没有该示例。") if "x-ours" in example else ""
    )


def _precedence(node: places.Node, voice: Voice) -> str:
    """Which of several ids wins."""
    if not (ids := node.get("x-id-precedence")):
        return ""
    english, chinese = spec_words.names(ids)
    return voice(
        f"One of {english} is needed; where several are sent, the first in this order wins.",
        f"{chinese} 至少填一个；同时填写多个时，按此顺序以靠前者为准。",
    )
