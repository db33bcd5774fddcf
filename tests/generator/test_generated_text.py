"""What a reader finds in the generated files: who made them, from what, and texts in both languages."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.docstrings import width

from .support import REAL, ROOT, loaded

_FOLDER = ROOT / "generated_client" / "okx_client" / "_generated"
_FILES = sorted(_FOLDER.rglob("*.py"))
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_DEPRECATED = ("cl_ord_id", "algo_cl_ord_id", "tag")


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


_MODELS = sorted(path for path in (_FOLDER / "models").glob("*.py") if path.name != "__init__.py")


@pytest.mark.parametrize("file", _MODELS, ids=_names(_MODELS))
def test_a_model_and_its_fields_are_described_in_both_languages(file: Path) -> None:
    [model] = [node for node in ast.parse(file.read_text(encoding="utf-8")).body if isinstance(node, ast.ClassDef)]
    assert _both_languages(ast.get_docstring(model) or "")
    fields = dict(_fields(model))
    assert fields
    for name, text in fields.items():
        assert _both_languages(text), name
        is_deprecated = model.name == "CancelAlgoOrderResult" and name in _DEPRECATED
        english, chinese = (line.strip() for line in text.strip().splitlines())
        assert english.startswith("Deprecated. ") is is_deprecated, name
        assert chinese.startswith("已弃用。") is is_deprecated, name


_OPERATIONS = sorted(path for path in (_FOLDER / "api").glob("*/*.py") if path.name != "__init__.py")
_PARTS = [
    *(
        "Rate limit: 20 ",
        "限速：每 2 秒 20 ",
        "Permission: The API key needs",
        "权限：API Key 需要",
        "Caveat: ",
        "注意：",
    ),
    *("Docs: https://www.okx.com/docs-v5/en/#", "文档：https://www.okx.com/docs-v5/zh/#", "Args:", "body: ", "Raises:"),
]


@pytest.mark.parametrize("file", _OPERATIONS, ids=_names(_OPERATIONS))
def test_a_function_tells_limits_permission_and_caveats_in_both_languages(file: Path) -> None:
    functions = {
        node.name: ast.get_docstring(node) or ""
        for node in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_")
    }
    assert functions.keys() == {"sync", "sync_detailed", "asyncio", "asyncio_detailed"}
    for name, text in functions.items():
        assert _both_languages(text.partition("\n\n")[0]), name
        assert [part for part in _PARTS if part not in text] == [], name
        assert ("Batch: 1 to 10 items" in text) is ("批量：每次请求 1 至 10 项" in text) is ("algo" in file.stem)


@pytest.mark.parametrize("file", [*_MODELS, *_OPERATIONS], ids=_names([*_MODELS, *_OPERATIONS]))
def test_no_line_of_a_docstring_runs_out_of_the_window(file: Path) -> None:
    for line in file.read_text(encoding="utf-8").splitlines():
        assert width(line) <= 120, line
