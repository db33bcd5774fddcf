"""The edits that answer a finding about a row of the docs' tables, or why a person has to make them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NoReturn

from ...findings import Pointer
from ..findings import Finding
from ..reading.spec_rows import Found
from . import locate, of_groups, yaml_text
from .case import Case
from .edits import Edit, value_at
from .words import words_of

_SCALARS = ("string", "boolean", "integer", "number")
_TEXT_BOUNDS = ("minLength", "maxLength", "pattern")
_DESCRIBED = "with `description` and `x-description-zh`"
_AFTER_TYPE = ("type", "required", "in")  # of a property, of a parameter
_NEED = {"yes": "always required", "no": "optional", "conditional": "required under conditions"}
_EXAMPLES = "see whether the examples have to change too"


def required(case: Case) -> Iterator[Edit]:
    """Whether a parameter has to be sent."""
    row, old, new = case.row("x-required-zh"), case.finding.old, case.finding.new
    holder = value_at(case.document, row.holder) if row.holder else {}
    is_elsewhere = old == "yes" and row.holder and row.name not in holder.get("required", [])
    if new not in _NEED:
        case.by_hand(f"see whether `{case.name}` is still {_NEED.get(old, old)}; the page no longer says")
    if is_elsewhere or row.node.get("x-required", "conditional") != "conditional":
        case.by_hand(f"mend what the spec says of `{case.name}`: it is {_NEED[new]} now")
    if row.holder and "yes" in (old, new):
        after = (of_groups.PRECEDENCE, "additionalProperties", "type")
        yield Edit("add-item" if new == "yes" else "remove-item", (*row.holder, "required"), row.name, after)
    elif new == "yes":
        yield Edit("set", (*row.pointer, "required"), True, ("in", "name"))
    elif old == "yes":
        yield Edit("remove", (*row.pointer, "required"))
    if "x-required" in row.node and new != "conditional":
        yield Edit("remove", (*row.pointer, "x-required"))
    if leaves_group(case):
        yield from of_groups.left(case, row)
    elif new == "conditional" and not of_groups.has(case, row):
        yield Edit("set", (*row.pointer, "x-required"), "conditional", _AFTER_TYPE)


def leaves_group(case: Case) -> bool:
    """Whether a parameter that was in an either-or group is needed always now, or never."""
    return case.finding.new != "conditional" and of_groups.has(case, case.row("x-required-zh"))


def about_groups(case: Case) -> Iterator[str]:
    """What to think of where an either-or group is near."""
    row = case.row("x-required-zh")
    if leaves_group(case):
        yield f"mend the descriptions, which tell of the rule; {_EXAMPLES}"
    elif case.finding.new == "conditional" and of_groups.members(case, row) and not of_groups.has(case, row):
        groups = of_groups.told(case, row)
        yield f"or, in place of `x-required`, where one of several is needed and it is among them, add it to {groups}"


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
    """A documented value more or less. Where the list comes, goes or is another one, its edit is that of all values."""
    place = _values_of(case)
    there = value_at(case.document, place) or []
    if not all(isinstance(value, str) for value in there):
        case.by_hand(f"mend the values of `{case.name}`, which are no texts there")
    found = [each for each in case.beside if _is_about(case, each)] or [case.finding]
    come = [each.new for each in found if each.kind == "enum-added"]
    gone = [each.old for each in found if each.kind == "enum-removed"]
    are_all_gone = set(there) <= set(gone)
    if are_all_gone and come:
        yield Edit("set", place, come, ("x-required", "deprecated", *_AFTER_TYPE))
    elif are_all_gone:
        yield Edit("remove", place)
    elif case.finding.kind == "enum-added":
        yield Edit("add-item", place, case.finding.new)
    else:
        yield Edit("remove-item", place, case.finding.old)


def _values_of(case: Case) -> Pointer:
    """Where the values of the row stand, or belong."""
    row = case.row("x-values-zh")
    lists = [(*place, word) for word in ("x-values", "enum") for place, node in _nodes(case, row) if word in node]
    return lists[0] if lists else (*row.pointer, "x-values")


def _is_about(case: Case, other: Finding) -> bool:
    """Whether another finding is about a value of the same row, and what it tells holds where this one holds."""
    is_here = other.language in ("both", case.finding.language)
    return is_here and other.subject == case.finding.subject and other.kind in ("enum-added", "enum-removed")


def about_values(case: Case) -> Iterator[str]:
    """The generated client has the values of an `enum`; of `x-values` it has nothing but what the texts say."""
    reason = ", for users see only these" if _values_of(case)[-1] == "x-values" else ""
    yield f"say it in `description` and `x-description-zh` too{reason}"


def _nodes(case: Case, row: locate.Place) -> list[Found]:
    return [(row.pointer, row.node), locate.schema_of(case.document, row)]


def added(case: Case) -> NoReturn:
    """A new row, which needs texts in two languages; or a row of what the spec has already."""
    if there := locate.row(case.document, case.operation, case.table, case.name, case.page):
        _further(case, there)
    new = case.finding.new
    outer, _, name = case.name.rpartition(".")
    schema = _schema(new["type"])
    if case.table == "request" and new["required"] == "yes" and schema == {"type": "string"}:
        schema |= {"minLength": 1}
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
    words = f"add to {where}{_below(case, at)}: `{block}`, {_DESCRIBED}{also}; {_EXAMPLES}{_if_shared(case, at)}"
    case.by_hand(words, at)


def _below(case: Case, properties: Pointer | None) -> str:
    """The last property, which a new one belongs below: elsewhere the arguments behind it would move."""
    names = list((value_at(case.document, properties) or {}) if properties else ())
    if not names or properties is None:
        return ""
    line = case.spec.line((*properties, names[-1]))
    return f", below the last one, `{names[-1]}` (line {line}; positional arguments come in this order)"


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
    row = locate.row(case.document, case.operation, case.table, case.name, case.page)
    is_needed = row and row.holder and row.name in value_at(case.document, row.holder).get("required", [])
    lists = "`required` and " if is_needed else ""
    steps = [f"remove `{case.name}`, also from {lists}the examples{_if_shared(case, row.holder if row else None)}"]
    if row and case.table == "request" and of_groups.has(case, row):
        steps += [words_of(case.spec, edit) for edit in of_groups.left(case, row)]
    case.by_hand("; ".join(steps))


def _if_shared(case: Case, place: Pointer | None) -> str:
    if place is None or not locate.is_shared(case.spec, place):
        return ""
    return f"; first give this operation a schema of its own, for `{place[2]}` is used elsewhere too"
