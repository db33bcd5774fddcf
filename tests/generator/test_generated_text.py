"""What a reader finds in the generated files: who made them, from what, and texts in both languages."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from openapi_python_client.strings import PythonIdentifier

from generator import docstrings, places, tables
from generator import spec as spec_file
from generator.docstrings import width

from .support import REAL, ROOT, loaded

_FOLDER = ROOT / "generated_client" / "okx_client" / "_generated"
_FILES = sorted(_FOLDER.rglob("*.py"))
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_SPEC = spec_file.load(ROOT / "spec" / "openapi.yaml")


def _names(files: list[Path]) -> list[str]:
    return [file.relative_to(_FOLDER).as_posix() for file in files]


@pytest.mark.parametrize("file", _FILES, ids=_names(_FILES))
def test_every_file_names_the_command_that_makes_it_in_both_languages(file: Path) -> None:
    first, second = file.read_text(encoding="utf-8").splitlines()[:2]
    assert first.startswith("# Made by `python -m generator generate` from the spec. Do not edit")
    assert second.startswith("# 由 `python -m generator generate` 根据规范生成，请勿手改")


def test_the_package_is_typed_and_tells_what_it_was_made_from(tmp_path: Path) -> None:
    assert (_FOLDER / "py.typed").exists()
    init = (_FOLDER / "__init__.py").read_text(encoding="utf-8")
    assert f'SPEC_SHA256: Final = "{loaded(tmp_path, REAL).sha256}"' in init
    assert 'GENERATED_WITH: Final = "openapi-python-client 0.29.1, ruff 0.17.5"' in init


def _fields(model: ast.ClassDef) -> Iterator[tuple[str, str]]:
    """The fields of a model, each with the text below it."""
    for field, text in zip(model.body, model.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and ast.unparse(field.target) != "additional_properties":
            assert isinstance(text, ast.Expr), ast.unparse(field)
            assert isinstance(text.value, ast.Constant), ast.unparse(field)
            yield ast.unparse(field.target), str(text.value.value)


def _both_languages(text: str) -> bool:
    """Whether English is followed by Chinese on a line of its own."""
    lines = [bool(_CHINESE.search(line)) for line in text.strip().splitlines()]
    return lines[0] is False and True in lines


def _squeezed(text: str) -> str:
    """The text without white space, which wrapping changes."""
    return "".join(text.split())


def _says(text: str, part: str) -> bool:
    return _squeezed(part) in _squeezed(text)


_MODELS = sorted(path for path in (_FOLDER / "models").glob("*.py") if path.name != "__init__.py")


@pytest.mark.parametrize("file", _MODELS, ids=_names(_MODELS))
def test_a_model_and_its_fields_are_described_in_both_languages(file: Path) -> None:
    [model] = [node for node in ast.parse(file.read_text(encoding="utf-8")).body if isinstance(node, ast.ClassDef)]
    assert _both_languages(ast.get_docstring(model) or "")
    schema = _SPEC.data["components"]["schemas"].get(model.name, {})  # not there for one that was written in place
    said = {PythonIdentifier(name, "field_"): node for name, node in schema.get("properties", {}).items()}
    fields = dict(_fields(model))
    assert not said or fields.keys() == {str(name) for name in said}
    for name, text in fields.items():
        assert _both_languages(text), name
        if said:
            node = places.follow(_SPEC.data, said[PythonIdentifier(name, "field_")])
            assert _squeezed(text) == _squeezed(docstrings.both(node)), name
            assert text.strip().startswith("Deprecated. ") is ("已弃用。" in text) is (node.get("deprecated") is True)


_OPERATIONS = {row.python_name: row for row in tables.read(_SPEC).operations}
_MODULES = sorted(path for path in (_FOLDER / "api").glob("*/*.py") if path.name != "__init__.py")


@pytest.mark.parametrize("file", _MODULES, ids=_names(_MODULES))
def test_a_function_tells_limits_permission_and_caveats_in_both_languages(file: Path) -> None:
    functions = {
        node.name: ast.get_docstring(node) or ""
        for node in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_")
    }
    assert functions.keys() == {"sync", "sync_detailed", "asyncio", "asyncio_detailed"}
    for name, text in functions.items():
        assert _both_languages(text.partition("\n\n")[0]), name
        assert [part for part in _parts(_OPERATIONS[file.stem]) if not _says(text, part)] == [], name
        assert ("Permission: " in text) is ("权限：" in text) is (_OPERATIONS[file.stem].permission is not None)
        assert ("Batch: " in text) is ("批量：" in text) is (_OPERATIONS[file.stem].max_batch is not None)


def _parts(row: tables.OperationRow) -> Iterator[str]:
    """What a docstring of an operation has to say."""
    english, chinese = docstrings.limits(row)
    yield from (f"Rate limit: {english}", f"限速：{chinese}", "Args:", "client: ", "Raises:")
    yield from (f"Docs: {row.docs_url}", f"文档：{row.docs_url_zh}")
    if row.permission is not None:
        permission = _SPEC.data["x-permissions"][row.permission]
        yield from (f"Permission: {permission['description']}", f"权限：{permission['x-description-zh']}")
    for caveat in row.caveats:
        yield from (f"Caveat: {caveat.description}", f"注意：{caveat.description_zh}")
    if row.max_batch is not None:
        yield f"Batch: {row.min_batch} to {row.max_batch} items"
        yield f"批量：每次请求 {row.min_batch} 至 {row.max_batch} {'个订单' if row.id_fields else '项'}"
    if "requestBody" in row.node:
        yield "body: "
    for _, parameter in places.parameters(_SPEC.data, ("paths", row.path), row.node):
        yield f"{PythonIdentifier(parameter['name'], 'field_')}: {docstrings.both(parameter)}"


def _docstrings(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield str(node.value.value)


@pytest.mark.parametrize("file", [*_MODELS, *_MODULES], ids=_names([*_MODELS, *_MODULES]))
def test_no_line_of_a_docstring_runs_out_of_the_window(file: Path) -> None:
    texts = list(_docstrings(file))
    assert texts
    for line in (line for text in texts for line in text.splitlines() if " " in line.strip()):
        assert width(line) <= 120, line
