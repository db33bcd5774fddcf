"""Names of the spec that openapi-python-client 0.29.1 cannot carry over into Python as they are.

Two names that become one overwrite each other's file, or lose their usual spelling; a name that the generated code
needs for itself breaks it, often only when it runs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from openapi_python_client.strings import ClassName, PythonIdentifier, snake_case

from .. import places
from ..findings import Finding, Pointer
from ..spec import Spec

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
# What the generated code itself calls something, by the kind of name; each was seen to break it.
_CLASSES = frozenset({"Any", "AuthenticatedClient", "Client", "File", "Mapping", "Response", "T", "UNSET", "Unset"})
_FIELDS = frozenset({"additional_keys", "additional_properties", "cls", "d", "field_dict", "from_dict", "to_dict"})
_ARGUMENTS = frozenset({"body", "client", "cookies", "headers", "params", "quote", "url"})
_OPERATIONS = frozenset({"access_headers", "base_urls", "clock", "demo_header", "operations"})

Named = tuple[Pointer, str]


def is_plain(name: str) -> bool:
    """Whether a name can be one in Python, but for what is taken there."""
    return _PLAIN.fullmatch(name) is not None


def taken_by_classes() -> frozenset[str]:
    """The names of the generated code's own classes, which no schema may have."""
    return _CLASSES


def taken_by_operations() -> frozenset[str]:
    """The names of the generated code's own tables, in Python's spelling, which no operation may have."""
    return _OPERATIONS


def taken_by_fields() -> frozenset[str]:
    """The names that the generated models need for themselves, in Python's spelling, which no property may have."""
    return _FIELDS


def taken_by_arguments() -> frozenset[str]:
    """The names of the generated functions' own arguments, in Python's spelling, which no parameter may have."""
    return _ARGUMENTS


def check(spec: Spec) -> Iterator[Finding]:
    """Findings on the names of schemas, fields, enum values, operations, tags and parameters."""
    yield from _classes(spec)
    for pointer, schema in places.schemas(spec.data):
        if "title" in schema:
            yield spec.finding((*pointer, "title"), "schema-title", "a title renames the class; remove it")
        fields = [((*pointer, "properties", name), name) for name in schema.get("properties", {})]
        yield from _names(spec, fields, _FIELDS)
        enum = enumerate(schema.get("enum", []))
        values: list[Named] = [((*pointer, "enum", index), value) for index, value in enum if isinstance(value, str)]
        yield from _names(spec, values, ())
    operations = list(places.operations(spec.data))
    ids = [((*place, "operationId"), str(node["operationId"])) for place, node in operations if "operationId" in node]
    tags = {str(tag): ((*place, "tags"), str(tag)) for place, node in operations for tag in node.get("tags", [])}
    yield from _names(spec, [*tags.values(), *ids], _OPERATIONS)
    for pointer, operation in operations:
        parameters = places.parameters(spec.data, pointer, operation)
        yield from _names(spec, [(place, node["name"]) for place, node in parameters], _ARGUMENTS)


def _classes(spec: Spec) -> Iterator[Finding]:
    schemas = spec.data.get("components", {}).get("schemas", {})
    named: list[Named] = [(("components", "schemas", name), name) for name in schemas]
    for pointer, name in named:
        if (class_name := str(ClassName(name, "field_"))) != name:
            yield spec.finding(pointer, "odd-name", f"`{name}` becomes the class `{class_name}`; write it that way")
        if name in _CLASSES:
            yield spec.finding(pointer, "taken-name", f"`{name}` is a name of the generated code's own; choose another")
    yield from _collisions(spec, named)


def _names(spec: Spec, named: list[Named], taken: Iterable[str]) -> Iterator[Finding]:
    for pointer, name in named:
        if not _PLAIN.fullmatch(name):
            message = f"`{name}` is no name for Python; use letters and digits, a letter first"
            yield spec.finding(pointer, "odd-name", message)
        elif str(PythonIdentifier(name, "field_")) in taken:
            yield spec.finding(pointer, "taken-name", f"`{name}` is a name of the generated code's own; choose another")
    yield from _collisions(spec, named)


def _collisions(spec: Spec, named: list[Named]) -> Iterator[Finding]:
    first: dict[str, Named] = {}
    for pointer, name in named:
        other_pointer, other = first.setdefault(snake_case(name), (pointer, name))
        if other_pointer != pointer:
            message = f"`{name}` and `{other}` (line {spec.line(other_pointer)}) become the same name in Python"
            yield spec.finding(pointer, "name-collision", message)
