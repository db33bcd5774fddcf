"""Compare folders of generated files, and swap a whole new one in for an old one."""

from __future__ import annotations

import difflib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .findings import InputError

_CACHE = "__pycache__"


@contextmanager
def new_folder(beside: Path) -> Iterator[Path]:
    """A place for a new version of the folder `beside`, on the same disk, removed at the end if it is still there."""
    beside.parent.mkdir(parents=True, exist_ok=True)
    holder = Path(tempfile.mkdtemp(prefix=f".{beside.name}-", dir=beside.parent))
    try:
        yield holder / beside.name
    finally:
        shutil.rmtree(holder, ignore_errors=True)


def swap(new: Path, old: Path) -> None:
    """Put the finished folder `new` in the place of `old`, which may be missing. Readers see one or the other whole."""
    aside = new.parent / f"{old.name}.old"
    if old.exists():
        os.rename(old, aside)
    try:
        os.rename(new, old)
    except OSError:
        if aside.exists():
            os.rename(aside, old)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def differences(expected: Path, actual: Path) -> list[str]:
    """What differs in `actual`, a line for each file and, for a changed text, the lines that changed."""
    ours, theirs = _files(expected), _files(actual)
    report = [f"missing: {name}" for name in sorted(ours.keys() - theirs.keys())]
    report += [f"not from the generator: {name}" for name in sorted(theirs.keys() - ours.keys())]
    for name in sorted(ours.keys() & theirs.keys()):
        if ours[name] != theirs[name]:
            report.append(f"differs: {name}")
            report += _changed_lines(ours[name], theirs[name])
    return report


def _files(folder: Path) -> dict[str, bytes]:
    if not folder.exists():
        return {}
    try:
        paths = [path for path in folder.rglob("*") if path.is_file() and _CACHE not in path.parts]
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    except OSError as error:
        raise InputError(f"{error.filename}: {error.strerror}") from None


def _changed_lines(expected: bytes, actual: bytes) -> list[str]:
    before, after = (text.decode("utf-8", "replace").splitlines() for text in (actual, expected))
    return [f"    {line}" for line in difflib.unified_diff(before, after, "there now", "from the spec", "", "", 1, "")]
