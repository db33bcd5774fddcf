"""What openapi-python-client 0.29.1 reads, but to another end than ours, in requests and responses.

A request must carry documented fields only; an answer must survive whatever OKX adds to it or leaves out.
"""

from __future__ import annotations

from collections.abc import Iterator

from .. import places
from ..findings import Finding, Pointer
from ..spec import Spec

# Formats of which a malformed or empty text (OKX sends "" for "none") raises ValueError.
_PARSED_FORMATS = ("date", "date-time", "uuid", "binary")


def check(spec: Spec) -> Iterator[Finding]:
    """Findings on request bodies, on responses, and on the schemas that each of them uses."""
    for pointer, operation in places.operations(spec.data):
        yield from _request(spec, pointer, operation)
        yield from _responses(spec, pointer, operation)


def _request(spec: Spec, pointer: Pointer, operation: places.Node) -> Iterator[Finding]:
    if "requestBody" not in operation:
        return
    place: Pointer = (*pointer, "requestBody")
    body = places.follow(spec.data, operation["requestBody"])
    if body.get("required") is not True:
        message = "a body that is not required may be left out by mistake; write `required: true`"
        yield spec.finding(place, "optional-body", message)
    yield from _media(spec, place, body)
    for media_place, media in places.json_content(body, place):
        for where, schema in places.reachable(spec.data, media.get("schema"), (*media_place, "schema")).items():
            if (places.is_object(schema) or "allOf" in schema) and schema.get("additionalProperties") is not False:
                message = "a request could carry undocumented fields; write `additionalProperties: false`"
                yield spec.finding(where, "open-request", message)


def _responses(spec: Spec, pointer: Pointer, operation: places.Node) -> Iterator[Finding]:
    if "200" not in operation.get("responses", {}):
        yield spec.finding(pointer, "missing-schema", "no response 200, without which the answer becomes Any")
    for status, response in places.responses(operation):
        place: Pointer = (*pointer, "responses", status)
        if status != "200":
            message = "another response than 200 turns types into unions and HTML pages into crashes; remove it"
            yield spec.finding(place, "other-response", message)
        response = places.follow(spec.data, response)
        yield from _media(spec, place, response)
        for media_place, media in places.json_content(response, place):
            for where, schema in places.reachable(spec.data, media.get("schema"), (*media_place, "schema")).items():
                yield from _response_schema(spec, where, schema)


def _response_schema(spec: Spec, pointer: Pointer, schema: places.Node) -> Iterator[Finding]:
    for word in ("enum", "const"):
        if word in schema:
            message = f"{word} in a response raises for a value that OKX adds later; say it in the description"
            yield spec.finding((*pointer, word), "response-enum", message)
    if schema.get("format") in _PARSED_FORMATS:
        message = "this format makes an empty or malformed text raise; say it in the description"
        yield spec.finding((*pointer, "format"), "response-format", message)
    if schema.get("additionalProperties") is False:
        message = "a response that refuses unknown fields loses what OKX adds; remove it"
        yield spec.finding((*pointer, "additionalProperties"), "closed-response", message)
    if schema.get("required"):
        message = "a required field that OKX leaves out (`data` often is) raises KeyError; remove it"
        yield spec.finding((*pointer, "required"), "required-in-response", message)


def _media(spec: Spec, pointer: Pointer, holder: places.Node) -> Iterator[Finding]:
    if not any("schema" in media for _, media in places.json_content(holder, pointer)):
        message = f"no {places.JSON} with a schema, without which the type becomes Any; add it"
        yield spec.finding(pointer, "missing-schema", message)
    for media in holder.get("content", {}):
        if media != places.JSON:
            message = f"`{media}` is not what OKX speaks; write {places.JSON}"
            yield spec.finding((*pointer, "content", media), "other-media-type", message)
