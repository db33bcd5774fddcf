"""Findings as a person reads them in a terminal: by page, the worst first, with the lines to jump to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath
from typing import IO

from attrs import field, frozen
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from ..findings import PROSE, SEVERITY, Finding, Impact
from . import shown

STYLES: dict[Impact, str] = {"breaking": "bold red", "additive": "green", "none": "dim", "docs": "cyan"}
_PARTS = {"both": ("", "", "dim"), "old": ("[-", "-]", "red"), "new": ("{+", "+}", "green")}
_INDENT = 12
_MOST_PAGES = 6  # named where one finding is on many


@frozen
class Run:
    """What a run of `diff` or `drift` read: where each page stands, and how much there was."""

    findings: Sequence[Finding]
    drift: bool
    spec: PurePath
    sources: dict[tuple[str, str], PurePath] = field(factory=dict)
    """The file of a page in a language; a name that two files share is not here."""
    pages: int = 0
    anomalies: int = 0
    unreadable: int = 0
    to_do: str = ""
    """What was written of the findings, and what is left."""

    def places(self, finding: Finding) -> list[str]:
        """The lines that a finding speaks of, in a form that editors and terminals let one jump to."""
        places = [f"{self.spec}:{finding.spec_line}"] if finding.spec_line else []
        file = self.sources.get((finding.page or "", "zh" if finding.language == "zh" else "en"))
        if finding.page_line:
            places.append(f"{file or finding.page}:{finding.page_line}")
        elif file:
            places.append(str(file))
        return places

    def by_page(self) -> list[tuple[str, list[Finding]]]:
        """The findings under the heading of their page, in the order of the pages, the worst finding first."""
        groups: dict[str, list[Finding]] = {}
        for finding in self.findings:
            groups.setdefault(heading(finding), []).append(finding)
        return [(name, sorted(group, key=worst_first)) for name, group in groups.items()]

    def shows_both_texts(self, finding: Finding) -> bool:
        """Whether the old side is the spec, which has words of its own: nothing to compare word by word."""
        return self.drift and finding.kind in PROSE

    def summary(self) -> str:
        """How many findings of each impact, and on how many pages."""
        told = [impacts(self.findings) or "nothing to report", *([self.to_do] if self.to_do else [])]
        if self.pages:
            told.append(f"{counted(self.pages, 'page')} read")
        if self.unreadable:
            told.append(f"{counted(self.unreadable, 'input')} could not be used")
        if self.anomalies:
            told.append(f"{counted(self.anomalies, 'anomaly', 'anomalies')} (see `python -m generator facts PAGE`)")
        return "; ".join(told) + "."


def impacts(findings: Sequence[Finding]) -> str:
    """`1 breaking, 2 docs`: how many findings of each impact, the worst first."""
    counts = Counter(finding.impact for finding in findings)
    return ", ".join(f"{counts[impact]} {impact}" for impact in reversed(SEVERITY) if counts[impact])


def counted(count: int, one: str, many: str = "") -> str:
    """`1 page`, `2 pages`."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def worst_first(finding: Finding) -> int:
    """A key to sort by: breaking before the rest."""
    return -SEVERITY.index(finding.impact)


def heading(finding: Finding) -> str:
    """The page of a finding, or the pages of one that hits many, and the operation."""
    if finding.pages:
        names = ", ".join(finding.pages[:_MOST_PAGES])
        rest = len(finding.pages) - _MOST_PAGES
        return f"{len(finding.pages)} pages: {names}" + (f" and {rest} more" if rest > 0 else "")
    return "  ".join(part for part in (finding.page, finding.operation) if part)


def console(stream: IO[str]) -> Console:
    """Where a report goes: with colours on a terminal only, and lines that wrap on a terminal only."""
    found = Console(file=stream)
    return found if found.is_terminal else Console(file=stream, width=160)


def findings(run: Run, stream: IO[str]) -> None:
    """Print the findings of a run and how many they are; print nothing where there are none."""
    if not run.findings:
        return
    out = console(stream)
    for name, group in run.by_page():
        _line(out, Text(shown.printable(name), style="bold"))
        for finding in group:
            _finding(out, run, finding)
        out.print()
    _line(out, Text(run.summary()))
    if any(map(run.shows_both_texts, run.findings)):
        _line(out, Text(shown.NOT_KEPT, style="dim"))


def _finding(out: Console, run: Run, finding: Finding) -> None:
    head = Text.assemble(
        (f"  {finding.impact:<{_INDENT - 2}}", STYLES[finding.impact]),
        (shown.printable(finding.subject), "bold"),
        ("" if finding.language == "both" else f" ({finding.language})", "dim"),
        f"  {finding.kind}",
    )
    _line(out, head)
    if changed := _change(run, finding):
        _paragraph(out, changed)
    for name, text in shown.both_texts(finding) if run.shows_both_texts(finding) else []:
        _paragraph(out, Text.assemble((f"{name}: ", "dim"), shown.printable(text)))
    for line in shown.example_lines(finding) if finding.subject.startswith("examples.") else []:
        style = {"-": "red", "+": "green"}.get(line[0], "dim")
        _line(out, Text(" " * _INDENT + shown.printable(line), style=style))
    _paragraph(out, Text(shown.printable(finding.message)))
    if places := run.places(finding):
        _line(out, Text(" " * _INDENT + "  ".join(map(shown.printable, places)), style="blue"))


def _change(run: Run, finding: Finding) -> Text | None:
    parts = shown.change(finding, drift=run.drift)
    if not parts:
        return None
    if len(parts) == 1:
        sign, style = ("+ ", "green") if parts[0].kind == "new" else ("- ", "red")
        return Text(sign + shown.printable(parts[0].text), style=style)
    if [part.kind for part in parts] == ["old", "new"]:
        old, new = (shown.printable(part.text) for part in parts)
        return Text.assemble((old, "red"), (" → ", "dim"), (new, "green"))
    text = Text()
    for part in parts:
        before, after, style = _PARTS[part.kind]
        text.append(f"{before}{shown.printable(part.text)}{after}", style=style)
    return text


def _line(out: Console, text: Text) -> None:
    out.print(text, soft_wrap=True)


def _paragraph(out: Console, text: Text) -> None:
    if out.is_terminal:
        out.print(Padding(text, (0, 0, 0, _INDENT)))
        return
    for line in text.split("\n", allow_blank=True):
        _line(out, Text(" " * _INDENT) + line)
