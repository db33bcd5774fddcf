"""Change single values of a YAML file, and leave every other byte of it as it stands.

ruamel.yaml was tried first. It writes `spec/openapi.yaml` back byte for byte only while its width and its indents are
set to those of this file, and it writes all of the file: blanks inside `{a: 1,  b: 2}` and in front of comments go,
and a longer line than its width is folded. PyYAML's `compose` tells of each node where it starts and ends. So spans of
the text are replaced here, and what lies outside them cannot change. What lies inside is checked: the new text has to
hold the old data with exactly this edit made. A comment is never removed; an edit that would take one along is refused.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Any, Literal

import yaml
from attrs import evolve, frozen

from ...findings import Pointer
from . import yaml_text
from .yaml_text import EditError

__all__ = ["Edit", "EditError", "apply", "value_at"]

_BOM = "\ufeff"
_MISSING = object()


@frozen
class Edit:
    """One change of the YAML file at `pointer`. What is so already is left alone, so an edit may be made twice.

    `set` gives a key a value, and adds the key where it is missing: below the first of the keys `after` that is there,
    else at the end. `add-item` and `remove-item` change a list; a missing list is made, an emptied list goes.
    """

    action: Literal["set", "remove", "add-item", "remove-item"]
    pointer: Pointer
    value: Any = None
    after: tuple[str, ...] = ()


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text of the YAML file with the edits made, one after another.

    Raises:
        EditError: One of them cannot be made; there is no text with a part of them.
    """
    mark = _BOM if text.startswith(_BOM) else ""
    text = text.removeprefix(_BOM)
    for edit in edits:
        text = _applied(text, edit)
    return mark + text


def value_at(data: Any, pointer: Pointer) -> Any:
    """The value at a place of plain data, or None where there is none."""
    value = _at(data, pointer)
    return None if value is _MISSING else value


def _applied(text: str, edit: Edit) -> str:
    root, data = yaml_text.root(text), yaml_text.data(text)
    step = _step(data, edit)
    if step is None:
        return text
    changed = _changed(text, root, step)
    try:
        now = yaml_text.data(changed)
    except yaml.YAMLError:
        now = _MISSING
    if not _same(now, _edited(data, step)):
        raise EditError("the file is written in a way that cannot be edited safely here")
    return changed


def _step(data: Any, edit: Edit) -> Edit | None:
    """The edit as it has to be made on this data: `add-item` to a list that is there, `remove` of what is there."""
    here = _at(data, edit.pointer)
    if _at(data, edit.pointer[:-1]) is _MISSING:
        raise EditError("the place to edit is not in the file")
    if edit.action in ("set", "remove"):
        nothing_to_do = _same(here, edit.value) if edit.action == "set" else here is _MISSING
        return None if nothing_to_do else edit
    if here is _MISSING:
        return evolve(edit, action="set", value=[edit.value]) if edit.action == "add-item" else None
    if not isinstance(here, list):
        raise EditError("the place to edit is not a list")
    index = next((index for index, item in enumerate(here) if _same(item, edit.value)), None)
    if edit.action == "add-item":
        return edit if index is None else None
    if index is None:
        return None
    return evolve(edit, action="remove", pointer=edit.pointer if len(here) == 1 else (*edit.pointer, index))


def _changed(text: str, root: yaml.Node, step: Edit) -> str:
    if step.action == "remove":
        return yaml_text.without(text, root, step.pointer)
    node = yaml_text.node_at(root, step.pointer)
    if step.action == "add-item":
        return yaml_text.with_item(text, node, step.value)
    if node is not None:
        return yaml_text.with_value(text, node, step.value)
    parent = yaml_text.node_at(root, step.pointer[:-1])
    return yaml_text.with_key(text, parent, str(step.pointer[-1]), step.value, step.after)


def _edited(data: Any, step: Edit) -> Any:
    """The plain data with the edit made: what the new text has to say."""
    data = copy.deepcopy(data)
    if step.action == "add-item":
        _at(data, step.pointer).append(step.value)
    elif step.action == "remove":
        del _at(data, step.pointer[:-1])[step.pointer[-1]]
    else:
        _at(data, step.pointer[:-1])[step.pointer[-1]] = step.value
    return data


def _at(data: Any, pointer: Pointer) -> Any:
    for part in pointer:
        is_there = part in data if isinstance(data, dict) else isinstance(data, list) and part in range(len(data))
        if not is_there:
            return _MISSING
        data = data[part]
    return data


def _same(one: Any, other: Any) -> bool:
    """Equality under which 1, 1.0 and true are three values, as in the text of a file."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(_same(value, other[key]) for key, value in one.items())
    if isinstance(one, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return bool(one == other)
