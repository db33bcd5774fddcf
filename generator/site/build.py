"""Write the site into a folder, and know it again."""

from __future__ import annotations

from pathlib import Path

from ..spec import Spec
from .content import read
from .render import MARK, page

PAGE = "index.html"
_HEAD_BYTES = 512


def build(spec: Spec, into: Path) -> None:
    """Write the site of a spec without findings into the folder `into`, which must not exist yet."""
    text = page(read(spec))
    into.mkdir()
    # Bytes, so that no system turns line ends into its own.
    (into / PAGE).write_bytes(text.encode())


def may_replace(folder: Path) -> bool:
    """Whether nothing is lost when `folder` is replaced: it is missing, empty, or holds the site and nothing else."""
    if not folder.exists():
        return True
    if not folder.is_dir():
        return False
    inside = list(folder.iterdir())
    return not inside or ([each.name for each in inside] == [PAGE] and _is_ours(inside[0]))


def _is_ours(file: Path) -> bool:
    if not file.is_file():
        return False
    with file.open("rb") as start:
        return MARK.encode() in start.read(_HEAD_BYTES)
