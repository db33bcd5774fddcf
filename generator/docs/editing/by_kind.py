"""For each kind of structural finding, the edits of the spec that answer it, or why a person has to decide."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NoReturn

from ...findings import Pointer
from ...lint.coherence import alternatives
from ..findings import Kind
from ..reading.spec_rows import Found, properties
from . import locate, yaml_text
from .case import Case
from .edits import Edit, value_at

_SCALARS = ("string", "boolean", "integer", "number")
_TEXT_BOUNDS = ("minLength", "maxLength", "pattern")
_SHARED_BOUNDS = ("except options", "options only", None)
_DESCRIBED = "with `description` and `x-description-zh`"
_AFTER_TYPE = ("type", "required", "in")  # of a property, of a parameter


def edits(case: Case) -> tuple[Edit, ...]:
    """The edits after which the finding is gone.

    Raises:
        ByHandError: A person has to decide or to write something; the text says what.
    """
    return tuple(_EDITS[case.finding.kind](case))


def _required(case: Case) -> Iterator[Edit]:
    row, old, new = case.row("x-required-zh"), case.finding.old, case.finding.new
    holder = value_at(case.document, row.holder) if row.holder else {}
    in_group = any(row.name in group for group in alternatives(holder))
    is_elsewhere = old == "yes" and row.holder and row.name not in holder.get("required", [])
    if new not in ("yes", "no", "conditional"):
        case.by_hand(f"see whether `{case.name}` is still {old}; the page no longer says")
    if is_elsewhere or row.node.get("x-required", "conditional") != "conditional":
        case.by_hand(f"mend what the spec says of `{case.name}`: it is {new} now")
    if in_group and (old, new) != ("yes", "conditional"):
        case.by_hand(f"`{case.name}` is now {new}; mend its `anyOf` group and `x-id-precedence`")
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


def _type(case: Case) -> Iterator[Edit]:
    old, new = case.finding.old, case.finding.new
    pointer, schema = locate.schema_of(case.document, case.row("x-type-zh"))
    of_items = {f"array of {word}s": word for word in _SCALARS}
    if old in of_items and new in of_items:
        pointer, schema, old, new = (*pointer, "items"), schema.get("items", {}), of_items[old], of_items[new]
    if new not in _SCALARS or schema.get("type") != old or "x-type" in schema or "enum" in schema:
        case.by_hand(f"write the schema of `{case.name}` anew, as {case.finding.new}")
    yield Edit("set", (*pointer, "type"), new)
    if old == "string":
        yield from (Edit("remove", (*pointer, bound)) for bound in _TEXT_BOUNDS if bound in schema)


def _deprecated(case: Case) -> Iterator[Edit]:
    row = case.row("x-deprecated-zh")
    if case.finding.new:
        yield Edit("set", (*row.pointer, "deprecated"), True, _AFTER_TYPE)
    else:
        marked = dict(place for place in _nodes(case, row) if "deprecated" in place[1])
        yield from (Edit("remove", (*place, "deprecated")) for place in marked)


def _enum(case: Case) -> Iterator[Edit]:
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


def _max_batch(case: Case) -> Iterator[Edit]:
    old, new = case.finding.old, case.finding.new
    if (place := (*case.operation, "x-max-batch")) in case.spec.lines:
        yield Edit("set", place, new) if new else Edit("remove", place)
        return
    body = locate.request_body(case.document, case.operation)
    if body and body[1].get("type") == "array":
        yield from _bound(body, new)
        return
    lists: list[Pointer] = []
    if body and old is not None:
        inner = (place for _, place, _ in properties(case.document, body))
        lists = [place for place in inner if value_at(case.document, (*place, "maxItems")) == old]
    if new is None or len(lists) != 1:
        case.by_hand(f"the page now says {new or 'nothing'} of how many items a request may carry; mend `maxItems`")
    yield Edit("set", (*lists[0], "maxItems"), new)


def _bound(body: Found, new: int | None) -> Iterator[Edit]:
    """The largest number of items of a body that is an array, or that there is none."""
    pointer, schema = body
    after = ("minItems", "type")
    if new is None:
        yield Edit("set", (*pointer, "x-unbounded"), True, after)
        yield Edit("remove", (*pointer, "maxItems"))
    else:
        yield Edit("set", (*pointer, "maxItems"), new, after)
        if "x-unbounded" in schema:
            yield Edit("remove", (*pointer, "x-unbounded"))


def _permission(case: Case) -> Iterator[Edit]:
    old, new = case.finding.old, case.finding.new
    if new is None:
        case.by_hand(
            f"keep `x-permission: {old}` and `accept` the page; remove it only if the permission is not needed"
        )
    if new not in case.document.get("x-permissions", {}):
        case.by_hand(f"write `x-permission: {new}`, and say under the root's `x-permissions` what `{new}` allows")
    yield Edit("set", (*case.operation, "x-permission"), new, ("externalDocs", "operationId"))


def _rate_limits(case: Case) -> Iterator[Edit]:
    names = {"count": "count", "period_seconds": "periodSeconds", "unit": "unit", "applies_to": "appliesTo"}
    return _items(case, "x-rate-limits", names)


def _rate_limit_rules(case: Case) -> Iterator[Edit]:
    return _items(case, "x-rate-limit-rules", {"keys": "keys", "applies_to": "appliesTo"})


def _items(case: Case, key: str, names: dict[str, str]) -> Iterator[Edit]:
    """Edits of the items that changed, and items that came to the end of the list; any other change is by hand."""
    old, new = case.finding.old, case.finding.new
    place = (*case.operation, key)
    items = [{names[name]: value for name, value in item.items() if value is not None} for item in new]
    own_words = any(item["applies_to"] not in _SHARED_BOUNDS for item in (*old, *new)) or any(
        not {"language", "appliesToZh"}.isdisjoint(item) for item in value_at(case.document, place) or []
    )
    is_longer = len(new) > len(old) > 0 and new[: len(old)] == old
    if own_words or not (len(new) == len(old) > 0 or is_longer):
        shown = ", ".join(f"`{yaml_text.rendered(item)}`" for item in items)
        case.by_hand(f"write under `{key}`: {shown}" if shown else f"the page names no `{key}` any more; read it")
    for index, (before, after) in enumerate(zip(old, new, strict=False)):
        for name in names:
            if before[name] != after[name]:
                yield _fact((*place, index, names[name]), after[name])
    yield from (Edit("add-item", place, item) for item in items[len(old) :])


def _fact(place: Pointer, new: Any) -> Edit:
    return Edit("remove", place) if new is None else Edit("set", place, new)


def _row_added(case: Case) -> NoReturn:
    new = case.finding.new
    outer, _, name = case.name.rpartition(".")
    schema = _schema(new["type"])
    deprecated = {"deprecated": True} if new["deprecated"] else {}
    conditional = {"x-required": "conditional"} if new["required"] == "conditional" else {}
    if case.table == "request" and locate.request_body(case.document, case.operation) is None:
        required = {"required": True} if new["required"] == "yes" else {}
        parameter = {"name": name, "in": "query", **required, **conditional, **deprecated, "schema": schema}
        case.by_hand(f"add to `parameters`: `- {yaml_text.rendered(parameter)}`, {_DESCRIBED}")
    holder = locate.holder(case.document, case.operation, case.table, outer, case.page)
    at = (*holder[0], "properties") if holder else None
    where = f"the properties of `{outer}`" if outer else "the properties"
    block = yaml_text.rendered({name: {**schema, **conditional, **deprecated}})[1:-1]
    also = f", and `{name}` to `required`" if new["required"] == "yes" else ""
    case.by_hand(f"add to {where}: `{block}`, {_DESCRIBED}{also}{_if_shared(case, at)}", at)


def _schema(type_word: str) -> dict[str, Any]:
    """The start of a schema for a page's type word."""
    outer, _, inner = type_word.partition(" of ")
    if outer == "array" and inner:
        return {"type": "array", "items": _schema(inner.removesuffix("s"))}
    return {"type": outer} if outer in (*_SCALARS, "object", "array") else {"type": "string", "x-type": type_word}


