"""What the running client needs to know of the spec, gathered from its `x-` fields for the templates to print."""

from __future__ import annotations

from typing import Any

from attrs import frozen
from openapi_python_client.strings import PythonIdentifier

from . import places
from .error_words import ErrorName
from .extensions import (
    Caveat,
    DocsFields,
    ErrorClass,
    ErrorCode,
    OperationFields,
    RateLimit,
    RateLimitRule,
    RootFields,
    own_fields,
)
from .spec import Spec


@frozen
class IdField:
    """A field that names an order: its wire name, and the longest value, in characters, where OKX gives one."""

    name: str
    max_length: int | None


@frozen
class OperationRow:
    """One operation, as the generated table and the docstrings show it."""

    operation_id: str
    python_name: str
    method: str
    path: str
    permission: str | None
    rate_limits: tuple[RateLimit, ...]
    rate_limit_rules: tuple[RateLimitRule, ...]
    min_batch: int | None
    max_batch: int | None
    required_fields: tuple[str, ...]
    id_fields: tuple[IdField, ...]
    order_state_path: str | None
    docs_anchor: str
    docs_url: str
    docs_url_zh: str
    node: places.Node
    caveats: tuple[Caveat, ...]


@frozen
class Tables:
    """Everything that the templates print."""

    operations: tuple[OperationRow, ...]
    regions: dict[str, str]
    headers: dict[str, str]
    root: RootFields

    @property
    def error_codes(self) -> dict[str, ErrorCode]:
        """OKX's codes, in the order of the spec."""
        return self.root.error_codes

    @property
    def error_classes(self) -> dict[ErrorName, ErrorClass]:
        """The Python classes that the codes become, in the order of the spec."""
        return self.root.error_classes


def read(spec: Spec) -> Tables:
    """The tables of a spec that `lint` has found sound."""
    schemes = spec.data["components"]["securitySchemes"].values()
    return Tables(
        operations=tuple(_row(spec, path, method, node) for (_, path, method), node in places.operations(spec.data)),
        regions={server["x-region"]: server["url"] for server in spec.data["servers"] if "x-region" in server},
        headers={scheme["x-part"]: scheme["name"] for scheme in schemes},
        root=RootFields.model_validate(own_fields(spec.data)),
    )


def _row(spec: Spec, path: Any, method: Any, node: places.Node) -> OperationRow:
    fields = OperationFields.model_validate(own_fields(node))
    docs = DocsFields.model_validate(own_fields(node["externalDocs"]))
    body = _body_schema(spec, node)
    item = places.follow(spec.data, body["items"]) if body.get("type") == "array" else body
    return OperationRow(
        operation_id=node["operationId"],
        python_name=str(PythonIdentifier(node["operationId"], prefix="field_")),
        method=method.upper(),
        path=path,
        permission=fields.permission or None,
        rate_limits=tuple(fields.rate_limits),
        rate_limit_rules=tuple(fields.rate_limit_rules),
        min_batch=body.get("minItems"),
        max_batch=body.get("maxItems"),
        required_fields=tuple(item.get("required", ())),
        id_fields=tuple(
            IdField(name, places.follow(spec.data, item["properties"][name]).get("maxLength"))
            for name in item.get("x-id-precedence", ())
        ),
        order_state_path=fields.order_state_path,
        docs_anchor=docs.anchor,
        docs_url=node["externalDocs"]["url"],
        docs_url_zh=docs.url_zh,
        node=node,
        caveats=tuple(fields.caveats),
    )


def _body_schema(spec: Spec, operation: places.Node) -> places.Node:
    body = places.follow(spec.data, operation.get("requestBody", {}))
    media = body.get("content", {}).get(places.JSON, {})
    return places.follow(spec.data, media.get("schema", {}))
