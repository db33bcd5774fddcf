"""Texts in two languages, our own fields, and examples."""

from pathlib import Path

import pytest

from generator.lint import lint

from .support import REAL, TEXTS, TINY, Case, before, case, check_case, edited, loaded

_MEDIA = '            application/json:\n              schema:\n                $ref: "#/components/schemas/Answer"\n'
_ANSWERED = '                answered:\n                  value: {code: "0", data: [{ordId: "1"}]}\n'
_EXAMPLES = "              examples:\n" + _ANSWERED
_BARE = '            application/json: {schema: {$ref: "#/components/schemas/Answer"}*}\n'
_OWN_ID = "clOrdId: {type: string"
_PARAMETER = "{name: q, in: query, x-order: 1, schema: {type: string}, description: D., x-description-zh: 述。}"
_COMPONENTS = "components:\n  securitySchemes:\n"


def _query(examples: str) -> tuple[str, str]:
    return ("x-permission: trade", f"x-permission: trade\n      x-query-examples: {examples}")


LANGUAGES = [
    case("missing-chinese", "summary: Do it", ("      x-summary-zh: 做\n", "")),
    case("missing-chinese", "title: Tiny", ("  x-title-zh: 小规范\n", "")),
    case("missing-chinese", "Its id.", (", x-description-zh: 该项编号。", "")),
    case("missing-english", "x-title-zh: 名", ("code: {type: string", "code: {x-title-zh: 名, type: string")),
    case(
        "missing-english",
        "x-summary-zh: 例",
        ("                answered:\n", "                answered:\n                  x-summary-zh: 例\n"),
    ),
    case("empty-text", 'summary: " "', ("summary: Do it", 'summary: " "')),
    case("empty-text", "x-summary-zh: 5", ("x-summary-zh: 做", "x-summary-zh: 5")),
    case("wrong-language", "description: 做事", ("description: Does it.", "description: 做事")),
    case("wrong-language", "x-description-zh: Doing", ("x-description-zh: 做这件事。", "x-description-zh: Doing")),
    case("folded-chinese", "x-summary-zh", ("x-summary-zh: 做", "x-summary-zh: >-\n        撤\n        单")),
    case("missing-text", "post:", ("      summary: Do it\n      x-summary-zh: 做\n", "")),
    case("missing-text", "post:", ("      description: Does it.\n      x-description-zh: 做这件事。\n", "")),
    case("missing-text", "Item:", ("      description: One item.\n      x-description-zh: 一项。\n", "")),
    case("missing-text", "code: {type: string}", (", description: How it went., x-description-zh: 结果。", "")),
    case(
        "missing-text",
        "in: query",
        (
            "      requestBody:\n",
            "      parameters: [{name: q, in: query, schema: {type: string}}]\n      requestBody:\n",
        ),
    ),
    case(
        "missing-text",
        "schema: {type: object",
        (
            'schema:\n              $ref: "#/components/schemas/Ask"',
            "schema: {type: object, additionalProperties: false}",
        ),
        ('value: {ordId: "1"}', "value: {}"),
    ),
    case(
        "missing-text",
        "items: {type: object",
        ('items:\n            $ref: "#/components/schemas/Item"', "items: {type: object}"),
    ),
]

