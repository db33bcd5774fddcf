"""Facts of the spec that have to agree with each other, and those that the client cannot do without."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import get_args

from .. import places
from ..extensions import SecuritySchemeFields
from ..findings import Finding, Pointer
from ..spec import Spec


def check(spec: Spec) -> Iterator[Finding]:
    """Findings on ids, batch sizes, docs links, permissions, regions, and the headers that sign a request."""
    for pointer, schema in places.schemas(spec.data):
        yield from _id_precedence(spec, pointer, schema)
        for index, name in enumerate(schema.get("required", [])):
            if "properties" in schema and name not in schema["properties"]:
                place = (*pointer, "required", index)
                yield spec.finding(place, "required-unknown", f"`{name}` is not a property here; mend the name")
    for pointer, operation in places.operations(spec.data):
        yield from _operation(spec, pointer, operation)
        yield from _batch(spec, pointer, operation)
        yield from _path_parameters(spec, pointer, operation)
    for path, item in (spec.data.get("paths") or {"/": {}}).items():
        if not any(method in item for method in places.METHODS):
            yield spec.finding(("paths", path), "no-operation", "nothing to generate here; describe an operation")
    yield from _regions(spec)
    yield from _signing_headers(spec)


def alternatives(schema: places.Node) -> list[set[str]]:
    """Each group of fields of which one is needed: `allOf: [{anyOf: [{required: [a]}, {required: [b]}]}]`."""
    groups = [part["anyOf"] for part in schema.get("allOf", []) if "anyOf" in part]
    return [{name for choice in group for name in choice.get("required", [])} for group in groups]


def _id_precedence(spec: Spec, pointer: Pointer, schema: places.Node) -> Iterator[Finding]:
    named = schema.get("x-id-precedence", [])
    groups = alternatives(schema)
    if set(named) not in groups if named else groups:
        message = "`x-id-precedence` has to name the fields of one `allOf: [{anyOf: …}]`, and be there where one is"
        yield spec.finding(pointer, "id-precedence", message)
    for name in named:
        if name not in schema.get("properties", {}):
            yield spec.finding((*pointer, "x-id-precedence"), "id-precedence", f"`{name}` is not a property here")


def _operation(spec: Spec, pointer: Pointer, operation: places.Node) -> Iterator[Finding]:
    if operation["x-permission"] not in spec.data["x-permissions"]:
        message = f"`{operation['x-permission']}` is not one of the root's `x-permissions`"
        yield spec.finding((*pointer, "x-permission"), "unknown-permission", message)
    docs = operation.get("externalDocs")
    if docs is None:
        yield spec.finding(pointer, "docs-link", "no externalDocs; name OKX's page, in both languages")
        return
    for field in ("url", "x-url-zh"):
        if docs[field].partition("#")[2] != docs["x-anchor"]:
            message = f"`{field}` does not end in `#{docs['x-anchor']}`"
            yield spec.finding((*pointer, "externalDocs", field), "docs-link", message)


def _batch(spec: Spec, pointer: Pointer, operation: places.Node) -> Iterator[Finding]:
    body = places.follow(spec.data, operation.get("requestBody", {}))
    for place, media in places.json_content(body, (*pointer, "requestBody")):
        schema = places.follow(spec.data, media["schema"])
        if schema.get("type") == "array" and not ("minItems" in schema and "maxItems" in schema):
            message = "an array body needs minItems and maxItems, from which the client checks batches"
            yield spec.finding((*place, "schema"), "batch-size", message)
        elif schema.get("minItems", 0) > schema.get("maxItems", 0):
            yield spec.finding((*place, "schema"), "batch-size", "minItems is greater than maxItems; swap them")


def _path_parameters(spec: Spec, pointer: Pointer, operation: places.Node) -> Iterator[Finding]:
    in_path = set(re.findall("{([^}]*)}", str(pointer[1])))
    parameters = [node for _, node in places.parameters(spec.data, pointer, operation)]
    declared = {node["name"] for node in parameters if node.get("in") == "path"}
    for name in sorted(in_path ^ declared):
        message = f"`{name}` has to stand in the path and among the parameters; mend one of them"
        yield spec.finding(pointer[:2], "path-parameter", message)


def _regions(spec: Spec) -> Iterator[Finding]:
    servers = spec.data.get("servers", [])
    counts = Counter(server["x-region"] for server in servers if "x-region" in server)
    for index, server in enumerate(servers):
        if counts[server.get("x-region")] > 1:
            message = f"two servers for the region `{server['x-region']}`; keep the region on one"
            yield spec.finding(("servers", index), "region-twice", message)
        if not re.fullmatch(r"https://[A-Za-z0-9.-]+(:[0-9]+)?", server["url"]):
            message = f"`{server['url']}` has to be https:// and a host, without a slash or path at the end"
            yield spec.finding(("servers", index), "server-url", message)
    if "global" not in counts:
        yield spec.finding(("servers",), "no-global-region", "one server needs `x-region: global`")


def _signing_headers(spec: Spec) -> Iterator[Finding]:
    schemes = spec.data.get("components", {}).get("securitySchemes", {})
    parts = [scheme["x-part"] for scheme in schemes.values()]
    names = [scheme.get("name", "").lower() for scheme in schemes.values()]
    for key, scheme in schemes.items():
        if scheme.get("in") != "header" or not scheme["name"] or names.count(scheme["name"].lower()) > 1:
            message = "has to be `in: header`, under a name of its own"
            yield spec.finding(("components", "securitySchemes", key), "signing-header", message)
    for part in get_args(SecuritySchemeFields.model_fields["part"].annotation):
        if parts.count(part) != 1:
            message = f"exactly one security scheme has to carry `x-part: {part}`"
            yield spec.finding(("components", "securitySchemes"), "signing-header", message)
    for requirement in spec.data.get("security", []) or [{}]:
        if set(requirement) != set(schemes):
            message = "the root's `security` has to ask for all security schemes at once"
            yield spec.finding(("security",), "signing-header", message)
