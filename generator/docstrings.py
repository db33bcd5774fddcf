"""Bilingual docstrings: the texts of the spec side by side, and wrapping that knows how wide Chinese is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from . import places
from .extensions import RateLimit, RateLimitRule
from .tables import OperationRow

# A line may break after any wide character, but not before closing or after opening punctuation; all else keeps
# together.
_WIDE, _OPENING, _CLOSING = r"\u2e80-\u9fff\uff00-\uffef", "（“", "，。；：、）”！？"
_PIECES = re.compile(rf"\s+|[{_OPENING}]*[{_WIDE}][{_CLOSING}]*|[^\s{_WIDE}]+[{_CLOSING}]*")

# What else OKX's docs name is printed as it stands in the spec.
_CHINESE_WORDS = {
    "request": "次",
    "order": "个订单",
    "user": "用户",
    "instrument": "产品",
    "instrument family": "交易品种",
    "instrument type": "产品类型",
    "ip": "IP",
    "master account": "母账户",
    "currency": "币种",
    "except options": "期权以外",
    "options only": "仅期权",
}
_PERIODS = ((86400, "days", "天"), (3600, "hours", "小时"), (60, "minutes", "分钟"))


def width(text: str) -> int:
    """How many columns a text takes where a Chinese character takes two."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def wrap(text: Any, columns: int = 100) -> str:
    """Break lines of more than `columns`; keep the breaks that are there, and words, hyphens and URLs whole."""
    return "\n".join(line for paragraph in str(text).split("\n") for line in _wrapped(paragraph, columns))


def _wrapped(paragraph: str, columns: int) -> list[str]:
    lines, taken = [""], 0
    for piece in _PIECES.findall(paragraph):
        if lines[-1].strip() and taken + width(piece.rstrip()) > columns:
            lines.append("")
            taken = 0
        if lines[-1] or len(lines) == 1 or not piece.isspace():
            lines[-1] += piece
            taken += width(piece)
    return [line.rstrip() for line in lines]


def both(node: places.Node) -> str:
    """A description of the spec in English, and in Chinese below it, with what its other fields say of it."""
    mark, mark_zh = ("Deprecated. ", "已弃用。") if node.get("deprecated") is True else ("", "")
    most = node.get("maxLength")
    length, length_zh = (f" At most {most} characters.", f"最长 {most} 个字符。") if most else ("", "")
    english, chinese = node["description"].strip(), node[places.chinese_field("description")].strip()
    return f"{mark}{english}{length}\n{mark_zh}{chinese}{length_zh}"


def with_both_languages(node: Any) -> Any:
    """A copy of the spec, or of a part, in which every description is in both languages and names its deprecation."""
    if isinstance(node, list):
        return [with_both_languages(child) for child in node]
    if not isinstance(node, dict):
        return node
    copy = {key: with_both_languages(child) for key, child in node.items()}
    if isinstance(node.get("description"), str) and places.chinese_field("description") in node:
        copy["description"] = both(node)
    return copy


def limits(row: OperationRow) -> tuple[str, str]:
    """The rate limits of an operation in words: English, Chinese."""
    return limits_in_words(row.rate_limits, row.rate_limit_rules)


def limits_in_words(limits: Sequence[RateLimit], rules: Sequence[RateLimitRule]) -> tuple[str, str]:
    """Rate limits and what shares them in words: English, Chinese."""
    english = [*map(_limit, limits), *map(_rule, rules)]
    chinese = [*map(_limit_zh, limits), *map(_rule_zh, rules)]
    return "; ".join(english) or "none is documented", "；".join(chinese) or "文档未说明"


def _limit(limit: RateLimit) -> str:
    plural = "" if limit.count == 1 else "s"
    number, period, _ = _period(limit.period_seconds)
    return f"{limit.count} {limit.unit}{plural} in {number} {period}" + _bounds(limit)


def _limit_zh(limit: RateLimit) -> str:
    number, _, period = _period(limit.period_seconds)
    return f"每 {number} {period} {limit.count} {_word(limit.unit)}" + _bounds_zh(limit)


def _rule(rule: RateLimitRule) -> str:
    return "per " + " and ".join(rule.keys) + _bounds(rule)


def _rule_zh(rule: RateLimitRule) -> str:
    words = [f" {word} " if word.isascii() else word for word in map(_word, rule.keys)]
    return "按" + "与".join(words) + "计" + _bounds_zh(rule)


def _period(seconds: float) -> tuple[float, str, str]:
    """A period in the largest unit that leaves no fraction: 2592000 seconds are 30 days."""
    for size, english, chinese in _PERIODS:
        if seconds >= size and seconds % size == 0:
            number = int(seconds // size)
            return number, english if number > 1 else english.removesuffix("s"), chinese
    return seconds, "s", "秒"


def _bounds(held: RateLimit | RateLimitRule) -> str:
    only = {"en": "", "zh": "by the Chinese docs only", None: ""}[held.language]
    words = ", ".join(filter(None, (held.applies_to, only)))
    return f" ({words})" if words else ""


def _bounds_zh(held: RateLimit | RateLimitRule) -> str:
    only = {"en": "仅见于英文文档", "zh": "", None: ""}[held.language]
    words = "，".join(filter(None, (held.applies_to_zh or _word(held.applies_to or ""), only)))
    return f"（{words}）" if words else ""


def _word(word: str) -> str:
    return _CHINESE_WORDS.get(word, word)
