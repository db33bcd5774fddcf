"""The hard facts on which the two languages of a page disagree, each told as an anomaly.

Prose, values listed in prose, and examples may differ between the languages; limits, names and types may not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..facts import SHARED_WORDS, TABLES, Anomaly, LanguageFacts, PageFacts, RateLimit, RateLimitRule, Row, Table

_ROW_FACTS = ("type", "required", "deprecated")


def with_disagreements(page: PageFacts) -> PageFacts:
    """The page, its Chinese half with an anomaly for each hard fact that the English half states otherwise."""
    if len(page.languages) < 2:
        return page
    found = _differences(page.languages["en"], page.languages["zh"])
    return page.with_anomalies("zh", *found)


def _differences(en: LanguageFacts, zh: LanguageFacts) -> Iterator[Anomaly]:
    for subject, english, chinese in (
        ("endpoint", en.endpoint, zh.endpoint),
        ("rate_limits", [_limit(limit) for limit in en.rate_limits], [_limit(limit) for limit in zh.rate_limits]),
        (
            "rate_limit_rules",
            [_rule(rule) for rule in en.rate_limit_rules],
            [_rule(rule) for rule in zh.rate_limit_rules],
        ),
        ("permission", en.permission, zh.permission),
        ("body", en.body, zh.body),
        ("max_batch", en.max_batch, zh.max_batch),
    ):
        if english != chinese:
            line = zh.lines.get(subject, zh.lines.get("title"))
            yield Anomaly(line, f"{subject}: the English page says {_said(english)}, the Chinese page {_said(chinese)}")
    for table in TABLES:
        yield from _row_differences(table, en.rows(table), zh.rows(table), zh.lines.get(table))


def _row_differences(table: Table, en: tuple[Row, ...], zh: tuple[Row, ...], line: int | None) -> Iterator[Anomaly]:
    for name in (Counter(row.name for row in en) - Counter(row.name for row in zh)).elements():
        yield Anomaly(line, f"{table}.{name} stands on the English page only")
    for row in _surplus(zh, en):
        yield Anomaly(row.line, f"{table}.{row.name} stands on the Chinese page only")
    english = _numbered(en)
    for key, row in _numbered(zh).items():
        for fact in _ROW_FACTS:
            if key in english and getattr(english[key], fact) != getattr(row, fact):
                told = f"the English page says {getattr(english[key], fact)}, the Chinese page {getattr(row, fact)}"
                yield Anomaly(row.line, f"{table}.{row.name}.{fact}: {told}")


def _surplus(rows: tuple[Row, ...], others: tuple[Row, ...]) -> Iterator[Row]:
    known = _numbered(others)
    for key, row in _numbered(rows).items():
        if key not in known:
            yield row


def _numbered(rows: tuple[Row, ...]) -> dict[tuple[str, int], Row]:
    """The rows by their name and how many of that name stand above, for pages with several request tables."""
    seen: Counter[str] = Counter()
    numbered = {}
    for row in rows:
        numbered[row.name, seen[row.name]] = row
        seen[row.name] += 1
    return numbered


def _said(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(" ".join(str(part) for part in item if part is not None) for item in value) or "nothing"
    return "nothing" if value is None else str(value)


def _limit(limit: RateLimit) -> tuple[object, ...]:
    return (limit.count, limit.unit, "per", limit.period_seconds, "s", _bounds(limit.applies_to))


def _rule(rule: RateLimitRule) -> tuple[object, ...]:
    return (*rule.keys, _bounds(rule.applies_to))


def _bounds(applies_to: str | None) -> str | None:
    """A page's own words cannot be compared across languages; that there are some can."""
    return applies_to if applies_to in (None, *SHARED_WORDS["applies_to"]) else "in the page's own words"
