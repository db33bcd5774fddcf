"""Constructs that openapi-python-client 0.29.1 drops or mangles without a word.

Each was tried with that version; the generated client would lack a model, a check or an endpoint, and nobody would be
told. Where a construct has another spelling that survives, the message names it.
"""

from __future__ import annotations

from collections.abc import Iterator

from .. import places
from ..findings import Finding, Pointer
from ..spec import Spec

_TYPED = ("type", "$ref", "allOf", "anyOf", "oneOf", "enum", "const", "properties")
_EACH = "each operation has its own"
_COMMAS = "a list goes out as one parameter for each value"

# What it reads over, by the kind of place; where there is another way to say it, the right side names it.
_IGNORED: dict[str, dict[str, str]] = {
    "the root": {"webhooks": "no function is made for them"},
    "a path item": {"servers": "declare them at the root", "summary": _EACH, "description": _EACH},
    "an operation": {"servers": "declare them at the root", "callbacks": "no function is made for them"},
    "a parameter": {"style": _COMMAS, "explode": _COMMAS, "allowReserved": "describe it"},
    "a response": {"headers": "describe them", "links": "describe them"},
    "a schema": {
        **dict.fromkeys(("if", "then", "else", "dependentSchemas"), "their fields get lost; list them in properties"),
        **dict.fromkeys(("readOnly", "writeOnly"), "give requests and responses schemas of their own"),
        "nullable": 'OpenAPI 3.1 writes `type: [string, "null"]`',
        "discriminator": "the first schema of a union that fits is taken",
        "patternProperties": "list the names in properties",
        "prefixItems": "taken for `items`; write an object, or items",
    },
}


def check(spec: Spec) -> Iterator[Finding]:
    """Findings on schemas and operations, whatever they are for."""
    yield from _ignored(spec, (), "the root", spec.data)
    for pointer, outer in places.outer_schemas(spec.data):
        yield from _boolean(spec, pointer, outer)
    for pointer, schema in places.schemas(spec.data):
        yield from _schema(spec, pointer, schema)
        yield from _ignored(spec, pointer, "a schema", schema)
    for pointer, operation in places.operations(spec.data):
        yield from _ignored(spec, pointer[:2], "a path item", spec.data["paths"][pointer[1]])
        yield from _ignored(spec, pointer, "an operation", operation)
        yield from _operation(spec, pointer, operation)
        for place, parameter in places.parameters(spec.data, pointer, operation):
            yield from _ignored(spec, place, "a parameter", parameter)
            yield from _parameter(spec, place, parameter)
        for status, response in places.responses(operation):
            place = (*pointer, "responses", status)
            yield from _ignored(spec, place, "a response", places.follow(spec.data, response))


def _ignored(spec: Spec, pointer: Pointer, kind: str, node: places.Node) -> Iterator[Finding]:
    for word, advice in _IGNORED[kind].items():
        if word in node:
            yield spec.finding((*pointer, word), "ignored-field", f"`{word}` in {kind} is not read; {advice}")


def _boolean(spec: Spec, pointer: Pointer, schema: object) -> Iterator[Finding]:
    if isinstance(schema, bool) and pointer[-1] != "additionalProperties":
        yield spec.finding(pointer, "boolean-schema", "true or false as a schema cannot be read; name a type")


def _schema(spec: Spec, pointer: Pointer, schema: places.Node) -> Iterator[Finding]:
    is_object = places.is_object(schema)
    for union in ("anyOf", "oneOf"):
        if union in schema and is_object:
            message = f"{union} beside properties deletes the model; write `allOf: [{{{union}: […]}}]`"
            yield spec.finding((*pointer, union), "union-beside-properties", message)
    for place, child in places.inside(schema, pointer):
        yield from _boolean(spec, place, child)
    parts = [part for union in ("allOf", "anyOf", "oneOf") for part in schema.get(union, [])]
    if len(parts) == 1 and isinstance(parts[0], dict) and "$ref" in parts[0] and len(schema) > 1:
        message = "what stands beside a union of a single $ref is dropped; write fields as a second part of allOf"
        yield spec.finding(pointer, "single-reference-union", message)
    if "$defs" in schema:
        yield spec.finding((*pointer, "$defs"), "local-definitions", "$defs are not read; move them to components")
    if "default" in schema:
        message = "a default is sent, or read from an answer, that nobody gave; say it in the description"
        yield spec.finding((*pointer, "default"), "default-value", message)
    yield from _type(spec, pointer, schema)


def _type(spec: Spec, pointer: Pointer, schema: places.Node) -> Iterator[Finding]:
    kind = schema.get("type")
    if isinstance(kind, list) and ("enum" in schema or {"object", "array"} & set(kind)):
        message = "a list of types around object, array or enum makes classes of other names; write one type"
        yield spec.finding((*pointer, "type"), "list-of-types", message)
    if kind == "array" and "items" not in schema:
        yield spec.finding(pointer, "untyped-schema", "an array without items becomes a list of Any; name its items")
    if isinstance(pointer[-1], int):
        return  # a part of a union, which its whole judges: it may be a mere condition
    wholes = [(pointer, schema)]
    if not places.is_object(schema):
        wholes += [place for place in places.inside(schema, pointer) if place[0][-2] in ("anyOf", "oneOf")]
    for place, whole in wholes:
        if isinstance(whole, dict) and not any(word in whole for word in _TYPED):
            yield spec.finding(place, "untyped-schema", "a schema without a type becomes Any; name its type")


def _operation(spec: Spec, pointer: Pointer, operation: places.Node) -> Iterator[Finding]:
    if "security" in operation:
        message = "security on an operation makes its function ask for a bearer token; declare it at the root only"
        yield spec.finding((*pointer, "security"), "operation-security", message)
    if "operationId" not in operation:
        yield spec.finding(pointer, "missing-operation-id", "no operationId, from which functions get their name")
    if len(operation.get("tags", [])) != 1:
        yield spec.finding(pointer, "not-one-tag", "all tags but the first are ignored; give exactly one")


def _parameter(spec: Spec, pointer: Pointer, parameter: places.Node) -> Iterator[Finding]:
    if "schema" not in parameter:
        yield spec.finding(pointer, "parameter-content", "a parameter without `schema` is left out; give it one")
    schemes = spec.data.get("components", {}).get("securitySchemes", {}).values()
    ours = {str(scheme.get("name", "")).lower() for scheme in schemes}
    ours.add(str(spec.data.get("x-demo-header", {}).get("name", "")).lower())
    if parameter.get("in") == "header" and str(parameter.get("name", "")).lower() in ours:
        message = f"`{parameter['name']}` as a parameter becomes an argument of the function; the client sends it"
        yield spec.finding(pointer, "client-header", message)
