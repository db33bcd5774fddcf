"""The progress bar: on standard error, only where that is a terminal, and gone when the work is done."""

from __future__ import annotations

import sys
import time
from collections import Counter
from contextlib import suppress
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn
from rich.text import Text as RichText

from ..bulk.forecast import Forecast
from ..outcomes import Outcome
from ..text import Language, Text
from .announce import in_seconds
from .facts import NAMES, VERDICTS
from .output import is_terminal


class Bar:
    """How far the work is. Whatever goes wrong with showing it is no reason to stop working.

    Args:
        orders: How many orders there are.
        told: When their requests will leave.
        language: What to speak.
    """

    def __init__(self, orders: int, told: Forecast, language: Language) -> None:
        self._told = told
        self._language = language
        self._counts: Counter[str] = Counter()
        self._progress: Progress | None = None
        if not is_terminal(sys.stderr):
            return
        with suppress(Exception):
            console = Console(file=sys.stderr, force_terminal=True, highlight=False)
            self._progress = Progress(
                BarColumn(bar_width=24),
                TextColumn("{task.completed:.0f}/{task.total:.0f}", markup=False),
                TextColumn("{task.fields[counts]}", markup=False),
                _Left(language),
                console=console,
                transient=True,
                redirect_stdout=False,
                redirect_stderr=False,
            )
            self._task = self._progress.add_task("", total=orders, counts="", until=time.monotonic() + told.seconds)

    def __enter__(self) -> Self:
        if self._progress:
            with suppress(Exception):
                self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._progress:
            with suppress(Exception):
                self._progress.stop()

    def note(self, outcome: Outcome) -> None:
        """Count an order whose verdict is there."""
        self._counts[NAMES[type(outcome)]] += 1
        settled = self._counts.total()
        if not self._progress:
            return
        some = [(self._counts[verdict], words) for verdict, words in VERDICTS.items() if self._counts[verdict]]
        counts = Text(
            ", ".join(f"{number} {words.en}" for number, words in some),
            "，".join(f"{words.zh} {number}" for number, words in some),
        ).say(self._language)
        until = time.monotonic() + self._told.left(settled)
        with suppress(Exception):
            self._progress.update(self._task, completed=settled, counts=counts, until=until)


class _Left(ProgressColumn):
    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language

    def render(self, task: Task) -> RichText:
        seconds = task.fields["until"] - time.monotonic()
        if task.finished or seconds < 1:
            return RichText("")
        left = in_seconds(seconds)
        return RichText(Text(f"about {left.en} left", f"约剩 {left.zh}").say(self._language), style="dim")
