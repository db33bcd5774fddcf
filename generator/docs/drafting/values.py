"""Schemas for single values: what a row's type word tells, made wide enough for what the page's own samples hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ..reading.words import PLURALS
from .tree import Field

SCALARS = ("string", "boolean", "integer", "number", "null")

_KINDS = {str: "string", bool: "boolean", int: "integer", float: "number", dict: "object", list: "array"}
_OF_ITEMS = {word.removeprefix("array of "): kind for kind, word in PLURALS.items()}
_WORDS = {"string": "text", "boolean": "true or false", "integer": "numbers", "number": "numbers", "null": "null"}
_WORDS |= {"object": "objects", "array": "lists"}

Schema = dict[str, Any]
Chain = tuple[str, ...]
"""A type, then that of its items, and so on: `("array", "string")`."""


def chain(field: Field, samples: Sequence[Any]) -> Chain:
    """The types that a field's type word tells, and, where it is silent, the rows inside it or its samples."""
    outer, _, inner = field.row.type.partition(" of ")
    known = [sample for sample in samples if sample is not None]
    if outer in SCALARS and not field.inside:
        return (outer,)
    if outer == "object" and not inner:
        return ("object",)
    if outer == "array":
        if inner in ("", "arrays"):
            return ("array", *(["array"] if inner else []), _innermost(field, known))
        return ("array", "object" if field.inside else _OF_ITEMS.get(inner, "string"))
    if field.inside:  # the word says otherwise, the rows below it are there
        return ("array", "object") if any(isinstance(sample, list) for sample in known) else ("object",)
    kind = _kind(known[0]) if known else "string"
    return ("array", _innermost(field, known)) if kind == "array" else (kind,)


def _innermost(field: Field, samples: Sequence[Any]) -> str:
    """The type of what stands in lists, about which the type word says nothing."""
    kinds = [_kind(value) for value in _flat(samples) if value is not None]
    return "object" if field.inside else kinds[0] if kinds else "string"


def word(some: Chain) -> str:
    """The word of the docs for such a type."""
    return some[0] if len(some) == 1 else f"array of {some[1]}s"


def schema(some: Chain, samples: Sequence[Any], of_objects: Schema) -> Schema:
    """A schema of this type that all samples fit. `of_objects` is the schema for every object."""
    kind = some[0]
    fitting = [sample for sample in samples if _fits(sample, kind)]
    base: Schema = of_objects if kind == "object" else {"type": kind}
    if kind == "array":
        base["items"] = schema(some[1:], [item for sample in fitting for item in sample], of_objects)
    others = [sample for sample in samples if not _fits(sample, kind)]
    return _widened(base, others, of_objects)


def _widened(base: Schema, others: Sequence[Any], of_objects: Schema) -> Schema:
    """The schema, with room for values of other types beside it."""
    if not others:
        return base
    kinds = list(dict.fromkeys(map(_kind, others)))
    if base.get("type") in SCALARS and all(kind in SCALARS for kind in kinds):
        return {"type": [base["type"], *kinds]}
    return {"anyOf": [base, *(_of_kind(kind, others, of_objects) for kind in kinds)]}


def _inferred(samples: Iterable[Any], of_objects: Schema) -> Schema:
    """A schema for values of which no table tells."""
    values = list(samples)
    kinds = list(dict.fromkeys(map(_kind, values))) or ["string"]
    if len(kinds) == 1:
        return _of_kind(kinds[0], values, of_objects)
    if all(kind in SCALARS for kind in kinds):
        return {"type": kinds}
    return {"anyOf": [_of_kind(kind, values, of_objects) for kind in kinds]}


def _of_kind(kind: str, values: Iterable[Any], of_objects: Schema) -> Schema:
    if kind == "array":
        items = (item for value in values if isinstance(value, list) for item in value)
        return {"type": "array", "items": _inferred(items, of_objects)}
    return dict(of_objects) if kind == "object" else {"type": kind}


def objects(samples: Sequence[Any]) -> list[dict[str, Any]]:
    """The objects among the samples, and in their lists."""
    return [value for value in _flat(samples) if isinstance(value, dict)]


def is_wide(some: Schema) -> bool:
    """Whether a schema was widened for a sample."""
    return "anyOf" in some or isinstance(some.get("type"), list) or ("items" in some and is_wide(some["items"]))


def told(samples: Sequence[Any]) -> str:
    """In words, what the samples hold."""
    kinds = [*map(_kind, samples), *(_kind(value) for value in _flat(samples))]
    return " and ".join(dict.fromkeys(_WORDS[kind] for kind in kinds))


def _flat(samples: Iterable[Any]) -> Iterator[Any]:
    for sample in samples:
        if isinstance(sample, list):
            yield from _flat(sample)
        else:
            yield sample


def _kind(value: Any) -> str:
    return "null" if value is None else _KINDS[type(value)]


def _fits(value: Any, kind: str) -> bool:
    return _kind(value) == kind or (kind == "number" and _kind(value) == "integer")
