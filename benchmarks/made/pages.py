"""Docs pages in OKX's form, in both languages and in our own words."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from okx_client import OPERATIONS, Operation

_WORDS: Final[dict[str, dict[str, Any]]] = {
    "en": {
        "title": "Stop what was begun",
        "intro": "Asks for a thing that was begun to be stopped, and says at once whether the request was taken.",
        "batch": " A maximum of {} things can be stopped per request.",
        "limit": "Rate Limit: {} {} per {:g} seconds",
        "unit": {"order": "orders", "request": "requests"},
        "rule": "Rate limit rule{}: {}",
        "bounds": {None: "", "except options": " (except Options)", "options only": " (Options only)"},
        "http": "HTTP Request",
        "request example": "Request Example",
        "request": "Request Parameters",
        "columns": "Parameter | Type | Required | Description",
        "response example": "Response Example",
        "response": "Response Parameters",
        "response columns": "Parameter | Type | Description",
        "required": {"yes": "Yes", "no": "No", "conditional": "Conditional"},
        "field": "What the thing is known by, such as `{}`",
        "values": "One of these  \n`{0}_a`: the first  \n`{0}_b`: the second",
    },
    "zh": {
        "title": "停止已开始的事项",
        "intro": "请求停止一个已开始的事项，并立即返回请求是否已受理。",
        "batch": "每次最多可以停止{}个事项。",
        "limit": "限速：{}{}/{:g}s",
        "unit": {"order": "个", "request": "次"},
        "rule": "限速规则{}：{}",
        "bounds": {None: "", "except options": "（期权以外）", "options only": "（只限期权）"},
        "http": "HTTP请求",
        "request example": "请求示例",
        "request": "请求参数",
        "columns": "参数名 | 类型 | 是否必须 | 描述",
        "response example": "返回示例",
        "response": "返回参数",
        "response columns": "参数名 | 类型 | 描述",
        "required": {"yes": "是", "no": "否", "conditional": "可选"},
        "field": "事项的标识，如 `{}`",
        "values": "以下之一  \n`{0}_a`：第一种  \n`{0}_b`：第二种",
    },
}
_KEYS: Final = {"user": "User ID", "instrument": "Instrument ID", "instrument family": "Instrument Family"}
_SMALLEST, _SIZES = 3, 60  # fields of an answer; OKX's pages have from none to some hundred


@frozen
class Page:
    """What a page claims: the limits of an operation, and for each field of the request whether it is required."""

    anchor: str
    operation: Operation
    path: str
    request: Mapping[str, str]
    response: Sequence[str]


def write_many(folder: Path, many: int) -> int:
    """Write so many pages of all sizes into a new folder, and return how many."""
    folder.mkdir()
    for number in range(many):
        size = _SMALLEST + number * 7 % _SIZES
        fields = [f"{'part' if at % 5 else 'sort'}{at}" for at in range(size)]
        operation = OPERATIONS[number % len(OPERATIONS)]
        request = {name: "no" if at else "yes" for at, name in enumerate(fields[:12])}
        _write(folder, Page(f"made-rest-api-{number:03}", operation, f"/api/v5/made/{number}", request, fields))
    return many


def write_own(folder: Path) -> list[Path]:
    """Write a page for each operation of the client into a new folder, and return the files."""
    folder.mkdir()
    return [_write(folder, _own(operation)) for operation in OPERATIONS]


def _own(operation: Operation) -> Page:
    ids = [field.name for field in operation.id_fields]
    request = dict.fromkeys(operation.required_fields, "yes") | dict.fromkeys(ids, "conditional")
    return Page(operation.docs_anchor, operation, operation.path, request, [*ids, "sCode", "sMsg"])


def _write(folder: Path, page: Page) -> Path:
    file = folder / f"{page.anchor}.md"
    head = f"---\nexchange: okx\nanchor_id: {page.anchor}\napi_type: API\n---\n"
    file.write_text("\n".join([head, _text(page, "en"), "\n---\n", _text(page, "zh"), ""]), encoding="utf-8")
    return file


def _text(page: Page, language: str) -> str:
    words, operation = _WORDS[language], page.operation
    example = {name: f"{name}-1" for name in page.request}
    limit = operation.rate_limits[0]
    headings = [words["limit"].format(limit.count, words["unit"][limit.unit], limit.period_seconds)]
    for rule in operation.rate_limit_rules:
        keys = " + ".join(_KEYS[key] for key in rule.keys)
        headings.append(words["rule"].format(words["bounds"][rule.applies_to], keys))
    batch = words["batch"].format(operation.max_batch) if operation.max_batch else ""
    body = [example, example] if operation.max_batch else example
    answer = {"code": "0", "data": [{name: f"{name}-1" for name in page.response}], "msg": ""}
    request = [
        f"{name} | String | {words['required'][required]} | {_described(words, name)}"
        for name, required in page.request.items()
    ]
    response = [f"{name} | String | {_described(words, name)}" for name in page.response]
    parts = [
        f"# {operation.method} / {words['title']}",
        words["intro"] + batch + "  ",
        *(f"#### {heading}" for heading in headings),
        f"#### {words['http']}",
        f"`{operation.method} {page.path}`",
        f"> {words['request example']}",
        _code(f"{operation.method} {page.path}\nbody\n{json.dumps(body, indent=4)}"),
        f"#### {words['request']}",
        "\n".join([f"{words['columns']}  ", "---|---|---|---  ", *(f"{row}  " for row in request)]),
        f"> {words['response example']}",
        _code(json.dumps(answer, indent=4)),
        f"#### {words['response']}",
        "\n".join([f"{words['response columns']}  ", "---|---|---  ", *(f"{row}  " for row in response)]),
    ]
    return "\n\n".join(parts)


def _described(words: Mapping[str, Any], name: str) -> str:
    return str(words["values" if name.startswith("sort") else "field"]).format(name)


def _code(text: str) -> str:
    return "\n".join(["    ", *(f"    {line}" for line in text.split("\n")), "    "])
