"""Each construct here was given to openapi-python-client 0.29.1, which said nothing about what it lost."""

from pathlib import Path

import pytest

from .support import TEXTS, Case, after, before, case, check_case

_BODY = "      requestBody:\n"
_CODE = "code: {type: string"
_EITHER = "      allOf:\n        - anyOf:\n            - required: [ordId]\n            - required: [clOrdId]\n"
_ITEM = "      description: One item.\n"
_RESPONSE = '        "200":\n'
_TYPE = "    Item:\n      type: object\n"


def _parameter(words: str) -> tuple[str, str]:
    return before(_BODY, f"      parameters:\n        - {{name: since, {TEXTS}, {words}}}\n")


def _new_field(words: str) -> tuple[str, str]:
    return before(f"        {_CODE}", f"        fresh: {{{TEXTS}{words}}}\n")


CASES = [
    case(
        "union-beside-properties",
        "anyOf: [{required: [ordId]}",
        (_EITHER, "      anyOf: [{required: [ordId]}, {required: [clOrdId]}]\n"),
        ("      x-id-precedence: [ordId, clOrdId]\n", ""),
    ),
    case("union-beside-properties", "oneOf", after(_ITEM, "      oneOf: [{minProperties: 1}, {maxProperties: 0}]\n")),
    case("single-reference-union", "Item:", after(_ITEM, "      allOf: [{$ref: '#/components/schemas/Answer'}]\n")),
    case(
        "single-reference-union",
        "latest",
        before(f"        {_CODE}", f"        latest: {{allOf: [{{$ref: '#/components/schemas/Item'}}], {TEXTS}}}\n"),
    ),
    case("local-definitions", "$defs", after(_ITEM, "      $defs: {Part: {type: string}}\n")),
    case("untyped-schema", "fresh", _new_field("")),
    case("untyped-schema", "fresh", _new_field(", type: array")),
    case("untyped-schema", "fresh", _new_field(", type: array, items: {}")),
    case("untyped-schema", "fresh", _new_field(", anyOf: [{minLength: 1}, {type: string}]")),
    case("boolean-schema", "fresh: true", before(f"        {_CODE}", "        fresh: true\n")),
    case("boolean-schema", "Anything: true", before("    Item:\n", "    Anything: true\n")),
    case("list-of-types", "type: [array", _new_field(', type: [array, "null"], items: {type: string}')),
    case("list-of-types", "type: [object", (_TYPE, '    Item:\n      type: [object, "null"]\n')),
    case("list-of-types", "enum", ("clOrdId: {type: string", 'clOrdId: {type: [string, "null"], enum: [a, null]')),
    case("default-value", "default: none", after(_CODE, ", default: none")),
    case("default-value", "default: none", after("clOrdId: {type: string", ", default: none")),
    case("ignored-field", "webhooks", before("paths:\n", "webhooks: {}\n")),
    case("ignored-field", "    servers:", before("    post:\n", "    servers: [{url: https://two.example}]\n")),
    case("ignored-field", "      servers:", before(_BODY, "      servers: [{url: https://two.example}]\n")),
    case("ignored-field", "callbacks", before(_BODY, "      callbacks: {}\n")),
    case("ignored-field", "style: pipe", _parameter("in: query, schema: {type: string}, style: pipeDelimited")),
    case("ignored-field", "explode", _parameter("in: query, schema: {type: string}, explode: false")),
    case("ignored-field", "headers:", after(_RESPONSE, "          headers: {}\n")),
    case("ignored-field", "nullable", after(_CODE, ", nullable: true")),
    case("ignored-field", "readOnly", after(_CODE, ", readOnly: true")),
    case("ignored-field", "discriminator", after(_ITEM, "      discriminator: {propertyName: ordId}\n")),
    case("ignored-field", "patternProp", after(_ITEM, "      patternProperties: {'^x': {type: string}}\n")),
    case(
        "ignored-field", "prefixIt", _new_field(", type: array, prefixItems: [{type: string}], items: {type: string}")
    ),
    case("ignored-field", "then", after(_ITEM, f"      then: {{type: object, properties: {{}}, {TEXTS}}}\n")),
    case("operation-security", "      security", before(_BODY, "      security: [{key: []}]\n")),
    case("operation-security", "      security", before(_BODY, "      security: []\n")),
    case("missing-operation-id", "post:", ("      operationId: doIt\n", "")),
    case("not-one-tag", "post:", ("      tags: [room]\n", "")),
    case("not-one-tag", "post:", ("tags: [room]", "tags: [room, other]")),
    case("parameter-content", "since", _parameter("in: query, content: {application/json: {schema: {type: string}}}")),
    case("client-header", "name: since", _parameter("in: header, schema: {type: string}"), ("X-KEY", "Since")),
    case(
        "client-header",
        "name: since",
        _parameter("in: header, schema: {type: string}"),
        ("name: x-demo", "name: SINCE"),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_would_be_lost_without_a_word_is_found(case: Case, tmp_path: Path) -> None:
    check_case(case, tmp_path)
