from pathlib import Path

import pytest

from generator.lint import coherence, lint

from .support import TEXTS, TINY, Case, after, before, case, check_case, edited, loaded

_BODY = "      requestBody:\n"
_ASK = (
    '            schema:\n              $ref: "#/components/schemas/Ask"\n'
    '            examples:\n              asked:\n                value: {ordId: "1"}\n'
)
_ITEMS = '              type: array\n              items: {$ref: "#/components/schemas/Ask"}\n'
_DOCS = (
    "      externalDocs:\n"
    "        url: https://docs.example/en/#do-it\n"
    "        x-url-zh: https://docs.example/zh/#do-it\n"
    "        x-anchor: do-it\n"
)
_OWN_ID = "clOrdId: {type: string"
_FIRST_ID = ("description: The exchange's id.", "x-required: required, description: The exchange's id.")
_ALWAYS = after("      x-id-precedence: [ordId, clOrdId]\n", "      required: [ordId]\n")
_UNBOUNDED = "              x-unbounded: true\n"
_BODY_AS_QUERY = "x-query-examples: [{value: {ordId: since}}]"
_OTHER = f"    Other: {{type: object, properties: {{}}, required: [since], {TEXTS}}}\n"
_IN_PATH = f"{{name: since, in: path, required: true, schema: {{type: string}}, {TEXTS}}}"


def _batch(limits: str) -> tuple[str, str]:
    return (_ASK, f'            schema: # batch\n{_ITEMS}{limits}            example: [{{ordId: "1"}}]\n')


def _parameter(words: str, examples: str = '[{value: {q: "1"}}]') -> tuple[str, str]:
    return before(
        _BODY,
        f"      parameters:\n        - {{name: q, in: query, {words}, {TEXTS}}}\n      x-query-examples: {examples}\n",
    )


def _url(url: str) -> tuple[str, str]:
    return ("url: https://one.example\n", f"url: {url}\n")


