"""Every text stands in both languages: `description` beside `x-description-zh`, and so on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .. import places
from ..findings import Finding, Pointer
from ..spec import Spec

_CHINESE = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_FOLDED = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef]) (?=[\u3000-\u9fff\uff00-\uffef])")


def check(spec: Spec) -> Iterator[Finding]:
    """Findings on texts that lack their other language, are in the wrong one, or are missing altogether."""
    for pointer, node in places.nodes(spec.data):
        for field in places.TRANSLATED:
            yield from _pair(spec, pointer, node, field)
    yield from _undescribed(spec)


def _pair(spec: Spec, pointer: Pointer, node: places.Node, field: str) -> Iterator[Finding]:
    other = places.chinese_field(field)
    for one, its_twin, rule in ((field, other, "missing-chinese"), (other, field, "missing-english")):
        if one in node and its_twin not in node:
            yield spec.finding((*pointer, one), rule, f"`{one}` stands without `{its_twin}`; add it beside")
    for name, is_chinese in ((field, False), (other, True)):
        if name not in node:
            continue
        text = node[name]
        if not isinstance(text, str) or not text.strip():
            yield spec.finding((*pointer, name), "empty-text", f"`{name}` is not a text; write one")
        elif bool(_CHINESE.search(text)) is not is_chinese:
            language = "Chinese" if is_chinese else "English"
            yield spec.finding((*pointer, name), "wrong-language", f"`{name}` is not in {language}")
        elif _FOLDED.search(text):
            message = "a blank inside a Chinese sentence, from a folded line; write the text on one line"
            yield spec.finding((*pointer, name), "folded-chinese", message)


def _undescribed(spec: Spec) -> Iterator[Finding]:
    """What a user of the client reads has to have a text at all: operations, models, and their fields."""
    for pointer, operation in places.operations(spec.data):
        for field in ("summary", "description"):
            if field not in operation:
                yield spec.finding(pointer, "missing-text", f"the operation has no `{field}`; write one")
        for place, parameter in places.parameters(spec.data, pointer, operation):
            if "description" not in parameter:
                yield spec.finding(place, "missing-text", "the parameter has no `description`; write one")
    bodies = set(_bodies(spec))
    for pointer, schema in places.schemas(spec.data):
        is_model = places.is_object(schema) and not isinstance(pointer[-1], int)
        is_read = pointer in bodies or is_model or pointer[-2] in ("schemas", "properties")
        if is_read and "description" not in schema and "$ref" not in schema:
            yield spec.finding(pointer, "missing-text", f"`{pointer[-1]}` has no `description`; write one")


def _bodies(spec: Spec) -> Iterator[Pointer]:
    """The places of the schemas that describe the `body` argument of a function."""
    for pointer, operation in places.operations(spec.data):
        body = places.follow(spec.data, operation.get("requestBody", {}))
        for place, media in places.json_content(body, (*pointer, "requestBody")):
            is_batch = isinstance(media.get("schema"), dict) and media["schema"].get("type") == "array"
            yield (*place, "schema", "items") if is_batch else (*place, "schema")
