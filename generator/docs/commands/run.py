"""What `facts`, `diff`, `draft` and `fetch` do; each returns its exit status. `against_spec.py` has the others."""

from __future__ import annotations

import argparse
import sys

from ... import spec as spec_file
from ...findings import InputError
from ..reporting.outcome import NO_FINDINGS, Outcome, one_json_document, print_json, print_utf_8, report, status
from . import page_reader, pages, versions
from .page_reader import Problem
from .pages import Html

_NEXT = (
    "Next: say its texts in your own words, run `python -m generator lint`, then `accept` the page; "
    "until then `drift` does not compare its prose."
)


def facts(options: argparse.Namespace) -> int:
    """Show what pages claim."""
    with one_json_document(options, []):
        named = pages.sources(options.pages, Html(options.html, options.html_zh), options.anchors)
        read = page_reader.read(named)
    if options.format == "json":
        data = [page.as_json() for _, page in read.pages]
        print_json(data[0] if len(named) == 1 and data else data)
    elif options.format == "markdown":
        from ..reporting import markdown as report_markdown

        print("\n".join(report_markdown.facts(page, source.file) for source, page in read.pages), end="")
    else:
        from ..reporting import facts_for_people as report_facts

        for number, (source, page) in enumerate(read.pages):
            print("\n" if number else "", end="")
            report_facts.facts(page, sys.stdout, source.file)
    return status([], read.problems)


def diff(options: argparse.Namespace) -> int:
    """Compare two versions of pages."""
    with one_json_document(options, NO_FINDINGS):
        old, new = Html(options.old_html, options.old_html_zh), Html(options.html, options.html_zh)
        outcome = versions.compared(versions.pairs(options.pages, old, new, options.anchors))
    return report(options, outcome, drift=False)


def draft(options: argparse.Namespace) -> int:
    """Make operations of pages: print them, or with `--write` put them into the spec; tell what they leave open."""
    from ..drafting import draft
    from ..drafting.insert import insert
    from ..drafting.left_open import left_open
    from ..files import replace_text

    spec = spec_file.load(options.spec)
    before = text = options.spec.read_bytes().decode("utf-8")
    named = pages.sources(options.pages, Html(options.html, options.html_zh), options.anchors)
    read = page_reader.read(pages.without_repeats(named))
    drafts: list[str] = []
    added: list[str] = []
    for source, page in read.pages:
        try:
            drafts.append(draft.draft(page, spec))
            more = insert(text, drafts[-1])
            drafted = spec_file.parse(more.encode(), options.spec)
            for language, line, message in left_open(page, spec, drafted):
                print(f"{source.file(language)}{f':{line}' if line else ''}: {message}", file=sys.stderr)
        except InputError as error:
            read.problems.append(Problem(page.name, str(error)))
            continue
        if options.write:
            text, spec = more, drafted
            added.append(page.endpoint or page.name)
    if text != before:
        replace_text(options.spec, text)
        print(*(f"{options.spec}: {each} added." for each in added), _NEXT, sep="\n")
    elif not options.write:
        print_utf_8("---\n".join(drafts))
    return status([], read.problems)


def fetch(options: argparse.Namespace) -> int:
    """Fetch the docs of the spec's operations, and compare them with what was fetched before."""
    import time

    import httpx

    from ..fetching import fetch
    from . import against_spec

    with one_json_document(options, NO_FINDINGS):
        spec = spec_file.load(options.spec)
        list(against_spec.operations(spec))  # tells what is no spec
    with httpx.Client() as client:
        fetched = fetch.fetch(spec, options.base_url, options.into, client=client, clock=time.monotonic)
    files = [*(f"{path}: written" for path in fetched.written), *(f"{path}: unchanged" for path in fetched.unchanged)]
    for line in (*fetched.notices, *files):
        print(line, file=sys.stderr)
    problems = [Problem("", problem) for problem in fetched.problems]
    return report(options, Outcome(fetched.findings, problems=problems), drift=False)
