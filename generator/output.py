"""Compare folders of generated files, and swap a whole new one in for an old one."""

from __future__ import annotations

import difflib
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from attrs import frozen

from .findings import InputError

_CACHE = "__pycache__"


@frozen
class Difference:
    """One file that is not as expected; `lines` is a unified diff where both sides have it."""

    kind: Literal["missing", "surplus", "differs"]
    name: str
    lines: tuple[str, ...] = ()


@contextmanager
def new_folder(beside: Path) -> Iterator[Path]:
    """A place for a new version of the folder `beside`, on the same disk, removed at the end if it is still there."""
    beside.parent.mkdir(parents=True, exist_ok=True)
    holder = Path(tempfile.mkdtemp(prefix=f".{beside.name}-", dir=beside.parent))
    try:
        yield holder / beside.name
    finally:
        shutil.rmtree(holder, ignore_errors=True)


def replace(folder: Path, build: Callable[[Path], None]) -> list[Difference]:
    """Put what `build` writes into a new folder in the place of `folder`, where it differs; return the differences."""
    with new_folder(beside=folder) as new:
        build(new)
        changes = differences(new, folder)
        if changes:
            swap(new, folder)
    return changes


def swap(new: Path, old: Path) -> None:
    """Put the finished folder `new`, which `new_folder` gave, in the place of `old`, which may be missing.

    Two renames: nobody sees a folder half written, and any failure between them brings the old one back.
    """
    aside = new.parent / f"{old.name}.old"
    if old.exists():
        old.rename(aside)
    try:
        new.rename(old)
    except BaseException:
        if aside.exists():
            aside.rename(old)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def differences(expected: Path, actual: Path) -> list[Difference]:
    """Return what is missing from `actual`, what it has beyond `expected`, and what is not the same in both."""
    ours, theirs = _files(expected), _files(actual)
    found = [Difference("missing", name) for name in sorted(ours.keys() - theirs.keys())]
    found += [Difference("surplus", name) for name in sorted(theirs.keys() - ours.keys())]
    for name in sorted(ours.keys() & theirs.keys()):
        if ours[name] != theirs[name]:
            found.append(Difference("differs", name, _changed_lines(ours[name], theirs[name])))
    return found


def _files(folder: Path) -> dict[str, bytes]:
    if not folder.exists():
        return {}
    try:
        names = [path.relative_to(folder) for path in folder.rglob("*") if path.is_file()]
        return {name.as_posix(): (folder / name).read_bytes() for name in names if _CACHE not in name.parts}
    except OSError as error:
        raise InputError(f"{error.filename}: {error.strerror}") from None


def _changed_lines(expected: bytes, actual: bytes) -> tuple[str, ...]:
    before, after = (text.decode("utf-8", "replace").splitlines() for text in (actual, expected))
    return tuple(difflib.unified_diff(before, after, "there now", "from the spec", n=1, lineterm=""))