def _row_removed(case: Case) -> NoReturn:
    lists = "`required`, `x-id-precedence`, `anyOf` and " if case.table == "request" else ""
    row = locate.row(case.document, case.operation, case.table, case.name, case.page)
    holder = row.holder if row else None
    case.by_hand(f"remove `{case.name}`, also from {lists}the examples{_if_shared(case, holder)}")


def _if_shared(case: Case, place: Pointer | None) -> str:
    if place is None or not locate.is_shared(case.document, place):
        return ""
    return f"; first give this operation a schema of its own, for `{place[2]}` is used elsewhere too"


def _by_hand(words: str) -> Callable[[Case], NoReturn]:
    def edits(case: Case) -> NoReturn:
        case.by_hand(words.format(new=case.finding.new))

    return edits


_EDITS: dict[Kind, Callable[[Case], Iterable[Edit]]] = {
    "required-changed": _required,
    "type-changed": _type,
    "deprecated-changed": _deprecated,
    "enum-added": _enum,
    "enum-removed": _enum,
    "max-batch-changed": _max_batch,
    "permission-changed": _permission,
    "rate-limit-changed": _rate_limits,
    "rate-limit-rule-changed": _rate_limit_rules,
    "parameter-added": _row_added,
    "parameter-removed": _row_removed,
    "field-added": _row_added,
    "field-removed": _row_removed,
    "endpoint-changed": _by_hand("move the operation to `{new}`"),
    "endpoint-removed": _by_hand("remove the operation, or `accept` the page"),
    "body-changed": _by_hand("write the schema of the body anew: it is an {new} now"),
    "example-changed": _by_hand("write the page's examples in their place"),
    "text-changed": _by_hand("mend the text if its meaning changed, then `accept` the page"),
    "note-changed": _by_hand("mend the texts and `x-caveats` if their meaning changed, then `accept` the page"),
    "languages-disagree": _by_hand("see which language is right and write that, or `accept` the page"),
    "unreadable": _by_hand("no edit; the page itself has to be mended or fetched anew"),
}
