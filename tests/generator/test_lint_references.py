from pathlib import Path

import pytest
import yaml

from generator.lint import lint

from .support import TINY, Case, case, check_case, dumped, edited, loaded

_ITEM = '$ref: "#/components/schemas/Item"'
_PATH = "  /do:\n"
_SCHEMAS = "  schemas:\n"

CASES = [
    case("unresolved-reference", "Itme", (_ITEM, '$ref: "#/components/schemas/Itme"')),
    case("external-reference", "other.yaml", (_ITEM, "$ref: other.yaml#/Item")),
    case("external-reference", "do/post", (_ITEM, '$ref: "#/paths/~1do/post"')),
    case("external-reference", "$ref: 5", (_ITEM, "$ref: 5")),
    case("misplaced-reference", "Item/properties", (_ITEM, '$ref: "#/components/schemas/Item/properties/ordId"')),
    case("misplaced-reference", "a2:", ("asked:\n", 'a2: {$ref: "#/components/schemas/Ask"}\n              asked:\n')),
    case("reference-siblings", _ITEM, (_ITEM, _ITEM + "\n            description: An item.")),
    case("path-item-reference", "pathItems", (_PATH, '  /two: {$ref: "#/components/pathItems/Two"}\n' + _PATH)),
    case("circular-reference", "Self:", (_SCHEMAS, _SCHEMAS + '    Self: {$ref: "#/components/schemas/Self"}\n')),
    case(
        "circular-reference",
        "Egg:",
        (
            _SCHEMAS,
            f"{_SCHEMAS}    Hen: {{allOf: [{{$ref: '#/components/schemas/Egg'}}]}}\n"
            "    Egg: {not: {$ref: '#/components/schemas/Hen'}}\n",
        ),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_reference_that_leads_astray_is_found_at_its_line(case: Case, tmp_path: Path) -> None:
    check_case(case, tmp_path)


def test_a_schema_may_hold_itself_in_a_field(tmp_path: Path) -> None:
    tree = "        ordId: {type: string, description: Its id., x-description-zh: 该项编号。}\n"
    child = '        next: {$ref: "#/components/schemas/Item"}\n'
    assert lint(loaded(tmp_path, edited(TINY, (tree, tree + child)))) == []


@pytest.mark.parametrize("kind", ["requestBodies", "responses", "examples"])
def test_a_part_may_stand_in_the_components(kind: str, tmp_path: Path) -> None:
    document = yaml.safe_load(TINY)
    operation = document["paths"]["/do"]["post"]
    holder, key = {
        "requestBodies": (operation, "requestBody"),
        "responses": (operation["responses"], "200"),
        "examples": (operation["requestBody"]["content"]["application/json"]["examples"], "asked"),
    }[kind]
    document["components"][kind] = {"Part": holder[key]}
    holder[key] = {"$ref": f"#/components/{kind}/Part"}
    assert lint(loaded(tmp_path, dumped(document))) == []
