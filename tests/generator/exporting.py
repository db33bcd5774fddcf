"""What tests of `export` have in common."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from generator import places
from generator.docs.facts import Language
from generator.export.plain import plain

from .support import TINY, edited, loaded

BODY = '            schema:\n              $ref: "#/components/schemas/Ask"\n'
SPAN = re.compile(r"`[^`]*`|<[^>]*>")

ROWS = [
    ("x-values: [a, b]", "Values in OKX's docs: `a`, `b`.", "OKX 文档所列取值：`a`、`b`。"),
    ("x-values: [a], x-values-zh: [c]", "Values in OKX's docs: `a`.", "OKX 文档所列取值：`c`。"),
    ("x-required: required", "OKX's page calls it required.", "OKX 页面标为必填。"),
    (
        "x-required: conditional, x-required-zh: optional",
        "OKX's page calls it required in some cases.",
        "OKX 页面标为选填。",
    ),
    (
        "x-required: unknown",
        "OKX's page does not say clearly whether it is required.",
        "OKX 页面未清楚说明是否必填。",
    ),
    ("x-type: number", "OKX's page calls its type `number`.", "OKX 页面标注的类型为 `number`。"),
    ('x-type: ""', "OKX's page gives it no type.", "OKX 页面未标注其类型。"),
    ("x-language: zh", "Only OKX's Chinese page has it.", "仅见于 OKX 中文页面。"),
    ("x-deprecated-zh: true", "Only OKX's Chinese page calls it deprecated.", "仅 OKX 中文页面标为已弃用。"),
    (
        "deprecated: true, x-deprecated-zh: false",
        "Only OKX's English page calls it deprecated.",
        "仅 OKX 英文页面标为已弃用。",
    ),
    ("x-ours: true", "OKX's tables do not have it.", "OKX 的表格中没有该项。"),
    (
        "x-repeated: [{x-values: [d]}, {}]",
        "In a further table: Values in OKX's docs: `d`.",
        "另一表格：OKX 文档所列取值：`d`。",
    ),
]
"""What `x-` fields of a property or a parameter say, in both languages."""


def array(limits: str) -> tuple[str, str]:
    """The edit that makes the body of the operation an array."""
    return BODY, f'            schema: {{type: array, {limits}, items: {{$ref: "#/components/schemas/Ask"}}}}\n'


def exported(folder: Path, language: Language, *edits: tuple[str, str]) -> dict[str, Any]:
    """The tiny spec, edited, as a plain document."""
    return plain(loaded(folder, edited(TINY, *edits)), language)


def texts(document: dict[str, Any]) -> Iterator[str]:
    """Every title, summary and description of a document."""
    for _, node in places.nodes(document):
        for field in ("title", "summary", "description"):
            if field in node:
                yield node[field]


def table(document: dict[str, Any]) -> dict[str, list[str]]:
    """The cells of the table of codes, by the code; the head by its own first cell."""
    lines = [line for line in document["info"]["description"].split("\n") if line.startswith("| ")]
    rows = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]
    return {row[0]: row[1:] for row in rows}


def operation(document: dict[str, Any]) -> str:
    """The description of the one operation."""
    return str(document["paths"]["/do"]["post"]["description"])
