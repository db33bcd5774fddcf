"""The schemas of a draft, made of a page's rows in both languages; every object becomes a component of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import define, field

from ..facts import Language, Required, Table
from . import rules as draft_rules
from . import values as draft_values
from .names import SchemaNames
from .rendering import Data, Noted
from .texts import Texts, texts, undescribed
from .tree import Field, docs_fields
from .values import SCALARS, Schema

_WHY_ALL_OF = "Written inside allOf because openapi-python-client drops a model with anyOf beside properties."
_AN_OBJECT = Texts("An object that OKX's page does not describe.", "OKX 页面未作说明的对象。")


@define
class Schemas:
    """Makes the schemas of one table."""

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
        chain = draft_values.chain(each, samples)
        own = docs_fields(each, self.languages, kind=draft_values.word(chain), need=need)
        said = self._texts(each)
        objects = draft_values.objects(samples)
        if chain == ("object",) and all(isinstance(sample, dict) for sample in samples):
            schema = self.object_of(name, each.inside, objects, said, own)
        else:
            inner = self._inline()
            if "object" in chain:
                inner = self.object_of(name, each.inside, objects, _inner_texts(each.name))
            schema = draft_values.schema(chain, samples, inner)
            if need in ("yes", "conditional") and schema.get("type") == "string" and "" not in samples:
                schema["minLength"] = 1
            last: Schema = {key: schema.pop(key) for key in ("anyOf", "items") if key in schema}
            schema.update({**own, **said.fields(), **last})
        comments = (*_notes(each, own, samples, schema, need), *said.comments)
        return Noted(schema, comments) if comments else schema

    def parameter(self, each: Field, *, is_in_path: bool) -> Any:
        """A parameter of the query or the path. One that is no scalar goes out as a text.

        OpenAPI requires every parameter of the path; a table that says otherwise is told in `x-required`.
        """
        required = is_in_path or each.is_always_required
        chain = draft_values.chain(each, ())
        kind = chain[0] if len(chain) == 1 and chain[0] in SCALARS else "string"
        need: Required = "yes" if required else "no"
        own = docs_fields(each, self.languages, kind=kind, need=need)
        said = self._texts(each)
        node = {
            "name": each.name,
            "in": "path" if is_in_path else "query",
            **({"required": True} if required else {}),
            **own,
            **said.fields(),
            "schema": Data({"type": kind}),
        }
        comments = [*_notes(each, own, (), {}, need), *said.comments]
        if each.inside:
            comments.append("OKX's table has rows inside this one, which a query cannot hold.")
        return Noted(node, tuple(comments)) if comments else node

    def _texts(self, each: Field) -> Texts:
        said = {language: each.said(language) for language in self.languages if language in each.rows}
        return texts({**dict.fromkeys(self.languages, ""), **said}, undescribed(each.name))

    def _inline(self) -> Schema:
        """A schema for the objects of samples, of which the table says nothing."""
        closed = {"additionalProperties": False} if self.table == "request" else {}
        return {"type": "object", **_AN_OBJECT.fields(), **closed}


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


def _notes(
    each: Field, own: Mapping[str, Any], samples: Sequence[Any], schema: Schema, need: Required | None
) -> list[str]:
    """What a person has to settle about a field."""
    found = []
    if draft_values.is_wide(schema):
        held = draft_values.told(samples)
        where = "; the rows inside may name the places in a list" if each.inside and "lists" in held else ""
        found.append(f"OKX's samples hold {held} here; its table says: {each.row.type}{where}.")
    if own.get("x-required") == "conditional" and not draft_rules.states_rule(each):
        found.append("OKX says Conditional without a rule: find out when it is required.")
    if own.get("x-required") == "required":
        found.append("OKX says Yes, but not in every table or sample: required for some requests only.")
    if need is not None and None in {row.required for row in each.all_rows()}:
        found.append("OKX's table has a word that nobody knows where Yes or No belongs: decide, and mend `x-required`.")
    if "x-ours" in own:
        found.append("OKX's table has no row of this name: describe it.")
    if "x-repeated" in own:
        found.append("Several tables of OKX's page have this row; `x-repeated` holds what the others say.")
    if any(key in own for key in ("x-required-zh", "x-type-zh", "x-deprecated-zh", "x-language")):
        found.append("OKX's English and Chinese pages disagree here.")
    return found


def _inner_texts(name: str) -> Texts:
    return Texts(f"One item of `{name}`.", f"`{name}` 中的一项。")
