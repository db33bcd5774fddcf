"""An edit in words: the line of the spec, and what somebody has to write there."""

from __future__ import annotations

from typing import Any

from ...spec import Spec
from .edits import Edit, value_at
from .yaml_text import rendered


def words_of(spec: Spec, edit: Edit) -> str:
    """An edit as a person would be told it: the line, and what to write there."""
    key, line, value = edit.pointer[-1], line_of(spec, edit), edit.value
    there = value_at(spec.data, edit.pointer)
    if edit.action == "remove" or (edit.action == "remove-item" and there == [value]):
        return f"line {line}: remove {_removed(key, there)}"
    if there is None:
        new = [value] if edit.action == "add-item" else value
        return f"line {line}: add `{key}: {rendered(new)}` to {_owner(spec, edit)}"
    if edit.action == "set":
        return f"line {line}: write `{key}: {rendered(value)}`"
    if edit.action == "add-item":
        return f"line {line}: add `{rendered(value)}` to `{key}`"
    return f"line {line}: take `{rendered(value)}` out of `{key}`"


def line_of(spec: Spec, edit: Edit) -> int:
    """The line to edit: of an item that goes, its own."""
    there = value_at(spec.data, edit.pointer)
    if edit.action == "remove-item" and isinstance(there, list) and edit.value in there[len(there) == 1 :]:
        return spec.line((*edit.pointer, there.index(edit.value)))
    return spec.line(edit.pointer)


def _removed(key: str | int, there: Any) -> str:
    """What goes: on one line as it stands there, but for what has lines of its own."""
    if isinstance(there, list) and any(isinstance(each, dict) for each in there):
        return f"`{key}` with all that is in it, and a comment above that tells of it"
    return f"`{key}: {rendered(there)}`"


def _owner(spec: Spec, edit: Edit) -> str:
    """The name of what an edit changes: an operation, a parameter, a property, a schema, a list."""
    owner = value_at(spec.data, edit.pointer[:-1])
    names = [part for part in edit.pointer[:-1] if isinstance(part, str)]
    own = (owner.get("operationId") or owner.get("name")) if edit.pointer[0] == "paths" else None
    return f"`{own or names[-1]}`"
