"""The JSON documents in a page's samples. Programs are left out; JSON that does not parse is told."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from attrs import frozen

from .blocks import Code
from .facts import Anomaly, Table

_PROGRAM = re.compile(r"^\s*(?:import\s+[\w.]+|from\s+[\w.]+\s+import\b)", re.MULTILINE)
_REQUEST_LINE = re.compile(
    r"^\s*(GET|POST|PUT|DELETE|PATCH)[ \t]+((?:https?:/)?/\S+)(?:[ \t]+HTTP/[\d.]+)?[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_BODY_WORD = re.compile(r"\s*(?:body|请求体)\s*[:：]?\s*\n", re.IGNORECASE)
_COMMENT_LINE = re.compile(r"^\s*(?:#|//).*$", re.MULTILINE)


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is not a JSON value")


_DECODER = json.JSONDecoder(parse_constant=_refuse)


@frozen
class Example:
    """One document of a sample, and whether it is a request or a response."""

    table: Table
    document: Any


def read(code: Code, expected: Table) -> tuple[list[Example], list[Anomaly]]:
    """The documents of one sample. `expected` is what the label above it announces, which the content may overrule."""
    text = code.text
    if code.language in ("python", "javascript", "java", "go"):
        return [], []
    if program := _PROGRAM.search(text):
        text = text[: program.start()]
    requests = list(_REQUEST_LINE.finditer(text))
    if not requests:
        return _documents(code, text, 0, expected)
    examples: list[Example] = []
    anomalies: list[Anomaly] = []
    ends = [following.start() for following in requests[1:]] + [len(text)]
    for request, end in zip(requests, ends, strict=True):
        if request[1].upper() == "GET":
            query = parse_qsl(urlsplit(request[2]).query, keep_blank_values=True)
            examples.append(Example("request", dict(query)))
            continue
        found, problems = _documents(code, text[:end], request.end(), "request")
        examples += found
        anomalies += problems
    return examples, anomalies


def _documents(code: Code, text: str, start: int, table: Table) -> tuple[list[Example], list[Anomaly]]:
    """The JSON documents of `text` from `start` on; comments between them are passed over."""
    examples: list[Example] = []
    at = start
    while (at := _next(text, at)) < len(text):
        try:
            document, at = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            position = getattr(error, "pos", at)
            line = code.line + text.count("\n", 0, position)
            return examples, [Anomaly(line, f"this example is not JSON: {_reason(error)}")]
        examples.append(Example(_table(document, table), document))
    return examples, []


def _next(text: str, at: int) -> int:
    """Where the next document begins, past white space, comment lines and the word `body`."""
    while True:
        at += len(text[at:]) - len(text[at:].lstrip())
        line_start = text.rfind("\n", 0, at) + 1
        if comment := _COMMENT_LINE.match(text, line_start):
            at = comment.end()
        elif word := _BODY_WORD.match(text, line_start):
            at = word.end()
        else:
            return at


def _table(document: Any, expected: Table) -> Table:
    """An answer is told by OKX's envelope, whatever the label above it says."""
    return "response" if isinstance(document, dict) and {"code", "data"} <= document.keys() else expected


def _reason(error: Exception) -> str:
    return error.msg if isinstance(error, json.JSONDecodeError) else str(error)


def label_table(label: str) -> Table | None:
    """What a label announces; None where its words do not tell."""
    if re.search(r"request|请求", label, re.IGNORECASE):
        return "request"
    return "response" if re.search(r"respon|return|返回|响应|result|结果", label, re.IGNORECASE) else None
