"""Where the words go: results to standard output, everything else to standard error; a reader who left is no error."""

from __future__ import annotations

import errno
import json
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, TextIO

from attrs import frozen

from .._generated import SPEC_SHA256
from .._version import __version__
from ..text import Language, Text
from .failures import CannotStart

_SHOWN = 20  # lines of problems; --json has them all


@frozen
class Line:
    """One thing that is announced: what it is, how it is, and whether it must not be overlooked."""

    label: Text
    value: Text
    loud: bool = False


class Output:
    """Standard output and standard error.

    Args:
        language: What to speak.
        as_json: Whether standard output is for one JSON document alone.

    Attributes:
        has_result: Whether a result was printed, or a part of it.
    """

    def __init__(self, language: Language, *, as_json: bool) -> None:
        self.language = language
        self.as_json = as_json
        self.has_result = False
        for stream in (sys.stdout, sys.stderr):
            with suppress(Exception):  # a stream of a test's own may be less than a file
                stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]

    def say(self, *lines: Text) -> None:
        """Say something to the person. That they no longer listen never stops what is being done."""
        said = [printable(line.say(self.language)) for line in lines]
        if not said:
            return
        with suppress(Exception):
            if is_terminal(sys.stderr):
                _print_wrapped(said)
                return
        with suppress(Exception):
            print(*said, sep="\n", file=sys.stderr, flush=True)

    def announce(self, lines: Sequence[Line]) -> None:
        """Say several things in two columns, which on a terminal wrap at words."""
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text as RichText

        if not is_terminal(sys.stderr):
            width = 10 if self.language == "zh" else 13
            for line in lines:
                label = line.label.say(self.language)
                pad = " " * (width - len(label) * (2 if self.language == "zh" else 1))
                self.say(Text(f"{label}{pad}{line.value.en}", f"{label}{pad}{line.value.zh}"))
            return
        with suppress(Exception):
            table = Table.grid(padding=(0, 2, 0, 0))
            for line in lines:
                style = "bold red" if line.loud else ""
                value = RichText(printable(line.value.say(self.language)), style=style, overflow="fold")
                table.add_row(RichText(line.label.say(self.language), style="dim"), value)
            Console(file=sys.stderr, force_terminal=True, highlight=False).print(table)

    def result(self, text: str) -> bool:
        """Print a result, and return whether it was taken; a reader who left, as `head` does, had enough of it."""
        self.has_result = True
        try:
            if sys.stdout is None:  # closed before the program began; print() would lose the text without a word
                raise OSError(errno.EBADF, os.strerror(errno.EBADF))
            print(text, flush=True)
        except (OSError, ValueError) as error:  # ValueError: closed since
            abandon(sys.stdout)
            if getattr(error, "errno", None) in (errno.EPIPE, errno.EINVAL, errno.ESHUTDOWN):  # EINVAL: Windows
                return True
            reason = getattr(error, "strerror", None) or os.strerror(errno.EBADF)
            self.say(
                Text(
                    f"okx-client: the result cannot be written: {reason}; it follows here.",
                    f"okx-client：无法写出结果：{reason}；结果如下。",
                )
            )
            with suppress(OSError, ValueError):
                print(text, file=sys.stderr, flush=True)
            return False
        return True

    def document(self, content: dict[str, Any], status: int) -> str:
        """Return the one JSON document."""
        plain = (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "") != "utf8"
        whole = {"version": __version__, "spec_sha256": SPEC_SHA256, "exit_status": status, **content}
        return json.dumps(whole, ensure_ascii=plain, indent=2)

    def cannot_start(self, failure: CannotStart) -> int:
        """Tell why nothing was sent, and return the exit status."""
        self.say(Text(f"okx-client: {failure.text.en}", f"okx-client：{failure.text.zh}"))
        lines = [problem.line for problem in failure.problems]
        shown = [Text(f"  {line.en}", f"  {line.zh}") for line in lines[:_SHOWN]]
        more = len(lines) - _SHOWN
        if more > 0:
            shown.append(Text(f"  … and {more} more", f"  …… 另有 {more} 处"))
        if shown:
            self.say(*shown)
        if self.as_json:
            details = [line.say(self.language) for line in lines]
            error = {"message": failure.text.say(self.language), "details": details}
            self.result(self.document({"error": error}, failure.status))
        return failure.status


def is_terminal(stream: object) -> bool:
    """Say whether a stream is a terminal; one that was closed before the program began is None."""
    try:
        return bool(stream.isatty())  # type: ignore[attr-defined]
    except (AttributeError, ValueError, OSError):
        return False


def printable(text: str) -> str:
    """Return a text without what would move a terminal's cursor, change its colours or hide its neighbours."""
    return "".join(letter if letter.isprintable() or letter == "\n" else "\N{REPLACEMENT CHARACTER}" for letter in text)


def _print_wrapped(lines: Sequence[str]) -> None:
    """Print lines on the terminal behind standard error, broken at words."""
    from rich.console import Console
    from rich.text import Text as RichText

    console = Console(file=sys.stderr, force_terminal=True, highlight=False)
    for line in lines:
        console.print(RichText(line, overflow="fold"))


def abandon(stream: TextIO) -> None:
    """Let what is still buffered go nowhere, so that the interpreter neither complains of it nor waits when it ends."""
    with suppress(OSError, ValueError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        try:
            os.dup2(nowhere, stream.fileno())
        finally:
            os.close(nowhere)
