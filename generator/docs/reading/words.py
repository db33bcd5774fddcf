"""The words of OKX's docs in both languages, and what each of them means.

Every spelling here was counted in OKX's own pages; what is not here is kept as the page has it, and noted.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from ..facts import Required
from ..text import plain

HeadingKind = Literal["rate limit", "rule", "permission", "endpoint", "parameters"]
Column = Literal["name", "type", "required", "description"]

_COLUMNS: dict[str, Column] = {
    **dict.fromkeys(("parameter", "parameters", "parameter name", "parameter names"), "name"),
    **dict.fromkeys(("参数", "参数名", "参数名称", "字段", "字段名", "field", "fields", "field name"), "name"),
    **dict.fromkeys(("type", "types", "类型", "参数类型", "data type"), "type"),
    **dict.fromkeys(
        ("required", "mandatory", "是否必须", "是否必填", "必填", "必须", "是否必需", "是否必传"), "required"
    ),
    **dict.fromkeys(("description", "descriptions", "描述", "说明", "参数描述", "备注"), "description"),
}
_TYPES = {
    **dict.fromkeys(("string", "strings", "str"), "string"),
    **dict.fromkeys(("boolean", "bool", "booleans"), "boolean"),
    **dict.fromkeys(("integer", "int", "long", "integers"), "integer"),
    **dict.fromkeys(("number", "float", "double", "decimal", "bigdecimal", "numbers"), "number"),
    **dict.fromkeys(("object", "objects", "json object"), "object"),
    **dict.fromkeys(("array", "list", "arrays"), "array"),
}
PLURALS = {kind: f"array of {kind}s" for kind in ("string", "boolean", "integer", "number", "object", "array")}
"""The type of an array by that of its items."""
_REQUIRED: dict[str, Required] = {
    **dict.fromkeys(("yes", "y", "true", "required", "mandatory"), "yes"),
    **dict.fromkeys(("是", "必填", "必须", "必传", "必需", "必选"), "yes"),
    **dict.fromkeys(("no", "n", "false", "optional", "not required", "not mandatory"), "no"),
    **dict.fromkeys(("否", "不是", "选填", "非必填", "非必须", "非必传", "非必需", "非必选", "不必填"), "no"),
    # 可选 is OKX's translation of Conditional, not of Optional: of 202 rows with it, all say Conditional in English.
    **dict.fromkeys(("conditional", "conditionally", "conditionally required", "depends"), "conditional"),
    **dict.fromkeys(("可选", "条件可选", "条件必填", "条件必传", "条件必须", "有条件必填"), "conditional"),
    **dict.fromkeys(("按情况", "视情况", "视情况而定"), "conditional"),
}
_PERMISSIONS = {
    **dict.fromkeys(("read", "读取", "只读", "read only"), "read"),
    **dict.fromkeys(("trade", "trading", "交易"), "trade"),
    **dict.fromkeys(("withdraw", "withdrawal", "提币"), "withdraw"),
    **dict.fromkeys(("public", "公共", "公开"), "public"),
}
# Labels as OKX's pages have them: `Request Example`, `Returned results`, `Failure example`, 返回结果, `2. 缺货示例`.
# One may go on (`Response example 2. Where all is lost`), but a sentence about an example is none.
_NUMBER = r"(?:\d+\s*[.、)）]\s*)?"
_OF = r"(?:(?:request|response|returned|return|success(?:ful)?|failed|failure|error)\s+)"
_BARE_LABEL = rf"{_NUMBER}(?:{_OF}*(?:examples?|samples?)|returned results?|response results?)"
_BARE_LABEL_ZH = rf"{_NUMBER}(?:(?:请求|返回|响应|成功|失败|错误)*(?:参数)?(?:示例|样例)|(?:返回|响应)结果)"
_LABEL = re.compile(rf"(?:{_BARE_LABEL}|{_BARE_LABEL_ZH})?(?:\s*\d+)?\s*[:：.。]?", re.IGNORECASE)
_SENTENCE = r"(?:is|are|an?|the|this|see|for|in|only|no)\b"
_LONG_LABEL = re.compile(
    rf"{_NUMBER}{_OF}+(?:examples?|samples?)\b|{_BARE_LABEL}\s*(?:$|[:：.(（\-–—\d]|(?:for|of|when|where|if|with)\b)"
    rf"|{_BARE_LABEL_ZH}\s*(?:$|[:：.(（\-–—\d])"
    rf"|{_NUMBER}(?:(?!{_SENTENCE})[\w/-]+\s+){{1,3}}(?:examples?|samples?)$"
    rf"|{_NUMBER}(?!请(?!求)|如|见|参|详|查)[^，。；：,:;\s]{{0,12}}(?:示例|样例)$",
    re.IGNORECASE | re.ASCII,
)

_HEADINGS: tuple[tuple[HeadingKind, re.Pattern[str]], ...] = (
    ("rule", re.compile(r"rate limit rules?\b|.{0,40}限速规则", re.IGNORECASE)),
    ("rate limit", re.compile(r"rate limits?\b|.{0,40}限速", re.IGNORECASE)),
    ("permission", re.compile(r"permissions?\s*:|权限\s*:", re.IGNORECASE)),
    ("endpoint", re.compile(r"http\s*(requests?|请求)$|请求(路径|地址)$", re.IGNORECASE)),
    (
        "parameters",
        re.compile(
            r"(request|response)\s+(parameters?|examples?|samples?)$|(请求|返回|响应)(参数|示例|结果)$", re.IGNORECASE
        ),
    ),
)
_NOTHING = frozenset(["none", "none.", "无", "无。", "n/a"])


def column(header: str) -> Column | None:
    """What a column holds, by the word above it."""
    return _COLUMNS.get(plain(header).strip().lower())


def columns(header: tuple[str, ...]) -> dict[Column, int]:
    """Where the columns of a parameter table stand; a notice may be glued to the first word.

    Beside a column of types, and one that tells what is required or means what, the first unknown column has the names.
    """
    found = [column(glued_header(cell)[1]) if not index else column(cell) for index, cell in enumerate(header)]
    named = {name: index for index, name in enumerate(found) if name}
    if "name" not in named and "type" in named and named.keys() & {"required", "description"} and None in found:
        named["name"] = found.index(None)
    return named


def glued_header(cell: str) -> tuple[str, str]:
    """A notice that the page's form glued before the first header word, and that word."""
    words = re.split(r"\s+", plain(cell))
    for count in range(min(2, len(words)), 0, -1):
        word = " ".join(words[-count:])
        if word.lower() in _COLUMNS:
            return " ".join(words[:-count]), word
    return "", cell


