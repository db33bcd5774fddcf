"""The JSON documents in a page's samples. Programs are left out; JSON that does not parse is kept as text and told."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from attrs import frozen

from ..facts import Anomaly, BrokenExample, Table
from .blocks import Code

_PROGRAM = re.compile(r"^[^\S\n]*(?:import\s+[\w.]+|from\s+[\w.]+\s+import\b)", re.MULTILINE)
_REQUEST_LINE = re.compile(
    r"^[^\S\n]*`?(GET|POST|PUT|DELETE|PATCH)[ \t]+((?:https?:/)?/[^\s`]+)(?:[ \t]+HTTP/[\d.]+)?`?[ \t]*((?:#|//).*)?$",
    re.MULTILINE | re.IGNORECASE,
)
_BLANK = re.compile(r"\s*")
_BODY_WORD = re.compile(r"(?:body|请求体)[^\S\n]*[:：]?[^\S\n]*\n", re.IGNORECASE)
_COMMENT = re.compile(r"(?:#|//).*")
_DEEPEST = 64  # levels of a document; OKX's have at most six


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is not a JSON value")


def _finite(number: str) -> float:
    return float(number) if math.isfinite(float(number)) else _refuse(number)


@frozen
class Example:
    """One document of a sample, and whether it is a request or a response."""

    table: Table
    document: Any


class Examples:
    """What the samples of a page hold, in their order; `read` takes the next one."""

    def __init__(self) -> None:
        self.documents: list[Example] = []
        self.broken: list[BrokenExample] = []
        self.anomalies: list[Anomaly] = []
        self.lines: dict[str, int] = {}

    def of(self, table: Table) -> tuple[Any, ...]:
        """The documents of the requests, or of the responses."""
        return tuple(example.document for example in self.documents if example.table == table)

    def read(self, code: Code, expected: Table) -> None:
        """Take a sample. `expected` is what the label above it announces, which the content may overrule."""
        if code.language in ("python", "javascript", "java", "go"):
            return
        program = _PROGRAM.search(code.text)
        text = code.text[: program.start()] if program else code.text
        requests = list(_REQUEST_LINE.finditer(text))
        if not requests:
            self._documents(code, text, 0, expected)
        ends = [following.start() for following in requests[1:]] + [len(text)]
        for request, end in zip(requests, ends, strict=False):
            line = code.line + text.count("\n", 0, request.start())
            if request[1].upper() == "GET":
                query = parse_qsl(urlsplit(request[2]).query, keep_blank_values=True)
                self._keep(line, Example("request", self._object(line, query)))
            else:
                self._documents(code, text[:end], request.end(), "request")

    def _documents(self, code: Code, text: str, start: int, table: Table) -> None:
        """Take the JSON documents of `text` from `start` on; comments between them are passed over."""
        at = start
        while (at := _next(text, at)) < len(text):
            line = code.line + text.count("\n", 0, at)
            decoder = json.JSONDecoder(
                parse_constant=_refuse, parse_float=_finite, object_pairs_hook=partial(self._object, line)
            )
            try:
                document, end = decoder.raw_decode(text, at)
                _check_depth(document)
            except (ValueError, RecursionError) as error:
                wrong = code.line + text.count("\n", 0, getattr(error, "pos", at))
                self.anomalies.append(Anomaly(wrong, f"this example is not JSON: {_reason(error)}"))
                self._keep(line, BrokenExample(table, "".join(text[at:].split())))
                return
            self._keep(line, Example(_table(document, table), document))
            at = end

    def _keep(self, line: int, example: Example | BrokenExample) -> None:
        self.lines.setdefault(f"examples.{example.table}", line)
        if isinstance(example, Example):
            self.documents.append(example)
        else:
            self.broken.append(example)

    def _object(self, line: int, pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
        """An object of these members, of which a document has the last one of each name."""
        for name, count in Counter(name for name, _ in pairs).items():
            if count > 1:
                self.anomalies.append(Anomaly(line, f"this example has `{name}` {count} times; only the last is read"))
        return dict(pairs)


def _check_depth(document: Any) -> None:
    level = [document]
    for _ in range(_DEEPEST):
        inner = (each.values() if isinstance(each, dict) else each for each in level if isinstance(each, dict | list))
        level = [value for values in inner for value in values]
    if level:
        raise ValueError(f"nested more than {_DEEPEST} deep")


def _next(text: str, at: int) -> int:
    """Where the next document begins, past white space, comment lines and the word `body`."""
    while True:
        start, at = at, _end(_BLANK, text, at)
        if start > 0 and "\n" not in text[start - 1 : at]:
            return at  # further on in a line
        after = _end(_COMMENT, text, at) or _end(_BODY_WORD, text, at)
        if not after:
            return at
        at = after


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    """Where a match at this place ends; 0 where there is none."""
    found = pattern.match(text, at)
    return found.end() if found else 0


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
