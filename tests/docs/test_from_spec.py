"""The spec's facts are those of the pages that it was written from, and every field of ours is read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from generator import spec as spec_file
from generator.docs.comparing import compare
from generator.docs.facts import LANGUAGES, Language, LanguageFacts, PageFacts, RateLimit, RateLimitRule, Row
from generator.docs.reading import from_spec
from generator.findings import InputError, Pointer
from generator.lint import lint
from generator.spec import Spec
from tests.generator.support import REAL, ROOT, TEXTS, TINY, after, before, edited, line_of

from .support import ALGO, ALGO_BODY, SPREAD, facts_of, spec_of_2026

SHARED = ROOT.parent / "shared" / "okx-docs" / "pages" / "2026-01"
OKX = sorted(SHARED.glob("*.md"))
DO: Pointer = ("paths", "/do", "post")

Told = list[tuple[str, str, str | None, bool]]


def parsed(text: str = REAL) -> Spec:
    return spec_file.parse(text.encode(), Path("spec.yaml"))


def of_tiny(*edits: tuple[str, str], language: Language = "en", like: LanguageFacts | None = None) -> LanguageFacts:
    """The facts of the tiny spec with some edits, which lint lets pass."""
    spec = parsed(edited(TINY, *edits))
    assert lint(spec) == []
    return from_spec.facts(spec, DO, language, like)


def number(*place: str | int) -> int:
    """What stands at a place of the spec, of which OKX may change the numbers."""
    node = yaml.safe_load(REAL)
    for step in place:
        node = node[step]
    assert isinstance(node, int)
    return node


def only_limit(operation: Pointer, unit: str) -> tuple[RateLimit, ...]:
    """The one limit of an operation, with the numbers that the spec has now."""
    place = (*operation, "x-rate-limits", 0)
    return (RateLimit(number(*place, "count"), number(*place, "periodSeconds"), unit),)


def told(rows: tuple[Row, ...]) -> Told:
    return [(row.name, row.type, row.required, row.deprecated) for row in rows]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_spread_operation_says_what_its_page_says(language: Language) -> None:
    facts = from_spec.facts(parsed(), SPREAD, language)
    assert facts.endpoint == "POST /api/v5/sprd/cancel-order"
    assert facts.title == ("Cancel one spread order" if language == "en" else "撤销一个价差订单")
    assert facts.rate_limits == only_limit(SPREAD, "request")
    assert facts.rate_limit_rules == (RateLimitRule(("user",)),)
    assert (facts.permission, facts.body, facts.max_batch) == ("trade", "object", None)
    ids = [("ordId", "string", "conditional", False), ("clOrdId", "string", "conditional", False)]
    assert told(facts.request) == ids
    answered = [(name, "string", None, False) for name in ("ordId", "clOrdId", "sCode", "sMsg")]
    assert told(facts.response) == answered
    assert facts.request_examples == ({"ordId": "2510789768709120"},)
    [answer] = facts.response_examples
    assert answer["data"][0]["sCode"] == "0"
    assert len(facts.notes) == 2  # the description, and the caveat that is the docs' own


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_algo_operation_says_what_its_page_says(language: Language) -> None:
    facts = from_spec.facts(parsed(), ALGO, language)
    assert facts.rate_limits == only_limit(ALGO, "order")
    assert facts.rate_limit_rules == (
        RateLimitRule(("instrument", "user"), "except options"),
        RateLimitRule(("instrument family", "user"), "options only"),
    )
    assert (facts.body, facts.max_batch) == ("array", number(*ALGO_BODY, "maxItems"))
    assert told(facts.request) == [
        ("instId", "string", "yes", False),
        ("algoId", "string", "conditional", False),
        ("algoClOrdId", "string", "conditional", False),
    ]
    deprecated = {row.name for row in facts.response if row.deprecated}
    assert deprecated == {"clOrdId", "algoClOrdId", "tag"}
    assert len(facts.notes) == 1  # the caveats are readings of ours


@pytest.mark.skipif(not OKX, reason="OKX's pages are not at hand (../shared)")
@pytest.mark.parametrize("path", OKX, ids=lambda path: path.stem)
def test_the_spec_and_okx_s_pages_agree_in_all_facts(path: Path) -> None:
    spec, page = parsed(spec_of_2026()), facts_of(path)
    pointer = from_spec.find(spec, page)
    assert pointer in (SPREAD, ALGO)
    for language in LANGUAGES:
        facts = page.languages[language]
        assert compare.structure(from_spec.facts(spec, pointer, language, like=facts), facts) == []


def test_every_fact_has_the_line_to_edit() -> None:
    facts = from_spec.facts(parsed(), ALGO, "en")
    text = REAL.splitlines()
    begins = {
        "title": "summary: Cancel a batch",
        "endpoint": "post:",
        "rate_limits": f"- {{count: {number(*ALGO, 'x-rate-limits', 0, 'count')},",
        "rate_limit_rules": "- {keys: [instrument, user]",
        "permission": "x-permission: trade",
        "body": "schema:",
        "max_batch": f"maxItems: {number(*ALGO_BODY, 'maxItems')}",
        "request": "schema:",
        "response": "schema:",
        "notes": "x-caveats:",
        "examples.request": "examples:",
        "examples.response": "examples:",
    }
    assert facts.lines.keys() == begins.keys()
    for subject, line in facts.lines.items():
        assert text[line - 1].strip().startswith(begins[subject]), subject
    assert [text[(row.line or 0) - 1].strip() for row in facts.request] == ["instId:", "algoId:", "algoClOrdId:"]
    chinese = from_spec.facts(parsed(), ALGO, "zh")
    assert text[chinese.lines["title"] - 1].strip().startswith("x-summary-zh:")


def test_what_the_spec_does_not_say_has_the_line_of_its_operation() -> None:
    text = edited(TINY, ("      x-permission: trade\n", ""))
    facts = from_spec.facts(parsed(text), DO, "en")
    assert facts.permission is None
    assert facts.lines["permission"] == facts.lines["endpoint"] == line_of(text, "post:")


def test_the_rows_take_the_form_of_the_page() -> None:
    envelope = LanguageFacts(response=tuple(Row(name, "string", None, False, "") for name in ("code", "data")))
    assert [row.name for row in of_tiny(like=envelope).response] == ["code", "tag", "data", "data.ordId"]
    assert [row.name for row in of_tiny(like=LanguageFacts()).response] == ["ordId"]
    assert [row.type for row in of_tiny(like=envelope).response][2] == "array of objects"


@pytest.mark.parametrize(("anchor", "path", "found"), [("do-it", "/x", DO), (None, "/do", DO), ("x", "/do", DO)])
def test_an_operation_is_found_by_anchor_else_by_endpoint(anchor: str | None, path: str, found: Pointer) -> None:
    languages: dict[Language, LanguageFacts] = {"en": LanguageFacts(method="POST", path=path)}
    assert from_spec.find(parsed(TINY), PageFacts(Path("a.md"), anchor=anchor, languages=languages)) == found


def test_an_operation_that_is_not_there_is_not_found() -> None:
    languages: dict[Language, LanguageFacts] = {"en": LanguageFacts(method="GET", path="/do")}
    assert from_spec.find(parsed(TINY), PageFacts(Path("a.md"), anchor="x", languages=languages)) is None
    assert from_spec.find(parsed(TINY), PageFacts(Path("a.md"))) is None


OWN_ID = "clOrdId: {type: string"
NEW = "        fresh: {{{}, " + TEXTS + "}}\n"


def fresh(words: str) -> tuple[str, str]:
    """A new field of the request."""
    return before("    Answer:\n", NEW.format(words))


TYPES = {
    "type: string": "string",
    "type: [string, boolean]": "string",
    'type: ["null", integer]': "integer",
    "type: number": "number",
    "type: object, additionalProperties: false": "object",
    "type: array, items: {type: string}": "array of strings",
    "type: array, items: {type: array, items: {type: string}}": "array of arrays",
    'type: array, items: {$ref: "#/components/schemas/Closed"}': "array of objects",
    'anyOf: [{$ref: "#/components/schemas/Closed"}, {type: "null"}]': "object",
    'anyOf: [{type: "null"}, {type: array, items: {type: integer}}]': "array of integers",
    "type: array, items: {type: string}, x-type: array": "array",
    "enum: [a]": "string",
}
CLOSED = before("    Item:\n", f"    Closed: {{type: object, additionalProperties: false, {TEXTS}}}\n")


@pytest.mark.parametrize(("words", "kind"), TYPES.items())
def test_a_schema_has_the_type_word_of_the_docs(words: str, kind: str) -> None:
    assert {row.name: row.type for row in of_tiny(fresh(words), CLOSED).request}["fresh"] == kind


# What is written at a field, and what each language then says: type, required, deprecated, values.
FIELDS: dict[str, tuple[Any, Any]] = {
    "type: string": (("string", "no", False, ()), ("string", "no", False, ())),
    "type: string, deprecated: true, x-deprecated-zh: false": (
        ("string", "no", True, ()),
        ("string", "no", False, ()),
    ),
    "type: string, x-required: conditional": (("string", "conditional", False, ()),) * 2,
    "type: string, x-required: required, x-required-zh: optional": (
        ("string", "yes", False, ()),
        ("string", "no", False, ()),
    ),
    'type: string, x-values: ["0", "-1"]': (("string", "no", False, ("0", "-1")),) * 2,
    "type: string, x-values: [a], x-values-zh: []": (("string", "no", False, ("a",)), ("string", "no", False, ())),
    "type: string, enum: [a, b]": (("string", "no", False, ("a", "b")),) * 2,
    "type: string, x-type: json, x-type-zh: object": (("json", "no", False, ()), ("object", "no", False, ())),
    "type: string, x-language: zh": (None, ("string", "no", False, ())),
    "type: string, x-language: en": (("string", "no", False, ()), None),
}


@pytest.mark.parametrize("words", FIELDS)
def test_a_field_says_in_each_language_what_the_docs_say(words: str) -> None:
    for language, expected in zip(LANGUAGES, FIELDS[words], strict=True):
        rows = {row.name: row for row in of_tiny(fresh(words), language=language).request}
        row = rows.get("fresh")
        assert (row and (row.type, row.required, row.deprecated, row.enum)) == expected


def test_a_row_of_several_tables_is_told_as_often() -> None:
    repeated = (
        "x-repeated: [{}, {x-required: conditional, x-type: array, deprecated: true, x-values: [a]}, {x-language: zh}]"
    )
    edit = fresh(f"type: string, x-required: required, {repeated}")
    english = [row for row in of_tiny(edit).request if row.name == "fresh"]
    assert told(tuple(english)) == [
        ("fresh", "string", "yes", False),
        ("fresh", "string", "yes", False),
        ("fresh", "array", "conditional", True),
    ]
    assert english[2].enum == ("a",)
    assert len([row for row in of_tiny(edit, language="zh").request if row.name == "fresh"]) == 4


def test_nested_fields_are_dotted_by_their_depth() -> None:
    innermost = f"properties: {{a: {{type: string, {TEXTS}}}}}"
    inner = f"        inner: {{type: array, items: {{type: object, {TEXTS}, {innermost}}}, {TEXTS}}}\n"
    rows = of_tiny(before("        ordId: {type: string, description: Its id.", inner)).response
    assert [row.name for row in rows] == ["inner", "inner.a", "ordId"]


def test_a_schema_that_holds_itself_has_an_end() -> None:
    circle = after(
        "        ordId: {type: string, description: Its id., x-description-zh: 该项编号。}",
        "\n" + "        more: {type: array, items: {$ref: '#/components/schemas/Item'}, " + TEXTS + "}",
    )
    assert [row.name for row in of_tiny(circle).response] == ["ordId", "more"]


def test_the_parts_of_all_of_are_read_together() -> None:
    base = f"    Base: {{type: object, {TEXTS}, properties: {{a: {{type: string, {TEXTS}}}}}}}\n"
    item = (
        '            $ref: "#/components/schemas/Item"',
        '            allOf: [{$ref: "#/components/schemas/Base"}, {$ref: "#/components/schemas/Item"}]',
    )
    assert [row.name for row in of_tiny(before("    Item:\n", base), item).response] == ["a", "ordId"]


QUERY = f"""      parameters:
        - {{name: since, in: query, required: true, x-values: [a], {TEXTS}, schema: {{type: integer}}}}
        - {{name: until, in: query, x-required: conditional, {TEXTS}, schema: {{type: string, x-type: array}}}}
        - {{name: X-OTHER, in: header, {TEXTS}, schema: {{type: string}}}}
      x-query-examples:
        - {{value: {{since: "1"}}}}
        - {{value: {{until: "2"}}, x-language: zh}}
        - {{value: {{}}, x-ours: true}}