@lru_cache(maxsize=64)
def is_parameter_table(header: tuple[str, ...]) -> bool:
    """Whether the columns are those of request or response parameters."""
    return {"name", "type"} <= columns(header).keys()


def might_be_parameter_table(header: tuple[str, ...]) -> bool:
    """Whether a table that is none by its columns has some that only such a table has."""
    return not {"type", "required"}.isdisjoint(columns(header))


def names_example(label: str) -> bool:
    """Whether a quoted line is the label of an example; one without words is."""
    return is_bare_label(label) or bool(_LONG_LABEL.match(plain(label)))


def is_bare_label(label: str) -> bool:
    """Whether a label has no words but those that every label has."""
    return bool(_LABEL.fullmatch(plain(label)))


def canonical_type(word: str) -> str:
    """`String` → `string`, `Array of Object` → `array of objects`; an unknown word as it stands, in lower case."""
    text = re.sub(r"\s+", " ", plain(word).lower().strip(" ."))
    if text.startswith("array of ") or text.startswith("list of "):
        return PLURALS.get(_TYPES.get(text.partition(" of ")[2], ""), text)
    if found := re.fullmatch(r"array\s*[<\[(]\s*(\w+)\s*[>\])]", text):
        return PLURALS.get(_TYPES.get(found[1], ""), text)
    return _TYPES.get(text, text)


def is_type(word: str) -> bool:
    """Whether the word names a type."""
    return canonical_type(word) in {*_TYPES.values(), *PLURALS.values()}


def required(word: str) -> Required | None:
    """Yes, no or conditional; None for an unknown word."""
    return _REQUIRED.get(plain(word).strip(" .。").lower())


def permission(value: str) -> str:
    """The permissions named, in the form `read/trade`; unknown words as they stand, in lower case."""
    parts = [
        part.strip(" .。").lower() for part in re.split(r"\s*(?:/|,|，|、|\band\b|\bor\b|和|或|&)\s*", plain(value))
    ]
    return "/".join(_PERMISSIONS.get(part, part) for part in parts if part)


def heading_kind(text: str) -> HeadingKind | None:
    """What a heading announces; None for one of the page's own."""
    normal = colons(plain(text))
    return next((kind for kind, pattern in _HEADINGS if pattern.match(normal)), None)


def colons(text: str) -> str:
    """The text with half-width colons, and never two in a row."""
    return re.sub(r"\s*[:：]+", ":", text)


def says_nothing(text: str) -> bool:
    """`None`, 无: the page's way to say that there are no parameters."""
    return plain(text).strip().lower() in _NOTHING
