"""A spec of our own, pages that say what it says, and changes of such pages."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from pathlib import Path, PurePath
from typing import Any

from attrs import evolve

from generator import places
from generator import spec as spec_file
from generator.docs.facts import LANGUAGES, Language, LanguageFacts, PageFacts, Row, Table
from generator.docs.reading import from_spec
from generator.findings import Pointer
from generator.spec import Spec

FILE = Path(__file__).parent / "spec.yaml"
TEXT = FILE.read_text(encoding="utf-8")
SPEC = spec_file.load(FILE)
OPERATIONS: dict[str, Pointer] = {
    "stop": ("paths", "/api/v5/stop", "post"),
    "stop-many": ("paths", "/api/v5/stop-many", "post"),
    "list": ("paths", "/api/v5/list", "get"),
}

Change = Callable[[LanguageFacts], LanguageFacts]


def page(anchor: str, *changes: Change, only: Language | None = None, spec: Spec = SPEC) -> PageFacts:
    """The page of an operation as the spec has it, then changed in both languages, or in `only` one."""
    pointer = next(place for name, place in operations(spec).items() if name == anchor)
    languages = {language: from_spec.facts(spec, pointer, language) for language in LANGUAGES}
    for language in LANGUAGES if only is None else (only,):
        for change in changes:
            languages[language] = change(languages[language])
    return PageFacts(PurePath(f"{anchor}.md"), anchor=anchor, languages=languages)


def operations(spec: Spec) -> dict[str, Pointer]:
    """The operations of a spec by the anchors of their pages."""
    return {node["externalDocs"]["x-anchor"]: pointer for pointer, node in places.operations(spec.data)}


def facts(**values: Any) -> Change:
    """Other facts of the page as a whole."""
    return lambda old: evolve(old, **values)


def limit(index: int = 0, **values: Any) -> Change:
    """Other facts of one rate limit."""
    return lambda old: evolve(old, rate_limits=_with(old.rate_limits, index, values))


def rule(index: int = 0, **values: Any) -> Change:
    """Other facts of one rate-limit rule."""
    return lambda old: evolve(old, rate_limit_rules=_with(old.rate_limit_rules, index, values))


def row(table: Table, name: str, **values: Any) -> Change:
    """Other facts of one row."""

    def change(old: LanguageFacts) -> LanguageFacts:
        rows = old.rows(table)
        index = next(index for index, each in enumerate(rows) if each.name == name)
        return _with_rows(old, table, _with(rows, index, values))

    return change


def values(table: Table, name: str, *, add: str | None = None, remove: str | None = None) -> Change:
    """One documented value more or less."""

    def change(old: LanguageFacts) -> LanguageFacts:
        listed = next(each.enum for each in old.rows(table) if each.name == name)
        left = tuple(value for value in listed if value != remove)
        return row(table, name, enum=left if add is None else (*left, add))(old)

    return change


def added(table: Table, new: Row) -> Change:
    """One row more."""
    return lambda old: _with_rows(old, table, (*old.rows(table), new))


def removed(table: Table, name: str) -> Change:
    """One row less."""
    return lambda old: _with_rows(old, table, tuple(each for each in old.rows(table) if each.name != name))


def _with(items: Sequence[Any], index: int, values: dict[str, Any]) -> tuple[Any, ...]:
    return (*items[:index], evolve(items[index], **values), *items[index + 1 :])


def _with_rows(old: LanguageFacts, table: Table, rows: tuple[Row, ...]) -> LanguageFacts:
    return evolve(old, request=rows) if table == "request" else evolve(old, response=rows)


def changed_lines(old: str, new: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines that only the old text has, and those that only the new one has, without their indents."""
    diff = list(difflib.unified_diff(old.splitlines(), new.splitlines(), n=0, lineterm=""))[2:]
    return (
        tuple(line[1:].strip() for line in diff if line[0] == "-"),
        tuple(line[1:].strip() for line in diff if line[0] == "+"),
    )


def numbers_of_changed(old: str, new: str) -> set[int]:
    """The numbers of the old text's lines that are gone or changed."""
    matcher = difflib.SequenceMatcher(None, old.splitlines(), new.splitlines(), autojunk=False)
    changed = ((first, last) for tag, first, last, _, _ in matcher.get_opcodes() if tag != "equal")
    return {number + 1 for first, last in changed for number in range(first, last)}
