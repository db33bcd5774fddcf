from pathlib import Path

import pytest

from .support import TEXTS, TINY, Case, after, before, case, check_case

_CODE = "code: {type: string"
_RESPONSE = '        "200":\n'
_ASK = '            schema:\n              $ref: "#/components/schemas/Ask"\n'
_ASKED = '            examples:\n              asked:\n                value: {ordId: "1"}\n'
_ANSWER = '              schema:\n                $ref: "#/components/schemas/Answer"\n'
_ANSWERED = (
    '              examples:\n                answered:\n                  value: {code: "0", data: [{ordId: "1"}]}\n'
)
_OTHER = f"{{{TEXTS}, content: {{application/json: {{schema: {{type: string}}, example: x}}}}}}"

CASES = [
    case("open-request", "Ask:", ("      additionalProperties: false\n", "")),
    case("open-request", "Ask:", ("additionalProperties: false", "additionalProperties: true")),
    case("open-request", "inner", before("        clOrdId:", f"        inner: {{type: object, {TEXTS}}}\n")),
    case(
        "open-request",
        "Base:",
        before("    Answer:\n", f"    Base: {{{TEXTS}, allOf: [{{type: string}}]}}\n"),
        before("        clOrdId:", '        inner: {$ref: "#/components/schemas/Base"}\n'),
    ),
    case("optional-body", "requestBody", ("        required: true\n", "")),
    case("optional-body", "requestBody", ("required: true", "required: false")),
    case("other-response", "default:", before(_RESPONSE, f"        default: {_OTHER}\n")),
    case("other-response", '"4XX":', before(_RESPONSE, f'        "4XX": {_OTHER}\n')),
    case(
        "other-media-type",
        "text/csv",
        before("            application/json:\n              sch", "            text/csv: {}\n"),
    ),
    case("response-enum", "enum", after("tag: {type: string", ", enum: [a, b]")),
    case("response-enum", "const", after(_CODE, ', const: "0"')),
    case("response-format", "date-time", after(_CODE, ", format: date-time")),
    case("response-format", "uuid", after(_CODE, ", format: uuid")),
    case(
        "closed-response",
        "# here",
        after("      description: One item.\n", "      additionalProperties: false # here\n"),
    ),
    case(
        "required-in-response",
        "required: [data]",
        after("      description: What was done.\n", "      required: [data]\n"),
    ),
    case("missing-schema", "requestBody", (_ASK + _ASKED, "            example: {}\n")),
    case("missing-schema", '"200"', (_ANSWER + _ANSWERED, "              example: {}\n")),
    case("missing-schema", '"200"', ("          content:\n            application/json:\n" + _ANSWER + _ANSWERED, "")),
    case("missing-schema", "post:", (TINY[TINY.index("      responses:") : TINY.index("components:\n")], "")),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_request_that_sends_too_much_or_an_answer_that_breaks_is_found(case: Case, tmp_path: Path) -> None:
    check_case(case, tmp_path)
