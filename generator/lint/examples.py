"""An example that does not fit its schema would teach users a request that fails."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from .. import places
from ..findings import Finding, Pointer
from ..spec import Spec

_URI = "urn:spec"


def check(spec: Spec) -> Iterator[Finding]:
    """A finding for each place at which an example does not validate, and for bodies without any example."""
    registry = Registry[Any]().with_resource(_URI, DRAFT202012.create_resource(spec.data))
    for pointer, schema_pointer, example in _examples(spec.data):
        schema = {"$ref": _URI + _fragment(schema_pointer)}
        for error in Draft202012Validator(schema, registry=registry).iter_errors(example):
            place = (*pointer, *error.absolute_path)
            yield spec.finding(place, "example-mismatch", f"the example does not fit its schema: {error.message}")
    yield from _missing(spec)


def _fragment(pointer: Pointer) -> str:
    """A pointer as the fragment of a URI (RFC 6901, section 6)."""
    return "#" + "".join("/" + quote(str(part).replace("~", "~0").replace("/", "~1"), safe="~") for part in pointer)


def _examples(document: places.Node) -> Iterator[tuple[Pointer, Pointer, Any]]:
    """Every example: the way to it, the way to its schema, and itself."""
    for pointer, node in places.nodes(document):
        if "schema" not in node:
            continue
        if "example" in node:
            yield (*pointer, "example"), (*pointer, "schema"), node["example"]
        for name, holder in node.get("examples", {}).items():
            holder = places.follow(document, holder)
            if "value" in holder:
                yield (*pointer, "examples", name, "value"), (*pointer, "schema"), holder["value"]
    for pointer, schema in places.schemas(document):
        if "example" in schema:
            yield (*pointer, "example"), pointer, schema["example"]
        for index, example in enumerate(schema.get("examples", [])):
            yield (*pointer, "examples", index), pointer, example
        if "default" in schema:
            yield (*pointer, "default"), pointer, schema["default"]


def _missing(spec: Spec) -> Iterator[Finding]:
    for pointer, operation in places.operations(spec.data):
        holders: list[Pointer] = [("requestBody",)] if "requestBody" in operation else []
        holders += [("responses", status) for status, _ in places.responses(operation)]
        for holder in holders:
            node: Any = operation
            for part in holder:
                node = node[part]
            for place, media in places.json_content(places.follow(spec.data, node), (*pointer, *holder)):
                holders_of_values = (places.follow(spec.data, named) for named in media.get("examples", {}).values())
                if "example" not in media and not any("value" in named for named in holders_of_values):
                    yield spec.finding(place, "missing-example", "no example; give the one from OKX's page")
