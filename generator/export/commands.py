"""The command `export`."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ..arguments import command, resolved, short
from ..findings import InputError

if TYPE_CHECKING:
    from ..arguments import Commands

_FORMATS = {".json": "json", ".yaml": "yaml", ".yml": "yaml"}
# What the command itself writes first; our spec begins with a comment. An empty file is nobody's work.
_EXPORTED = re.compile(rb"""\s*(\Z|openapi:|"openapi"\s*:|\{\s*"openapi"\s*:)""")
_HEAD_BYTES = 512


def add_to(commands: Commands) -> None:
    """Add `export` to the generator's commands."""
    parser = command(commands, "export", _export, "write the spec as a plain OpenAPI document in one language")
    parser.add_argument("--lang", choices=("en", "zh"), required=True, help="the language of all texts")
    parser.add_argument("--format", choices=("json", "yaml"), help="default: by the suffix of --output, else yaml")
    parser.add_argument("--output", type=Path, metavar="FILE", help="default: standard output")


def _export(options: argparse.Namespace) -> int:
    form = _form(options)
    from ..docs import files
    from ..lint import sound
    from . import plain, writing

    document = plain.plain(sound(options.spec), options.lang)
    text = writing.as_json(document) if form == "json" else writing.as_yaml(document)
    if options.output is None:
        sys.stdout.buffer.write(text.encode())  # UTF-8 for the next tool, whatever the terminal has
        return 0
    files.replace_text(options.output, text)
    print(f"{short(resolved(options.output))}: written.")
    return 0


def _form(options: argparse.Namespace) -> str:
    """`json` or `yaml`, if the output's name does not contradict.

    Raises:
        InputError: The name of the file and the format disagree, neither says it, or the file must not be replaced.
    """
    path: Path | None = options.output
    if path is None:
        return str(options.format or "yaml")
    if resolved(path) == resolved(options.spec):
        raise InputError(f"{path}: this is the spec itself; name another file")
    if path.exists() and not path.is_file():
        raise InputError(f"{path}: not a file; name one")
    if path.exists() and not _may_replace(path):
        raise InputError(f"{path}: not an OpenAPI document that `export` wrote; name another, or remove it first")
    by_name = _FORMATS.get(path.suffix.lower())
    if options.format and by_name and options.format != by_name:
        raise InputError(f"{path}: the name says {by_name}, --format says {options.format}; change one of them")
    if not (options.format or by_name):
        raise InputError(f"{path}: the name says no format; end it in .json or .yaml, or give --format")
    return str(options.format or by_name)


def _may_replace(file: Path) -> bool:
    with file.open("rb") as start:
        return _EXPORTED.match(start.read(_HEAD_BYTES)) is not None
