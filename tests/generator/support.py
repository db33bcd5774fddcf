"""Small specs, edits of them, and the shape that every case of a lint rule has."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import yaml
from attrs import frozen

from generator import spec as spec_file
from generator.lint import lint
from generator.spec import Spec

ROOT = Path(__file__).resolve().parent.parent.parent
REAL = (ROOT / "spec" / "openapi.yaml").read_text(encoding="utf-8")
TEXTS = "description: D., x-description-zh: 述。"
TINY = (Path(__file__).parent / "tiny.yaml").read_text(encoding="utf-8")

Import = Callable[..., ModuleType]
"""The fixture `made`: generate the tiny spec, edited, and import what came out."""


def edited(text: str, *edits: tuple[str, str]) -> str:
    """The text with each `old` replaced by `new`; each `old` has to stand there exactly once."""
    for old, new in edits:
        assert text.count(old) == 1, f"{old!r} stands there {text.count(old)} times"
        text = text.replace(old, new)
    return text


def before(anchor: str, addition: str) -> tuple[str, str]:
    return anchor, addition + anchor


def after(anchor: str, addition: str) -> tuple[str, str]:
    return anchor, anchor + addition


def dumped(document: Any) -> str:
    return yaml.safe_dump(document, allow_unicode=True, sort_keys=False)


def loaded(folder: Path, text: str) -> Spec:
    file = folder / "spec.yaml"
    file.write_text(text, encoding="utf-8")
    return spec_file.load(file)


@frozen
class Case:
    """The rule that has to fire, a text on the line at which it has to fire, and the edits of the tiny spec before."""

    rule: str
    at: str
    edits: tuple[tuple[str, str], ...]

    def __str__(self) -> str:  # the name of the test
        return f"{self.rule}: {' '.join(self.at.split())[:40]}"


def case(rule: str, at: str, *edits: tuple[str, str]) -> Case:
    return Case(rule, at, edits)


def check_case(case: Case, folder: Path) -> None:
    """The rule of a case fires at its line, and no other rule does."""
    text = edited(TINY, *case.edits)
    findings = lint(loaded(folder, text))
    assert {finding.rule for finding in findings} == {case.rule}, findings
    assert line_of(text, case.at) in [finding.line for finding in findings], findings


def line_of(text: str, words: str) -> int:
    """The number of the one line that has these words."""
    lines = [number for number, line in enumerate(text.splitlines(), start=1) if words in line]
    assert len(lines) == 1, f"{words!r} stands on the lines {lines}"
    return lines[0]


def tree(folder: Path) -> dict[str, str]:
    """A hash of every file of a folder, by its path."""
    files = [path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def run(*arguments: str | Path, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """`python -m generator …` in a process of its own, with nothing else in its environment."""
    return subprocess.run(
        [sys.executable, "-m", "generator", *arguments],
        cwd=cwd,
        env={"PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        encoding="utf-8",
    )


def answering(package: ModuleType, status: int, **content: Any) -> tuple[Any, list[httpx.Request]]:
    sent: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(status, **content)

    arguments = {"transport": httpx.MockTransport(answer)}
    return package.Client(base_url="https://one.example", httpx_args=arguments), sent


def call(package: ModuleType, client: Any, **arguments: Any) -> Any:
    body = package.models.Ask(ord_id="1")
    return package.api.room.do_it.sync_detailed(client=client, body=body, **arguments)
