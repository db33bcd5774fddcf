"""The command lines of `facts`, `diff`, `drift`, `accept`, `draft` and `fetch`; what they do stands beside."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from ...arguments import ROOT, command, short

if TYPE_CHECKING:
    from ...arguments import Commands

DOCS = "https://www.okx.com"
_FOLDERS = "a folder stands for its *.md files"


def add_to(commands: Commands) -> None:
    """Add the commands of the docs pipeline."""
    for add in (_add_facts, _add_diff, _add_drift, _add_accept, _add_draft, _add_fetch):
        add(commands).add_argument(
            "--lock",
            type=Path,
            metavar="FILE",
            default=short(ROOT / "spec" / "docs.lock.json"),
            help="default: %(default)s",
        )


def _add_facts(commands: Commands) -> argparse.ArgumentParser:
    parser = command(commands, "facts", _late("run", "facts"), "show what docs pages claim")
    _takes_pages(parser)
    _takes_html(parser)
    _reports(parser)
    return parser


def _add_diff(commands: Commands) -> argparse.ArgumentParser:
    parser = command(commands, "diff", _late("run", "diff"), "compare two versions of docs pages")
    _takes_pages(parser, "OLD NEW", f"two versions of a page, or more such pairs; {_FOLDERS}")
    _takes_html(parser)
    parser.add_argument("--old-html", type=Path, metavar="FILE", help="the old version: OKX's English page")
    parser.add_argument("--old-html-zh", type=Path, metavar="FILE", help="the old version: OKX's Chinese page")
    _reports(parser)
    return parser


def _add_drift(commands: Commands) -> argparse.ArgumentParser:
    text = "see where the spec and docs pages disagree, and what to edit"
    parser = command(commands, "drift", _late("against_spec", "drift"), text)
    _takes_pages(parser)
    _takes_html(parser, "the spec's own")
    parser.add_argument("--write", action="store_true", help="make the edits of the spec that are mechanical")
    _reports(parser)
    return parser


def _add_accept(commands: Commands) -> argparse.ArgumentParser:
    text = "record that the spec has been reviewed against docs pages"
    parser = command(commands, "accept", _late("against_spec", "accept"), text)
    _takes_pages(parser)
    _takes_html(parser, "the spec's own")
    return parser


def _add_draft(commands: Commands) -> argparse.ArgumentParser:
    text = "print an operation for the spec, made from a docs page"
    parser = command(commands, "draft", _late("run", "draft"), text)
    _takes_pages(parser)
    _takes_html(parser)
    parser.add_argument("--write", action="store_true", help="put it into the spec instead")
    return parser


def _add_fetch(commands: Commands) -> argparse.ArgumentParser:
    parser = command(commands, "fetch", _late("run", "fetch"), "fetch the docs of the spec's operations")
    parser.add_argument(
        "--into",
        type=Path,
        metavar="DIR",
        default=short(ROOT / "build" / "docs"),
        help="the folder of the snapshot, en.html and zh.html (default: %(default)s)",
    )
    parser.add_argument("--base-url", metavar="URL", default=DOCS, help="default: %(default)s")
    _reports(parser)
    return parser


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


def _late(module: str, function: str) -> Callable[[argparse.Namespace], int]:
    """What a command does, imported when it runs, so that the others start without what it needs."""

    def run(options: argparse.Namespace) -> int:
        return int(getattr(import_module(f".{module}", __package__), function)(options))

    return run
