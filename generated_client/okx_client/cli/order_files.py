"""From a file, or standard input, to the text in it: UTF-8, of a sane size, with every other thing refused in words."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from ..text import Text
from .failures import Problem
from .kinds import Kind
from .order_rows import Row, of_csv, of_json

STANDARD_INPUT = "-"

_MOST_BYTES = 64 << 20  # far more than all orders that an account can have
_LONGEST_LINE = 1 << 16  # characters
_READERS = {".csv": of_csv, ".json": of_json, ".jsonl": of_json, ".ndjson": of_json}


def rows(path: str, kind: Kind, standard_input: BinaryIO | None) -> Iterator[Row | Problem]:
    """Yield the rows of a file, and what is wrong with it; at least one of either.

    Args:
        path: The file; "-" is standard input.
        kind: What its orders are.
        standard_input: What to read for "-".
    """
    name = "stdin" if path == STANDARD_INPUT else path
    content = _content(name, path, standard_input)
    text = content if isinstance(content, Problem) else _text(name, content)
    if isinstance(text, Problem):
        yield text
        return
    reader = _READERS.get(Path(path).suffix.lower())
    if reader is None:
        reader = of_json if text.lstrip()[:1] in ("{", "[") else of_csv
    none = True
    for row in reader(name, text, kind):
        none = False
        yield row
    if none:
        yield Problem(name, _EMPTY if not text.strip() else _NO_ORDER)


def _content(name: str, path: str, standard_input: BinaryIO | None) -> bytes | Problem:
    try:
        if path == STANDARD_INPUT:
            if standard_input is None:
                return Problem(name, Text("there is no standard input", "没有标准输入"))
            content = standard_input.read(_MOST_BYTES + 1)
        else:
            with Path(path).open("rb") as file:
                content = file.read(_MOST_BYTES + 1)
    except FileNotFoundError:
        return Problem(name, Text("there is no such file", "没有这个文件"))
    except IsADirectoryError:
        return Problem(name, Text("a directory; name a file", "是目录；请指定文件"))
    except PermissionError:
        if Path(path).is_dir():  # Windows
            return Problem(name, Text("a directory; name a file", "是目录；请指定文件"))
        return Problem(name, Text("may not be read; see its permissions", "无权读取；请检查其权限"))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        return Problem(name, Text(f"cannot be read: {reason}", f"无法读取：{reason}"))
    if len(content) > _MOST_BYTES:
        size = _MOST_BYTES >> 20
        return Problem(name, Text(f"larger than {size} MiB; split it", f"大于 {size} MiB；请拆分"))
    return content


def _text(name: str, content: bytes) -> str | Problem:
    """Return the text, with lines that end in newlines."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Problem(name, _NO_UTF8)
    if content.startswith(b"PK\x03\x04"):
        return Problem(name, Text("a spreadsheet or an archive; save it as CSV", "是电子表格或压缩文件；请另存为 CSV"))
    if b"\0" in content:
        return Problem(_line(name, content, content.index(b"\0")), _NUL)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        bom = len(content) - len(content.removeprefix(codecs.BOM_UTF8))
        return Problem(_line(name, content, error.start + bom), _NO_UTF8)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.lstrip()[:1] == "[":  # a JSON array may well be one line
        return text
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > _LONGEST_LINE:
            return Problem(
                f"{name}:{number}",
                Text(
                    f"the line has {len(line)} characters, and {_LONGEST_LINE} are allowed; write one order per line",
                    f"该行有 {len(line)} 个字符，最多允许 {_LONGEST_LINE} 个；请每行写一个订单",
                ),
            )
    return text


def _line(name: str, content: bytes, position: int) -> str:
    line = content.count(b"\n", 0, position) + 1
    return f"{name}:{line}"


_EMPTY = Text("the file is empty", "文件为空")
_NO_ORDER = Text("there is no order in it", "其中没有订单")
_NO_UTF8 = Text(
    "not UTF-8; save the file as UTF-8 (in a spreadsheet: CSV UTF-8)",
    "不是 UTF-8；请以 UTF-8 编码保存（电子表格中选择 CSV UTF-8）",
)
_NUL = Text(
    "has NUL bytes, so it is no text; save it as CSV in UTF-8", "含有 NUL 字节，不是文本；请另存为 UTF-8 的 CSV"
)
