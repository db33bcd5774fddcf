"""Constructs that openapi-python-client 0.29.1 drops or mangles without a word.

Each was tried with that version; the generated client would lack a model, a check or an endpoint, and nobody would be
told. Where a construct has another spelling that survives, the message names it.
"""

from __future__ import annotations

from collections.abc import Iterator

from .. import places
from ..findings import Finding, Pointer
from ..spec import Spec


def check(spec: Spec) -> Iterator[Finding]:
    """Findings on schemas, operations, and the schemas that only requests or only responses use."""
    for pointer, schema in places.schemas(spec.data):
        yield from _schema(spec, pointer, schema)
    for pointer, operation in places.operations(spec.data):
        yield from _operation(spec, pointer, operation)
        yield from _request(spec, pointer, operation)
        yield from _responses(spec, pointer, operation)


def _schema(spec: Spec, pointer: Pointer, schema: places.Node) -> Iterator[Finding]:
    is_object = "properties" in schema or schema.get("type") == "object"
    for union in ("anyOf", "oneOf"):
        if union in schema and is_object:
            message = f"{union} beside properties deletes the model; write `allOf: [{{{union}: […]}}]`"
            yield spec.finding((*pointer, union), "union-beside-properties", message)
    parts = [part for union in ("allOf", "anyOf", "oneOf") for part in schema.get(union, [])]
    if len(parts) == 1 and "$ref" in parts[0] and is_object:
        message = "fields beside a union of a single $ref are dropped; write them as a second part of allOf"
        yield spec.finding(pointer, "single-reference-union", message)
    if "$defs" in schema:
        yield spec.finding((*pointer, "$defs"), "local-definitions", "$defs are not read; move them to components")
    known = ("type", "$ref", "allOf", "anyOf", "oneOf", "enum", "const", "properties")
    in_union = isinstance(pointer[-1], int)
    if not in_union and not any(word in schema for word in known):
        yield spec.finding(pointer, "untyped-schema", "a schema without a type becomes Any; name its type")


def _operation(spec: Spec, pointer: Pointer, operation: places.Node) -> Iterator[Finding]:
    if "security" in operation:
        message = "security on an operation makes its function ask for a bearer token; declare it at the root only"
        yield spec.finding((*pointer, "security"), "operation-security", message)
    if "operationId" not in operation:
        yield spec.finding(pointer, "missing-operation-id", "no operationId, from which functions get their name")
    if len(operation.get("tags", [])) != 1:
        yield spec.finding(pointer, "not-one-tag", "all tags but the first are ignored; give exactly one")
    for index, parameter in enumerate(operation.get("parameters", [])):
        yield from _parameter(spec, (*pointer, "parameters", index), parameter)


def _parameter(spec: Spec, pointer: Pointer, parameter: places.Node) -> Iterator[Finding]:
    parameter = places.follow(spec.data, parameter)
    schemes = spec.data.get("components", {}).get("securitySchemes", {}).values()
    ours = {str(scheme.get("name", "")).lower() for scheme in schemes}
    ours.add(str(spec.data.get("x-demo-header", {}).get("name", "")).lower())
    if parameter.get("in") == "header" and str(parameter.get("name", "")).lower() in ours:
        message = f"`{parameter['name']}` as a parameter becomes an argument of the function; the client sends it"
        yield spec.finding(pointer, "client-header", message)


def _request(spec: Spec, pointer: Pointer, operation: places.Node) -> Iterator[Finding]:
    if "requestBody" not in operation:
        return
    place: Pointer = (*pointer, "requestBody")
    body = places.follow(spec.data, operation["requestBody"])
    if body.get("required") is not True:
        message = "a body that is not required may be left out by mistake; write `required: true`"
        yield spec.finding(place, "optional-body", message)
    yield from _other_media(spec, place, body)
    for media_place, media in places.json_content(body, place):
        for where, schema in places.reachable(spec.data, media.get("schema"), (*media_place, "schema")).items():
            if "properties" in schema and schema.get("additionalProperties") is not False:
                message = "a request could carry undocumented fields; write `additionalProperties: false`"
                yield spec.finding(where, "open-request", message)


def _responses(spec: Spec, pointer: Pointer, operation: places.Node) -> Iterator[Finding]:
    for status, response in operation.get("responses", {}).items():
        place: Pointer = (*pointer, "responses", status)
        if status != "200":
            message = "another response than 200 turns types into unions and HTML pages into crashes; remove it"
            yield spec.finding(place, "other-response", message)
        response = places.follow(spec.data, response)
        yield from _other_media(spec, place, response)
        for media_place, media in places.json_content(response, place):
            for where, schema in places.reachable(spec.data, media.get("schema"), (*media_place, "schema")).items():
                yield from _response_schema(spec, where, schema)


def _response_schema(spec: Spec, pointer: Pointer, schema: places.Node) -> Iterator[Finding]:
    for word in ("enum", "const"):
        if word in schema:
            message = f"{word} in a response raises for a value that OKX adds later; say it in the description"
            yield spec.finding((*pointer, word), "response-enum", message)
    if schema.get("additionalProperties") is False:
        message = "a response that refuses unknown fields loses what OKX adds; remove it"
        yield spec.finding((*pointer, "additionalProperties"), "closed-response", message)
    if schema.get("required"):
        message = "a required field that OKX leaves out (`data` often is) raises KeyError; remove it"
        yield spec.finding((*pointer, "required"), "required-in-response", message)


def _other_media(spec: Spec, pointer: Pointer, holder: places.Node) -> Iterator[Finding]:
    for media in holder.get("content", {}):
        if media != places.JSON:
            message = f"`{media}` is not what OKX speaks; write {places.JSON}"
            yield spec.finding((*pointer, "content", media), "other-media-type", message)


