"""The generator's commands. Exit status: 0 nothing to report, 1 findings, 2 an input could not be used."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from . import export
from . import spec as spec_file
from .arguments import ROOT, Parser, command, parsed, resolved, short
from .docs.commands import parser as docs_commands
from .findings import InputError, SpecRefused
from .lint import lint, sound
from .site import commands as site_commands

PACKAGE = ROOT / "generated_client" / "okx_client"

# What each kind of difference between the new and the old folder is called.
_AFTER_GENERATE = {"missing": "new", "surplus": "removed", "differs": "changed"}
_IN_CHECK = {"missing": "missing", "surplus": "not from the generator", "differs": "differs"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    options = parsed(_parser(), arguments)
    try:
        status = int(options.run(options))
        print(end="", flush=True)
    except SpecRefused as refused:
        for finding in refused.findings:
            print(finding.at(options.spec), file=sys.stderr)
        print(f"{len(refused.findings)} finding(s) in {options.spec}; nothing was written.", file=sys.stderr)
        return 1
    except InputError as error:
        print(error, file=sys.stderr)
    except BrokenPipeError:  # whoever reads our output, such as `head`, has seen enough of it
        _drop_output()
        return 128 + 13  # what a shell shows for SIGPIPE
    except OSError as error:
        if error.filename is None:
            _drop_output()
        print(f"{error.filename or 'output'}: {error.strerror or error}; nothing was written.", file=sys.stderr)
    except KeyboardInterrupt:
        print("Interrupted; nothing was written.", file=sys.stderr)
        return 130
    else:
        return status
    return 2


def _drop_output() -> None:
    """Keep Python from trying once more, at its end, to write what could not be written."""
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser() -> Parser:
    parser = Parser(
        prog="python -m generator",
        description="Keep the client true to spec/openapi.yaml.",
        epilog="Exit status: 0 nothing to report, 1 findings, 2 an input could not be used.",
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    generate = command(commands, "generate", _generate, "make the client's _generated/ from the spec")
    check = command(commands, "check", _check, "see whether _generated/ is what the spec gives")
    command(commands, "lint", _lint, "look for mistakes in the spec, with the line of each")
    for each in (generate, check):
        each.add_argument(
            "--output",
            type=Path,
            metavar="DIR",
            default=PACKAGE / "_generated",
            help="the generated folder (default: the package's _generated/)",
        )
    check.add_argument(
        "--against",
        metavar="REF",
        help="instead, list what users of the package at that git revision would lose or see changed",
    )
    site_commands.add_to(commands)
    export.add_to(commands)
    docs_commands.add_to(commands)
    return parser


def _lint(options: argparse.Namespace) -> int:
    findings = lint(spec_file.load(options.spec))
    for finding in findings:
        print(finding.at(options.spec))
    print(f"{options.spec}: {len(findings)} finding(s)." if findings else f"{options.spec}: nothing to report.")
    return 1 if findings else 0


def _generate(options: argparse.Namespace) -> int:
    from . import client, output

    spec = sound(options.spec)
    target = resolved(options.output)
    if not client.may_replace(target):
        raise InputError(f"{short(target)}: not a folder that the generator made; name another, or remove it first")
    changes = output.replace(target, lambda new: client.build(spec, new))
    for change in changes:
        print(f"{_AFTER_GENERATE[change.kind]}: {change.name}")
    print(f"{short(target)}: {len(changes)} file(s) changed." if changes else f"{short(target)}: up to date.")
    return 0


def _check(options: argparse.Namespace) -> int:
    if options.against is not None:
        return _check_against(options.against)
    from . import client, output

    spec = sound(options.spec)
    target = resolved(options.output)
    with tempfile.TemporaryDirectory() as elsewhere:
        new = Path(elsewhere) / target.name
        client.build(spec, new)
        report = output.differences(new, target)
    if not report:
        print(f"{short(target)}: exactly what {options.spec} gives.")
        return 0
    for difference in report:
        print(f"{_IN_CHECK[difference.kind]}: {difference.name}", *difference.lines, sep="\n    ")
    print(f"{short(target)} is not what {options.spec} gives; run `python -m generator generate`.")
    return 1


def _check_against(revision: str) -> int:
    from . import surface

    changes = surface.changes_since(revision, PACKAGE, ROOT)
    for change in changes:
        print(change)
    print(f"{len(changes)} change(s) since {revision}." if changes else f"Nothing lost or changed since {revision}.")
    return 1 if changes else 0
