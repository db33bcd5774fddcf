"""Every spelling of limits, rules, permissions, types and marks that was counted in OKX's pages."""

from __future__ import annotations

import pytest

from generator.docs.facts import RateLimit, RateLimitRule
from generator.docs.reading import limits, words

HOURS_12, MONTH = 12 * 3600, 30 * 86400


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Rate Limit: 20 requests per 2 seconds", [(20, 2, "request")]),
        ("Rate Limit: 20 requests per second", [(20, 1, "request")]),
        ("Rate limit: 5 requests per 2 seconds", [(5, 2, "request")]),
        ("Rate Limit: 1 request per 2 seconds", [(1, 2, "request")]),
        ("Rate limit：1 request per second", [(1, 1, "request")]),
        ("Rate Limit: 300 orders per 2 seconds", [(300, 2, "order")]),
        ("Rate Limit: 6 Requests per second", [(6, 1, "request")]),
        ("Rate Limit: 5 requests per 2 seconds; 80 requests per 12 hours",
         [(5, 2, "request"), (80, HOURS_12, "request")]),
        ("Rate Limit: 20 requests per month", [(20, MONTH, "request")]),
        ("Rate limit: 20 times per 2 seconds", [(20, 2, "request")]),
        ("Rate Limit：12 requests per day", [(12, 86400, "request")]),
        ("**Rate Limit: 1,000 requests per 0.5 seconds**", [(1000, 0.5, "request")]),
        ("Rate Limit: 4 parcels per minute", [(4, 60, "parcel")]),
        ("限速：20次/2s", [(20, 2, "request")]),
        ("限速：20次/s", [(20, 1, "request")]),
        ("限速: 5次/2s", [(5, 2, "request")]),
        ("限速：6 次/s", [(6, 1, "request")]),
        ("限速：20 次/2s", [(20, 2, "request")]),
        ("限速： 5次/2s", [(5, 2, "request")]),
        ("限速：20个/2s", [(20, 2, "order")]),
        ("限速：20次/2秒", [(20, 2, "request")]),
        ("**限速：1次/2s**", [(1, 2, "request")]),
        ("限速：20 次/2 秒", [(20, 2, "request")]),
        ("限速:：20次/ 2s", [(20, 2, "request")]),
        ("限速: 5次/2s；80次/12h", [(5, 2, "request"), (80, HOURS_12, "request")]),
        ("限速：20 次/月", [(20, MONTH, "request")]),
        ("限速：每2秒20次请求", [(20, 2, "request")]),
        ("限速：12次/天", [(12, 86400, "request")]),
    ],
)  # fmt: skip
def test_rate_limits_in_all_spellings(heading: str, expected: list[tuple[int, float, str]]) -> None:
    assert words.heading_kind(heading) == "rate limit"
    assert limits.rate_limits(heading) == tuple(RateLimit(count, period, unit) for count, period, unit in expected)


@pytest.mark.parametrize(
    ("heading", "bounds"),
    [
        ("Rate Limit of lead trader lead instruments for Copy Trading: 4 orders per 2 seconds",
         "lead trader lead instruments for Copy Trading"),
        ("跟单交易带单员带单产品的限速：4个/2s", "跟单交易带单员带单产品"),
        ("Rate Limit (except Options): 4 orders per 2 seconds", "except options"),
        ("限速（只限期权）：4个/2s", "options only"),
    ],
)  # fmt: skip
def test_a_limit_for_some_instruments_says_for_which(heading: str, bounds: str) -> None:
    assert limits.rate_limits(heading) == (RateLimit(4, 2, "order", bounds),)


@pytest.mark.parametrize(
    "heading",
    [
        "Rate Limit: none",
        "Rate Limit: 5 requests per fortnight",
        "Rate Limit: 5 requests per 2 seconds; see above",
        "限速：视账户而定",
    ],
)
def test_an_unknown_limit_is_not_guessed(heading: str) -> None:
    assert limits.rate_limits(heading) is None


