"""Every `$ref` has to point to a component of this file, of the kind that its place asks for, and to stand alone.

openapi-python-client reads one file; of a reference that leaves it, it drops the endpoint, without a word where the
reference is a path item's. It also ignores every field beside a `$ref`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .. import places
from ..findings import Finding, Pointer
from ..spec import Spec

_UNIONS = ("allOf", "anyOf", "oneOf")
_CONDITIONS = ("not", "if", "then", "else")


def check(spec: Spec) -> Iterator[Finding]:
    """Findings on references: unresolved, circular, to the wrong place, of a path item, or with fields beside them."""
    for pointer, node in places.nodes(spec.data):
        if "$ref" not in node:
            continue
        place, reference = (*pointer, "$ref"), node["$ref"]
        section = _section(pointer)
        if len(pointer) == 2 and pointer[0] == "paths":
            message = "a path item behind $ref makes no endpoint; write the operations here"
            yield spec.finding(place, "path-item-reference", message)
        elif not isinstance(reference, str) or not reference.startswith("#/components/"):
            message = f"`{reference}` does not point into this file's components; move the target there"
            yield spec.finding(place, "external-reference", message)
        elif not re.fullmatch(f"#/components/{section}/[^/]+", reference):
            message = f"`{reference}` is no `#/components/{section}/NAME`, which belongs here"
            yield spec.finding(place, "misplaced-reference", message)
        elif places.resolve(spec.data, reference) is None:
            yield spec.finding(place, "unresolved-reference", f"`{reference}` points to nothing; mend the name")
        elif _leads_back(spec.data, pointer, node):
            yield spec.finding(place, "circular-reference", f"`{reference}` leads back to itself; break the circle")
        if len(node) > 1:
            beside = ", ".join(sorted(f"`{key}`" for key in node if key != "$ref"))
            message = f"{beside} beside $ref would be ignored; put it into the target"
            yield spec.finding(place, "reference-siblings", message)


def _section(pointer: Pointer) -> str:
    """The part of `components` that a reference at this place has to point into."""
    if "schema" in pointer or pointer[:2] == ("components", "schemas"):
        return "schemas"
    kinds = ("responses", "parameters", "examples", "headers", "links", "callbacks", "pathItems", "securitySchemes")
    if pointer[-1:] == ("requestBody",) or pointer[-2:-1] == ("requestBodies",):
        return "requestBodies"
    return next((str(part) for part in pointer[-2:-1] if part in kinds), "schemas")


def _leads_back(document: places.Node, start: Pointer, node: places.Node) -> bool:
    """Whether a value has to fit this place in order to fit this place: a circle that no property or item breaks."""
    seen: set[Pointer] = set()
    waiting = list(_same_value(document, start, node))
    while waiting:
        pointer, child = waiting.pop()
        if pointer == start:
            return True
        if pointer not in seen:
            seen.add(pointer)
            waiting += _same_value(document, pointer, child)
    return False


def _same_value(document: places.Node, pointer: Pointer, node: Any) -> Iterator[tuple[Pointer, Any]]:
    if not isinstance(node, dict):
        return
    if target := places.resolve(document, node.get("$ref")):
        yield target
    for union in _UNIONS:
        parts = node.get(union)
        for index, part in enumerate(parts if isinstance(parts, list) else []):
            yield (*pointer, union, index), part
    for word in _CONDITIONS:
        yield (*pointer, word), node.get(word)
