"""What a run of `facts`, `diff` or `drift` came to, how it is printed, and the exit status that it has."""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Literal

from attrs import field, frozen

from ...findings import InputError
from ..commands.page_reader import Problem
from ..commands.pages import Source, files
from ..facts import Language, PageFacts
from ..findings import Finding

NO_FINDINGS: dict[str, list[Any]] = {"findings": []}


@frozen
class Outcome:
    """The findings of a run, the pages that it compared, and the problems with those that it could not use."""

    findings: list[Finding] = field(factory=list)
    pages: list[tuple[Source, PageFacts]] = field(factory=list)
    problems: list[Problem] = field(factory=list)
    to_do: str = ""
    """What was written of the findings, and what is left."""

    def take_unreadable(self, page: PageFacts) -> None:
        """Add the languages of a page that could not be read: each is a problem, and a finding as well."""
        for language, reason in page.unreadable.items():
            self.problems.append(Problem(page.name, reason))
            self.findings.append(unreadable(page.name, page.endpoint, language, reason))

    def take_problem(self, problem: Problem, operation: str | None = None) -> None:
        """Add a page that could not be read: a problem, and a finding as well."""
        self.problems.append(problem)
        self.findings.append(unreadable(problem.page, operation, "both", problem.message))

    def take_findings(self, findings: Iterable[Finding], *read: PageFacts) -> None:
        """Add the findings about what was read; but not a second one about a language that could not be."""
        told = {language for page in read for language in page.unreadable}
        self.findings.extend(each for each in findings if each.kind != "unreadable" or each.language not in told)


def unreadable(page: str, operation: str | None, language: Language | Literal["both"], reason: str) -> Finding:
    """The finding that a page, or one language of it, could not be read."""
    message = f"could not be read: {reason}"
    return Finding(page, operation, language, "endpoint", "unreadable", "breaking", None, None, None, None, message)


def report(options: argparse.Namespace, outcome: Outcome, *, drift: bool) -> int:
    """Print the findings in the form that was asked for, and return the exit status."""
    from . import for_people as text
    from . import markdown as report_markdown

    if options.format == "json":
        print_json({"findings": [finding.as_json() for finding in outcome.findings]})
        return status(outcome.findings, outcome.problems)
    run = text.Run(
        outcome.findings,
        drift,
        options.spec,
        dict(files(outcome.pages)),
        pages=len(outcome.pages),
        anomalies=sum(len(facts.anomalies) for _, page in outcome.pages for facts in page.languages.values()),
        unreadable=len(_messages(outcome.problems)),
        to_do=outcome.to_do,
    )
    if options.format == "markdown":
        print(report_markdown.findings(run), end="")
    else:
        text.findings(run, sys.stdout)
    if not outcome.findings and sys.stderr.isatty():
        print(run.summary(), file=sys.stderr)
    return status(outcome.findings, outcome.problems)


def status(findings: Sequence[Finding], problems: Sequence[Problem]) -> int:
    """Tell the problems on stderr, one line each. 0 nothing to report, 1 findings, 2 an input could not be used."""
    for message in _messages(problems):
        print(" ".join(message.split("\n")), file=sys.stderr)
    if problems:
        return 2
    return 1 if findings else 0


def _messages(problems: Sequence[Problem]) -> list[str]:
    """Each message once: one file, in which nothing can be read, may hold many pages."""
    return list(dict.fromkeys(problem.message for problem in problems))


def print_json(data: Any) -> None:
    """Print one JSON document."""
    print_utf_8(json.dumps(data, ensure_ascii=False, indent=2) + "\n")


def print_utf_8(text: str) -> None:
    """Print a text for a program or a file, in UTF-8 whatever the terminal's encoding."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    print(text, end="")


@contextmanager
def one_json_document(options: argparse.Namespace, nothing: Any) -> Iterator[None]:
    """See to it that a program which asked for JSON gets it, even where no input can be used."""
    try:
        yield
    except InputError:
        if options.format == "json":
            print_json(nothing)
        raise
