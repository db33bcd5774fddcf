"""Find one's way in an OpenAPI document: its operations, its schemas, and what its references point to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .findings import Pointer

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
JSON = "application/json"

# Below these keys stand names that a person chose; below all others stand OpenAPI's own words.
_NAMED = frozenset(
    """
    properties patternProperties paths webhooks callbacks responses schemas parameters examples requestBodies
    headers securitySchemes links pathItems content variables x-error-classes x-error-codes x-permissions
    """.split()
)
# Below these keys stands data, in which nothing is OpenAPI.
_DATA = frozenset(["example", "value", "default", "const", "enum"])
TRANSLATED = ("title", "summary", "description", "advice")
"""The text fields that carry Chinese beside them, in `x-FIELD-zh`."""
_SUBSCHEMA = ("items", "additionalProperties", "not", "if", "then", "else", "contains", "propertyNames")
_SUBSCHEMA_LISTS = ("allOf", "anyOf", "oneOf", "prefixItems")
_SUBSCHEMA_MAPS = ("properties", "patternProperties", "$defs", "definitions", "dependentSchemas")

Node = dict[str, Any]


def nodes(node: Any, pointer: Pointer = (), *, named: bool = False) -> Iterator[tuple[Pointer, Node]]:
    """Every mapping of OpenAPI's own words, from the root down; examples and other data are passed over."""
    if isinstance(node, list):
        for index, child in enumerate(node):
            yield from nodes(child, (*pointer, index))
    if not isinstance(node, dict):
        return
    if not named:
        yield pointer, node
    for key, child in node.items():
        is_data = not named and (key in _DATA or (key == "examples" and isinstance(child, list)))
        if not is_data:
            yield from nodes(child, (*pointer, key), named=not named and key in _NAMED)


def operations(document: Node) -> Iterator[tuple[Pointer, Node]]:
    """Every operation, with the way to it: `("paths", PATH, METHOD)`."""
    for path, item in document.get("paths", {}).items():
        for method in METHODS:
            if path.startswith("/") and method in item:
                yield ("paths", path, method), item[method]


def endpoint(pointer: Pointer) -> str:
    """The operation at that pointer as docs and people call it: `POST /api/v5/…`."""
    return f"{str(pointer[2]).upper()} {pointer[1]}"


def parameters(document: Node, pointer: Pointer, operation: Node) -> Iterator[tuple[Pointer, Node]]:
    """The parameters of an operation and of its path item, references followed, each with the way to it."""
    item = document["paths"][pointer[1]]
    for place, holder in ((pointer[:2], item), (pointer, operation)):
        for index, parameter in enumerate(holder.get("parameters", [])):
            yield (*place, "parameters", index), follow(document, parameter)


def responses(operation: Node) -> Iterator[tuple[str, Node]]:
    """The responses of an operation by their status."""
    for status, response in operation.get("responses", {}).items():
        if not status.startswith("x-"):
            yield status, response


def outer_schemas(document: Node) -> Iterator[tuple[Pointer, Any]]:
    """Every schema that does not stand inside another one."""
    for name, schema in document.get("components", {}).get("schemas", {}).items():
        yield ("components", "schemas", name), schema
    for pointer, node in nodes(document):
        if "schema" in node and pointer[:2] != ("components", "schemas"):
            yield (*pointer, "schema"), node["schema"]


def schemas(document: Node) -> Iterator[tuple[Pointer, Node]]:
    """Every schema of the document, those inside other schemas included, references not followed."""
    for pointer, schema in outer_schemas(document):
        yield from subschemas(schema, pointer)


def subschemas(schema: Any, pointer: Pointer) -> Iterator[tuple[Pointer, Node]]:
    """A schema and all schemas written inside it."""
    if not isinstance(schema, dict):
        return
    yield pointer, schema
    for place, child in inside(schema, pointer):
        yield from subschemas(child, place)


def inside(schema: Node, pointer: Pointer) -> Iterator[tuple[Pointer, Any]]:
    """The schemas written directly inside a schema; one may be a plain true or false."""
    for key in _SUBSCHEMA:
        if key in schema:
            yield (*pointer, key), schema[key]
    for key in _SUBSCHEMA_LISTS:
        for index, child in enumerate(schema.get(key, [])):
            yield (*pointer, key, index), child
    for key in _SUBSCHEMA_MAPS:
        for name, child in schema.get(key, {}).items():
            yield (*pointer, key, name), child


def reachable(document: Node, schema: Any, pointer: Pointer) -> dict[Pointer, Node]:
    """A schema, those inside it, and those that they refer to, each once."""
    found: dict[Pointer, Node] = {}
    waiting = [(pointer, schema)]
    while waiting:
        start, node = waiting.pop()
        for place, child in subschemas(node, start):
            if place not in found:
                found[place] = child
                if "$ref" in child and (target := resolve(document, child["$ref"])):
                    waiting.append(target)
    return found


def resolve(document: Node, reference: Any) -> tuple[Pointer, Any] | None:
    """What `reference` (`#/a/b`) points to in this document, and the way to it; None where there is nothing."""
    if not isinstance(reference, str) or not reference.startswith("#/"):
        return None
    pointer = tuple(part.replace("~1", "/").replace("~0", "~") for part in reference[2:].split("/"))
    node: Any = document
    for part in pointer:
        if not isinstance(node, dict) or part not in node:
            return None
        node = node[part]
    return pointer, node


def follow(document: Node, node: Node) -> Node:
    """The node itself, or what it refers to, through as many references as there are."""
    for _ in range(100):
        if "$ref" not in node:
            break
        target = resolve(document, node["$ref"])
        node = target[1] if target and isinstance(target[1], dict) else {}
    return node


def chinese_field(field: str) -> str:
    """The name of the field that holds the Chinese of `field`."""
    return f"x-{field}-zh"


def alternatives(schema: Node) -> list[set[str]]:
    """Each group of fields of which one is needed: `allOf: [{anyOf: [{required: [a]}, {required: [b]}]}]`."""
    groups = [part["anyOf"] for part in schema.get("allOf", []) if "anyOf" in part]
    return [{name for choice in group for name in choice.get("required", [])} for group in groups]


def is_object(schema: Node) -> bool:
    """Whether a schema makes a model."""
    return "properties" in schema or schema.get("type") == "object"


def json_content(holder: Node, pointer: Pointer) -> Iterator[tuple[Pointer, Node]]:
    """The JSON media type of a request body or a response, with the way to it; nothing where there is none."""
    if JSON in holder.get("content", {}):
        yield (*pointer, "content", JSON), holder["content"][JSON]
