"""How many items one request may carry, however the page says so."""

from __future__ import annotations

import pytest

from generator.docs.comparing import compare
from generator.docs.facts import LanguageFacts
from generator.docs.reading import batch_words, prose_rules

from .facts_support import english, note, page, put

SAID = [
    ("A maximum of 10 orders can be canceled per request.", 10),
    ("Maximum 20 legs can be placed per request", 20),
    ("Up to 10 orders per request are taken", 10),
    ("No more than 7 pairs in a single request", 7),
    ("At most 10 orders each time.", 10),
    ("Up to 10 orders each time.", 10),
    ("You can cancel up to 20 orders at once.", 20),
    ("Each request can carry at most 5 orders", 5),
    ("Each request can cancel up to 5 orders.", 5),
    ("A single request may contain a maximum of 5 orders", 5),
    ("One batch must not exceed 15 orders", 15),
    ("The maximum number of orders per request is 20.", 20),
    ("The number of orders in one request is limited to 20", 20),
    ("The number of orders in one request cannot exceed 20", 20),
    ("Batch size: 20", 20),
    ("The maximum batch size is 20.", 20),
    ("The batch size is limited to 20 orders", 20),
    ("撤销策略委托订单，每次最多可以撤销10个策略委托单", 10),
    ("每次请求最多可包含 20 个订单", 20),
    ("单次请求的订单数量最多为20个", 20),
    ("每个请求不能超过5笔", 5),
    ("每次不得多于 5 单", 5),
    ("批量撤单上限为 20 个", 20),
    ("最多支持同时撤销10个订单", 10),
    ("单次最多 20 条", 20),
    ("一次最多可批量改单20个", 20),
    ("Up to 15 legs per requestDeprecated", 15),
    ("批量撤单，最多20个", 20),
    ("最多支持20个订单批量撤销", 20),
    ("A maximum of 100 instruments (instIds) can be passed in each call", 100),
]
SILENT = [
    "Up to 10 times per request",
    "The maximum number of results per request is 100",
    "Up to 100 records can be returned per request",
    "Each request returns at most 100 entries",
    "Each request returns at most 100 orders",
    "You can query at most 100 orders per request",
    "Up to 100 orders can be retrieved per request",
    "A text of up to 32 characters in each request",
    "Up to 20 requests per batch of calls",
    "Rate limit: at most 20 requests at a time",
    "It takes up to 24 hours at a time",
    "The maximum is 100; the default is 100",
    "每次最多返回100条数据",
    "每次最多查询 100 条",
    "一次最多等待24小时",
    "最大为100，不填默认返回100条",
]


@pytest.mark.parametrize(("text", "number"), SAID)
def test_the_number_is_read(text: str, number: int) -> None:
    assert batch_words.numbers(text) == [number]
    assert batch_words.without_number(text) == text.replace(str(number), "#")


@pytest.mark.parametrize("text", SILENT)
def test_other_numbers_are_not_taken_for_it(text: str) -> None:
    assert batch_words.numbers(text) == []
    assert batch_words.without_number(text) == text


def test_a_line_break_is_a_blank() -> None:
    assert batch_words.numbers("A maximum of 10 orders\ncan be canceled per request.") == [10]


def said(*sentences: str) -> LanguageFacts:
    """A page whose notes say this, with what can be read of it."""
    facts = put(notes=tuple(note(each, 5) for each in sentences), max_batch=None)(english())
    number, line = prose_rules.max_batch(facts)
    lines = {**facts.lines, "max_batch": line}
    return put(max_batch=number, lines={subject: at for subject, at in lines.items() if at})(facts)


BEFORE = "A maximum of 10 lamps can be dimmed per request."


@pytest.mark.parametrize(
    "words",
    ["Requests of more than five lamps exceed the limit of 5.", "5 lamps make the largest request by our limit"],
)
def test_a_bound_in_unknown_words_may_be_a_lower_one(words: str) -> None:
    found = compare.pages(page(said("Dim.", BEFORE)), page(said("Dim.", words)))
    assert [(each.kind, each.impact) for each in found if each.subject == "max_batch"] == [
        ("max-batch-changed", "breaking")
    ]
    assert "cannot be read" in found[0].message


def test_a_bound_that_is_gone_is_additive() -> None:
    found = compare.pages(page(said("Dim.", BEFORE)), page(said("Dim.")))
    assert [(each.kind, each.subject, each.impact) for each in found] == [
        ("max-batch-changed", "max_batch", "additive")
    ]


def test_other_words_for_the_same_number_are_a_note_that_changed() -> None:
    found = compare.pages(page(said("Dim.", BEFORE)), page(said("Dim.", "Each request can carry at most 10 lamps.")))
    assert [(each.kind, each.subject) for each in found] == [("note-changed", "notes")]


def test_other_words_for_a_lower_number_are_breaking() -> None:
    found = compare.pages(page(said("Dim.", BEFORE)), page(said("Dim.", "Each request can carry at most 5 lamps.")))
    assert [(each.kind, each.impact) for each in found] == [("max-batch-changed", "breaking"), ("note-changed", "docs")]
