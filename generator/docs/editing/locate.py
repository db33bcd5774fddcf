"""Where in the spec a row of a docs table stands, and who else uses that place."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from ... import places
from ...findings import Pointer
from ...spec import Spec
from ..facts import LanguageFacts, Table
from ..reading.spec_rows import DEEPEST, Found, followed


@frozen
class Place:
    """A row's own node, which is the schema of a property or a parameter; and the schema that has the property."""

    name: str
    pointer: Pointer
    node: places.Node
    holder: Pointer | None = None

    @property
    def is_parameter(self) -> bool:
        """Whether the row is a parameter of the query or the path."""
        return self.holder is None


def row(document: places.Node, operation: Pointer, table: Table, name: str, page: LanguageFacts) -> Place | None:
    """The place of the row `name`, dotted by its depth, in a table of the form that this page has."""
    if table == "request":
        for parameter in _parameters(document, operation):
            if parameter.name == name:
                return parameter
    outer, _, last = name.rpartition(".")
    found = holder(document, operation, table, outer, page)
    return _property(document, found, last) if found else None


def holder(document: places.Node, operation: Pointer, table: Table, outer: str, page: LanguageFacts) -> Found | None:
    """The schema that has the rows inside the row `outer` as its properties; of the outermost where that is empty."""
    found = rows_of(document, operation, table, page)
    for part in outer.split(".") if outer else ():
        place = _property(document, found, part) if found else None
        found = _item(document, _found(place)) if place else None
    return found


def rows_of(document: places.Node, operation: Pointer, table: Table, page: LanguageFacts) -> Found | None:
    """The schema whose properties are the outermost rows: of a body, of the envelope, or of an item of `data`."""
    if table == "request":
        body = request_body(document, operation)
        return _item(document, body) if body else None
    envelope = _media_schema(document, (*operation, "responses", "200"))
    if envelope is None or {"code", "data"} <= {each.name for each in page.response}:
        return envelope
    data = _property(document, envelope, "data")
    return _item(document, _found(data)) if data else None


def request_body(document: places.Node, operation: Pointer) -> Found | None:
    """The schema of the JSON body, None for an operation that has none."""
    return _media_schema(document, (*operation, "requestBody"))


def schema_of(document: places.Node, place: Place) -> Found:
    """The schema of a row: its node, but for a parameter, which has its schema inside."""
    return _inside(document, _found(place), "schema") if place.is_parameter else _found(place)


def is_shared(spec: Spec, pointer: Pointer) -> bool:
    """Whether a change at this place would change more than one use of it."""
    if pointer[0] == "paths":
        methods = [method for method in places.METHODS if method in spec.data["paths"][pointer[1]]]
        return pointer[2] == "parameters" and len(methods) > 1
    seen: set[Pointer] = set()
    while pointer[0] == "components" and pointer[:3] not in seen:
        seen.add(pointer[:3])
        uses = spec.uses.get(pointer[:3], [])
        if len(uses) != 1:
            return True
        pointer = uses[0]
    return pointer[0] == "paths" and is_shared(spec, pointer)


def _parameters(document: places.Node, operation: Pointer) -> Iterator[Place]:
    item = document["paths"][operation[1]]
    for place, node in ((operation, item[operation[2]]), (operation[:2], item)):
        for index, parameter in enumerate(node.get("parameters", [])):
            pointer, found = followed(document, ((*place, "parameters", index), parameter))
            yield Place(found.get("name", ""), pointer, found)


def _media_schema(document: places.Node, pointer: Pointer) -> Found | None:
    node = document
    for part in pointer:
        node = node.get(str(part), {})
    pointer, node = followed(document, (pointer, node))
    for place, media in places.json_content(node, pointer):
        return _inside(document, (place, media), "schema")
    return None


def _item(document: places.Node, found: Found) -> Found:
    """What an array holds, however deep; anything else is itself."""
    for _ in range(DEEPEST):
        if found[1].get("type") != "array" or "items" not in found[1]:
            break
        found = _inside(document, found, "items")
    return found


def _property(document: places.Node, found: Found, name: str) -> Place | None:
    """A property of an object, also where it stands in a part of its `allOf`."""
    pointer, node = found
    if name in node.get("properties", {}):
        inner = ((*pointer, "properties", name), node["properties"][name])
        return Place(name, *followed(document, inner), holder=pointer)
    parts = (((*pointer, "allOf", index), part) for index, part in enumerate(node.get("allOf", [])))
    inherited = (_property(document, followed(document, part), name) for part in parts)
    return next((place for place in inherited if place), None)


def _found(place: Place) -> Found:
    return place.pointer, place.node


def _inside(document: places.Node, found: Found, key: str) -> Found:
    return followed(document, ((*found[0], key), found[1].get(key, {})))