@pytest.mark.parametrize(
    ("heading", "keys", "bounds"),
    [
        ("Rate limit rule: User ID", ["user"], None),
        ("Rate Limit Rule: UserId", ["user"], None),
        ("Rate limit rule: IP", ["ip"], None),
        ("Rate limit rule: IP + Instrument ID", ["instrument", "ip"], None),
        ("Rate limit rule (except Options): User ID + Instrument ID", ["instrument", "user"], "except options"),
        ("Rate limit rule (Options only): User ID + Instrument Family", ["instrument family", "user"], "options only"),
        ("Rate limit rule: User ID + Currency", ["currency", "user"], None),
        ("Rate limit rule: User ID + tag", ["tag", "user"], None),
        ("Rate limit rule: IP + instFamily", ["instrument family", "ip"], None),
        ("Rate limit rule: IP + (Instrument Type + instFamily)", ["instrument family", "instrument type", "ip"], None),
        ("Rate limit rule: Master Account User ID", ["master account"], None),
        ("Rate limit rule: Master account UserID", ["master account"], None),
        ("Rate limit rule: User ID(Private) or IP(Public)", ["user id(private) or ip(public)"], None),
        ("限速规则：User ID", ["user"], None),
        ("限速规则 ： User ID", ["user"], None),
        ("**限速规则：User ID**", ["user"], None),
        ("限速规则（期权以外）：User ID + Instrument ID", ["instrument", "user"], "except options"),
        ("限速规则（只限期权）：User ID + Instrument Family", ["instrument family", "user"], "options only"),
        ("限速规则：母账户 User ID", ["master account"], None),
    ],
)
def test_rules_in_all_spellings(heading: str, keys: list[str], bounds: str | None) -> None:
    assert words.heading_kind(heading) == "rule"
    assert limits.rule(heading) == RateLimitRule(tuple(keys), bounds)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("String", "string"), ("String.", "string"), ("Boolean", "boolean"), ("Integer", "integer"), ("Int", "integer"),
        ("Object", "object"), ("Array", "array"), ("Array of strings", "array of strings"),
        ("Array of string", "array of strings"), ("Array of Objects", "array of objects"),
        ("Array of object", "array of objects"), ("Array of Arrays", "array of arrays"), ("**String**", "string"),
        ("Object of objects", "object of objects"), ("Lamp", "lamp"),
    ],
)  # fmt: skip
def test_types_in_all_spellings(word: str, expected: str) -> None:
    assert words.canonical_type(word) == expected
    assert words.is_type(word) is (expected not in ("object of objects", "lamp"))


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Yes", "yes"), ("yes", "yes"), ("YES", "yes"), ("true", "yes"), ("是", "yes"), ("No", "no"), ("否", "no"),
        ("不是", "no"), ("Optional", "no"), ("Conditional", "conditional"), ("conditional", "conditional"),
        ("可选", "conditional"), ("条件必填", "conditional"), ("按情况", "conditional"), ("sometimes", None),
        ("选填", "no"), ("非必填", "no"), ("非必须", "no"), ("非必传", "no"), ("N", "no"), ("Not required", "no"),
        ("Y", "yes"), ("必传", "yes"), ("必需", "yes"), ("必选", "yes"), ("条件可选", "conditional"),
        ("条件必传", "conditional"), ("视情况而定", "conditional"), ("Conditionally required", "conditional"),
        ("Depends", "conditional"), ("", None), ("-", None),
    ],
)  # fmt: skip
def test_required_words_of_both_languages(word: str, expected: str | None) -> None:
    assert words.required(word) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [("Trade", "trade"), ("Trading", "trade"), ("交易", "trade"), ("读取", "read"), ("提币", "withdraw"),
     ("公共", "public"), ("Read/Trade", "read/trade"), ("Lamp keeper", "lamp keeper")],
)  # fmt: skip
def test_permissions_of_both_languages(value: str, expected: str) -> None:
    assert words.permission(value) == expected


# All labels of OKX's pages; the last two of each row stand for the many that tell of one case.
LABELS = [
    "Request Example", "Request example", "Request sample", "Request Examples", "Response Example", "Response example",
    "Returned results", "Returned result", "Response Samples", "Example", "Examples:", "Failure example", "Example 2",
    "请求示例", "返回示例", "返回结果", "响应示例", "示例", "返回示例：", "失败示例", "Success Response Example", "",
]  # fmt: skip
LONG_LABELS = [
    "Response example 2. Where all is lost", "Response Example when the lamp is hot", "Example: two lamps",
    "Request Example (SPOT)", "2. 缺货示例", "返回示例（全部失败）", "Returned results: none",
    "Request Example for lamps",
]  # fmt: skip
SENTENCES = [
    "Mind the example below.", "See the example", "This is an example", "Lamps, for example, are hot.",
    "Returned results are sorted",
    "Examples are below", "The sample is small.", "请看下面的示例。", "返回结果按时间排序", "参考示例",
    "Only samples of lamps",
]  # fmt: skip


@pytest.mark.parametrize("label", LABELS + LONG_LABELS)
def test_a_label_is_made_of_its_words_or_begins_with_them(label: str) -> None:
    assert words.names_example(label)
    assert words.is_bare_label(label) is (label in LABELS)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_quoted_sentence_with_such_a_word_is_no_label(sentence: str) -> None:
    assert not words.names_example(sentence)
    assert not words.is_bare_label(sentence)
