"""Read a docs page as text, and write a file of the repository so that nobody ever sees a half of it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from ..findings import InputError

_LOOKED_AT = 65536  # bytes, in which a binary file shows itself


def decoded(data: bytes, name: str, wanted: str) -> str:
    """The text of a page from its bytes, each line end a newline; `name` and `wanted` tell in errors what it is.

    Raises:
        InputError: The bytes are not text in UTF-8.
    """
    if b"\0" in data[:_LOOKED_AT]:
        raise InputError(f"{name}: a binary file; name {wanted}")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(f"{name}:{line}: not UTF-8; save the page as UTF-8") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def replace_text(path: Path, text: str) -> None:
    """Write a whole new file beside `path`, with the line ends that the text has, and move it into its place.

    Raises:
        OSError: It cannot be written; the error names `path`, not the new file.
    """
    try:
        _replace(path.resolve(), text)  # a link stays a link
    except OSError as error:
        raise OSError(error.errno, error.strerror or str(error), str(path)) from None


def _replace(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    new = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8"))
        new.chmod(path.stat().st_mode if path.exists() else 0o644)
        new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
