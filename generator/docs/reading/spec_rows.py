"""The properties and parameters of the spec as the rows of docs tables: dotted names, and OKX's words for types."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from attrs import evolve

from ... import places
from ...findings import Pointer
from ...spec import Spec
from ..facts import Language, Required, Row, Table
from ..text import pieces, plain
from .words import PLURALS

Found = tuple[Pointer, places.Node]
"""A node of the spec and the way to it."""

_REQUIRED: dict[str, Required | None] = {
    "required": "yes",
    "conditional": "conditional",
    "optional": "no",
    "unknown": None,  # the page has a word there that nobody knows
}
DEEPEST = 16
"""How many arrays stand in arrays, or references lead to references; more is a circle."""


def said(node: places.Node, field: str, language: Language, *, chinese: str | None = None) -> Any:
    """What a field says in a language: the Chinese has a field beside it where it says something else."""
    zh = chinese or places.chinese_field(field.removeprefix("x-"))
    return node[zh] if language == "zh" and zh in node else node.get(field)


def followed(document: places.Node, found: Found) -> Found:
    """A node and the way to it, references followed."""
    for _ in range(DEEPEST):
        target = places.resolve(document, found[1].get("$ref"))
        if target is None:
            break
        found = target
    return found


def ended(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows as those of one table."""
    return (*rows[:-1], evolve(rows[-1], ends_table=True)) if rows else ()


def of_parameters(spec: Spec, pointer: Pointer, operation: places.Node, language: Language) -> Iterator[Row]:
    """The parameters of the query and the path."""
    for place, parameter in places.parameters(spec.data, pointer, operation):
        if parameter.get("in") in ("query", "path"):
            node = {**followed(spec.data, (place, parameter.get("schema", {})))[1], **parameter}
            required: Required = "yes" if parameter.get("required") else "no"
            yield from _rows(spec, (parameter["name"], place, node), language, required)


def of_schema(spec: Spec, schema: Found, language: Language, table: Table) -> list[Row]:
    """The properties of an object, or of the objects in a list, each followed by those inside it."""
    return list(_walk(spec, schema, language, table, "", ()))


def _walk(
    spec: Spec, schema: Found, language: Language, table: Table, above: str, around: tuple[Pointer, ...]
) -> Iterator[Row]:
    for holder in _objects(spec.data, schema):
        if holder[0] in around:
            continue  # an object that holds itself has no end
        needed = _needed(spec.data, holder[1]) if table == "request" else None
        for name, place, node in properties(spec.data, holder):
            full = f"{above}{name}"
            required: Required | None = needed.get(name, "no") if needed is not None else None
            rows = list(_rows(spec, (full, place, node), language, required))
            yield from rows
            if rows or node.get("x-ours"):
                inner = followed(spec.data, (place, node))
                yield from _walk(spec, inner, language, table, f"{full}.", (*around, holder[0]))


def properties(document: places.Node, schema: Found) -> Iterator[tuple[str, Pointer, places.Node]]:
    """The properties of an object and of the parts of its `allOf`: name, way, and schema with references followed."""
    pointer, node = followed(document, schema)
    for index, part in enumerate(node.get("allOf", [])):
        yield from properties(document, ((*pointer, "allOf", index), part))
    for name, inner in node.get("properties", {}).items():
        yield name, (*pointer, "properties", name), followed(document, ((*pointer, "properties", name), inner))[1]


def _objects(document: places.Node, found: Found) -> list[Found]:
    """The object that a value is, or that a list has as items; several where the schema leaves a choice."""
    for _ in range(DEEPEST):
        found = followed(document, found)
        if found[1].get("type") != "array":
            break
        found = (*found[0], "items"), found[1].get("items", {})
    pointer, node = found
    if places.is_object(node) or "allOf" in node:
        return [found]
    choices = [(union, index) for union in ("anyOf", "oneOf") for index in range(len(node.get(union, [])))]
    each = (_objects(document, ((*pointer, union, index), node[union][index])) for union, index in choices)
    once = {place: inner for some in each for place, inner in some}
    return list(once.items())


def _needed(document: places.Node, node: places.Node) -> dict[str, Required]:
    """What an object says of its properties, by their names; its `allOf` parts included."""
    needed: dict[str, Required] = {}
    for group in places.alternatives(node):
        needed.update(dict.fromkeys(group, "conditional"))
    for part in (*node.get("allOf", []), node):
        needed.update(dict.fromkeys(places.follow(document, part).get("required", []), "yes"))
    return needed


def _rows(
    spec: Spec, found: tuple[str, Pointer, places.Node], language: Language, required: Required | None
) -> Iterator[Row]:
    """The row of a property, and the rows of the same name that further tables of the page have."""
    name, place, node = found
    if node.get("x-ours") or node.get("x-language", language) != language:
        return
    text = node.get("description" if language == "en" else places.chinese_field("description"), "")
    row = Row(
        name=name,
        type=type_word(spec.data, node, language),
        required=required and _REQUIRED.get(str(said(node, "x-required", language)), required),
        deprecated=bool(said(node, "deprecated", language, chinese="x-deprecated-zh")),
        description=plain(text),
        enum=_values(node, language),
        line=spec.line(place),
        pieces=pieces(text),
    )
    yield row
    for index, other in enumerate(node.get("x-repeated", [])):
        if other.get("x-language", language) == language:
            yield evolve(
                row,
                type=other_type if (other_type := said(other, "x-type", language)) is not None else row.type,
                required=required and _REQUIRED.get(str(said(other, "x-required", language)), row.required),
                deprecated=bool(said(other, "deprecated", language, chinese="x-deprecated-zh")),
                enum=_values(other, language),
                line=spec.line((*place, "x-repeated", index)),
            )


def _values(node: places.Node, language: Language) -> tuple[str, ...]:
    values = said(node, "x-values", language)
    return tuple(map(str, node.get("enum", ()) if values is None else values))


def type_word(document: places.Node, node: places.Node, language: Language) -> str:
    """A schema's type in the words of the docs; null beside it is not told."""
    node = followed(document, ((), node))[1]
    if (word := said(node, "x-type", language)) is not None:
        return str(word)
    for union in ("anyOf", "oneOf"):
        parts = [] if places.is_object(node) else node.get(union, [])
        words = (type_word(document, part, language) for part in parts)
        if known := next((word for word in words if word != "null"), None):
            return known
    if places.is_object(node) or "allOf" in node:
        return "object"
    kinds = node["type"] if isinstance(node.get("type"), list) else [node.get("type", "string")]
    kind = next((str(each) for each in kinds if each != "null"), "null")
    if kind != "array" or "items" not in node:
        return kind
    return PLURALS.get(type_word(document, node["items"], language).partition(" ")[0], "array")
