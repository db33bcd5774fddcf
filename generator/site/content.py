"""Everything that the site shows, gathered from the spec. What it looks like is the templates' business."""

from __future__ import annotations

import json
from collections.abc import Iterator

from attrs import frozen
from openapi_python_client.strings import ClassName

from okx_client._version import __version__
from okx_client.text import Text

from .. import places, spec_words, tables
from ..docstrings import limits_in_words
from ..extensions import Caveat
from ..spec import Spec
from . import codes, examples, words
from .fields import Field, of_answer, of_body, of_parameters, said


@frozen
class RequestExample:
    """One documented request, as sent in three ways."""

    name: str
    title: Text
    remarks: tuple[Text, ...]
    shown: examples.Shown


@frozen
class AnswerExample:
    """One documented answer; `documented` is OKX's own sample where that does not fit OKX's own table."""

    name: str
    title: Text
    remarks: tuple[Text, ...]
    text: str
    documented: str


@frozen
class AnswerText:
    """One response of an operation: its status, what it is, its fields and its examples."""

    status: str
    description: Text | None
    fields: tuple[Field, ...]
    examples: tuple[AnswerExample, ...]


@frozen
class Operation:
    """One operation, in both languages."""

    id: str
    method: str
    path: str
    summary: Text
    description: Text | None
    tag: Text
    docs: Text
    body: Text | None
    parameters: tuple[Field, ...]
    limits: tuple[Text, ...]
    shared: tuple[Text, ...]
    shape: Text | None
    batch: tuple[Text, ...]
    permission: str | None
    permission_remarks: tuple[Text, ...]
    state_queries: tuple[str, ...]
    caveats: tuple[Caveat, ...]
    requests: tuple[RequestExample, ...]
    answers: tuple[AnswerText, ...]


@frozen
class Page:
    """The whole site."""

    title: Text
    description: Text | None
    spec_version: str
    spec_sha256: str
    client_version: str
    servers: tuple[tuple[str, str, Text | None], ...]
    headers: tuple[tuple[str, Text | None], ...]
    tables: tables.Tables
    operations: tuple[Operation, ...]
    groups: tuple[codes.Group, ...]
    signed: examples.Request | None


def read(spec: Spec) -> Page:
    """Gather the site from a spec that `lint` has found sound."""
    rows = tables.read(spec)
    info, schemes = spec.data["info"], spec.data["components"]["securitySchemes"].values()
    requests = [request for row in rows.operations for _, _, request in _requests(spec.data, row)]
    return Page(
        title=said(info, "title") or Text("", ""),
        description=said(info),
        spec_version=info["version"],
        spec_sha256=spec.sha256,
        client_version=__version__,
        servers=tuple((server["url"], server.get("x-region", ""), said(server)) for server in spec.data["servers"]),
        headers=tuple((scheme["name"], said(scheme)) for scheme in schemes),
        tables=rows,
        operations=tuple(_operation(spec.data, row, rows) for row in rows.operations),
        groups=tuple(codes.groups(rows)),
        signed=requests[0] if requests else None,
    )


def _operation(document: places.Node, row: tables.OperationRow, rows: tables.Tables) -> Operation:
    node = row.node
    body = places.follow(document, node.get("requestBody", {}))
    media = next((media for _, media in places.json_content(body, ())), None)
    parameters = [each for _, each in places.parameters(document, ("paths", row.path, row.method.lower()), node)]
    return Operation(
        id=row.operation_id,
        method=row.method,
        path=row.path,
        summary=said(node, "summary") or Text(row.operation_id, row.operation_id),
        description=said(node),
        tag=_tag(document, node["tags"][0]),
        docs=Text(row.docs_url, row.docs_url_zh),
        body=said(places.follow(document, _item(document, media["schema"]))) if media else None,
        parameters=of_parameters(document, parameters) + (of_body(document, media["schema"]) if media else ()),
        limits=tuple(Text(*limits_in_words([limit], [])) for limit in row.rate_limits),
        shared=tuple(Text(*limits_in_words([], [rule])) for rule in row.rate_limit_rules),
        shape=_shape(document, media["schema"]) if media else None,
        batch=tuple(Text(*pair) for pair in spec_words.batch(row)),
        permission=row.permission,
        permission_remarks=tuple(Text(*pair) for pair in spec_words.permission_in_chinese(row)),
        state_queries=_state_queries(row),
        caveats=row.caveats,
        requests=tuple(_request_examples(document, row, rows)),
        answers=tuple(_answer(document, status, response) for status, response in places.responses(node)),
    )


def _tag(document: places.Node, name: str) -> Text:
    declared = [said(tag) for tag in document.get("tags", []) if tag["name"] == name]
    return next(iter(declared), None) or Text(name, name)


def _item(document: places.Node, schema: places.Node) -> places.Node:
    whole = places.follow(document, schema)
    item: places.Node = whole["items"] if whole.get("type") == "array" else schema
    return item


def _shape(document: places.Node, schema: places.Node) -> Text:
    return words.ARRAY if places.follow(document, schema).get("type") == "array" else words.ONE


def _state_queries(row: tables.OperationRow) -> tuple[str, ...]:
    """One for each of the ids that can name the order."""
    if row.order_state_path is None:
        return ()
    query = f"GET {row.order_state_path}"
    return tuple(f"{query}?{each.name}=…" for each in row.id_fields) or (query,)


def _requests(document: places.Node, row: tables.OperationRow) -> Iterator[tuple[str, places.Node, examples.Request]]:
    """Each request example of an operation: its name, its node, and the request."""
    body = places.follow(document, row.node.get("requestBody", {}))
    for _, media in places.json_content(body, ()):
        for name, holder in _named(document, media):
            yield name, holder, examples.with_body(row, holder["value"])
    for index, holder in enumerate(row.node.get("x-query-examples", []), start=1):
        yield f"query{index}", holder, examples.with_query(row, holder["value"])


def _named(document: places.Node, media: places.Node) -> Iterator[tuple[str, places.Node]]:
    if "example" in media:
        yield "example", {"value": media["example"]}
    for name, holder in media.get("examples", {}).items():
        holder = places.follow(document, holder)
        if "value" in holder:
            yield name, holder


def _request_examples(document: places.Node, row: tables.OperationRow, rows: tables.Tables) -> Iterator[RequestExample]:
    body = places.follow(document, row.node.get("requestBody", {}))
    model = ""
    for _, media in places.json_content(body, ()):
        reference = _item(document, media["schema"]).get("$ref", "")
        model = str(ClassName(reference.rpartition("/")[2], prefix="")) if reference else ""
    for name, holder, request in _requests(document, row):
        shown = examples.Shown(examples.http(request, rows), *examples.python(row, holder["value"], model))
        title = said(holder, "summary") or words.EXAMPLE
        yield RequestExample(name, title, words.example_remarks(holder), shown)


def _answer(document: places.Node, status: str, response: places.Node) -> AnswerText:
    response = places.follow(document, response)
    media = next((media for _, media in places.json_content(response, ())), {})
    shown = [
        AnswerExample(
            name=name,
            title=said(holder, "summary") or words.EXAMPLE,
            remarks=words.example_remarks(holder),
            text=json.dumps(holder["value"], ensure_ascii=False, indent=2),
            documented=holder.get("x-documented", ""),
        )
        for name, holder in _named(document, media)
    ]
    fields = of_answer(document, media["schema"]) if media else ()
    return AnswerText(status, said(response), fields, tuple(shown))
