"""Bilingual docstrings: the texts of the spec side by side, and wrapping that knows how wide Chinese is."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from . import places
from .extensions import RateLimit, RateLimitRule, chinese_field
from .tables import OperationRow

# A line may break after any wide character, but not before closing or after opening punctuation; all else keeps
# together.
_WIDE, _OPENING, _CLOSING = r"\u2e80-\u9fff\uff00-\uffef", "（“", "，。；：、）”！？"
_PIECES = re.compile(rf"\s+|[{_OPENING}]*[{_WIDE}][{_CLOSING}]*|[^\s{_WIDE}]+[{_CLOSING}]*")

_CHINESE_WORDS = {
    "request": "次",
    "order": "个订单",
    "user": "用户",
    "instrument": "产品",
    "instrument family": "交易品种",
    "ip": "IP",
    "except options": "期权以外",
    "options only": "仅期权",
}


def width(text: str) -> int:
    """How many columns a text takes where a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def wrap(text: Any, columns: int = 100) -> str:
    """Break lines of more than `columns`; keep the breaks that are there, and words, hyphens and URLs whole."""
    return "\n".join(line for paragraph in str(text).split("\n") for line in _wrapped(paragraph, columns))


def _wrapped(paragraph: str, columns: int) -> list[str]:
    lines = [""]
    for piece in _PIECES.findall(paragraph):
        if lines[-1].strip() and width(lines[-1] + piece.rstrip()) > columns:
            lines.append("")
        lines[-1] += "" if not lines[-1] and len(lines) > 1 and piece.isspace() else piece
    return [line.rstrip() for line in lines]


def both(node: places.Node) -> str:
    """A description of the spec in English, and in Chinese below it; both say so where the thing is deprecated."""
    mark, mark_zh = ("Deprecated. ", "已弃用。") if node.get("deprecated") is True else ("", "")
    return f"{mark}{node['description'].strip()}\n{mark_zh}{node[chinese_field('description')].strip()}"


def with_both_languages(node: Any) -> Any:
    """A copy of the spec, or of a part, in which every description is in both languages and names its deprecation."""
    if isinstance(node, list):
        return [with_both_languages(child) for child in node]
    if not isinstance(node, dict):
        return node
    copy = {key: with_both_languages(child) for key, child in node.items()}
    if isinstance(node.get("description"), str) and chinese_field("description") in node:
        copy["description"] = both(node)
    return copy


def limits(row: OperationRow) -> tuple[str, str]:
    """The rate limits of an operation in words: English, Chinese."""
    english = [_limit(limit) for limit in row.rate_limits]
    chinese = [_limit_zh(limit) for limit in row.rate_limits]
    english += [_rule(rule) for rule in row.rate_limit_rules]
    chinese += [_rule_zh(rule) for rule in row.rate_limit_rules]
    return "; ".join(english), "；".join(chinese)


def _limit(limit: RateLimit) -> str:
    plural = "" if limit.count == 1 else "s"
    text = f"{limit.count} {limit.unit}{plural} in {limit.period_seconds} s"
    return f"{text} ({limit.applies_to})" if limit.applies_to else text


def _limit_zh(limit: RateLimit) -> str:
    text = f"每 {limit.period_seconds} 秒 {limit.count} {_word(limit.unit)}"
    return f"{text}（{_word(limit.applies_to)}）" if limit.applies_to else text


def _rule(rule: RateLimitRule) -> str:
    text = "per " + " and ".join(rule.keys)
    return f"{text} ({rule.applies_to})" if rule.applies_to else text


def _rule_zh(rule: RateLimitRule) -> str:
    text = "按" + "与".join(_word(key) for key in rule.keys) + "计"
    return f"{text}（{_word(rule.applies_to)}）" if rule.applies_to else text


def _word(word: str) -> str:
    return _CHINESE_WORDS[word]
