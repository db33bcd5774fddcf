"""Two ways: every rule that the source names has a test, and every rule that a test names is in the source."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from . import (
    test_lint_bodies,
    test_lint_coherence,
    test_lint_error_codes,
    test_lint_names,
    test_lint_openapi,
    test_lint_references,
    test_lint_silent_drops,
    test_lint_texts,
    test_spec_reading,
)
from .support import ROOT

_ROOMS = (
    *(test_lint_bodies, test_lint_coherence, test_lint_error_codes, test_lint_names, test_lint_openapi),
    *(test_lint_references, test_lint_silent_drops, test_lint_texts),
)
_KEBAB = re.compile(r"[a-z]+(-[a-z]+)+")
_SAY_A_FINDING = ("finding", "Finding", "_note")


def _rules(file: Path) -> Iterator[str]:
    """The rules of a module: the argument after the place, or, where that is a variable, the words it loops over."""
    for function in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(function, ast.FunctionDef):
            continue
        words = {node.value for node in ast.walk(function) if isinstance(node, ast.Constant)}
        for call in ast.walk(function):
            if isinstance(call, ast.Call) and ast.unparse(call.func).rpartition(".")[2] in _SAY_A_FINDING:
                rule = call.args[1]
                if isinstance(rule, ast.Constant):
                    yield str(rule.value)
                else:
                    yield from (str(word) for word in words if _KEBAB.fullmatch(str(word)))


def _rules_of_the_source() -> set[str]:
    files = [ROOT / "generator" / "spec.py", *(ROOT / "generator" / "lint").glob("*.py")]
    return {rule for file in files for rule in _rules(file) if rule != "rule"}


def test_every_rule_has_a_test_and_every_test_a_rule() -> None:
    tested = {case.rule for room in _ROOMS for case in room.CASES} | {rule for rule, _ in test_spec_reading.YAML}
    assert _rules_of_the_source() == tested


def test_rules_are_read_from_the_source_as_they_are_written() -> None:
    rules = _rules_of_the_source()
    assert len(rules) > 40
    assert {"duplicate-key", "missing-chinese", "union-beside-properties"} <= rules
    assert all(_KEBAB.fullmatch(rule) for rule in rules), rules
