"""The command `site`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from ..arguments import ROOT, command, resolved, short
from ..findings import InputError

if TYPE_CHECKING:
    from ..arguments import Commands


def add_to(commands: Commands) -> None:
    """Add `site` to the generator's commands."""
    parser = command(commands, "site", _site, "make the reference site, one HTML file, from the spec")
    parser.add_argument(
        "--output",
        type=Path,
        metavar="DIR",
        default=short(ROOT / "build" / "site"),
        help="the folder of the site (default: %(default)s)",
    )


def _site(options: argparse.Namespace) -> int:
    from .. import output
    from ..lint import sound

    spec = sound(options.spec)
    try:
        import okx_client

        from . import build
    except ImportError as error:  # the examples are signed, and checked, by the client itself
        raise InputError(f"the client cannot be imported ({error}); run `python -m generator generate`") from None
    if spec.sha256 != okx_client.SPEC_SHA256:
        raise InputError(f"{options.spec}: the client was made from another spec; run `python -m generator generate`")
    target = resolved(options.output)
    if not build.may_replace(target):
        raise InputError(f"{short(target)}: not a folder of `site`'s alone; name another, or remove it first")
    changes = output.replace(target, lambda new: build.build(spec, new))
    print(f"{short(target / build.PAGE)}: {'written' if changes else 'up to date'}.")
    return 0
