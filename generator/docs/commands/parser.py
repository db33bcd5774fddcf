"""The command lines of `facts`, `diff`, `drift`, `accept`, `draft` and `fetch`; what they do stands beside."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from ...arguments import ROOT, command, short

if TYPE_CHECKING:
    from ...arguments import Commands

DOCS = "https://www.okx.com"
_FOLDERS = "a folder stands for its *.md files"


def add_to(commands: Commands) -> None:
    """Add the commands of the docs pipeline."""
    facts = command(commands, "facts", _facts, "show what docs pages claim")
    _takes_pages(facts)
    _takes_html(facts)
    _reports(facts)

    diff = command(commands, "diff", _diff, "compare two versions of docs pages")
    _takes_pages(diff, "OLD NEW", f"two versions of a page, or more such pairs; {_FOLDERS}")
    _takes_html(diff)
    diff.add_argument("--old-html", type=Path, metavar="FILE", help="the old version: OKX's English page")
    diff.add_argument("--old-html-zh", type=Path, metavar="FILE", help="the old version: OKX's Chinese page")
    _reports(diff)

    drift = command(commands, "drift", _drift, "see where the spec and docs pages disagree, and what to edit")
    _takes_pages(drift)
    _takes_html(drift, "the spec's own")
    drift.add_argument("--write", action="store_true", help="make the edits of the spec that are mechanical")
    _reports(drift)

    accept = command(commands, "accept", _accept, "record that the spec has been reviewed against docs pages")
    _takes_pages(accept)
    _takes_html(accept, "the spec's own")

    draft = command(commands, "draft", _draft, "print an operation for the spec, made from a docs page")
    _takes_pages(draft)
    _takes_html(draft)
    draft.add_argument("--write", action="store_true", help="put it into the spec instead")

    fetch = command(commands, "fetch", _fetch, "fetch the docs of the spec's operations")
    fetch.add_argument(
        "--into",
        type=Path,
        metavar="DIR",
        default=short(ROOT / "build" / "docs"),
        help="the folder of the snapshot, en.html and zh.html (default: %(default)s)",
    )
    fetch.add_argument("--base-url", metavar="URL", default=DOCS, help="default: %(default)s")
    _reports(fetch)

    for each in (facts, diff, drift, accept, draft, fetch):
        each.add_argument(
            "--lock",
            type=Path,
            metavar="FILE",
            default=short(ROOT / "spec" / "docs.lock.json"),
            help="default: %(default)s",
        )


def _takes_pages(parser: argparse.ArgumentParser, name: str = "PAGE", text: str = f"a page file; {_FOLDERS}") -> None:
    parser.add_argument("pages", type=Path, nargs="*", metavar=name, help=text)


def _takes_html(parser: argparse.ArgumentParser, anchors: str = "") -> None:
    parser.add_argument("--html", type=Path, metavar="FILE", help="OKX's English page, one HTML file with all sections")
    parser.add_argument("--html-zh", type=Path, metavar="FILE", help="OKX's Chinese page")
    parser.add_argument(
        "--anchor",
        dest="anchors",
        nargs="+",
        action="extend",
        default=[],
        metavar="ANCHOR",
        help="the sections of the HTML to read" + (f" (default: {anchors})" if anchors else ""),
    )


def _reports(parser: argparse.ArgumentParser) -> None:
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", dest="format", action="store_const", const="json", help="print one JSON document")
    form.add_argument(
        "--format",
        choices=("text", "markdown", "json"),
        default="text",
        help="text for a person (the default), markdown for a pull request, json for a program",
    )


# What a command needs is imported when it runs, so that the others start without it.


def _facts(options: argparse.Namespace) -> int:
    from . import run

    return run.facts(options)


def _diff(options: argparse.Namespace) -> int:
    from . import run

    return run.diff(options)


def _drift(options: argparse.Namespace) -> int:
    from . import against_spec

    return against_spec.drift(options)


def _accept(options: argparse.Namespace) -> int:
    from . import against_spec

    return against_spec.accept(options)


def _draft(options: argparse.Namespace) -> int:
    from . import run

    return run.draft(options)


def _fetch(options: argparse.Namespace) -> int:
    from . import run

    return run.fetch(options)
