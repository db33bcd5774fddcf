"""The edits that answer a finding about a row of the docs' tables, or why a person has to make them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NoReturn

from ...findings import Pointer
from ...lint.coherence import alternatives
from ..reading.spec_rows import Found
from . import locate, yaml_text
from .case import Case
from .edits import Edit, value_at

_SCALARS = ("string", "boolean", "integer", "number")
_TEXT_BOUNDS = ("minLength", "maxLength", "pattern")
_DESCRIBED = "with `description` and `x-description-zh`"
_AFTER_TYPE = ("type", "required", "in")  # of a property, of a parameter
_EXAMPLES = "see whether the examples have to change too"


def required(case: Case) -> Iterator[Edit]:
    """Whether a parameter has to be sent."""
    row, old, new = case.row("x-required-zh"), case.finding.old, case.finding.new
    holder = value_at(case.document, row.holder) if row.holder else {}
    in_group = row.name in _of_groups(holder)
    is_elsewhere = old == "yes" and row.holder and row.name not in holder.get("required", [])
    if new not in ("yes", "no", "conditional"):
        case.by_hand(f"see whether `{case.name}` is still {old}; the page no longer says")
    if is_elsewhere or row.node.get("x-required", "conditional") != "conditional":
        case.by_hand(f"mend what the spec says of `{case.name}`: it is {new} now")
    if in_group and (old, new) != ("yes", "conditional"):
        case.by_hand(f"`{case.name}` is now {new}; mend {_groups(case, row)}")
    if row.holder and "yes" in (old, new):
        after = ("x-id-precedence", "additionalProperties", "type")
        yield Edit("add-item" if new == "yes" else "remove-item", (*row.holder, "required"), row.name, after)
    elif new == "yes":
        yield Edit("set", (*row.pointer, "required"), True, ("in", "name"))
    elif old == "yes":
        yield Edit("remove", (*row.pointer, "required"))
    if "x-required" in row.node and new != "conditional":
        yield Edit("remove", (*row.pointer, "x-required"))
    if new == "conditional" and not in_group:
        yield Edit("set", (*row.pointer, "x-required"), "conditional", _AFTER_TYPE)


def about_groups(case: Case) -> Iterator[str]:
    """An either-or group in which a parameter may belong that is conditional now."""
    row = case.row("x-required-zh")
    holder = value_at(case.document, row.holder) if row.holder else {}
    if case.finding.new == "conditional" and _of_groups(holder) and row.name not in _of_groups(holder):
        yield f"or, where one of several is needed and it is among them, add it to {_groups(case, row)}"


def _of_groups(holder: dict[str, Any]) -> set[str]:
    """The names in the either-or groups of an object."""
    return {name for group in alternatives(holder) for name in group}


def _groups(case: Case, row: locate.Place) -> str:
    """The either-or groups of the object that has the row, each with its line; the row's own, where it is in one."""
    holder = row.holder or ()
    schema = value_at(case.document, holder)
    groups = [(index, part["anyOf"]) for index, part in enumerate(schema["allOf"]) if "anyOf" in part]
    own = [index for index, group in groups if any(row.name in choice.get("required", []) for choice in group)]
    lines = [case.spec.line((*holder, "allOf", index, "anyOf")) for index in own or [index for index, _ in groups]]
    told = " and ".join(f"line {line}" for line in lines)
    precedence = case.spec.line((*holder, "x-id-precedence"))
    return f"the `anyOf` group ({told}) and `x-id-precedence` (line {precedence})"


def type_word(case: Case) -> Iterator[Edit]:
    """Another type; the bounds of a text go with it."""
    old, new = case.finding.old, case.finding.new
    pointer, schema = locate.schema_of(case.document, case.row("x-type-zh"))
    of_items = {f"array of {word}s": word for word in _SCALARS}
    if old in of_items and new in of_items:
        pointer, schema, old, new = (*pointer, "items"), schema.get("items", {}), of_items[old], of_items[new]
    if new not in _SCALARS or schema.get("type") != old or "x-type" in schema or "enum" in schema:
        case.by_hand(f"write the schema of `{case.name}` anew, as {case.finding.new}; {_EXAMPLES}")
    yield Edit("set", (*pointer, "type"), new)
    if old == "string":
        yield from (Edit("remove", (*pointer, bound)) for bound in _TEXT_BOUNDS if bound in schema)


