"""What the root's `x-` fields say, as Markdown below the document's own description: rules of all requests, and codes.

The codes stand here, and not with the responses, because they are those of every operation, and because an OpenAPI
response stands for an HTTP status, of which OKX's codes often share one: success is 200, and so is most failure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .. import spec_words
from ..extensions import ErrorCode, RootFields
from ..spec_words import Pair
from .wording import Voice, paragraphs

_COLUMNS: tuple[Pair, ...] = (
    ("Code", "代码"),
    ("HTTP", "HTTP"),
    ("Meaning", "含义"),
    ("What to do", "处理方法"),
    ("Class", "类别"),  # last, and not as code, which some tools break between any two letters: tables are narrow
)
_INTRODUCTION: Pair = (
    "`code` is the code of the whole request, `sCode` that of one item; both are texts. Of several HTTP statuses the"
    " first is the one to expect. A program must not send a request again by itself where nothing below allows it."
    " Classes, `OKXAuth`, `demo=` and `OKX_…` are those of the Python client okx-client.",
    "`code` 为整个请求的代码，`sCode` 为单项的代码，二者均为字符串。有多个 HTTP 状态码时，最常见者在前。"
    "除非下文允许，程序不得自行重发请求。类别、`OKXAuth`、`demo=` 与 `OKX_…` 均属于 Python 客户端 okx-client。",
)


def said(root: RootFields, voice: Voice) -> str:
    """The demo header, the clock, the permissions, and a table of the codes."""
    return paragraphs(
        voice("## Every request", "## 所有请求"),
        "\n".join(_rules(root, voice)),
        voice("## Error codes", "## 错误代码"),
        voice(*_INTRODUCTION),
        "\n".join(_table(root, voice)),
    )


def _rules(root: RootFields, voice: Voice) -> Iterator[str]:
    header, clock = root.demo_header, root.clock
    sent = f"`{header.name}: {header.value}`"
    yield voice.item(
        ("Demo trading", "模拟盘"), voice.sentences(voice(f"{sent}.", f"{sent}。"), voice.described(header))
    )
    tolerance = voice(
        f"`GET {clock.path}`, {clock.tolerance_seconds} s at most, else code {clock.error_code}.",
        f"`GET {clock.path}`，最多相差 {clock.tolerance_seconds} 秒，否则返回代码 {clock.error_code}。",
    )
    yield voice.item(("Clock", "时钟"), voice.sentences(tolerance, voice.described(clock)))
    for name, permission in root.permissions.items():
        yield voice.item((f"Permission `{name}`", f"权限 `{name}`"), voice.described(permission))


def _table(root: RootFields, voice: Voice) -> Iterator[str]:
    yield _line(voice(*column) for column in _COLUMNS)
    yield _line("---" for _ in _COLUMNS)
    for code, entry in root.error_codes.items():
        kind = ": ".join(filter(None, (entry.error, entry.reason)))
        statuses = ", ".join(map(str, entry.http_status))
        yield _line((code, statuses, voice.described(entry), _advice(entry, root, voice), kind))


def _advice(entry: ErrorCode, root: RootFields, voice: Voice) -> str:
    """A code's own advice or that of its class, and whether a program may repeat the request."""
    of_class = root.error_classes.get(entry.error) if entry.error else None
    advice = voice(entry.advice or "", entry.advice_zh or "")
    if of_class and not advice:
        advice = voice(of_class.advice, of_class.advice_zh)
    match spec_words.repeat_of(entry, of_class):
        case None:
            return advice
        case "never":
            return voice.sentences(advice, voice("A program must not send it again by itself.", "程序不得自行重发。"))
        case repeat:
            english, chinese = spec_words.REPEAT[repeat]
            again = voice(f"A program may send it again by itself: {english}.", f"程序可自行重发：{chinese}。")
            return voice.sentences(advice, again)


def _line(cells: Iterable[str]) -> str:
    """A line of a Markdown table, in which a cell is one line and ends at a bar."""
    return "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in cells) + " |"
