"""The rate limits of a page and what shares them, as the spec writes them; marked where only one language says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any

from attrs import evolve

from ..facts import Language, PageFacts, RateLimit, RateLimitRule
from .rendering import Data


def fields(page: PageFacts) -> dict[str, Any]:
    """The two fields of the operation. A page need not say what shares a limit."""
    limits = _merged(page, {language: facts.rate_limits for language, facts in page.languages.items()})
    rules = _merged(page, {language: facts.rate_limit_rules for language, facts in page.languages.items()})
    return {"x-rate-limits": limits, **({"x-rate-limit-rules": rules} if rules else {})}


def _merged(page: PageFacts, told: Mapping[Language, Sequence[RateLimit | RateLimitRule]]) -> list[Data]:
    if len(page.languages) == 1:
        return [Data(_item(each)) for some in told.values() for each in some]
    merged = []
    for english, chinese in zip_longest(told["en"], told["zh"]):
        if english and chinese and _is_same(english, chinese):
            merged.append(Data(_item(english, chinese.applies_to)))
        else:
            merged += [
                Data({**_item(each), "language": language})
                for language, each in (("en", english), ("zh", chinese))
                if each
            ]
    return merged


def _is_same(english: RateLimit | RateLimitRule, chinese: RateLimit | RateLimitRule) -> bool:
    """Whether they differ at most in the words for what they apply to."""
    have_bounds = {each.applies_to is not None for each in (english, chinese)}
    return len(have_bounds) == 1 and evolve(english, applies_to=None) == evolve(chinese, applies_to=None)


def _item(each: RateLimit | RateLimitRule, chinese: str | None = None) -> dict[str, Any]:
    if isinstance(each, RateLimit):
        item: dict[str, Any] = {"count": each.count, "periodSeconds": each.period_seconds, "unit": each.unit}
    else:
        item = {"keys": list(each.keys)}
    bounds = {"appliesTo": each.applies_to, "appliesToZh": chinese if chinese != each.applies_to else None}
    return {**item, **{key: value for key, value in bounds.items() if value}}
