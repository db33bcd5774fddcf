"""What a draft's operation takes and gives: parameters or a body, and the answer in OKX's envelope."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import evolve, frozen

from ... import places
from ...lint.names import taken_by_arguments
from ..facts import LANGUAGES, Language, PageFacts, Row
from . import examples as draft_examples
from . import names as draft_names
from .names import SchemaNames
from .rendering import Noted
from .schemas import Schemas
from .texts import ENVELOPE, Texts
from .tree import Field, merged
from .values import Schema

_ANSWER = Texts(
    "OKX's answer. Read the envelope's `code` first, then the items of `data`.",
    "OKX 的响应。请先看外层的 `code`，再看 `data` 中的各项。",
)
_ITEM_CODES = ("sCode", "data.sCode")  # without and with the envelope in the table
_ANSWER_OF_ITEMS = Texts(
    "OKX's answer. Read each item's `sCode` first, then the envelope's `code`.",
    "OKX 的响应。请先看每一项的 `sCode`，再看外层的 `code`。",
)


@frozen
class Part:
    """A part of the operation's fields, and the schemas that it refers to."""

    fields: dict[str, Any]
    schemas: dict[str, Any]


def request(page: PageFacts, path: str, name: str, names: SchemaNames) -> Part:
    """The parameters of an operation, and its body; what its path names goes there."""
    languages = [language for language in LANGUAGES if language in page.languages]
    tree = merged({language: page.languages[language].request for language in languages})
    samples = draft_examples.samples(page, "request")
    of_path, fields = _parted(tree, path)
    body = next((facts.body for facts in page.languages.values() if facts.body), None)
    max_batch, chinese = (page.languages[languages[index]].max_batch for index in (0, -1))
    more = {"x-max-batch-zh": chinese} if chinese != max_batch else {}
    schemas = Schemas("request", languages, names)
    if body is None:
        more |= {"x-max-batch": max_batch} if max_batch else {}
        names_of_query = draft_names.usable([each.name for each in (*of_path, *fields)], taken_by_arguments())
        of_query = [each for each in fields if each.name in names_of_query]
        queries = draft_examples.of_query(page, [each.name for each in of_query])
        more |= _parameters(schemas, of_path, of_query) | ({"x-query-examples": queries} if queries else {})
        return Part(more, {})
    said = Texts(f"What to send to {path}.", f"发送至 {path} 的内容。")
    if body == "array":
        items = [item for sample in samples for item in (sample if isinstance(sample, list) else [sample])]
        reference = schemas.object_of(f"{name}Item", fields, items, said)
        schema: Schema = {"type": "array", "minItems": 1, **_bound(max_batch), "items": reference}
    else:
        schema = schemas.object_of(f"{name}Request", fields, samples, said)
        more |= _with_max_batch(next(iter(schemas.components.values())), max_batch, fields)
    media = {"schema": schema, "examples": draft_examples.of_body(page, fields, schema, schemas.components)}
    more |= _parameters(schemas, of_path, ())
    return Part({**more, "requestBody": {"required": True, "content": {places.JSON: media}}}, schemas.components)


def _parted(fields: Sequence[Field], path: str) -> tuple[list[Field], list[Field]]:
    """The fields that the path names, also where no row describes them; and all others."""
    by_name = {each.name: each for each in fields}
    in_path = dict.fromkeys(re.findall(r"{([^}]*)}", path))
    return [by_name.get(name, Field(name, {})) for name in in_path], [f for f in fields if f.name not in in_path]


def _parameters(schemas: Schemas, of_path: Sequence[Field], of_query: Sequence[Field]) -> dict[str, Any]:
    made = [
        *(schemas.parameter(each, is_in_path=True) for each in of_path),
        *(schemas.parameter(each, is_in_path=False) for each in of_query),
    ]
    return {"parameters": made} if made else {}


def _bound(max_batch: int | None) -> dict[str, Any]:
    unbounded = Noted(True, ("OKX's page gives no largest number of items.",))
    return {"maxItems": max_batch} if max_batch else {"x-unbounded": unbounded}


def _with_max_batch(schema: Mapping[str, Any], max_batch: int | None, fields: Sequence[Field]) -> dict[str, Any]:
    """Put the largest number of items on the list that it is about; return it for the operation, if there is none."""
    if max_batch is None:
        return {}
    lists = [each for each in fields if each.row.type.startswith("array")]
    lists.sort(key=lambda each: not any(str(max_batch) in row.description for row in each.all_rows()))
    for each in lists:
        node = schema["properties"][each.name]
        node = node.value if isinstance(node, Noted) else node
        if node.get("type") == "array":
            last = {key: node.pop(key) for key in list(node) if key != "type"}
            node |= {"maxItems": max_batch, **last}
            return {}
    return {"x-max-batch": max_batch}


def answer(page: PageFacts, path: str, name: str, names: SchemaNames) -> Part:
    """The response of an operation, always with OKX's envelope."""
    samples = draft_examples.samples(page, "response")
    schemas = Schemas("response", list(page.languages), names, {f"{_capital(name)}ResponseData": f"{name}Result"})
    said = Texts(f"OKX's envelope around the results of {path}.", f"包含 {path} 结果的 OKX 响应外层。")
    schema = schemas.object_of(f"{name}Response", merged(_enveloped(page, samples)), samples, said)
    media = {"schema": schema, "examples": draft_examples.of_answer(page, schema, schemas.components)}
    has_codes = any(row.name in _ITEM_CODES for facts in page.languages.values() for row in facts.response)
    first = _ANSWER_OF_ITEMS if has_codes else _ANSWER
    return Part({"200": {**first.fields(), "content": {places.JSON: media}}}, schemas.components)


def _enveloped(page: PageFacts, samples: Sequence[Any]) -> dict[Language, list[Row]]:
    """The response rows of each language with the envelope around them, which the tables of most pages leave out."""
    own = {language: _has_envelope(facts.response) for language, facts in page.languages.items()}
    outer = next((page.languages[language].response for language, has_it in own.items() if has_it), None)
    if outer is None:
        data = [sample["data"] for sample in samples if isinstance(sample, dict) and sample.get("data") is not None]
        kind = "object" if data and all(isinstance(each, dict) for each in data) else "array of objects"
        kinds = {"code": "string", "msg": "string", "data": kind}
        outer = tuple(Row(each, kinds[each], None, False, "") for each in ENVELOPE)
    rows = {}
    for language, facts in page.languages.items():
        if own[language]:
            rows[language] = list(facts.response)
            continue
        around = [_described(row, language) for row in outer if not row.name.startswith("data.")]
        rows[language] = around + [evolve(row, name=f"data.{row.name}") for row in facts.response]
    return rows


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _has_envelope(rows: Sequence[Row]) -> bool:
    return {"code", "data"} <= {row.name for row in rows}


def _described(row: Row, language: Language) -> Row:
    known = ENVELOPE.get(row.name)
    return evolve(row, description=getattr(known, language) if known else "")
