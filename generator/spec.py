"""Read `spec/openapi.yaml` strictly, and remember on which line everything stands.

YAML 1.1 (PyYAML, ruamel's default) and YAML 1.2 (most other tools) read some plain words differently: `no` is false to
one and a text to the other. The spec has to mean the same to every tool, so such a word is a finding, never a guess.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from attrs import frozen

from . import places
from .findings import Finding, InputError, Pointer

_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# The core schema of YAML 1.2.2, section 10.3.2: what a plain word means to a tool that follows it.
_CORE_WORDS = (
    ("null", re.compile(r"~|null|Null|NULL|")),
    ("bool", re.compile(r"true|True|TRUE|false|False|FALSE")),
    ("int", re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")),
    ("float", re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")),
)
_LEADING_ZERO = re.compile(r"[-+]?0[0-9]+")
_MOST_DIGITS = 16  # of which all tools keep every one; JavaScript's numbers end at 2**53
_TAGS = "tag:yaml.org,2002:"
_DEEPEST = 64  # far deeper than any spec; libyaml runs out of stack, without an exception, where nobody stops it


@frozen
class Spec:
    """The parsed spec: plain data, the line of every node, and what was wrong with the YAML itself."""

    path: Path
    data: dict[str, Any]
    lines: dict[Pointer, int]
    yaml_findings: tuple[Finding, ...]

    def line(self, pointer: Pointer) -> int:
        """The line of a node, or of the nearest node above it that the file has."""
        while pointer not in self.lines:
            pointer = pointer[:-1]
        return self.lines[pointer]

    def finding(self, pointer: Pointer, rule: str, message: str) -> Finding:
        """A finding at the line of `pointer`."""
        return Finding(self.line(pointer), rule, message)

    @cached_property
    def operations(self) -> dict[str, Pointer]:
        """The way to each operation, by `METHOD /path` and by the anchor of OKX's page."""
        found: dict[str, Pointer] = {}
        for pointer, node in places.operations(self.data):
            docs = node.get("externalDocs")
            anchor = docs.get("x-anchor") if isinstance(docs, dict) else None
            for name in (places.endpoint(pointer), anchor):
                if isinstance(name, str):
                    found.setdefault(name, pointer)
        return found

    @cached_property
    def uses(self) -> dict[Pointer, list[Pointer]]:
        """The places that refer to a place, by what they refer to."""
        found: dict[Pointer, list[Pointer]] = {}
        for pointer, node in places.nodes(self.data):
            if target := places.resolve(self.data, node.get("$ref")):
                found.setdefault(target[0], []).append(pointer)
        return found

    @property
    def sha256(self) -> str:
        """A hash of what the spec says. Comments and layout of the file do not change it."""
        text = json.dumps(self.data, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


def load(path: Path) -> Spec:
    """Read the spec at `path`.

    Raises:
        InputError: The file cannot be read, is not UTF-8, is not YAML, or is not one mapping.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}; name the spec with --spec") from None
    return parse(raw, path)


def parse(raw: bytes, path: Path) -> Spec:
    """Read the spec from what the file at `path` holds, or would hold.

    Raises:
        InputError: It is not UTF-8, is not YAML, or is not one mapping.
    """
    reader = _Reader()
    root, aliases = _parsed(raw, path)
    data = reader.value(root, ())
    if not isinstance(data, dict):
        raise InputError(f"{path}:1: the file is not a mapping of OpenAPI fields; start it with `openapi: 3.1.0`")
    return Spec(path, data, reader.lines, tuple(sorted([*aliases, *reader.findings])))


def _parsed(raw: bytes, path: Path) -> tuple[yaml.Node, list[Finding]]:
    """The root of the YAML, and its aliases as findings; the root itself no longer shows them."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 (byte {error.start}); save the file as UTF-8") from None
    try:
        aliases = list(_aliases(path, text))
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise InputError(f"{path}:{line}: not YAML: {error.problem or error.context}; mend this line") from None
    except yaml.YAMLError as error:
        raise InputError(f"{path}: not YAML: {' '.join(str(error).split())}") from None
    if node is None:
        raise InputError(f"{path}:1: the file is empty; start it with `openapi: 3.1.0`")
    return node, aliases


