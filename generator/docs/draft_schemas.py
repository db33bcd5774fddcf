"""The schemas of a draft: of a page's rows in both languages, wide enough for what the page's own samples hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import define, field

from . import draft_rules
from .draft_names import SchemaNames
from .draft_texts import Texts, texts, undescribed
from .draft_tree import Field, docs_fields
from .draft_yaml import Data, Noted
from .facts import Language, Required, Table

_KINDS = {str: "string", bool: "boolean", int: "integer", float: "number", dict: "object", list: "array"}
_SCALARS = ("string", "boolean", "integer", "number", "null")
_PLURALS = {f"{kind}s": kind for kind in (*_SCALARS, "object", "array")}
_WORDS_OF = {"string": "text", "boolean": "true or false", "integer": "numbers", "number": "numbers", "null": "null"}
_WORDS_OF |= {"object": "objects", "array": "lists"}
_WHY_ALL_OF = "Written inside allOf because openapi-python-client drops a model with anyOf beside properties."
_AN_OBJECT = Texts("An object that OKX's page does not describe.", "OKX 页面未作说明的对象。")

Schema = dict[str, Any]


@define
class Schemas:
    """Makes the schemas of one table; those of objects become components of their own."""

    table: Table
    languages: Sequence[Language]
    names: SchemaNames
    called: Mapping[str, str] = field(factory=dict)
    """Names to give to schemas that would get another one."""
    components: dict[str, Any] = field(factory=dict)

    def object_of(
        self,
        name: str,
        fields: Sequence[Field],
        samples: Sequence[Any],
        said: Texts,
        own: Mapping[str, Any] | None = None,
    ) -> Schema:
        """A reference to a new component with these fields. `samples` are the values that the page has for it."""
        component = self.names.new(name)
        schema: Schema = {"type": "object", **(own or {}), **said.fields()}
        self.components[component] = schema
        known = [sample for sample in samples if isinstance(sample, dict)]
        needs: dict[str, Required | None] = {}
        if self.table == "request":
            schema["additionalProperties"] = False
            needs = _add_needs(schema, fields, known)
        schema["properties"] = {}
        for each in fields:
            inner = [sample[each.name] for sample in known if each.name in sample]
            schema["properties"][each.name] = self._property(each, component, inner, needs.get(each.name))
        return {"$ref": f"#/components/schemas/{component}"}

    def _property(self, each: Field, owner: str, samples: Sequence[Any], need: Required | None) -> Any:
        name = f"{owner}{each.name[:1].upper()}{each.name[1:]}"
        name = self.called.get(name, name)
        chain = _chain(each, samples)
        own = docs_fields(each, self.languages, kind=_word(chain), need=need)
        said = texts({language: each.said(language) for language in self.languages}, undescribed(each.name))
        if chain == ("object",) and all(isinstance(sample, dict) for sample in samples):
            schema = self.object_of(name, each.inside, samples, said, own)
        else:
            schema = self.value(chain, each, name, samples)
            if need == "conditional" and schema.get("type") == "string" and "" not in samples:
                schema["minLength"] = 1
            last: Schema = {key: schema.pop(key) for key in ("anyOf", "items") if key in schema}
            schema.update({**own, **said.fields(), **last})
        comments = (*notes(each, own, samples, schema), *said.comments)
        return Noted(schema, comments) if comments else schema

    def parameter(self, each: Field, *, is_in_path: bool) -> Any:
        """A parameter of the query or the path. One that is no scalar goes out as a text."""
        required = is_in_path or each.is_always_required
        chain = _chain(each, ())
        kind = chain[0] if len(chain) == 1 and chain[0] in _SCALARS else "string"
        own = docs_fields(each, self.languages, kind=kind, need="yes" if required else "no")
        said = texts({language: each.said(language) for language in self.languages}, undescribed(each.name))
        node = {
            "name": each.name,
            "in": "path" if is_in_path else "query",
            **({"required": True} if required else {}),
            **own,
            **said.fields(),
            "schema": Data({"type": kind}),
        }
        comments = [*notes(each, own, (), {}), *said.comments]
        if each.inside:
            comments.append("OKX's table has rows inside this one, which a query cannot hold.")
        return Noted(node, tuple(comments)) if comments else node

    def value(self, chain: Sequence[str], each: Field, name: str, samples: Sequence[Any]) -> Schema:
        """The schema of a value: `chain` is its type, then that of its items, and so on."""
        kind = chain[0]
        fitting = [sample for sample in samples if _fits(sample, kind)]
        base: Schema = {"type": kind}
        if kind == "array":
            items = [item for sample in fitting for item in sample]
            base["items"] = self.value(chain[1:], each, name, items)
        elif kind == "object":
            base = self.object_of(name, each.inside, fitting, _inner_texts(each.name))
        return _widened(base, [sample for sample in samples if not _fits(sample, kind)])


def _add_needs(
    schema: Schema, fields: Sequence[Field], samples: Sequence[Mapping[str, Any]]
) -> dict[str, Required | None]:
    """Say in the schema of a request what it needs, and return that for each field, as the docs would put it."""
    ids = draft_rules.id_precedence(fields, samples)
    always = [each.name for each in fields if each.is_always_required and all(each.name in one for one in samples)]
    if ids:
        schema["x-id-precedence"] = list(ids)
    if always:
        schema["required"] = always
    if ids:
        schema["allOf"] = Noted([{"anyOf": [{"required": [name]} for name in ids]}], (_WHY_ALL_OF,))
    needs: dict[str, Required | None] = {each.name: "no" for each in fields}
    return {**needs, **dict.fromkeys(ids, "conditional"), **dict.fromkeys(always, "yes")}


def notes(each: Field, own: Mapping[str, Any], samples: Sequence[Any], schema: Schema) -> list[str]:
    """What a person has to settle about a field."""
    found = []
    if _is_wide(schema):
        kinds = dict.fromkeys(_WORDS_OF[kind] for sample in samples for kind in _kinds_in(sample))
        found.append(f"OKX's samples hold {' and '.join(kinds)} here; its table says: {each.row.type}.")
    if own.get("x-required") == "conditional" and not draft_rules.states_rule(each):
        found.append("OKX says Conditional without a rule: find out when it is required.")
    if own.get("x-required") == "required":
        found.append("OKX says Yes, but not in every table or sample: required for some requests only.")
    if "x-repeated" in own:
        found.append("Several tables of OKX's page have this row; `x-repeated` holds what the others say.")
    if any(key in own for key in ("x-required-zh", "x-type-zh", "x-deprecated-zh", "x-language")):
        found.append("OKX's English and Chinese pages disagree here.")
    return found


def _is_wide(schema: Schema) -> bool:
    return (
        "anyOf" in schema or isinstance(schema.get("type"), list) or ("items" in schema and _is_wide(schema["items"]))
    )


def _kinds_in(sample: Any) -> Iterator[str]:
    """The type of a value, and of the values in a list."""
    yield _kind(sample)
    for item in sample if isinstance(sample, list) else ():
        yield from _kinds_in(item)


def inferred(samples: Iterable[Any]) -> Schema:
    """A schema for values of which no table tells."""
    by_kind: dict[str, list[Any]] = {}
    for sample in samples:
        by_kind.setdefault(_kind(sample), []).append(sample)
    schemas = [_of_kind(kind, values) for kind, values in by_kind.items()] or [{"type": "string"}]
    if len(schemas) == 1:
        return schemas[0]
    if all(kind in _SCALARS for kind in by_kind):
        return {"type": list(by_kind)}
    return {"anyOf": schemas}


def _of_kind(kind: str, values: Sequence[Any]) -> Schema:
    if kind == "array":
        return {"type": "array", "items": inferred(item for value in values for item in value)}
    return {"type": "object", **_AN_OBJECT.fields()} if kind == "object" else {"type": kind}


def _widened(base: Schema, others: Sequence[Any]) -> Schema:
    """The schema, with room for values of other types beside it."""
    if not others:
        return base
    kinds = list(dict.fromkeys(map(_kind, others)))
    if base.get("type") in _SCALARS and all(kind in _SCALARS for kind in kinds):
        return {"type": [base["type"], *kinds]}
    more = [_of_kind(kind, [other for other in others if _kind(other) == kind]) for kind in kinds]
    return {"anyOf": [base, *more]}


def _chain(each: Field, samples: Sequence[Any]) -> tuple[str, ...]:
    """The types that a row's type word and its place in the table tell, from the outside in."""
    word = each.row.type
    outer, _, inner = word.partition(" of ")
    known = [sample for sample in samples if sample is not None]
    if outer in _SCALARS and not each.inside:
        return (outer,)
    if outer == "object" and not inner:
        return ("object",)
    if outer == "array":
        items = [item for sample in known if isinstance(sample, list) for item in sample]
        if inner in ("", "arrays"):
            return ("array", *(("array",) if inner else ()), *_innermost(each, items))
        return ("array", "object" if each.inside else _PLURALS.get(inner, "string"))
    if each.inside:  # the word says otherwise, the rows below it are there
        return ("array", "object") if any(isinstance(sample, list) for sample in known) else ("object",)
    kind = _kind(known[0]) if known else "string"
    return (kind, *_innermost(each, known[0])) if kind == "array" else (kind,)


def _innermost(each: Field, items: Sequence[Any]) -> tuple[str, ...]:
    """The type of what stands in a list, or in a list of lists, about which the type word says nothing."""
    flat = list(items)
    while any(isinstance(item, list) for item in flat):
        flat = [inner for item in flat if isinstance(item, list) for inner in item]
    kinds = [_kind(item) for item in flat if item is not None]
    return ("object" if each.inside else kinds[0] if kinds else "string",)


def _word(chain: Sequence[str]) -> str:
    """The type word of the docs for such a value."""
    return chain[0] if len(chain) == 1 else f"array of {chain[1]}s"


def _inner_texts(name: str) -> Texts:
    return Texts(f"One item of `{name}`.", f"`{name}` 中的一项。")


def _kind(value: Any) -> str:
    return "null" if value is None else _KINDS[type(value)]


def _fits(value: Any, kind: str) -> bool:
    return _kind(value) == kind or (kind == "number" and _kind(value) == "integer")
