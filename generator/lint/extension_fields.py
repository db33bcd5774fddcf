"""Our own `x-` fields: each in its place, spelt right, of the right type."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel, ValidationError

from .. import extensions, places
from ..findings import Finding, Pointer
from ..spec import Spec

# Fields that hold mappings, which are read with the node that has the field.
_READ_WHOLE = ("x-rate-limits", "x-rate-limit-rules", "x-caveats", "x-query-examples", "x-repeated")


def check(spec: Spec) -> Iterator[Finding]:
    """A finding for each `x-` field that is missing, unknown, or not of the form that `extensions.py` gives."""
    schema_places = {pointer for pointer, _ in places.schemas(spec.data)}
    yield from _read(spec, ("paths",), spec.data.get("paths", {}), extensions.NoFields)
    for pointer, operation in places.operations(spec.data):
        yield from _read(spec, (*pointer, "responses"), operation.get("responses", {}), extensions.NoFields)
    for pointer, node in places.nodes(spec.data):
        if pointer and str(pointer[0]).startswith("x-"):
            continue  # a part of a root field, which is read whole
        if not any(part in _READ_WHOLE for part in pointer):
            yield from _read(spec, pointer, node, _model_at(pointer, pointer in schema_places))


def _model_at(pointer: Pointer, is_schema: bool) -> type[BaseModel]:
    if is_schema:
        return extensions.SchemaFields
    match pointer:
        case ():
            return extensions.RootFields
        case ("servers", _):
            return extensions.ServerFields
        case ("components", "securitySchemes", _):
            return extensions.SecuritySchemeFields
        case ("paths", _, method) if method in places.METHODS:
            return extensions.OperationFields
        case ("paths", _, method, "externalDocs") if method in places.METHODS:
            return extensions.DocsFields
        case ("paths", _, _, "parameters", _) | ("paths", _, "parameters", _) | ("components", "parameters", _):
            return extensions.ParameterFields
        case (*_, "examples", _):
            return extensions.ExampleFields
    return extensions.NoFields


def _read(spec: Spec, pointer: Pointer, node: places.Node, model: type[BaseModel]) -> Iterator[Finding]:
    try:
        model.model_validate(extensions.own_fields(node))
    except ValidationError as error:
        for problem in error.errors():
            name = ".".join(str(part) for part in problem["loc"])
            message = _MESSAGES.get(problem["type"], problem["msg"])
            yield spec.finding((*pointer, *problem["loc"]), "extension-field", f"`{name}`: {message}")


_MESSAGES = {
    "missing": "missing; add it",
    "extra_forbidden": "no such field here; mend its spelling or remove it",
    "value_error": "not in lower case, or with needless blanks; write it in lower case",
}
