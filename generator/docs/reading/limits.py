"""The rate limits of a page: how many, how often, of what, and shared by whom, in OKX's many spellings."""

from __future__ import annotations

import re

from ..facts import RateLimit, RateLimitRule
from ..text import plain
from .words import colons

_SECONDS = {
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds", "秒", "秒钟"), 1),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes", "分", "分钟"), 60),
    **dict.fromkeys(("h", "hour", "hours", "时", "小时"), 3600),
    **dict.fromkeys(("d", "day", "days", "天", "日"), 86400),
    **dict.fromkeys(("week", "weeks", "周"), 7 * 86400),
    **dict.fromkeys(("month", "months", "月", "个月"), 30 * 86400),
    **dict.fromkeys(("year", "years", "年"), 365 * 86400),
}
_PERIOD = "|".join(sorted(_SECONDS, key=len, reverse=True))
_NUMBER = r"\d[\d,]*"
_FORMS = (
    # 20 requests per 2 seconds · 20次/2s · 20 次/月
    re.compile(
        rf"(?P<count>{_NUMBER})\s*(?P<unit>[^\W\d]+?(?: [^\W\d]+?)*)\s*(?:per|every|in|/|每)\s*"
        rf"(?P<every>\d+(?:\.\d+)?)?\s*(?P<period>{_PERIOD})",
        re.IGNORECASE,
    ),
    # 每2秒20次请求
    re.compile(rf"每\s*(?P<every>\d+(?:\.\d+)?)?\s*(?P<period>{_PERIOD})\s*(?P<count>{_NUMBER})\s*(?P<unit>\w+)"),
)
_UNITS = {
    **dict.fromkeys(("request", "requests", "time", "times", "call", "calls", "次", "次请求", "个请求"), "request"),
    **dict.fromkeys(("order", "orders", "个", "个订单", "笔", "单"), "order"),
}
_RATE = re.compile(
    r"rate limits?(?P<of>\s+of\s+[^:]+)?\s*(?:[(（](?P<bounds>[^)）]*)[)）])?:(?P<value>.*)", re.IGNORECASE
)
_RATE_ZH = re.compile(r"(?P<of>[^:（(]*?)的?限速\s*(?:[(（](?P<bounds>[^)）]*)[)）])?:(?P<value>.*)")
_RULE = re.compile(r"(?:rate limit rules?|限速规则)\s*(?:[(（](?P<bounds>[^)）]*)[)）])?:(?P<value>.*)", re.IGNORECASE)
_BOUNDS = {
    **dict.fromkeys(
        ("except options", "except option", "期权以外", "期权除外", "除期权外", "除期权以外"), "except options"
    ),
    **dict.fromkeys(("options only", "option only", "only options", "只限期权", "仅限期权", "仅期权"), "options only"),
}
_KEYS = {
    **dict.fromkeys(("user id", "userid", "user", "用户 id", "用户id", "用户"), "user"),
    **dict.fromkeys(("instrument id", "instid", "instrument", "产品id", "产品 id", "产品"), "instrument"),
    **dict.fromkeys(("instrument family", "instfamily", "交易品种"), "instrument family"),
    **dict.fromkeys(("instrument type", "insttype", "产品类型"), "instrument type"),
    **dict.fromkeys(("ip", "ip address"), "ip"),
    **dict.fromkeys(
        (
            "master account user id",
            "master account userid",
            "master account",
            "母账户 user id",
            "母账户user id",
            "母账户",
        ),
        "master account",
    ),
    **dict.fromkeys(("ccy", "currency", "币种"), "currency"),
}


def rate_limits(heading: str) -> tuple[RateLimit, ...] | None:
    """The limits that a heading states; None where it cannot be read."""
    text = colons(plain(heading))
    found = _RATE.fullmatch(text) or _RATE_ZH.fullmatch(text)
    if not found:
        return None
    of = re.sub(r"^\s*of\s+", "", found["of"] or "").strip()
    applies_to = _bounds(found["bounds"] or of)
    limits = [_limit(part.strip(), applies_to) for part in re.split(r"[;；]", found["value"]) if part.strip()]
    read = tuple(limit for limit in limits if limit)
    return read if limits and len(read) == len(limits) else None


def _limit(text: str, applies_to: str | None) -> RateLimit | None:
    found = next((match for form in _FORMS if (match := form.fullmatch(text.strip(" .。")))), None)
    if not found:
        return None
    period = float(found["every"] or 1) * _SECONDS[found["period"].lower()]
    count = int(found["count"].replace(",", ""))
    return RateLimit(count, int(period) if period.is_integer() else period, _unit(found["unit"]), applies_to)


def _unit(word: str) -> str:
    """A noun in the singular."""
    word = word.strip().lower()
    if word in _UNITS:
        return _UNITS[word]
    return re.sub(r"ies$", "y", word) if word.endswith("ies") else re.sub(r"(?<=[a-z]{2})s$", "", word)


def rule(heading: str) -> RateLimitRule | None:
    """The rule that a heading states; None where it cannot be read."""
    found = _RULE.fullmatch(colons(plain(heading)))
    if not found:
        return None
    if re.search(r"\bor\b|或", found["value"]):  # which of the two depends on the endpoint's nature: kept as it stands
        keys = [found["value"].strip().lower()]
    else:
        bare = re.sub(r"[()（）]", "", found["value"])
        keys = [_key(part) for part in re.split(r"[+＋&、,，和]|\band\b", bare) if part.strip()]
    return RateLimitRule(tuple(sorted(set(keys))), _bounds(found["bounds"] or "")) if any(keys) else None


def _key(words: str) -> str:
    text = re.sub(r"\s+", " ", words).strip().lower()
    return _KEYS.get(text, text)


def _bounds(words: str) -> str | None:
    text = words.strip()
    return _BOUNDS.get(text.lower(), text) or None
