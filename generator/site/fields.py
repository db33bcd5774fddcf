"""Schemas as rows to read: each field with its type, whether it is needed, and what its value may be."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from attrs import frozen

from okx_client.text import Text

from .. import places, spec_words

_UNIONS = ("anyOf", "oneOf")
_DEEPEST = 6  # a schema may hold itself

REQUIRED = Text("required", "必填")
OPTIONAL = Text("optional", "选填")


@frozen
class Field:
    """One field. `path` is its name from the outside in, such as `data[].sCode`.

    `need` says whether it is required, and is None in a response and where `rules` say it better; `rules` say what its
    value may be, and which id counts where several are sent; `remarks` what OKX's tables say beside that.
    """

    path: str
    kind: str
    need: Text | None
    rules: Text | None
    remarks: Text | None
    deprecated: bool
    description: Text | None

    @property
    def name(self) -> str:
        """The name as it stands on the wire."""
        return self.path.rpartition(".")[2]

    @property
    def depth(self) -> int:
        """How many objects it stands in."""
        return self.path.count(".")


def said(node: places.Node, key: str = "description") -> Text | None:
    """A text of the spec in both languages; None where the node has none."""
    return Text(node[key].strip(), node[places.chinese_field(key)].strip()) if node.get(key) else None


def of_body(document: places.Node, schema: places.Node) -> tuple[Field, ...]:
    """The fields of a request body, or of the items of one that is an array."""
    whole = places.follow(document, schema)
    item = places.follow(document, whole["items"]) if whole.get("type") == "array" else whole
    return tuple(_rows(document, item, "", in_request=True))


def of_answer(document: places.Node, schema: places.Node) -> tuple[Field, ...]:
    """The fields of a response, those of the objects inside it below them."""
    return tuple(_rows(document, places.follow(document, schema), "", in_request=False))


def of_parameters(document: places.Node, parameters: list[places.Node]) -> tuple[Field, ...]:
    """The parameters of a query."""
    rows = []
    for node in parameters:
        schema = places.follow(document, node["schema"])
        need = REQUIRED if node.get("required") else OPTIONAL
        deprecated = node.get("deprecated") is True
        rules = _joined(bounds(schema))
        remarks = _remarks(node, schema)
        rows.append(Field(node["name"], kind(document, schema), need, rules, remarks, deprecated, said(node)))
    return tuple(rows)


def kind(document: places.Node, schema: places.Node) -> str:
    """The type of a value in a word: `string`, `object[]`."""
    schema = places.follow(document, schema)
    types = schema.get("type", "object" if places.is_object(schema) else "")
    if types == "array":
        return f"{kind(document, schema.get('items', {}))}[]"
    if not types:
        parts = [kind(document, part) for union in _UNIONS for part in schema.get(union, [])]
        return " | ".join(dict.fromkeys(filter(None, parts))) or "any"
    return types if isinstance(types, str) else " | ".join(types)


def bounds(schema: places.Node) -> list[Text]:
    """What a value may be, in words."""
    found = []
    if schema.get("minLength") == 1:
        found.append(Text("not empty", "不能为空"))
    elif "minLength" in schema:
        found.append(Text(f"at least {schema['minLength']} characters", f"至少 {schema['minLength']} 个字符"))
    if "maxLength" in schema:
        found.append(Text(f"at most {schema['maxLength']} characters", f"最长 {schema['maxLength']} 个字符"))
    if "enum" in schema or "const" in schema:
        values = [value if isinstance(value, str) else json.dumps(value) for value in _values(schema)]
        english, chinese = spec_words.names(values)
        found.append(Text(f"one of {english}", f"取值：{chinese}"))
    found += [
        Text(f"{english} {schema[key]}", f"{chinese} {schema[key]}")
        for key, english, chinese in (
            ("minimum", "at least", "不小于"),
            ("maximum", "at most", "不大于"),
            ("minItems", "items: at least", "项数不少于"),
            ("maxItems", "items: at most", "项数不超过"),
            ("pattern", "pattern", "格式"),
        )
        if key in schema
    ]
    return found


def alternatives(schema: places.Node) -> list[list[str]]:
    """Groups of fields of which at least one is needed; the spec writes them inside `allOf`."""
    unions = [part[union] for part in (schema, *schema.get("allOf", [])) for union in _UNIONS if union in part]
    groups = [list(dict.fromkeys(name for part in parts for name in part.get("required", []))) for parts in unions]
    return [group for group in groups if group]


def _values(schema: places.Node) -> list[Any]:
    return list(schema["enum"]) if "enum" in schema else [schema["const"]]


def _rows(document: places.Node, schema: places.Node, outside: str, *, in_request: bool) -> Iterator[Field]:
    if outside.count(".") >= _DEEPEST:
        return
    parts = [schema, *(places.follow(document, part) for part in schema.get("allOf", []))]
    required = {name for part in parts for name in part.get("required", [])}
    precedence = schema.get("x-id-precedence", [])
    for name, node in ((name, node) for part in parts for name, node in part.get("properties", {}).items()):
        node = places.follow(document, node)
        inner, mark = (places.follow(document, node["items"]), "[].") if "items" in node else (node, ".")
        choice = _choice(name, alternatives(schema))
        plain_need = REQUIRED if name in required else None if choice else OPTIONAL
        yield Field(
            path=outside + name,
            kind=kind(document, node),
            need=plain_need if in_request else None,
            rules=_joined([*choice, *bounds(node), *_precedence(name, precedence)]),
            remarks=_remarks(node, *([inner] if inner is not node else [])),
            deprecated=node.get("deprecated") is True,
            description=said(node),
        )
        if places.is_object(inner):
            yield from _rows(document, inner, outside + name + mark, in_request=in_request)


def _choice(name: str, groups: list[list[str]]) -> list[Text]:
    listed = [spec_words.names(group) for group in groups if name in group]
    return [Text(f"one of {english} is needed", f"{chinese} 至少填一个") for english, chinese in listed]


def _precedence(name: str, precedence: list[str]) -> list[Text]:
    others = precedence[precedence.index(name) + 1 :] if name in precedence else []
    english, chinese = spec_words.names(others)
    return [Text(f"wins over {english} when both are sent", f"同时填写时优先于 {chinese}")] if others else []


def _remarks(*nodes: places.Node) -> Text | None:
    told = Text(*spec_words.sentences(pair for node in nodes for pair in spec_words.of_row(node)))
    return told if told.en or told.zh else None


def _joined(texts: list[Text]) -> Text | None:
    return Text("; ".join(text.en for text in texts), "；".join(text.zh for text in texts)) if texts else None