EXTENSIONS = [
    case(
        "extension-field",
        "post:",
        ("      x-rate-limits:\n        - {count: 20, periodSeconds: 2, unit: request}\n", ""),
    ),
    case("extension-field", "x-permission: 5", ("x-permission: trade", "x-permission: 5")),
    case("extension-field", "x-permision", ("x-permission: trade", "x-permission: trade\n      x-permision: trade")),
    case("extension-field", "count: many", ("count: 20", "count: many")),
    case("extension-field", 'count: "20"', ("count: 20", 'count: "20"')),
    case("extension-field", "count: 0", ("count: 20", "count: 0")),
    case("extension-field", "periodSeconds: 0", ("periodSeconds: 2", "periodSeconds: 0")),
    case("extension-field", "unit: Request", ("unit: request", "unit: Request")),
    case("extension-field", 'unit: ""', ("unit: request", 'unit: ""')),
    case("extension-field", "keys: [User ID]", ("keys: [user]", "keys: [User ID]")),
    case("extension-field", 'keys: ["user "]', ("keys: [user]", 'keys: ["user "]')),
    case("extension-field", 'appliesTo: ""', ("unit: request}", 'unit: request, appliesTo: ""}')),
    case("extension-field", "appliesToEn", ("keys: [user]", "keys: [user], appliesToEn: options")),
    case("extension-field", "language: fr", ("keys: [user]", "keys: [user], language: fr")),
    case("extension-field", "keys: []", ("keys: [user]", "keys: []")),
    case("extension-field", "x-id-precedence", ("x-id-precedence: [ordId, clOrdId]", "x-id-precedence: null")),
    case("extension-field", "x-values: []", (_OWN_ID, f"{_OWN_ID}, x-values: []")),
    case("extension-field", "x-values: [1]", (_OWN_ID, f"{_OWN_ID}, x-values: [1]")),
    case("extension-field", "x-values-zh: red", (_OWN_ID, f"{_OWN_ID}, x-values-zh: red")),
    case("extension-field", "x-required: maybe", (_OWN_ID, f"{_OWN_ID}, x-required: maybe")),
    case("extension-field", "x-required-zh: true", (_OWN_ID, f"{_OWN_ID}, x-required-zh: true")),
    case("extension-field", "x-type: String", (_OWN_ID, f"{_OWN_ID}, x-type: String")),
    case("extension-field", "x-language: cn", (_OWN_ID, f"{_OWN_ID}, x-language: cn")),
    case("extension-field", "x-deprecated-zh", (_OWN_ID, f"{_OWN_ID}, x-deprecated-zh: 1")),
    case("extension-field", "x-repeated: []", (_OWN_ID, f"{_OWN_ID}, x-repeated: []")),
    case("extension-field", "x-sort", (_OWN_ID, f"{_OWN_ID}, x-repeated: [{{x-sort: 1}}]")),
    case("extension-field", "x-unbounded", (_OWN_ID, f"{_OWN_ID}, x-unbounded: 1")),
    case("extension-field", "x-language: fr", ("asked:\n", "asked:\n                x-language: fr\n")),
    case("extension-field", "x-values", ("asked:\n", "asked:\n                x-values: [a]\n")),
    case("extension-field", "x-ours: 1", ("asked:\n", "asked:\n                x-ours: 1\n")),
    case("extension-field", "x-documented", ("asked:\n", "asked:\n                x-documented: '{'\n")),
    case("extension-field", "x-documented", ("asked:\n", "asked:\n                x-documented: {a: 1}\n")),
    case("extension-field", "x-max-batch: 0", ("x-permission: trade", "x-permission: trade\n      x-max-batch: 0")),
    case("extension-field", "x-max-batch-zh", ("x-permission: trade", "x-permission: trade\n      x-max-batch-zh: a")),
    case(
        "extension-field",
        "x-order-state-path: order",
        ("x-permission: trade", "x-permission: trade\n      x-order-state-path: order"),
    ),
    case("extension-field", "x-permission:", ("x-permission: trade", "x-permission: null")),
    case("extension-field", "x-query-examples", _query("[{}]")),
    case("extension-field", "x-query-examples", _query("[{value: {limit: 5}}]")),
    case("extension-field", "x-query-examples", _query("[{value: {}, language: en}]")),
    case(
        "extension-field",
        "x-order",
        ("      requestBody:\n", f"      parameters: [{_PARAMETER}]\n      requestBody:\n"),
    ),
    case("extension-field", "x-region: GLOBAL", ("x-region: global", "x-region: GLOBAL")),
    case("extension-field", "x-part: secret", ("x-part: signature", "x-part: secret")),
    case("extension-field", "httpStatus: []", ("httpStatus: [200]", "httpStatus: []")),
    case("extension-field", "x-clock", ("toleranceSeconds: 30, ", "")),
    case("extension-field", "x-demo-header", ("name: x-demo, ", "")),
    case("extension-field", "x-ankor", ("x-anchor: do-it", "x-anchor: do-it\n        x-ankor: do-it")),
    case("extension-field", "x-colour", ("  schemas:\n", "  x-colour: red\n  schemas:\n")),
    case("extension-field", "x-colour", ("  /do:\n", "  x-colour: see post\n  /do:\n")),
    case("extension-field", "x-colour", ('        "200":\n', '        x-colour: red\n        "200":\n')),
    case("extension-field", "x-colour", ("code: {type: string", "code: {x-colour: red, type: string")),
    case(
        "extension-field",
        "source: rumour",
        (
            "      x-permission: trade\n",
            "      x-permission: trade\n      x-caveats:\n"
            "        - {source: rumour, description: D., x-description-zh: 述。}\n",
        ),
    ),
]

