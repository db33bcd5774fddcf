import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import docstrings
from generator.docstrings import width, wrap
from generator.extensions import RateLimit, RateLimitRule

_CLOSING = "，。；：、）”！？"
_CHINESE = "撤销订单请求已被接受并不代表成功" + _CLOSING + "（“"
_ENGLISH = "abc-/.:#`_09 "
texts = st.text(st.sampled_from(_CHINESE + _ENGLISH + "\n"), max_size=300)


@given(texts, st.integers(8, 60))
def test_wrapping_changes_white_space_only(text: str, columns: int) -> None:
    assert re.sub(r"\s", "", wrap(text, columns)) == re.sub(r"\s", "", text)


@given(texts, st.integers(8, 60))
def test_a_line_is_too_wide_only_where_it_cannot_break(text: str, columns: int) -> None:
    for line in wrap(text, columns).split("\n"):
        if width(line) > columns:
            assert re.fullmatch(rf"\s*([^\s⺀-鿿＀-￯]+|[（“]*.)[{_CLOSING}]*", line), line


@given(texts, st.integers(8, 60))
def test_the_breaks_that_are_there_stay(text: str, columns: int) -> None:
    wrapped = [wrap(line, columns) for line in text.split("\n")]
    assert wrap(text, columns) == "\n".join(wrapped)


@given(st.lists(st.text(st.sampled_from(_CHINESE + "ab"), min_size=1), max_size=30), st.integers(8, 60))
def test_no_broken_line_starts_with_closing_punctuation(pieces: list[str], columns: int) -> None:
    text = " ".join(piece.lstrip(_CLOSING) for piece in pieces)
    for line in wrap(text, columns).split("\n"):
        assert not line.startswith(tuple(_CLOSING)), line


@given(st.lists(st.from_regex(r"[a-z]+(-[a-z]+)*|https://[a-z]+\.[a-z]+/#[a-z-]+", fullmatch=True)), st.integers(8, 60))
def test_words_and_addresses_stay_whole(words: list[str], columns: int) -> None:
    assert wrap(" ".join(words), columns).split() == words


@given(texts, st.integers(8, 60))
def test_wrapping_twice_is_wrapping_once(text: str, columns: int) -> None:
    assert wrap(wrap(text, columns), columns) == wrap(text, columns)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("one two three", ["one two", "three"]),
        ("撤销一个订单", ["撤销一个", "订单"]),
        ("撤销一个，订单", ["撤销一", "个，订单"]),
        ("撤销（一个）订单", ["撤销（一", "个）订单"]),
        ("撤销单（一个）", ["撤销单", "（一个）"]),
        ("撤销单“交易”", ["撤销单", "“交易”"]),
        ("cancel-all-orders", ["cancel-all-orders"]),
        ("已接受 OK", ["已接受", "OK"]),
        ("a\n\nb", ["a", "", "b"]),
        ("  indented line", ["  indented", "line"]),
        ("", [""]),
    ],
)
def test_lines_of_eight_columns(text: str, lines: list[str]) -> None:
    assert wrap(text, 8).split("\n") == lines


def test_a_chinese_character_takes_two_columns() -> None:
    assert [width(text) for text in ("ab", "撤单", "a，b", "")] == [2, 4, 4, 0]


def test_both_languages_stand_below_each_other_and_name_a_deprecation() -> None:
    node = {"description": "Old.\n", "x-description-zh": "旧。"}
    assert docstrings.both(node) == "Old.\n旧。"
    assert docstrings.both({**node, "deprecated": True}) == "Deprecated. Old.\n已弃用。旧。"


def test_the_most_characters_are_named_from_the_field_that_says_them() -> None:
    node = {"description": "An id.", "x-description-zh": "ID。", "maxLength": 7}
    assert docstrings.both(node) == "An id. At most 7 characters.\nID。最长 7 个字符。"


LIMITS = [
    ({}, "20 requests in 2 s", "每 2 秒 20 次"),
    ({"count": 1, "unit": "order"}, "1 order in 2 s", "每 2 秒 1 个订单"),
    ({"periodSeconds": 0.5}, "20 requests in 0.5 s", "每 0.5 秒 20 次"),
    ({"periodSeconds": 90}, "20 requests in 90 s", "每 90 秒 20 次"),
    ({"periodSeconds": 60}, "20 requests in 1 minute", "每 1 分钟 20 次"),
    ({"periodSeconds": 43200}, "20 requests in 12 hours", "每 12 小时 20 次"),
    ({"periodSeconds": 2592000}, "20 requests in 30 days", "每 30 天 20 次"),
    ({"unit": "quote"}, "20 quotes in 2 s", "每 2 秒 20 quote"),
    ({"appliesTo": "options only"}, "20 requests in 2 s (options only)", "每 2 秒 20 次（仅期权）"),
    (
        {"appliesTo": "lead trader", "appliesToZh": "带单员"},
        "20 requests in 2 s (lead trader)",
        "每 2 秒 20 次（带单员）",
    ),
    ({"language": "zh"}, "20 requests in 2 s (by the Chinese docs only)", "每 2 秒 20 次"),
    ({"language": "en"}, "20 requests in 2 s", "每 2 秒 20 次（仅见于英文文档）"),
]
RULES = [
    ({"keys": ["user"]}, "per user", "按用户计"),
    (
        {"keys": ["instrument family", "master account"]},
        "per instrument family and master account",
        "按交易品种与母账户计",
    ),
    ({"keys": ["tag", "ip"]}, "per tag and ip", "按 tag 与 IP 计"),
    ({"keys": ["user"], "appliesTo": "except options"}, "per user (except options)", "按用户计（期权以外）"),
]


@pytest.mark.parametrize(("fields", "english", "chinese"), LIMITS)
def test_a_limit_is_told_in_both_languages(fields: dict[str, Any], english: str, chinese: str) -> None:
    limit = RateLimit.model_validate({"count": 20, "periodSeconds": 2, "unit": "request", **fields})
    assert docstrings.limits_in_words([limit], []) == (english, chinese)


@pytest.mark.parametrize(("fields", "english", "chinese"), RULES)
def test_a_rule_is_told_in_both_languages(fields: dict[str, Any], english: str, chinese: str) -> None:
    assert docstrings.limits_in_words([], [RateLimitRule.model_validate(fields)]) == (english, chinese)


def test_a_limit_that_okx_does_not_give_is_not_made_up() -> None:
    assert docstrings.limits_in_words([], []) == ("none is documented", "文档未说明")


def test_the_spec_itself_is_left_as_it_was(tmp_path: Path) -> None:
    document = {"a": [{"description": "One.", "x-description-zh": "一。"}]}
    assert docstrings.with_both_languages(document) == {"a": [{**document["a"][0], "description": "One.\n一。"}]}
    assert document == {"a": [{"description": "One.", "x-description-zh": "一。"}]}
