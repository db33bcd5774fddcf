"""What the spec says about OKX's codes."""

from pathlib import Path

import pytest

from generator.lint import lint

from .support import TEXTS, TINY, Case, case, check_case, edited, loaded

_ADVICE = "advice: A., x-advice-zh: 议。"
_CLASSES = f"""\
x-error-classes:
  APIError: {{{_ADVICE}}}
  OrderGone: {{{_ADVICE}}}
  OutcomeUnknown: {{{_ADVICE}}}
"""


def _classes(edit: tuple[str, str] = ("", "")) -> tuple[str, str]:
    return "x-error-codes:\n", _CLASSES.replace(*edit) + "x-error-codes:\n"


def _code(words: str) -> tuple[str, str]:
    """Classes, and beside the code 0 another one with these words."""
    place, text = _classes()
    return place, f'{text}  "7": {{httpStatus: [400], {TEXTS}, {words}}}\n'


def _zero(words: str) -> tuple[str, str]:
    """The same words at the code 0."""
    return "httpStatus: [200], description: Accepted.", f"httpStatus: [200], {words}, description: Accepted."


CASES = [
    case("error-class", '"7":', _code("repeat: never")),
    case("error-class", '"7":', _code("class: null")),
    case("error-class", "class: APIError", _zero("class: APIError")),
    case("error-class", "reason: filled", _zero("reason: filled")),
    case("error-class", "repeat: never", _zero("repeat: never")),
    case("error-class", "advice: A.", _zero(_ADVICE)),
    case("unknown-error-class", "class: RateLimited", _code("class: RateLimited")),
    case("gone-reason", '"7":', _code("class: OrderGone")),
    case("gone-reason", "reason: filled", _code("class: APIError, reason: filled")),
    case("unsafe-repeat", "repeat: after a wait", _code("class: OutcomeUnknown, repeat: after a wait")),
    case("unsafe-repeat", "own ids", _code('class: OutcomeUnknown, repeat: "after a wait, by OKX\'s own ids"')),
    case("unsafe-repeat", "OutcomeUnknown:", _classes(("Unknown: {", "Unknown: {repeat: after a wait, "))),
    case("unsafe-repeat", "setting the clock", _code("class: APIError, repeat: after setting the clock")),
    case("unsafe-repeat", "setting", _classes(("Error: {", "Error: {repeat: after setting the clock, "))),
    case("extension-field", "class: ApiError", _code("class: ApiError")),
    case("extension-field", "reason: gone", _code("class: OrderGone, reason: gone")),
    case("extension-field", "repeat: always", _code("class: APIError, repeat: always")),
    case("extension-field", "ambiguous: true", _code("class: APIError, ambiguous: true")),
    case("empty-text", 'advice: " "', _code('class: APIError, advice: " ", x-advice-zh: 议。')),
    case("extension-field", "NoError:", _classes(("APIError:", "NoError:"))),
    case("extension-field", "APIError: {repeat", _classes((f"APIError: {{{_ADVICE}", "APIError: {repeat: never"))),
    case("extension-field", "repeat: often", _classes(("OrderGone: {", "OrderGone: {repeat: often, "))),
    case("missing-chinese", "advice: A.}", _code("class: APIError, advice: A.")),
    case("missing-english", "APIError, x-advice-zh", _code("class: APIError, x-advice-zh: 议。")),
    case("wrong-language", "advice: 议", _code("class: APIError, advice: 议。, x-advice-zh: 议。")),
    case("wrong-language", "x-advice-zh: A.", _code("class: APIError, advice: A., x-advice-zh: A.")),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_code_that_says_too_little_or_what_is_unsafe_is_found(case: Case, tmp_path: Path) -> None:
    check_case(case, tmp_path)


@pytest.mark.parametrize(
    "words",
    [
        "class: APIError",
        f"class: APIError, {_ADVICE}",
        "class: OrderGone, reason: not_found_or_done",
        'class: APIError, repeat: "after a wait, by OKX\'s own ids"',
        "class: OutcomeUnknown, repeat: never",
    ],
)
def test_a_code_with_its_class_is_sound(words: str, tmp_path: Path) -> None:
    assert lint(loaded(tmp_path, edited(TINY, _code(words)))) == []


def test_the_refusal_for_a_wrong_clock_may_be_repeated_once_it_is_set(tmp_path: Path) -> None:
    code = _code("class: APIError, repeat: after setting the clock")
    assert lint(loaded(tmp_path, edited(TINY, code, ('errorCode: "0"', 'errorCode: "7"')))) == []
