from pathlib import Path

import pytest
import yaml
from openapi_spec_validator import OpenAPIV31SpecValidator

from generator.lint import lint

from .support import REAL, TINY, Case, case, check_case, edited, loaded

_ALTERNATIVES = "      allOf:\n        - anyOf:\n            - required: [ordId]\n            - required: [clOrdId]\n"

CASES = [
    case("openapi-version", "openapi: 3.0.3", ("openapi: 3.1.0", "openapi: 3.0.3")),
    case("openapi-version", "openapi: 3.2.0", ("openapi: 3.1.0", "openapi: 3.2.0")),
    case("openapi-version", "openapi: 3.1", ("openapi: 3.1.0", "openapi: 3.1")),
    case("invalid-openapi", "tags: room", ("tags: [room]", "tags: room")),
    case("invalid-openapi", "info:", ('  version: "1"\n', "")),
    case("invalid-openapi", "required: yes please", ("required: true", "required: yes please")),
    case("invalid-openapi", "type: text", ("clOrdId: {type: string", "clOrdId: {type: text")),
    case("invalid-openapi", "maxLength: -1", ("maxLength: 32", "maxLength: -1")),
    case("invalid-openapi", "allOf: many", (_ALTERNATIVES, "      allOf: many\n")),
    case(
        "invalid-openapi", "minItems: x", ("          type: array\n", "          type: array\n          minItems: x\n")
    ),
    case("unknown-keyword", "maxLenght", ("maxLength: 32", "maxLenght: 32")),
    case("unknown-keyword", "$dynamicRef", ("code: {type: string", "code: {$dynamicRef: Item, type: string")),
    case("unknown-keyword", "$id", ("code: {type: string", "code: {$id: code, type: string")),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_what_openapi_refuses_is_found_at_its_line(case: Case, tmp_path: Path) -> None:
    check_case(case, tmp_path)


def test_the_first_floor_with_findings_is_the_only_one_that_speaks(tmp_path: Path) -> None:
    """A reader sees the cause, and not its echo."""
    text = edited(TINY, ("openapi: 3.1.0", "openapi: 3.0.3"), ("summary: Do it", "summary: 做"))
    assert [finding.rule for finding in lint(loaded(tmp_path, text))] == ["openapi-version"]


def test_findings_stand_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = edited(TINY, ("description: What was done.", "description: 做"), ("summary: Do it", "summary: 做"))
    findings = lint(loaded(tmp_path, text))
    assert len(findings) == 2
    assert findings == sorted(findings, key=lambda finding: finding.line)


def test_the_real_spec_is_valid_to_a_tool_that_is_not_ours() -> None:
    OpenAPIV31SpecValidator(yaml.safe_load(REAL)).validate()