EXAMPLES = [
    case("example-mismatch", "ordId: 1", ('value: {ordId: "1"}', "value: {ordId: 1}")),
    case("example-mismatch", "asked", ('asked:\n                value: {ordId: "1"}', "asked: {value: {}}")),
    case("example-mismatch", "ordIdd", ('value: {ordId: "1"}', 'value: {ordId: "1", ordIdd: "2"}')),
    case("example-mismatch", "data: {}", ('data: [{ordId: "1"}]', "data: {}")),
    case("example-mismatch", "examples: [5]", ("code: {type: string", "code: {examples: [5], type: string")),
    case("example-mismatch", "example: 5", ("code: {type: string", "code: {example: 5, type: string")),
    case(
        "example-mismatch",
        "components/examples/Bad",
        (_ANSWERED, '                answered: {$ref: "#/components/examples/Bad"}\n'),
        (_COMPONENTS, "components:\n  examples: {Bad: {value: {code: 0}}}\n  securitySchemes:\n"),
    ),
    case("missing-example", "json: {schema", (_MEDIA + _EXAMPLES, _BARE.replace("*", ""))),
    case("missing-example", "json: {schema", (_MEDIA + _EXAMPLES, _BARE.replace("*", ", examples: {}"))),
    case("missing-example", "json: {schema", (_MEDIA + _EXAMPLES, _BARE.replace("*", ", examples: {a: {}}"))),
]

CASES = [*LANGUAGES, *EXTENSIONS, *EXAMPLES]


@pytest.mark.parametrize("case", LANGUAGES, ids=str)
def test_a_text_that_is_not_in_both_languages_is_found(case: Case, tmp_path: Path) -> None:
    check_case(case, tmp_path)


@pytest.mark.parametrize("case", EXTENSIONS, ids=str)
def test_a_field_of_ours_that_nobody_could_read_is_found(case: Case, tmp_path: Path) -> None:
    check_case(case, tmp_path)


@pytest.mark.parametrize("case", EXAMPLES, ids=str)
def test_an_example_that_would_fail_is_found(case: Case, tmp_path: Path) -> None:
    check_case(case, tmp_path)


def test_a_misspelt_field_is_named_where_it_stands(tmp_path: Path) -> None:
    [finding] = lint(loaded(tmp_path, edited(TINY, ("unit: request", "unitt: request, unit: request"))))
    assert "`x-rate-limits.0.unitt`: no such field here; mend its spelling or remove it" in finding.message


FREE = {
    "no permission": ("      x-permission: trade\n", ""),
    "no rule": ("      x-rate-limit-rules:\n        - {keys: [user]}\n", ""),
    "no limit": ("        - {count: 20, periodSeconds: 2, unit: request}\n", "        []\n"),
    "a unit of its own": ("unit: request", "unit: quote"),
    "keys of its own": ("keys: [user]", "keys: [instrument type, user(private) or ip(public)]"),
    "bounds of its own": ("unit: request}", "unit: request, appliesTo: Copy trading, appliesToZh: 跟单}"),
    "what one language says": ("keys: [user]", "keys: [user], language: zh"),
    "values": (_OWN_ID, f'{_OWN_ID}, x-values: ["0", "-1"], x-values-zh: []'),
    "a conditional field": before(
        "    Answer:\n", f"        note: {{type: string, x-required: conditional, {TEXTS}}}\n"
    ),
    "a type word": (_OWN_ID, f"{_OWN_ID}, x-type: object of objects, x-type-zh: object, x-language: en"),
    "a repeated row": (_OWN_ID, f"{_OWN_ID}, x-repeated: [{{}}, {{x-required-zh: optional, deprecated: true}}]"),
    "an example in one language": ("asked:\n", "asked:\n                x-language: zh\n"),
    "an example of ours": ("asked:\n", "asked:\n                x-ours: true\n"),
    "a sample of OKX's that fits no schema": ("asked:\n", "asked:\n                x-documented: '[1]'\n"),
    "a largest batch": ("x-permission: trade", "x-permission: trade\n      x-max-batch: 5"),
    "nothing in Chinese": ("x-permission: trade", "x-permission-zh: null\n      x-max-batch-zh: null"),
}


@pytest.mark.parametrize("edit", FREE.values(), ids=FREE)
def test_a_field_of_ours_may_say_whatever_a_page_says(edit: tuple[str, str], tmp_path: Path) -> None:
    assert lint(loaded(tmp_path, edited(TINY, edit))) == []


def test_the_real_spec_has_nothing_to_report(tmp_path: Path) -> None:
    assert lint(loaded(tmp_path, REAL)) == []
