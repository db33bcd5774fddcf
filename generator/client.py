"""Make the generated client: spec in, folder of Python out, by openapi-python-client used as a library.

Its library interface and templates are not a public API, so its version is pinned exactly, every patch of a template
fails loudly when the template changes, and what came out is checked against the spec.
"""

from __future__ import annotations

import contextlib
import io
import re
import subprocess
from importlib.metadata import version
from pathlib import Path
from typing import Any, get_args

import jinja2
from openapi_python_client import Project
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser import GeneratorData
from openapi_python_client.parser.errors import GeneratorError
from ruff import find_ruff_bin  # type: ignore[import-untyped]

from . import completeness, docstrings, error_words, places, tables
from .findings import InputError
from .spec import Spec
from .stock_templates import StockTemplates

_TEMPLATES = Path(__file__).parent / "templates"
_TOOLS = ("openapi-python-client", "ruff")
_RUFF_TARGET = ("--isolated", "--no-cache", "--quiet", "--target-version", "py311", "--line-length", "120")
_MARK = "# Made by `python -m generator generate`"
_BANNER = (
    f"{_MARK} from the spec. Do not edit: this folder is replaced whole.\n"
    "# 由 `python -m generator generate` 根据规范生成，请勿手改：本目录会被整体替换。\n\n"
)


def build(spec: Spec, into: Path) -> None:
    """Write the client for a spec without findings into the folder `into`, which must not exist yet.

    Raises:
        InputError: openapi-python-client had anything to say, or what it made lacks a part of the spec.
    """
    document = docstrings.with_both_languages(spec.data)
    data, project = _project(spec, document, into)
    with contextlib.redirect_stdout(io.StringIO()):
        problems = project.build()
    if problems:
        raise _refused(spec, problems[0])
    completeness.check(spec, data)
    for name in ("operations", "error_codes"):
        text = project.env.get_template(f"{name}.py.jinja").render()
        (into / f"{name}.py").write_text(text, encoding="utf-8")
    (into / "py.typed").touch()
    _finish(spec, into)


def may_replace(folder: Path) -> bool:
    """Whether nothing is lost when `folder` is replaced: it is missing, empty, or the generator made it."""
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return True
    return any(file.read_bytes().startswith(_MARK.encode()) for file in folder.glob("*.py"))


def _project(spec: Spec, document: places.Node, into: Path) -> tuple[GeneratorData, Project]:
    settings = ConfigFile(post_hooks=[], docstrings_on_attributes=True, use_path_prefixes_for_title_model_names=False)
    config = Config.from_sources(settings, MetaType.NONE, spec.path, "utf-8", False, into)
    try:
        data = GeneratorData.from_dict(document, config=config)
    except Exception as error:  # it reports most mistakes, and falls over some
        reason = " ".join(f"{type(error).__name__}: {error}".split())
        raise InputError(f"{spec.path}: openapi-python-client broke off with {reason}") from error
    if isinstance(data, GeneratorError):
        raise _refused(spec, data)
    project = Project(openapi=data, config=config)
    _set_up(project.env, spec)
    return data, project


def _set_up(env: jinja2.Environment, spec: Spec) -> None:
    """Put our templates before the stock ones, and the spec within their reach."""
    rows = tables.read(spec)
    env.loader = jinja2.ChoiceLoader([jinja2.FileSystemLoader(_TEMPLATES), StockTemplates()])
    env.filters.update(wordwrap=docstrings.wrap, literal=repr, tuple=tuple, both=docstrings.both)
    env.globals.update(
        spec=spec,
        tables=rows,
        rows={row.python_name: row for row in rows.operations},
        error_words={name: get_args(getattr(error_words, name)) for name in ("ErrorName", "GoneReason", "Repeat")},
        limits=docstrings.limits,
        parameter_text=lambda row, parameter: _parameter_text(spec, row, parameter),
        generated_with=", ".join(f"{tool} {version(tool)}" for tool in _TOOLS),
    )


def _parameter_text(spec: Spec, row: tables.OperationRow, parameter: Any) -> str:
    """What an argument of a generated function is, in both languages."""
    if str(parameter.python_name) == "body":
        body = places.follow(spec.data, row.node["requestBody"])
        schema = places.follow(spec.data, body["content"][places.JSON]["schema"])
        return docstrings.both(places.follow(spec.data, schema["items"]) if schema.get("type") == "array" else schema)
    for _, node in places.parameters(spec.data, ("paths", row.path), row.node):
        if node["name"] == parameter.name:
            return docstrings.both(node)
    return ""


def _refused(spec: Spec, problem: Any) -> InputError:
    detail = " ".join(f"{problem.header} {problem.detail or ''}".split())
    detail = re.sub(r"<\S+ object at 0x\w+>", "…", detail)  # its own slip: a string that it forgot to show
    return InputError(f"{spec.path}: openapi-python-client says: {detail}")


def _finish(spec: Spec, folder: Path) -> None:
    """Tidy and format with our own ruff, untouched by the machine's configuration, and put the banner on top."""
    fixes = ("check", *_RUFF_TARGET, "--fix-only", "--select", "F401,F811,I")
    files = sorted(folder.rglob("*.py"))
    for command in (fixes, ("format", *_RUFF_TARGET)):
        # Files one by one, because in a folder ruff heeds any .gitignore above it.
        ruff = [find_ruff_bin(), *command, *files]
        run = subprocess.run(ruff, cwd=folder.parent, capture_output=True, encoding="utf-8")
        if run.returncode != 0:
            raise InputError(f"{spec.path}: ruff cannot read the generated code: {' '.join(run.stderr.split())}")
    for file in files:
        text = file.read_text(encoding="utf-8")
        try:
            compile(text, file, "exec")
        except SyntaxError as error:
            raise InputError(f"{spec.path}: {file.name} came out as no Python: {error.msg}") from None
        if " object at 0x" in text:
            raise InputError(f"{spec.path}: a template printed an unescaped value into {file.name}; add a filter")
        file.write_text(_BANNER + text, encoding="utf-8")
