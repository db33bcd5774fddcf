"""Sentences that say how many items one request may carry, in OKX's words and in those that it might use tomorrow."""

from __future__ import annotations

import re
from collections.abc import Iterator

_NUMBER = r"(?P<number>\d+)(?!\d|[.,]\d)"
_BOUND = r"(?:(?:a )?maximum(?: of)?|max\.?|up to|at most|(?:no|not) more than|(?:not |n't )exceed(?:ing)?|limited to)"
_ONE_REQUEST = (
    r"(?:(?:per|for each|in (?:a|one|each|every|the same)(?: single)?|each|at a|at one) (?:request|call|time|batch)"
    r"|at once|simultaneously)(?-i:(?![a-z]))"  # a mark may be glued to it: "per requestDeprecated"
)
# What an answer holds, how long a text is and how often somebody may ask are no matter of the request's size.
_OTHER_NOUNS = (
    r"(?:results?|records?|entries|rows|bars|candles|data|times|requests?|calls?|characters?|digits?|decimals?"
    r"|seconds?|minutes?|hours?|days?)\b"
)
_WORDS = rf"(?:(?!{_OTHER_NOUNS})[A-Za-z(][\w()/\-]* ){{0,6}}?"
_ITEMS = rf"(?! ?{_OTHER_NOUNS})"
# Up to the number, and never about an answer (返回, 查询, 获取).
_CHARS = r"[^，。；\d返查获]"
_REQUEST_ZH = r"(?:每次|一次|单次|每个请求|每批|批量|同时)"
_BOUND_ZH = r"(?:最多|至多|不(?:能|得|可|可以|应)?(?:超过|多于)|上限|最大)"
_COUNT_ZH = r"\s*(?:个|组|条|笔|单|项)"

_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        # A maximum of 10 orders can be canceled per request.
        rf"\b{_BOUND} {_NUMBER} {_WORDS}{_ONE_REQUEST}",
        # Each request can carry at most 10 orders.
        rf"\b(?:each|every|one|a|a single) (?:request|call|batch) {_WORDS}{_BOUND} {_NUMBER}{_ITEMS}",
        # The maximum number of orders per request is 10. The number of orders in one request must not exceed 10.
        rf"\b(?:number|count|quantity) of {_WORDS}{_ONE_REQUEST}[ :]*{_WORDS}(?:{_BOUND} )?{_NUMBER}{_ITEMS}",
        # The batch size is limited to 10.
        rf"\bbatch size[ :]*{_WORDS}(?:{_BOUND} )?{_NUMBER}{_ITEMS}",
        # 每次最多可以撤销10个策略委托单
        rf"{_REQUEST_ZH}{_CHARS}{{0,12}}?{_BOUND_ZH}{_CHARS}{{0,12}}{_NUMBER}{_COUNT_ZH}",
        # 批量撤单，最多20个
        rf"批量(?:{_CHARS}|，){{0,8}}?{_BOUND_ZH}{_CHARS}{{0,8}}{_NUMBER}{_COUNT_ZH}",
        # 最多支持20个订单批量撤销
        rf"{_BOUND_ZH}{_CHARS}{{0,6}}{_NUMBER}{_COUNT_ZH}{_CHARS}{{0,6}}批量",
        # 最多一次撤销10个订单
        rf"{_BOUND_ZH}{_CHARS}{{0,4}}{_REQUEST_ZH}{_CHARS}{{0,8}}{_NUMBER}{_COUNT_ZH}",
    )
)
_ANSWER = re.compile(r"\b(?:quer(?:y|ied)|return(?:s|ed)?|retriev\w*|fetch(?:es|ed)?)\b", re.IGNORECASE)
_LEAD = 80  # characters
_DIGIT = re.compile(r"\d")
_MAYBE_REQUEST = re.compile(
    rf"\b(?:requests?|calls?|batch|at a time|at once|each time)\b|请求|{_REQUEST_ZH}", re.IGNORECASE
)
_MAYBE_BOUND = re.compile(rf"{_BOUND}|\blimit|\bmost\b|\bexceed|{_BOUND_ZH}", re.IGNORECASE)


def numbers(text: str) -> list[int]:
    """How many items a request may carry, by each statement of a text."""
    return [int(found["number"]) for found in _statements(text)]


def without_number(text: str) -> str:
    """The text with a mark in place of each such number."""
    for found in sorted(_statements(text), key=lambda each: each.start("number"), reverse=True):
        text = f"{text[: found.start('number')]}#{text[found.end('number') :]}"
    return text


def may_tell(sentence: str) -> bool:
    """Whether a sentence may bound a request in words that nobody foresaw: it has a number, a request and a bound."""
    return all(pattern.search(sentence) for pattern in (_DIGIT, _MAYBE_REQUEST, _MAYBE_BOUND))


def _statements(text: str) -> Iterator[re.Match[str]]:
    """The statements of a text, each once, though two forms may fit it."""
    line = text.replace("\n", " ")
    found = (each for form in _FORMS for each in form.finditer(line))
    once = {each.start("number"): each for each in found if not _is_of_answer(each)}
    return iter(once.values())


def _is_of_answer(found: re.Match[str]) -> bool:
    """Whether the statement, or what leads up to it, speaks of what a request asks for."""
    before = found.string[max(found.start() - _LEAD, 0) : found.start()]
    return bool(_ANSWER.search(re.split(r"[.;!?。；]", before)[-1] + found[0]))
