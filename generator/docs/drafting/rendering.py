"""Write YAML as it stands in `spec/openapi.yaml`: comments, short values on one line, texts readable."""

from __future__ import annotations

import math
import re
import textwrap
from collections.abc import Iterator
from typing import Any

import yaml
from attrs import frozen

from ..editing import yaml_text

_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WIDTH = 120
# What a text may be made of to stand in a block of lines: no tab, no control character, no line break but \n.
_PRINTABLE = re.compile("[\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]*")
_PLAIN = re.compile(r"[A-Za-z/$\u4e00-\u9fff](?:(?!: |:$| #)[ -~\xa1-\u2027\u202a-\ud7ff\uff00-\uffef])*(?<! )")


@frozen
class Noted:
    """A value with comments above it."""

    value: Any
    comments: tuple[str, ...]


@frozen
class Data:
    """Plain JSON data: on one line where it fits."""

    value: Any


def plain(value: Any) -> Any:
    """The value without comments: what a reader of the YAML gets."""
    if isinstance(value, Noted | Data):
        return plain(value.value)
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    return [plain(inner) for inner in value] if isinstance(value, list) else value


def mapping(value: dict[str, Any], indent: int = 0, *, apart: bool = False) -> str:
    """The text of a mapping in block style; its entries with an empty line between them, if they are to be `apart`."""
    entries = ["".join(f"{line}\n" for line in _entry(key, inner, indent)) for key, inner in value.items()]
    return ("\n" if apart else "").join(entries)


def _entry(key: str, value: Any, indent: int) -> Iterator[str]:
    blanks = " " * indent
    if isinstance(value, Noted):
        yield from _comments(value.comments, indent)
        value = value.value
    head = f"{blanks}{_scalar(key)}:"
    one_line = _on_one_line(value, _WIDTH - len(head) - 1)
    if one_line is not None:
        yield f"{head} {one_line}"
    elif isinstance(value, str):
        yield from _text(head, value, indent + 2)
    else:
        yield head
        yield from _inside(value, indent + 2)


def _inside(value: Any, indent: int) -> Iterator[str]:
    value, wrap = (value.value, Data) if isinstance(value, Data) else (value, None)
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _entry(key, wrap(inner) if wrap else inner, indent)
        return
    for inner in value:
        yield from _item(wrap(inner) if wrap else inner, indent)


def _item(value: Any, indent: int) -> Iterator[str]:
    blanks = " " * indent
    if isinstance(value, Noted):
        yield from _comments(value.comments, indent)
        value = value.value
    one_line = _on_one_line(value, _WIDTH - indent - 2)
    if one_line is not None:
        yield f"{blanks}- {one_line}"
    elif isinstance(value, str):
        yield from _text(f"{blanks}-", value, indent + 2)
    else:
        lines = list(_inside(value, indent + 2))
        first = next(index for index, line in enumerate(lines) if not line.lstrip().startswith("#"))
        for line in lines[:first]:
            yield line[2:]
        yield f"{blanks}- {lines[first][indent + 2 :]}"
        yield from lines[first + 1 :]


def _comments(comments: tuple[str, ...], indent: int) -> Iterator[str]:
    for comment in comments:
        printable = "".join(character if _PRINTABLE.fullmatch(character) else " " for character in comment)
        for line in textwrap.wrap(" ".join(printable.split()), _WIDTH - indent - 2, break_long_words=False):
            yield f"{' ' * indent}# {line}"


def _on_one_line(value: Any, width: int) -> str | None:
    """The value on one line; None where it is too long for that, has comments, or reads better in lines of its own."""
    if isinstance(value, str):
        may_break = _can_be_lines(value) and ("\n" in value or not _is_chinese(value))
        text = _scalar(value)
        return None if may_break and ("\n" in value or len(text) > width) else text
    inner = value.value if isinstance(value, Data) else value
    if not isinstance(inner, dict | list) or not inner:
        return flow(inner)
    if not isinstance(value, Data) and not _is_simple_list(value):
        return None
    text = flow(inner)
    return text if len(text) <= width else None


def _is_simple_list(value: Any) -> bool:
    return isinstance(value, list) and not any(isinstance(each, Noted | Data | dict | list) for each in value)


def flow(value: Any) -> str:
    """Plain data in flow style."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{flow(key)}: {flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    if isinstance(value, float) and math.isfinite(value):
        digits, _, exponent = repr(value).partition("e")  # YAML 1.1 reads no number in 1e-05, only in 1.0e-05
        return (digits if "." in digits else f"{digits}.0") + (f"e{exponent}" if exponent else "")
    return yaml_text.rendered(value)


def _scalar(value: Any) -> str:
    """A scalar on one line in block style, where texts need quotes less often."""
    may_be_plain = isinstance(value, str) and _PLAIN.fullmatch(value) and value not in ("y", "Y", "n", "N")
    if may_be_plain and yaml.load(value, Loader=_LOADER) == value:
        return str(value)
    is_readable_in_single_quotes = isinstance(value, str) and '"' in value and "'" not in value and "\n" not in value
    return f"'{value}'" if is_readable_in_single_quotes and _PRINTABLE.fullmatch(value) else flow(value)


def _can_be_lines(text: str) -> bool:
    lines = text.split("\n")
    is_kept = len(lines) > 1 or "  " not in text  # folding keeps single blanks only
    return is_kept and bool(_PRINTABLE.fullmatch(text)) and all(line and line == line.strip() for line in lines)


def _text(head: str, text: str, indent: int) -> Iterator[str]:
    """A text as lines below its key: as they are, or folded where it is one long line."""
    lines = text.split("\n")
    if len(lines) == 1:
        yield f"{head} >-"
        lines = textwrap.wrap(text, _WIDTH - indent, break_long_words=False, break_on_hyphens=False)
    else:
        yield f"{head} |-"
    for line in lines:
        yield " " * indent + line


def _is_chinese(text: str) -> bool:
    return any("\u3000" <= character <= "\u9fff" or "\uff00" <= character <= "\uffef" for character in text)
