"""Put a draft into the text of the spec, entry by entry; every other byte of the spec stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml
from attrs import frozen

from ...findings import InputError
from ..editing import yaml_text
from ..editing.yaml_text import EditError

_BREAK = re.compile(r"\r\n|\r|\n")
_BOM = "\ufeff"
_SECTIONS = ((), ("paths",), ("components",), ("components", "schemas"), ("x-permissions",))
# Those whose entries have an empty line between them.
_APART = ((), ("paths",), ("components", "schemas"))
_BY_HAND = "copy the parts of the draft in by hand"

Path = tuple[str, ...]


@frozen
class _Change:
    """What to write in the place of a span of the text."""

    start: int
    end: int
    text: str


def insert(spec_text: str, fragment: str) -> str:
    """The text of the spec with the entries of a draft, each at the end of its section.

    Raises:
        InputError: An entry is there already, or its section is written so that nothing can be added to it.
    """
    text = spec_text.removeprefix(_BOM)
    line_break = next(iter(_BREAK.findall(text)), "\n")
    if not _BREAK.search(text[-1:]):
        text += line_break
    fragment = _BREAK.sub("\n", fragment).rstrip("\n") + "\n"
    try:
        expected = _with(yaml_text.data(text), yaml_text.data(fragment), ())
        changes = list(_changes(_Side(text, yaml_text.root(text)), _Side(fragment, yaml_text.root(fragment)), ()))
    except (yaml.YAMLError, EditError) as error:
        raise InputError(f"the spec: {' '.join(str(error).split())}; {_BY_HAND}") from None
    for change in sorted(changes, key=lambda change: change.start, reverse=True):
        text = text[: change.start] + change.text.replace("\n", line_break) + text[change.end :]
    try:
        is_right = yaml_text.data(text) == expected
    except yaml.YAMLError:
        is_right = False
    if not is_right:
        raise InputError(f"the spec is written in a way to which nothing can be added safely; {_BY_HAND}")
    return _BOM + text if spec_text.startswith(_BOM) else text


def _with(old: Any, new: Any, path: Path) -> Any:
    """The plain data of the spec with that of the draft."""
    if not old:
        return new
    if path == ("tags",) and isinstance(old, list) and isinstance(new, list):
        return [*old, *new]
    if not _holds_entries(path) or not isinstance(old, dict) or not isinstance(new, dict):
        raise InputError(f"the spec: `{' '.join(path)}` is there already; remove it, or take it out of the draft")
    both = {key: _with(old[key], new[key], (*path, key)) for key in new if key in old}
    return {**old, **new, **both}


def _holds_entries(path: Path) -> bool:
    """Whether entries of the draft go here, beside those of the spec: a section, or a path with several methods."""
    return path in _SECTIONS or (len(path) == 2 and path[0] == "paths")


@frozen
class _Side:
    """A node and the text that it stands in."""

    text: str
    node: yaml.Node

    @property
    def column(self) -> int:
        """Where the entries of a block begin."""
        return self.node.start_mark.column

    def inside(self, node: yaml.Node) -> _Side:
        """Another node of the same text."""
        return _Side(self.text, node)

    def entries(self) -> list[tuple[yaml.Node, yaml.Node]]:
        """The keys and values of a mapping; of a list, each item twice."""
        if isinstance(self.node, yaml.MappingNode):
            return list(self.node.value)
        return [(item, item) for item in self.node.value]


def _changes(there: _Side, new: _Side, path: Path) -> Iterator[_Change]:
    """What to add to a section of the spec, then to those inside it; of two at one place the last comes first."""
    known = {} if path == ("tags",) else {key.value: (key, value) for key, value in there.entries()}
    missing = [(key, value) for key, value in new.entries() if not known or key.value not in known]
    if missing:
        if isinstance(there.node, yaml.CollectionNode) and there.node.flow_style:
            raise EditError(f"`{' '.join(path)}` is written in braces")
        end = _line_end(there.text, _end(there.text, there.node))
        yield _Change(end, end, "".join(_written(new, entry, there.column, path) for entry in missing))
    for entry in new.entries():
        if entry not in missing:
            name = entry[0].value
            key, old = known[name]
            inner, place = new.inside(entry[1]), (*path, name)
            filled = old.value
            yield from (
                _changes(there.inside(old), inner, place) if filled else _filled(there.inside(key), old, inner, place)
            )


def _filled(key: _Side, nothing: yaml.Node, new: _Side, path: Path) -> Iterator[_Change]:
    """What to write in the place of an empty section: `paths:` or `paths: {}`."""
    if nothing.start_mark.index < nothing.end_mark.index:
        yield _Change(nothing.start_mark.index, nothing.end_mark.index, "")
    end = _line_end(key.text, key.node.end_mark.index)
    lines = "".join(_written(new, entry, key.column + 2, path) for entry in new.entries())
    yield _Change(end, end, lines.removeprefix("\n"))


def _written(new: _Side, entry: tuple[yaml.Node, yaml.Node], column: int, path: Path) -> str:
    """The lines of an entry of the draft, with the comments above it, moved to a column."""
    start = new.text.rfind("\n", 0, entry[0].start_mark.index) + 1
    while (above := new.text[: max(start - 1, 0)].rpartition("\n")[2]).startswith(" " * new.column + "#"):
        start -= len(above) + 1
    lines = new.text[start : _line_end(new.text, _end(new.text, entry[1]))].split("\n")[:-1]
    moved = (" " * column + line[new.column :] if line.strip() else "" for line in lines)
    return ("\n" if path in _APART else "") + "".join(f"{line}\n" for line in moved)


def _end(text: str, node: yaml.Node) -> int:
    """Where the last character of a node stands; its own mark may lie behind comments and empty lines."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(text, last[1] if isinstance(node, yaml.MappingNode) else last)
    is_block = isinstance(node, yaml.ScalarNode) and node.style in ("|", ">")
    return len(text[: node.end_mark.index].rstrip()) if is_block else node.end_mark.index


def _line_end(text: str, position: int) -> int:
    """The start of the next line."""
    found = _BREAK.search(text, position)
    return found.end() if found else len(text)