"""
BODY = TINY[TINY.index("      requestBody:\n") : TINY.index("      responses:\n")]


def test_a_query_is_a_request_without_a_body() -> None:
    facts = of_tiny((BODY, QUERY))
    assert (facts.body, facts.max_batch) == (None, None)
    assert told(facts.request) == [("since", "integer", "yes", False), ("until", "array", "conditional", False)]
    assert facts.request[0].enum == ("a",)
    assert facts.request_examples == ({"since": "1"},)
    assert of_tiny((BODY, QUERY), language="zh").request_examples == ({"since": "1"}, {"until": "2"})


def test_the_largest_batch_is_that_of_the_body_or_of_the_longest_list_in_it() -> None:
    lists = "".join(f"        l{n}: {{type: array, maxItems: {n}, items: {{type: string}}, {TEXTS}}}\n" for n in (3, 7))
    assert of_tiny(before("    Answer:\n", lists)).max_batch == 7
    assert of_tiny(("x-permission: trade", "x-permission: trade\n      x-max-batch: 4")).max_batch == 4


def test_a_limit_says_in_each_language_what_the_docs_say() -> None:
    another = "        - {count: 1, periodSeconds: 1, unit: quote, language: zh}"
    limits = ("unit: request}", f"unit: request, appliesTo: lead trader, appliesToZh: 带单员}}\n{another}")
    rules = ("        - {keys: [user]}", "        - {keys: [user, ip], appliesTo: options only, language: en}")
    english, chinese = (of_tiny(limits, rules, language=language) for language in LANGUAGES)
    assert english.rate_limits == (RateLimit(20, 2, "request", "lead trader"),)
    assert chinese.rate_limits == (RateLimit(20, 2, "request", "带单员"), RateLimit(1, 1, "quote"))
    assert english.rate_limit_rules == (RateLimitRule(("ip", "user"), "options only"),)
    assert chinese.rate_limit_rules == ()


@pytest.mark.parametrize("chinese", ["null", "read"])
def test_a_permission_or_a_batch_may_be_another_in_chinese(chinese: str) -> None:
    words = f"x-permission: trade\n      x-permission-zh: {chinese}\n      x-max-batch: 4\n      x-max-batch-zh: null"
    english, other = (of_tiny(("x-permission: trade", words), language=language) for language in LANGUAGES)
    assert (english.permission, english.max_batch) == ("trade", 4)
    assert (other.permission, other.max_batch) == (None if chinese == "null" else chinese, None)


def test_an_example_of_one_language_or_of_ours_is_kept_apart() -> None:
    more = ('x-language: zh, value: {ordId: "2"}', 'x-ours: true, value: {ordId: "3"}')
    named = "".join(f"\n              more{number}: {{{words}}}" for number, words in enumerate(more))
    edit = after('                value: {ordId: "1"}', named)
    assert of_tiny(edit).request_examples == ({"ordId": "1"},)
    assert of_tiny(edit, language="zh").request_examples == ({"ordId": "1"}, {"ordId": "2"})


@pytest.mark.parametrize(
    "edit",
    [
        ("      x-rate-limits:\n        - {count: 20, periodSeconds: 2, unit: request}", "      x-rate-limits: 5"),
        ("{count: 20, periodSeconds: 2, unit: request}", "{count: 20}"),
        ("      properties:\n        code:", "      properties: 5\n      x-old:\n        code:"),
        ('              $ref: "#/components/schemas/Ask"', "              5"),
    ],
)
def test_a_spec_that_lint_would_refuse_is_one_clear_error(edit: tuple[str, str]) -> None:
    spec = parsed(edited(TINY, edit))
    assert lint(spec) != []
    with pytest.raises(InputError, match=r"^spec\.yaml:\d+: the spec is not sound; run `python -m generator lint`$"):
        from_spec.facts(
            spec, DO, "en", LanguageFacts(response=(Row("code", "", None, False, ""), Row("data", "", None, False, "")))
        )
