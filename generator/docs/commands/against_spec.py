"""What the commands do that hold pages against the spec: `drift`, `accept`. Each returns its exit status."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from attrs import evolve

from ... import places
from ... import spec as spec_file
from ...findings import InputError, Pointer
from ...spec import Spec
from .. import drift as drifting
from .. import lock as lock_file
from ..comparing import merge
from ..editing import write
from ..facts import PageFacts
from ..files import replace_text
from ..findings import Finding
from ..lock import Lock
from ..reporting import shown
from ..reporting.changes import shortened
from ..reporting.outcome import NO_FINDINGS, Outcome, one_json_document, report, status
from . import page_reader, pages
from .page_reader import MissingSectionError, Problem, Reader, counted
from .pages import Html, Section, Source


def drift(options: argparse.Namespace) -> int:
    """See where the spec and pages disagree, and with `--write` make the mechanical edits."""
    with one_json_document(options, NO_FINDINGS):
        spec = spec_file.load(options.spec)
        lock = lock_file.load(options.lock)
        outcome = _drift(spec, lock, pages.without_repeats(_named(options, spec)))
    done = report(options, outcome, drift=True)
    if options.write:
        _write(options.spec, lock, [page for _, page in outcome.pages])
    return done


def _drift(spec: Spec, lock: Lock, named: Sequence[Source]) -> Outcome:
    outcome, reader = Outcome(), Reader()
    for source in counted(named):
        try:
            page = reader.page(source)
        except InputError as error:
            gone = _removed(spec, source, str(error)) if isinstance(error, MissingSectionError) else None
            if gone:
                outcome.findings.append(gone)
            else:
                outcome.take_problem(Problem(source.name, str(error)))
            continue
        outcome.take(source, page)
        try:
            outcome.take_findings(page, drifting.drift(spec, lock, page, supplied=source.supplied))
        except InputError as error:
            outcome.problems.append(Problem(page.name, str(error)))
    return evolve(outcome, findings=merge.group(outcome.findings))


def _removed(spec: Spec, source: Source, message: str) -> Finding | None:
    """The finding that the HTML no longer has an operation of the spec; None for what the spec does not know."""
    place = next((place for place, anchor in operations(spec) if anchor == source.name), None)
    if place is None:
        return None
    languages = source.supplied or ()
    return Finding(
        page=source.name,
        operation=_endpoint(place),
        language=languages[0] if len(languages) == 1 else "both",
        subject="endpoint",
        kind="endpoint-removed",
        impact="breaking",
        old=_endpoint(place),
        new=None,
        spec_line=spec.line(place),
        page_line=None,
        message=message,
    )


def _write(path: Path, lock: Lock, read: Sequence[PageFacts]) -> None:
    text = path.read_bytes().decode("utf-8")
    written = write.write(text, path, lock, read)
    if written.text != text:
        replace_text(path, written.text)
    for finding, reason in written.refused:
        print(f"{path}: no edit for {finding.subject} of {finding.page}: {reason}", file=sys.stderr)
    print(f"{path}: {len(written.made)} finding(s) answered by an edit.", file=sys.stderr)


def accept(options: argparse.Namespace) -> int:
    """Record that the spec was reviewed against pages."""
    spec = spec_file.load(options.spec)
    before = after = lock_file.load(options.lock)
    read = page_reader.read(pages.without_repeats(_named(options, spec)))
    for _, page in read.pages:
        try:
            after = drifting.accept(after, spec, page)
        except InputError as error:
            read.problems.append(Problem(page.name, str(error)))
        else:
            _tell_accepted(page, after)
    if after != before:
        lock_file.save(after, options.lock)
    print(f"{options.lock}: {'written' if after != before else 'up to date'}.")
    return status([], read.problems)


def _tell_accepted(page: PageFacts, lock: Lock) -> None:
    entry = lock.entry(page)
    for language, reviewed in entry.languages.items() if entry else ():
        if language not in page.languages:
            continue
        print(f"{page.name} ({language}): accepted")
        for standing in reviewed.accepted:
            ours, theirs = (
                shortened(shown.value(standing.subject, value), 80) for value in (standing.spec, standing.page)
            )
            print(f"    left standing: {standing.subject}: {ours} in the spec, {theirs} on the page")


def _named(options: argparse.Namespace, spec: Spec) -> list[Source]:
    """The pages that are named; of HTML, by default the sections of the spec's operations."""
    html = Html(options.html, options.html_zh)
    known = {anchor: _endpoint(place) for place, anchor in operations(spec)}
    anchors = options.anchors or (list(known) if html else [])
    named = pages.sources(options.pages, html, anchors)
    return [
        evolve(source, endpoint=known.get(source.anchor)) if isinstance(source, Section) else source for source in named
    ]


def operations(spec: Spec) -> Iterator[tuple[Pointer, str]]:
    """The operations that name the anchor of their docs, and that anchor.

    Raises:
        InputError: The spec is no description of an API.
    """
    try:
        for place, operation in places.operations(spec.data):
            if anchor := operation.get("externalDocs", {}).get("x-anchor"):
                yield place, str(anchor)
    except (AttributeError, TypeError):
        raise InputError(f"{spec.path}: not the spec of an API; run `python -m generator lint` and mend it") from None


def _endpoint(place: Pointer) -> str:
    return f"{str(place[2]).upper()} {place[1]}"