CASES = [
    case("id-precedence", "Ask:", ("      x-id-precedence: [ordId, clOrdId]\n", "")),
    case("id-precedence", "Ask:", ("            - required: [clOrdId]\n", "")),
    case("id-precedence", "[ordId, id]", ("[ordId, clOrdId]", "[ordId, id]"), ("[clOrdId]", "[id]")),
    case("required-unknown", "required: [since]", before("    Item:\n", _OTHER)),
    case("unknown-permission", "x-permission: read", ("x-permission: trade", "x-permission: read")),
    case("docs-link", "post:", (_DOCS, "")),
    case("docs-link", "en/#do-that", ("https://docs.example/en/#do-it", "https://docs.example/en/#do-that")),
    case("docs-link", "x-url-zh", ("https://docs.example/zh/#do-it", "https://docs.example/zh/")),
    case("docs-link", "x-url-zh", ("https://docs.example/zh/#do-it", "https://docs.example/en/#do-it")),
    case("docs-link", "   url: https://docs", ("https://docs.example/en/#do-it", "https://docs.example/zh/#do-it")),
    case("unknown-error-code", "errorCode", ('errorCode: "0"', 'errorCode: "50102"')),
    case("batch-size", "# batch", _batch("")),
    case("batch-size", "# batch", _batch("              maxItems: 10\n")),
    case("batch-size", "# batch", _batch("              minItems: 1\n              maxItems: 9\n" + _UNBOUNDED)),
    case("batch-size", "# batch", _batch(_UNBOUNDED)),
    case("said-twice", "enum: [a]", (_OWN_ID, f"{_OWN_ID}, enum: [a], x-values: [a]")),
    case("said-twice", "x-required", (_OWN_ID, f"{_OWN_ID}, x-required: conditional")),
    case("said-twice", "x-required", _FIRST_ID, _ALWAYS),
    case("said-twice", "in: query", _parameter("required: true, x-required: conditional, schema: {type: string}")),
    case("said-twice", "in: query", _parameter("x-values: [a], schema: {type: string, enum: [a]}")),
    case("query-mismatch", "since", _parameter("schema: {type: string}", '[{value: {since: "1"}}]')),
    case("query-mismatch", "ordId: since", ("x-permission: trade", f"x-permission: trade\n      {_BODY_AS_QUERY}")),
    case(
        "region-twice",
        "two.example",
        after("    x-region: global\n", "  - {url: https://two.example, x-region: global}\n"),
    ),
    case("no-global-region", "servers:", ("    x-region: global\n", "")),
    case("server-url", "http://one", _url("http://one.example")),
    case("server-url", "one.example/", _url("https://one.example/")),
    case("server-url", "api/v5", _url("https://one.example/api/v5")),
    case("server-url", "{host}", _url("https://{host}")),
    case("signing-header", "securitySchemes:", ("x-part: signature", "x-part: apiKey")),
    case("signing-header", "security:", (", phrase: []}", "}")),
    case("signing-header", "in: query", ("in: header, name: X-SIGN", "in: query, name: X-SIGN")),
    case("signing-header", 'name: ""', ("name: X-SIGN", 'name: ""')),
    case("signing-header", "name: x-key", ("name: X-SIGN", "name: x-key")),
    case("no-operation", "/empty", before("  /do:\n", "  /empty: {}\n")),
    case("path-parameter", "/{since}", ("  /do:\n", "  /{since}:\n")),
    case("path-parameter", "/do:", before(_BODY, f"      parameters: [{_IN_PATH}]\n")),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_facts_that_contradict_each_other_are_found(case: Case, tmp_path: Path) -> None:
    check_case(case, tmp_path)


def test_a_spec_without_operations_is_a_finding(tmp_path: Path) -> None:
    text = TINY[: TINY.index("paths:\n")] + TINY[TINY.index("components:\n") :]
    for paths in ("", "paths: {}\n"):
        assert [finding.rule for finding in lint(loaded(tmp_path, text + paths))] == ["no-operation"]


def test_a_batch_with_its_limits_is_sound(tmp_path: Path) -> None:
    limits = "              minItems: 1\n              maxItems: 10\n"
    assert lint(loaded(tmp_path, edited(TINY, _batch(limits)))) == []


def test_a_batch_without_a_limit_of_okx_s_is_sound(tmp_path: Path) -> None:
    limits = "              minItems: 1\n" + _UNBOUNDED
    assert lint(loaded(tmp_path, edited(TINY, _batch(limits)))) == []


def test_a_sample_query_may_leave_out_what_is_required(tmp_path: Path) -> None:
    text = edited(TINY, _parameter("required: true, schema: {type: string}", "[{value: {}}]"))
    assert lint(loaded(tmp_path, text)) == []


def test_a_parameter_of_the_path_may_be_what_okx_s_table_says(tmp_path: Path) -> None:
    for need, rules in (("conditional", []), ("unknown", []), ("required", ["said-twice"])):
        parameter = _IN_PATH.replace("schema:", f"x-required: {need}, schema:")
        text = edited(TINY, ("  /do:\n", "  /do/{since}:\n"), before(_BODY, f"      parameters: [{parameter}]\n"))
        assert [finding.rule for finding in lint(loaded(tmp_path, text))] == rules


def test_a_batch_that_no_number_of_items_fits_is_found(tmp_path: Path) -> None:
    limits = "              minItems: 2\n              maxItems: 1\n"
    text = edited(TINY, _batch(limits))
    assert "batch-size" in {finding.rule for finding in coherence.check(loaded(tmp_path, text))}


def test_a_second_choice_beside_the_ids_is_sound(tmp_path: Path) -> None:
    choice = "        - anyOf: [{required: [newSz]}, {required: [newPx]}]\n"
    fields = "".join(f"        {name}: {{type: string, {TEXTS}}}\n" for name in ("newSz", "newPx"))
    example = ('value: {ordId: "1"}', 'value: {ordId: "1", newSz: "2"}')
    text = edited(TINY, after("            - required: [clOrdId]\n", choice), before("    Answer:\n", fields), example)
    assert lint(loaded(tmp_path, text)) == []


def test_two_operations_of_one_page_are_told(tmp_path: Path) -> None:
    text = (Path(__file__).parent.parent.parent / "spec" / "openapi.yaml").read_text(encoding="utf-8")
    anchors = ["order-book-trading-algo-trading-post-cancel-algo-order", "spread-trading-rest-api-cancel-order"]
    first, second = sorted(anchors, key=text.index)
    (found,) = lint(loaded(tmp_path, text.replace(second, first)))
    assert (found.rule, f"`{first}` is the anchor of" in found.message) == ("docs-link", True)
    lines = text.split("\n")
    assert second in lines[(found.line or 0) - 1]