def _aliases(path: Path, text: str) -> Iterator[Finding]:
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise InputError(f"{path}: nested more than {_DEEPEST} deep, which no spec is")
        if isinstance(event, yaml.AliasEvent):
            message = "an alias repeats another part of the file; use $ref, or write it out"
            yield Finding(event.start_mark.line + 1 if event.start_mark else 1, "yaml-alias", message)


class _Reader:
    """Turns YAML nodes into plain data, noting lines and findings on the way."""

    def __init__(self) -> None:
        self.lines: dict[Pointer, int] = {}
        self.findings: list[Finding] = []
        self._seen: set[int] = set()

    def value(self, node: yaml.Node, pointer: Pointer) -> Any:
        self.lines.setdefault(pointer, node.start_mark.line + 1)
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if id(node) in self._seen:
            return None  # an alias, which is a finding; it may hold itself
        self._seen.add(id(node))
        if node.tag not in (_TAGS + "map", _TAGS + "seq"):
            self._note(node, "yaml-tag", f"the tag {node.tag} is not for a spec; remove it")
        if isinstance(node, yaml.SequenceNode):
            return [self.value(child, (*pointer, index)) for index, child in enumerate(node.value)]
        return dict(self._pairs(node, pointer))

    def _pairs(self, node: yaml.Node, pointer: Pointer) -> Iterator[tuple[str, Any]]:
        first_lines: dict[str, int] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode) or not isinstance(self._scalar(key_node), str):
                self._note(key_node, "key-not-text", f"the key {_shown(key_node)} is not a text; put it in quotes")
                continue
            key = key_node.value
            if key in first_lines:
                message = f"`{key}` stands here a second time (first on line {first_lines[key]}); keep one"
                self._note(key_node, "duplicate-key", message)
                continue
            first_lines[key] = line
            self.lines[(*pointer, key)] = line
            yield key, self.value(value_node, (*pointer, key))

    def _scalar(self, node: yaml.ScalarNode) -> Any:
        in_yaml_1_1 = node.tag.removeprefix(_TAGS)
        if node.style:  # quoted or a block: a text to every tool
            if in_yaml_1_1 != "str":
                self._note(node, "yaml-tag", f"the tag {node.tag} is not for a spec; remove it")
            return node.value
        kind = next((kind for kind, words in _CORE_WORDS if words.fullmatch(node.value)), "str")
        if node.value in ("y", "Y", "n", "N"):  # by the letter of YAML 1.1; PyYAML leaves these four out
            in_yaml_1_1 = "bool"
        elif kind == "int" and _LEADING_ZERO.fullmatch(node.value):
            in_yaml_1_1 = "octal"
        if kind != in_yaml_1_1:
            message = f"YAML tools disagree about {_shown(node)} ({in_yaml_1_1} or {kind}); put it in quotes"
            self._note(node, "ambiguous-word", message)
            return node.value
        return self._plain(node, kind)

    def _plain(self, node: yaml.ScalarNode, kind: str) -> Any:
        if kind == "null":
            return None
        if kind == "bool":
            return node.value.lower() == "true"
        if kind == "int":
            if len(node.value) > _MOST_DIGITS:
                self._note(node, "not-json", f"{_shown(node)} has more digits than all tools keep; put it in quotes")
                return node.value
            return int(node.value, 0)
        if kind == "float":
            number = float(node.value.lower().replace(".inf", "inf").replace(".nan", "nan"))
            if not math.isfinite(number):
                self._note(node, "not-json", f"{_shown(node)} is not a number that JSON can hold")
            return number
        return node.value

    def _note(self, node: yaml.Node, rule: str, message: str) -> None:
        self.findings.append(Finding(node.start_mark.line + 1, rule, message))


def _shown(node: yaml.Node) -> str:
    text = node.value if isinstance(node, yaml.ScalarNode) else "of this mapping"
    return f"`{text}`"
