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

_OTHER_LANGUAGE = {"url": "zh", "x-url-zh": "en"}


def check(spec: Spec) -> Iterator[Finding]:
    """Findings on ids, batches, parameters, docs links, permissions, the clock, regions, and headers that sign."""
    for pointer, schema in places.schemas(spec.data):
        yield from _id_precedence(spec, pointer, schema)
        yield from _said_twice(spec, pointer, schema)
        for index, name in enumerate(schema.get("required", [])):
            if "properties" in schema and name not in schema["properties"]:
                place = (*pointer, "required", index)
                yield spec.finding(place, "required-unknown", f"`{name}` is not a property here; mend the name")
    for pointer, operation in places.operations(spec.data):
        yield from _operation(spec, pointer, operation)
        yield from _batch(spec, pointer, operation)
        yield from _parameters(spec, pointer, operation)
    for path, item in (spec.data.get("paths") or {"/": {}}).items():
        if not any(method in item for method in places.METHODS):
            yield spec.finding(("paths", path), "no-operation", "nothing to generate here; describe an operation")
    yield from _anchors(spec)
    yield from _clock(spec)
    yield from _regions(spec)
    yield from _signing_headers(spec)


def _id_precedence(spec: Spec, pointer: Pointer, schema: places.Node) -> Iterator[Finding]:
    named = schema.get("x-id-precedence", [])
    groups = places.alternatives(schema)
    if set(named) not in groups if named else groups:
        message = "`x-id-precedence` has to name the fields of one `allOf: [{anyOf: …}]`, and be there where one is"
        yield spec.finding(pointer, "id-precedence", message)
    for name in named:
        if name not in schema.get("properties", {}):
            yield spec.finding((*pointer, "x-id-precedence"), "id-precedence", f"`{name}` is not a property here")


def _said_twice(spec: Spec, pointer: Pointer, schema: places.Node) -> Iterator[Finding]:
    """Findings on what the docs' fields say again, of a schema and of its properties."""
    if "x-values" in schema and "enum" in schema:
        yield spec.finding((*pointer, "x-values"), "said-twice", "`enum` says the values already; keep one of both")
    needed = {*schema.get("required", []), *(name for group in places.alternatives(schema) for name in group)}
    for name, inner in schema.get("properties", {}).items():
        if name in needed and isinstance(inner, dict) and "x-required" in places.follow(spec.data, inner):
            message = f"this object says already when `{name}` is required; remove `x-required`"
            yield spec.finding((*pointer, "properties", name), "said-twice", message)


def _operation(spec: Spec, pointer: Pointer, operation: places.Node) -> Iterator[Finding]:
    if operation.get("x-permission") not in (None, *spec.data["x-permissions"]):
        message = f"`{operation['x-permission']}` is not one of the root's `x-permissions`"
        yield spec.finding((*pointer, "x-permission"), "unknown-permission", message)
    docs = operation.get("externalDocs")
    if docs is None:
        yield spec.finding(pointer, "docs-link", "no externalDocs; name OKX's page, in both languages")
        return
    for field in _OTHER_LANGUAGE:
        if docs[field].partition("#")[2] != docs["x-anchor"]:
            message = f"`{field}` does not end in `#{docs['x-anchor']}`"
            yield spec.finding((*pointer, "externalDocs", field), "docs-link", message)
        if f"/{_OTHER_LANGUAGE[field]}/" in docs[field]:
            message = f"`{field}` leads to the page in the other language, `/{_OTHER_LANGUAGE[field]}/`"
            yield spec.finding((*pointer, "externalDocs", field), "docs-link", message)


def _anchors(spec: Spec) -> Iterator[Finding]:
    """A page of OKX's describes one operation: `drift` would hold it against the first one alone."""
    known: dict[str, Pointer] = {}
    for pointer, operation in places.operations(spec.data):
        anchor = operation.get("externalDocs", {}).get("x-anchor")
        if anchor is not None and known.setdefault(anchor, pointer) != pointer:
            message = f"`{anchor}` is the anchor of {places.endpoint(known[anchor])} already; name this operation's own"
            yield spec.finding((*pointer, "externalDocs", "x-anchor"), "docs-link", message)


def _batch(spec: Spec, pointer: Pointer, operation: places.Node) -> Iterator[Finding]:
    body = places.follow(spec.data, operation.get("requestBody", {}))
    for place, media in places.json_content(body, (*pointer, "requestBody")):
        schema = places.follow(spec.data, media["schema"])
        is_bounded = "maxItems" in schema
        if schema.get("type") == "array" and not (
            "minItems" in schema and is_bounded is not schema.get("x-unbounded", False)
        ):
            message = "an array body needs minItems and either maxItems or, where OKX gives none, `x-unbounded: true`"
            yield spec.finding((*place, "schema"), "batch-size", message)
        elif is_bounded and schema.get("minItems", 0) > schema["maxItems"]:
            yield spec.finding((*place, "schema"), "batch-size", "minItems is greater than maxItems; swap them")


def _parameters(spec: Spec, pointer: Pointer, operation: places.Node) -> Iterator[Finding]:
    parameters = list(places.parameters(spec.data, pointer, operation))
    for place, node in parameters:
        is_in_path = node["in"] == "path"  # where OpenAPI wants `required: true`, whatever OKX's table says
        if node.get("required") and "x-required" in node and not (is_in_path and node["x-required"] != "required"):
            message = f"`{node['name']}` is required already; remove `x-required`"
            yield spec.finding(place, "said-twice", message)
        if "x-values" in node and "enum" in places.follow(spec.data, node["schema"]):
            yield spec.finding(place, "said-twice", "`enum` says the values already; remove `x-values`")
    in_path = set(re.findall("{([^}]*)}", str(pointer[1])))
    declared = {node["name"] for _, node in parameters if node["in"] == "path"}
    for name in sorted(in_path ^ declared):
        message = f"`{name}` has to stand in the path and among the parameters; mend one of them"
        yield spec.finding(pointer[:2], "path-parameter", message)
    known = {node["name"] for _, node in parameters if node["in"] == "query"}
    for index, example in enumerate(operation.get("x-query-examples", [])):
        for name in example["value"].keys() - known:  # OKX's own samples leave out what is required
            place = (*pointer, "x-query-examples", index, "value", name)
            yield spec.finding(place, "query-mismatch", f"`{name}` is no parameter of the query; mend the name")


def _clock(spec: Spec) -> Iterator[Finding]:
    code = spec.data["x-clock"]["errorCode"]
    if code not in spec.data["x-error-codes"]:
        message = f"`{code}` is not one of the root's `x-error-codes`; mend it or add the code there"
        yield spec.finding(("x-clock", "errorCode"), "unknown-error-code", message)


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
