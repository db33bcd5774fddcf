"""The command `export`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ..arguments import command, short
from ..findings import InputError

if TYPE_CHECKING:
    from ..arguments import Commands

_FORMATS = {".json": "json", ".yaml": "yaml", ".yml": "yaml"}


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
    print(f"{short(options.output.resolve())}: written.")
    return 0


def _form(options: argparse.Namespace) -> str:
    """`json` or `yaml`, if the output's name does not contradict.

    Raises:
        InputError: The name of the file and the format disagree, neither says it, or the file must not be replaced.
    """
    path: Path | None = options.output
    if path is None:
        return str(options.format or "yaml")
    if path.resolve() == options.spec.resolve():
        raise InputError(f"{path}: this is the spec itself; name another file")
    if path.exists() and not path.is_file():
        raise InputError(f"{path}: not a file; name one")
    by_name = _FORMATS.get(path.suffix.lower())
    if options.format and by_name and options.format != by_name:
        raise InputError(f"{path}: the name says {by_name}, --format says {options.format}; change one of them")
    if not (options.format or by_name):
        raise InputError(f"{path}: the name says no format; end it in .json or .yaml, or give --format")
    return str(options.format or by_name)
