"""Docs pages made from facts, in the many spellings that OKX uses, and the strategies that draw both."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from attrs import frozen
from hypothesis import strategies as st

from generator.docs.facts import Language, RateLimit, RateLimitRule, Required

Draw = Callable[..., Any]

_RULE_WORDS = {
    "user": ["User ID", "UserId"],
    "instrument": ["Instrument ID"],
    "instrument family": ["Instrument Family", "instFamily"],
    "ip": ["IP"],
    "currency": ["Currency"],
}
_BOUNDS: dict[Language, dict[str | None, list[str]]] = {
    "en": {None: [""], "except options": [" (except Options)"], "options only": [" (Options only)"]},
    "zh": {None: [""], "except options": ["（期权以外）"], "options only": ["（只限期权）"]},
}
_REQUIRED: dict[Language, dict[Required, list[str]]] = {
    "en": {
        "yes": ["Yes", "yes", "YES", "true", "**Yes**"],
        "no": ["No", "Optional"],
        "conditional": ["Conditional", "conditional"],
    },
    "zh": {"yes": ["是", "Yes"], "no": ["否", "不是", "No"], "conditional": ["可选", "条件必填", "按情况"]},
}
_TYPES = {
    "string": ["String", "string", "String."],
    "boolean": ["Boolean", "boolean"],
    "integer": ["Integer", "Int"],
    "object": ["Object"],
    "array": ["Array"],
    "array of strings": ["Array of strings", "Array of string", "Array of Strings"],
    "array of objects": ["Array of objects", "Array of Objects", "Array of object", "array of objects"],
    "array of arrays": ["Array of Arrays", "Array of arrays"],
}
_DEPRECATED: dict[Language, list[str]] = {
    "en": ["~~{}~~(Deprecated)", "~~{}~~", "{}. (deprecated)", "{}. It will be deprecated soon", "~~{}~~ Deprecated"],
    "zh": ["~~{}~~（已弃用）", "~~{}~~", "{}（已废弃）", "{}，即将废弃", "~~{}~~ (已废弃)", "{}，该字段已废弃"],
}
_WORDS: dict[Language, list[str]] = {
    "en": ["Name of the lamp", "How bright it burns", "Colour, such as `RED-1`", "Kept until noon"],
    "zh": ["灯的名称", "亮度，如 `RED-1`", "颜色", "保留到中午"],
}
_HEADERS: dict[Language, dict[str, list[str]]] = {
    "en": {
        "name": ["Parameter", "Parameters", "Parameter name"],
        "type": ["Type", "Types"],
        "required": ["Required"],
        "description": ["Description"],
    },
    "zh": {"name": ["参数名", "参数", "参数名称"], "type": ["类型"], "required": ["是否必须"], "description": ["描述"]},
}
_PERMISSIONS: dict[Language, dict[str, list[str]]] = {
    "en": {"read": ["Read"], "trade": ["Trade", "Trading"], "withdraw": ["Withdraw"], "public": ["Public"]},
    "zh": {"read": ["读取"], "trade": ["交易"], "withdraw": ["提币"], "public": ["公共"]},
}


@frozen
class Field:
    name: str
    depth: int
    type: str
    required: Required | None
    deprecated: bool
    enum: tuple[str, ...]


@frozen
class Claims:
    """What a page is to claim, in either language."""

    method: str
    path: str
    limits: tuple[RateLimit, ...]
    rules: tuple[RateLimitRule, ...]
    permission: str | None
    batch: int | None
    request: tuple[Field, ...]
    response: tuple[Field, ...]
    request_example: Any
    response_example: Any


names = st.from_regex(r"[a-z][a-zA-Z]{2,9}", fullmatch=True)


@st.composite
def _fields(draw: Draw, *, is_request: bool) -> tuple[Field, ...]:
    fields: list[Field] = []
    for name in draw(st.lists(names, min_size=1, max_size=6, unique_by=str.lower)):
        deepest = fields[-1].depth + 1 if fields else 0
        fields.append(
            Field(
                name=name,
                depth=draw(st.integers(0, min(deepest, 3))),
                type=draw(st.sampled_from(sorted(_TYPES))),
                required=draw(st.sampled_from(["yes", "no", "conditional"])) if is_request else None,
                deprecated=draw(st.booleans()) and draw(st.booleans()),
                enum=tuple(f"{name}_{value}" for value in draw(st.lists(st.integers(0, 9), max_size=3, unique=True))),
            )
        )
    return tuple(fields)


@st.composite
def claims(draw: Draw) -> Claims:
    periods = st.sampled_from([1, 2, 60, 3600, 86400, 30 * 86400])
    limits = st.builds(RateLimit, st.integers(1, 9999), periods, st.sampled_from(["request", "order"]), st.none())
    keys = st.lists(st.sampled_from(sorted(_RULE_WORDS)), min_size=1, max_size=2, unique=True)
    rule = st.builds(
        lambda some, bounds: RateLimitRule(tuple(sorted(some)), bounds),
        keys,
        st.sampled_from(sorted(_BOUNDS["en"], key=str)),
    )
    method = draw(st.sampled_from(["GET", "POST"]))
    example: Any = (
        {"lampId": "7"}
        if method == "GET"
        else draw(st.sampled_from([{"lampId": "7"}, [{"lampId": "7"}, {"lampId": "8"}]]))
    )
    return Claims(
        method=method,
        path="/api/v5/lamps/" + draw(st.sampled_from(["switch", "switch-many", "list"])),
        limits=tuple(draw(st.lists(limits, min_size=1, max_size=2))),
        rules=tuple(draw(st.lists(rule, min_size=1, max_size=2))),
        permission=draw(st.sampled_from([None, *sorted(_PERMISSIONS["en"])])),
        batch=draw(st.none() | st.integers(2, 500)),
        request=draw(_fields(is_request=True)),
        response=draw(_fields(is_request=False)),
        request_example=example,
        response_example={"code": "0", "msg": "", "data": [{"lampId": "7", "note": "a | b > c"}]},
    )


@st.composite
def page_text(draw: Draw, page: Claims, language: Language) -> str:
    """One language of a page that makes these claims, in one of the many spellings."""

    def one(options: list[Any]) -> Any:
        return draw(st.sampled_from(options))

    zh = language == "zh"
    bold = draw(st.booleans())
    colon = one([":", "：", ": ", "： ", " ：", "::"]) if zh else one([": ", ":", "："])

    def heading(text: str) -> str:
        return f"#### **{text}**{one(['', '  '])}" if bold else f"#### {text}{one(['', '  '])}"

    parts = ["# 开关一盏灯" if zh else "# Switch a lamp", ""]
    parts += [_intro(page, language, one), "", ""]
    parts += [heading(_limit_heading(page.limits, language, colon, one)), one(["", "  "])]
    for rule in page.rules:
        text = " + ".join(one(_RULE_WORDS[key]) for key in rule.keys)
        words = "限速规则" if zh else one(["Rate limit rule", "Rate Limit Rule"])
        parts += [heading(f"{words}{one(_BOUNDS[language][rule.applies_to])}{colon}{text}"), ""]
    if page.permission:
        words = "权限" if zh else "Permission"
        parts += [heading(f"{words}{colon}{one(_PERMISSIONS[language][page.permission])}"), ""]
    parts += [
        heading(one(["HTTP请求", "HTTP 请求", "HTTP Request"]) if zh else one(["HTTP Request", "HTTP request"])),
        "",
    ]
    parts += [f"`{page.method} {page.path}`", ""]
    parts += ["> " + ("请求示例" if zh else one(["Request Example", "Request sample"])), *_request_code(page), ""]
    parts += [heading("请求参数" if zh else one(["Request Parameters", "Response parameters"])), ""]
    parts += [*_table(page.request, language, one), "  ", ""]
    parts += ["> " + (one(["返回结果", "返回示例"]) if zh else one(["Response Example", "Returned results"]))]
    parts += [
        "    ",
        "    ",
        *("    " + line for line in json.dumps(page.response_example, indent=4).split("\n")),
        "    ",
        "",
    ]
    parts += [heading("返回参数" if zh else one(["Response Parameters", "Response Example"])), ""]
    parts += _table(page.response, language, one)
    return str(one(["\n", "\r\n"])).join(parts)


def _intro(page: Claims, language: Language, one: Draw) -> str:
    if language == "zh":
        batch = f"，{one(['每次最多可以开关', '一次最多可批量开关'])}{page.batch}个灯" if page.batch else ""
        return f"开关一盏灯{batch}。"
    batch = one(["A maximum of {} lamps can be switched per request.", "Maximum {} lamps can be switched per request."])
    return "Switches a lamp. " + (batch.format(page.batch) if page.batch else "")


def _limit_heading(limits: tuple[RateLimit, ...], language: Language, colon: str, one: Draw) -> str:
    if language == "zh":
        parts = [
            f"{limit.count}{one(['', ' '])}{'次' if limit.unit == 'request' else '个'}/{_period_zh(limit, one)}"
            for limit in limits
        ]
        return f"限速{colon}" + "；".join(parts)
    words = {"request": ["requests", "request", "Requests", "times"], "order": ["orders"]}
    parts = [f"{limit.count} {one(words[limit.unit])} per {_period_en(limit)}" for limit in limits]
    return f"{one(['Rate Limit', 'Rate limit'])}{colon}" + "; ".join(parts)


def _period_en(limit: RateLimit) -> str:
    return {1: "second", 2: "2 seconds", 60: "60 seconds", 3600: "hour", 86400: "24 hours", 30 * 86400: "month"}[
        int(limit.period_seconds)
    ]


def _period_zh(limit: RateLimit, one: Draw) -> str:
    words = {
        1: ["s", "1秒"],
        2: ["2s", " 2s", "2 秒"],
        60: ["60s"],
        3600: ["h", "1小时"],
        86400: ["24h", "天"],
        30 * 86400: ["月"],
    }
    return str(one(words[int(limit.period_seconds)]))


def _request_code(page: Claims) -> list[str]:
    if page.method == "GET":
        return ["    ", f"    GET {page.path}?lampId=7", "    "]
    body = json.dumps(page.request_example, indent=4).split("\n")
    program = ["import okx.Lamps as Lamps", "result = Lamps.switch()", "print(result)"]
    lines = [f"POST {page.path}", "body", *body, "", "", "", *program]
    return ["    ", "    ", *("    " + line for line in lines), "    "]


def _table(fields: tuple[Field, ...], language: Language, one: Draw) -> list[str]:
    with_required = fields[0].required is not None
    columns = ["name", "type", *(["required"] if with_required else []), "description"]
    mark = one(["{}", "**{}**"])
    lines = [
        " | ".join(mark.format(one(_HEADERS[language][column])) for column in columns) + "  ",
        "---|" * (len(columns) - 1) + "---  ",
    ]
    for field in fields:
        required = [one(_REQUIRED[language][field.required])] if field.required else []
        arrows = ">" * field.depth + (" " if field.depth and one([True, False]) else "")
        description = _description(field, language, one)
        lines += [" | ".join([arrows + field.name, one(_TYPES[field.type]), *required, description]) + "  "]
    return "\n".join(lines).split("\n")


def _description(field: Field, language: Language, one: Draw) -> str:
    colon = "：" if language == "zh" else ": "
    values = [f"{one(['', '  * '])}`{value}`{colon}{one(_WORDS[language])}" for value in field.enum]
    gap = one(["  \n", "   \n", "  \n  \n"])
    text = str(one(_WORDS[language]))
    if not field.deprecated:
        return str(gap.join([text, *values]))
    form = one(_DEPRECATED[language])
    if form.startswith("~~"):  # a strike has to reach to the end, or it strikes only a part of the row
        return str(form.format(gap.join([text, *values])))
    return str(gap.join([form.format(text), *values]))
