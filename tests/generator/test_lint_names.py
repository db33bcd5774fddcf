from pathlib import Path

import pytest

from generator.lint import lint, names

from .support import TEXTS, TINY, Case, after, before, case, check_case, edited, loaded

_CODE = "        code: {type: string"


def _field(name: str) -> tuple[str, str]:
    return before(_CODE, f"        {name}: {{type: string, {TEXTS}}}\n")


def _schema(name: str) -> tuple[str, str]:
    return before("    Item:\n", f"    {name}: {{type: object, {TEXTS}}}\n")


def _parameter(name: str) -> tuple[str, str]:
    parameters = f"      parameters: [{{name: {name}, in: query, schema: {{type: string}}, {TEXTS}}}]\n"
    return before("      requestBody:\n", parameters)


def _operation(name: str, tag: str) -> tuple[str, str]:
    """A second operation, at the end of the paths; `# 2` marks its lines."""
    first = TINY[TINY.index("    post:\n") : TINY.index("components:\n")]
    second = edited(first, ("operationId: doIt", f"operationId: {name} # 2"), ("tags: [room]", f"tags: [{tag}] # 2"))
    return before("components:\n  sec", f"  /again:\n{second}")


CASES = [
    case("name-collision", "        code:", _field("Code")),
    case("name-collision", "enum", after("clOrdId: {type: string", ", enum: [a-b, a_b]")),
    case("name-collision", "    Item:", _schema("ITEM")),
    case("name-collision", "operationId: do_it # 2", _operation("do_it", "other")),
    case("name-collision", "operationId: doIt # 2", _operation("doIt", "other")),
    case("name-collision", "operationId: room # 2", _operation("room", "other")),
    case("name-collision", "tags: [Room] # 2", _operation("goOn", "Room")),
    case("odd-name", "1st", _field("1st")),
    case("odd-name", "编号:", _field("编号")),
    case("odd-name", "_id", _field("_id")),
    case("odd-name", "tags: [价差]", ("tags: [room]", "tags: [价差]")),
    case("odd-name", 'operationId: ""', ("operationId: doIt", 'operationId: ""')),
    case("odd-name", "operationId: 撤单", ("operationId: doIt", "operationId: 撤单")),
    case("odd-name", 'enum: ["1"]', after("clOrdId: {type: string", ', enum: ["1"]')),
    case("odd-name", "an_item", _schema("an_item")),
    case("odd-name", "dict:", _schema("dict")),
    case(
        "schema-title", "title: It", after("      description: One item.\n", "      title: It\n      x-title-zh: 它\n")
    ),
    *(case("taken-name", f"        {name}:", _field(name)) for name in sorted(names._FIELDS)),
    *(case("taken-name", f"    {name}:", _schema(name)) for name in sorted(names._CLASSES)),
    *(case("taken-name", f"name: {name},", _parameter(name)) for name in sorted(names._ARGUMENTS)),
    *(case("taken-name", f"operationId: {name}", ("Id: doIt", f"Id: {name}")) for name in sorted(names._OPERATIONS)),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_name_that_python_cannot_carry_is_found(case: Case, tmp_path: Path) -> None:
    check_case(case, tmp_path)


@pytest.mark.parametrize("name", ["class", "list", "src_dict", "key", "self"])
def test_a_field_may_have_any_other_name(name: str, tmp_path: Path) -> None:
    assert lint(loaded(tmp_path, edited(TINY, _field(name)))) == []
