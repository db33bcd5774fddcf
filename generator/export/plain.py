"""A spec without `x-` fields, in one language; what the fields said stands in the descriptions."""

from __future__ import annotations

import copy
from typing import Any

from .. import places, tables
from ..docs.facts import Language
from ..extensions import own_fields
from ..spec import Spec
from . import fields, of_document, of_operation
from .wording import Voice, paragraphs, with_links


def plain(spec: Spec, language: Language) -> dict[str, Any]:
    """The document of a spec that `lint` has found sound.

    Schemas stay as they are. `anyOf` beside `properties`, in place of `allOf: [{anyOf: …}]`, would be plainer, but
    turns openapi-typescript's type into `unknown` and empties what openapi-generator's Python model sends. No response
    is added for other statuses than 200: what one of them means is in OKX's code, and the body may be HTML.
    """
    voice = Voice(language)
    document = copy.deepcopy(spec.data)
    _without_other_examples(document, spec, voice)
    for pointer, node in list(places.nodes(document)):
        is_told_below = not pointer or (len(pointer) == 3 and pointer[0] == "paths")
        _tell(node, "" if is_told_below else fields.said(node, voice), voice)
    read = tables.read(spec)
    for row, (_, node) in zip(read.operations, places.operations(document), strict=True):
        _without_ours(node["responses"])  # whose keys are statuses; all other keys that `places` passes over are names
        node["description"] = paragraphs(node["description"], of_operation.said(row, read, voice))
    info = document["info"]
    info["description"] = paragraphs(info.get("description", ""), of_document.said(read.root, voice))
    for _, node in places.nodes(document):
        if "description" in node:
            node["description"] = with_links(node["description"])
    return document


def _tell(node: places.Node, words: str, voice: Voice) -> None:
    """Leave a node its texts in the language, with `words` below its description, and no `x-` field."""
    if voice.language == "zh":
        for field in places.TRANSLATED:
            if places.chinese_field(field) in node:
                node[field] = node[places.chinese_field(field)]
        if "x-url-zh" in node:
            node["url"] = node["x-url-zh"]
    if words:
        node["description"] = voice.more(node.get("description", ""), words)
    _without_ours(node)


def _without_ours(node: places.Node) -> None:
    for name in [name for name in node if name.startswith("x-")]:
        del node[name]


def _without_other_examples(document: places.Node, spec: Spec, voice: Voice) -> None:
    """Drop the examples that the page in the other language alone has."""
    for _, node in list(places.nodes(document)):
        if not isinstance(node.get("examples"), dict):
            continue
        for name, example in list(node["examples"].items()):
            marks = own_fields(places.follow(spec.data, example))
            if marks.get("x-language", voice.language) != voice.language:
                del node["examples"][name]
        if not node["examples"]:
            del node["examples"]
