"""What the command lines of the generator's commands have in common."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from .findings import InputError

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction["Parser"]

ROOT = Path(__file__).resolve().parent.parent


class Parser(argparse.ArgumentParser):
    """A parser that tells what is wrong in one line, as all commands do."""

    def error(self, message: str) -> NoReturn:
        """Stop with status 2."""
        self.exit(2, f"{self.prog}: {' '.join(message.split())}; see `{self.prog} --help`\n")


def parsed(parser: Parser, arguments: Sequence[str] | None) -> argparse.Namespace:
    """The options of the command line. Options may stand between pages, which argparse does not take by itself."""
    options, more = parser.parse_known_args(arguments)
    if more and (not hasattr(options, "pages") or any(each.startswith("-") for each in more)):
        options.parser.error(f"unrecognized arguments: {' '.join(more)}")
    if more:
        options.pages += map(Path, more)
    return options


def command(
    commands: Commands, name: str, run: Callable[[argparse.Namespace], int], text: str
) -> argparse.ArgumentParser:
    """Add a command that takes `--spec`; `text` says in a few words what it does."""
    parser = commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
    parser.add_argument(
        "--spec", type=Path, metavar="FILE", default=short(ROOT / "spec" / "openapi.yaml"), help="default: %(default)s"
    )
    parser.set_defaults(run=run, parser=parser)
    return parser


def resolved(path: Path) -> Path:
    """The path from the root on, without links.

    Raises:
        InputError: It cannot be followed, as a link that leads to itself.
    """
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        raise InputError(f"{path}: cannot be followed, perhaps a link that leads to itself; name another") from None


def short(path: Path) -> Path:
    """The path as a person in this folder would type it."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