def about_examples(case: Case) -> Iterator[str]:
    """Values of the old type may stand in examples."""
    yield _EXAMPLES


def deprecated(case: Case) -> Iterator[Edit]:
    """Whether a row is deprecated."""
    row = case.row("x-deprecated-zh")
    if case.finding.new:
        yield Edit("set", (*row.pointer, "deprecated"), True, _AFTER_TYPE)
    else:
        marked = dict(place for place in _nodes(case, row) if "deprecated" in place[1])
        yield from (Edit("remove", (*place, "deprecated")) for place in marked)


def enum(case: Case) -> Iterator[Edit]:
    """A documented value more or less."""
    row = case.row("x-values-zh")
    lists = [(*place, word) for word in ("x-values", "enum") for place, node in _nodes(case, row) if word in node]
    place = lists[0] if lists else (*row.pointer, "x-values")
    if not all(isinstance(value, str) for value in value_at(case.document, place) or []):
        case.by_hand(f"mend the values of `{case.name}`, which are no texts there")
    if case.finding.kind == "enum-added":
        yield Edit("add-item", place, case.finding.new, ("x-required", "deprecated", *_AFTER_TYPE))
    else:
        yield Edit("remove-item", place, case.finding.old)


def _nodes(case: Case, row: locate.Place) -> list[Found]:
    return [(row.pointer, row.node), locate.schema_of(case.document, row)]


def added(case: Case) -> NoReturn:
    """A new row, which needs texts in two languages; or a row of what the spec has already."""
    if there := locate.row(case.document, case.operation, case.table, case.name, case.page):
        _further(case, there)
    new = case.finding.new
    outer, _, name = case.name.rpartition(".")
    schema = _schema(new["type"])
    deprecated = {"deprecated": True} if new["deprecated"] else {}
    conditional = {"x-required": "conditional"} if new["required"] == "conditional" else {}
    if case.table == "request" and locate.request_body(case.document, case.operation) is None:
        required = {"required": True} if new["required"] == "yes" else {}
        parameter = {"name": name, "in": "query", **required, **conditional, **deprecated, "schema": schema}
        case.by_hand(f"add to `parameters`: `- {yaml_text.rendered(parameter)}`, {_DESCRIBED}; {_EXAMPLES}")
    holder = locate.holder(case.document, case.operation, case.table, outer, case.page)
    at = (*holder[0], "properties") if holder else None
    where = f"the properties of `{outer}`" if outer else "the properties"
    block = yaml_text.rendered({name: {**schema, **conditional, **deprecated}})[1:-1]
    also = f", and `{name}` to `required`" if new["required"] == "yes" else ""
    case.by_hand(f"add to {where}: `{block}`, {_DESCRIBED}{also}; {_EXAMPLES}{_if_shared(case, at)}", at)


def _further(case: Case, there: locate.Place) -> NoReturn:
    """A row that OKX had not or in one language only, or a row of the same name in a further table."""
    if "x-ours" in there.node:
        case.by_hand(f"describe `{case.name}` as the page does, and remove its `x-ours`", (*there.pointer, "x-ours"))
    if "x-language" in there.node:
        words = f"`{case.name}` is there for one language only; see whether its `x-language` can go"
        case.by_hand(words, (*there.pointer, "x-language"))
    case.by_hand(f"say in `x-repeated` of `{case.name}` what this further row says", there.pointer)


def _schema(type_word: str) -> dict[str, Any]:
    """The start of a schema for a page's type word."""
    outer, _, inner = type_word.partition(" of ")
    if outer == "array" and inner:
        return {"type": "array", "items": _schema(inner.removesuffix("s"))}
    return {"type": outer} if outer in (*_SCALARS, "object", "array") else {"type": "string", "x-type": type_word}


def removed(case: Case) -> NoReturn:
    """A row that is gone, from all places that name it."""
    lists = "`required`, `x-id-precedence`, `anyOf` and " if case.table == "request" else ""
    row = locate.row(case.document, case.operation, case.table, case.name, case.page)
    holder = row.holder if row else None
    case.by_hand(f"remove `{case.name}`, also from {lists}the examples{_if_shared(case, holder)}")


def _if_shared(case: Case, place: Pointer | None) -> str:
    if place is None or not locate.is_shared(case.document, place):
        return ""
    return f"; first give this operation a schema of its own, for `{place[2]}` is used elsewhere too"
