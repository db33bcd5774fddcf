"""What generated code knows of OKX's codes."""

from typing import get_type_hints

from generator import error_words

from .support import TINY, Import

_CODES = """\
x-error-classes:
  RateLimited: {advice: Wait., x-advice-zh: 等待。, repeat: after a wait}
  OrderGone: {advice: Ask., x-advice-zh: 查询。}
x-error-codes:
  "0": {httpStatus: [200], description: Accepted., x-description-zh: 已接受。}
  "7": {httpStatus: [429, 200], class: RateLimited, description: Often., x-description-zh: 频繁。}
  "8": {httpStatus: [200], class: RateLimited, repeat: never, description: Full., x-description-zh: 已满。}
  "9": {httpStatus: [200], class: OrderGone, reason: filled, description: Done., x-description-zh: 完成。,
        advice: Look., x-advice-zh: 查看。}
"""


def test_the_codes_are_those_of_the_spec(made: Import) -> None:
    codes = made((TINY[TINY.index("x-error-codes:") : TINY.index("paths:")], _CODES)).error_codes
    assert {
        "0": codes.ErrorCode("0", (200,), "Accepted.", "已接受。", error=None, repeat="never"),
        "7": codes.ErrorCode(
            *("7", (429, 200), "Often.", "频繁。"),
            error="RateLimited",
            repeat="after a wait",
            advice="Wait.",
            advice_zh="等待。",
        ),
        "8": codes.ErrorCode(
            *("8", (200,), "Full.", "已满。"), error="RateLimited", repeat="never", advice="Wait.", advice_zh="等待。"
        ),
        "9": codes.ErrorCode(
            *("9", (200,), "Done.", "完成。"), error="OrderGone", reason="filled", advice="Look.", advice_zh="查看。"
        ),
    } == codes.ERROR_CODES
    assert {
        "RateLimited": codes.ErrorClass("RateLimited", "Wait.", "等待。", "after a wait"),
        "OrderGone": codes.ErrorClass("OrderGone", "Ask.", "查询。", "never"),
    } == codes.ERROR_CLASSES


def test_the_words_about_codes_are_types_that_a_checker_knows(made: Import) -> None:
    codes = made().error_codes
    for name in ("ErrorName", "GoneReason", "Repeat"):
        assert getattr(codes, name) == getattr(error_words, name)
    hints = get_type_hints(codes.ErrorCode)
    assert hints["error"] == error_words.ErrorName | None
    assert (hints["reason"], hints["repeat"]) == (error_words.GoneReason | None, error_words.Repeat)
