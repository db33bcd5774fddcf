"""What the commands do that hold pages against the spec: `drift`, `accept`. Each returns its exit status."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence

from attrs import evolve

from ... import places
from ... import spec as spec_file
from ...findings import InputError, Pointer
from ...lint import lint
from ...spec import Spec
from .. import drift as drifting
from .. import lock as lock_file
from ..comparing import merge
from ..editing import write
from ..facts import PageFacts
from ..files import replace_text
from ..findings import Finding
from ..in_words import LANGUAGES
from ..lock import Lock
from ..reporting import for_people, shown
from ..reporting.changes import shortened
from ..reporting.outcome import NO_FINDINGS, Outcome, one_json_document, report, status
from ..reporting.written import marked
from . import page_reader, pages
from .page_reader import MissingSectionError, Problem, Reader, counted
from .pages import Html, Section, Source

_SHORT = 80  # characters of a value that stays different


def drift(options: argparse.Namespace) -> int:
    """See where the spec and pages disagree, and with `--write` make the mechanical edits."""
    with one_json_document(options, NO_FINDINGS):
        spec = spec_file.load(options.spec)
        lock = lock_file.load(options.lock)
        outcome = _drift(spec, lock, pages.without_repeats(_named(options, spec)))
    done = _write(options, lock, outcome) if options.write else report(options, outcome, drift=True)
    if sys.stderr.isatty():
        _tell_never_accepted(lock, [page for _, page in outcome.pages])
    return done


def _tell_never_accepted(lock: Lock, read: Sequence[PageFacts]) -> None:
    """Tell a person of which pages only the facts were compared; for a program silence means that nothing differs."""
    for page in read:
        entry = lock.entry(page)
        new = [LANGUAGES[language] for language in page.languages if entry is None or language not in entry.languages]
        if new:
            advice = "`accept` the page once the spec tells what it tells"
            print(
                f"{page.name}: its {' and '.join(new)} texts were never accepted, nor compared; {advice}",
                file=sys.stderr,
            )


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
        outcome.take_unreadable(page)
        try:
            outcome.take_findings(drifting.drift(spec, lock, page, supplied=source.supplied), page)
            outcome.pages.append((source, page))
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
        operation=places.endpoint(place),
        language=languages[0] if len(languages) == 1 else "both",
        subject="endpoint",
        kind="endpoint-removed",
        impact="breaking",
        old=places.endpoint(place),
        new=None,
        spec_line=spec.line(place),
        page_line=None,
        message=message,
    )


def _write(options: argparse.Namespace, lock: Lock, outcome: Outcome) -> int:
    """Make the edits, then tell what was found and what of it was written; if nothing can be, what was found."""
    path = options.spec
    try:
        text = path.read_bytes().decode("utf-8")
        written = write.write(text, path, lock, [page for _, page in outcome.pages])
        if written.text != text:
            replace_text(path, written.text)
    except (InputError, OSError):
        report(options, outcome, drift=True)
        raise
    now = marked(outcome.findings, written.told)
    to_do = f"{now.written} written, {now.left} left to you"
    done = report(options, evolve(outcome, findings=now.findings, to_do=to_do), drift=True)
    for finding, reason in written.refused:
        print(f"{path}: no edit for {finding.subject} of {finding.page}: {reason}", file=sys.stderr)
    print(f"{path}: {len(written.made)} finding(s) answered by an edit.", file=sys.stderr)
    return done


def accept(options: argparse.Namespace) -> int:
    """Record that the spec was reviewed against pages."""
    spec = spec_file.load(options.spec)
    before = after = lock_file.load(options.lock)
    if mistakes := lint(spec):
        raise InputError(f"{mistakes[0].at(spec.path)}; mend what `python -m generator lint` finds, then accept")
    read = page_reader.read(pages.without_repeats(_named(options, spec)))
    accepted: dict[Pointer, tuple[PageFacts, list[Finding]]] = {}
    for source, page in read.pages:
        try:
            operation = drifting.operation(spec, page)
            if operation in accepted:
                raise InputError(
                    f"{source.file('en')}: another page of {page.endpoint} is accepted already; name one of them"
                )
            after = drifting.accept(after, spec, page)
        except InputError as error:
            read.problems.append(Problem(page.name, str(error)))
        else:
            accepted[operation] = page, drifting.drift(spec, Lock(), page)
    if after != before:
        lock_file.save(after, options.lock)
    _tell_accepted(list(accepted.values()))
    print(f"{options.lock}: {'written' if after != before else 'up to date'}.")
    return status([], read.problems)


def _tell_accepted(accepted: Sequence[tuple[PageFacts, list[Finding]]]) -> None:
    """Tell what stays different from now on without being told again: it is as good as agreed to."""
    standing = [sorted(left, key=for_people.worst_first) for _, left in accepted]
    for (page, _), left in zip(accepted, standing, strict=True):
        print(f"{page.name} ({', '.join(page.languages)}): reviewed")
        for one in left:
            ours, theirs = (shortened(shown.side(one, value), _SHORT) for value in (one.old, one.new))
            language = "" if one.language == "both" else f" ({one.language})"
            print(f"    {one.impact}{language}  {one.subject}: {ours} in the spec, {theirs} on the page")
    if any(standing):
        counts = for_people.impacts([one for left in standing for one in left])
        each = "; ".join(f"{left[0].page}: {', '.join(one.subject for one in left)}" for left in standing if left)
        print(f"accepted: {counts}; these stay different from OKX's page: {each}")
    elif accepted:
        print("accepted: spec and pages say the same.")


def _named(options: argparse.Namespace, spec: Spec) -> list[Source]:
    """The pages that are named; of HTML, by default the sections of the spec's operations."""
    html = Html(options.html, options.html_zh)
    known = {anchor: places.endpoint(place) for place, anchor in operations(spec)}
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
