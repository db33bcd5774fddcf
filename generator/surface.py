"""What users of the package can import and call, and what of it they would lose or see changed since a git revision.

Both versions are read as source with griffe and never imported. griffe's own list of breaking changes knows nothing of
attrs and passes over changed types and values, so the comparison is ours: one line of text for each public name.
"""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

import griffe

from .findings import InputError

Surface = dict[str, str]
"""Public name, dotted: what it is, as one line."""

# These say which spec and tools made the client; they are there to change.
_MEANT_TO_CHANGE = ("SPEC_SHA256", "GENERATED_WITH")
_ATTRS = ("define", "frozen", "mutable")


def changes_since(revision: str, package: Path, repository: Path) -> list[str]:
    """Return a line for each public name of `package` at `revision` that is gone now, or is something else.

    Raises:
        InputError: The revision or git itself cannot be used, or the package was not there yet.
    """
    with tempfile.TemporaryDirectory() as folder:
        _check_out(revision, package.relative_to(repository), repository, Path(folder))
        before = surface(Path(folder) / package.relative_to(repository))
    return differences(before, surface(package))


def differences(before: Surface, now: Surface) -> list[str]:
    """Return a line for each name that was lost or changed; what is only new costs nobody anything."""
    lines = []
    for name, was in before.items():
        if name not in now:
            if (owner := _owner(name)) in now or owner not in before:  # else the owner's own line says it
                lines.append(f"lost: {name}")
        elif now[name] != was and not _only_grew(was, now[name]):
            lines.append(f"changed: {name}\n    was {was}\n    is  {now[name]}")
    return lines


def _owner(name: str) -> str:
    return name.removesuffix("()") if name.endswith("()") else name.rpartition(".")[0]


def surface(package: Path) -> Surface:
    """Return everything that a user of the package in this folder can reach by public names."""
    loader = griffe.GriffeLoader(search_paths=[package.parent], allow_inspection=False)
    root = loader.load(package.name)
    loader.resolve_aliases(implicit=False, external=False)
    found: Surface = {}
    for module in _public_modules(root):
        for name, line in _members(module, module.path):
            found.setdefault(name, line)
    return found


def _public_modules(module: griffe.Object | griffe.Alias) -> Iterator[griffe.Object | griffe.Alias]:
    """The modules that are meant for users: those with an `__all__`, outside of private folders."""
    if module.exports is not None:
        yield module
    for child in module.members.values():
        if isinstance(child, griffe.Module) and not child.name.startswith("_"):
            yield from _public_modules(child)


def _members(parent: griffe.Object | griffe.Alias, path: str) -> Iterator[tuple[str, str]]:
    exports = None if parent.exports is None else {str(name) for name in parent.exports}
    for name, member in parent.all_members.items():
        if name.startswith("_") or name in _MEANT_TO_CHANGE or (exports is not None and name not in exports):
            continue
        if parent.is_module and exports is None and isinstance(member, griffe.Alias):
            continue  # an import, in a module that does not say what it exports
        try:
            target = member.final_target if isinstance(member, griffe.Alias) else member
        except (griffe.AliasResolutionError, griffe.CyclicAliasError):
            continue  # a name of another package
        yield from _lines(target, f"{path}.{name}")


def _lines(target: griffe.Object | griffe.Alias, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(target, griffe.Function):
        yield path, " | ".join(_signature(function) for function in target.overloads or [target])
    elif isinstance(target, griffe.Attribute):
        yield path, " ".join(_field(target).split())
    elif isinstance(target, griffe.Class):
        bases = [str(base) for base in target.bases if not str(base).startswith("_")]
        yield path, f"class({', '.join(bases)})"
        yield f"{path}()", _constructor(target)
        yield from _members(target, path)
    else:
        yield path, "module"
        yield from _members(target, path)


def _signature(function: griffe.Function) -> str:
    return " ".join(str(function.signature(name="")).split())


def _constructor(target: griffe.Class) -> str:
    """The arguments that make an object: of `__init__`, or of the fields where attrs writes it."""
    initialiser = target.all_members.get("__init__")
    if isinstance(initialiser, griffe.Function):
        return " | ".join(_signature(function) for function in initialiser.overloads or [initialiser])
    decorators = (str(decorator.value) for decorator in target.decorators)
    if not any(decorator.removeprefix("_attrs_").partition("(")[0] in _ATTRS for decorator in decorators):
        return "()"
    fields = [
        member for member in target.members.values() if isinstance(member, griffe.Attribute) and member.annotation
    ]
    arguments = [_field(field) for field in fields if not field.has_labels("property") and not _left_out(field)]
    return f"({', '.join(arguments)})"


def _left_out(field: griffe.Attribute) -> bool:
    return "init=False" in str(field.value)


def _field(field: griffe.Attribute) -> str:
    annotation = f": {field.annotation}" if field.annotation else ""
    return field.name + annotation + ("" if field.value is None else f" = {field.value}")


def _only_grew(was: str, now: str) -> bool:
    """Say whether a constructor has the same arguments as before and, after them, more that may be left out."""
    if not (was.startswith("(") and was.endswith(")") and now.startswith(was[:-1])):
        return False
    added = now[len(was) - 1 : -1].removeprefix(", ")
    return all(" = " in argument for argument in added.split(", "))


def _check_out(revision: str, folder: Path, repository: Path, into: Path) -> None:
    """Write `folder` as it was at `revision` below the folder `into`."""
    command = ["git", "archive", "--format=tar", revision, "--", folder.as_posix()]
    try:
        run = subprocess.run(command, cwd=repository, capture_output=True, check=True)
    except FileNotFoundError:
        raise InputError("git is not installed; `check --against` needs it to read the older version") from None
    except subprocess.CalledProcessError as error:
        reason = " ".join(error.stderr.decode(errors="replace").split())
        raise InputError(f"cannot read {folder} at {revision}: {reason}; name a commit, a tag or a branch") from None
    with tarfile.open(fileobj=io.BytesIO(run.stdout)) as archive:
        # Python 3.11 has the filter from its fourth patch release on; Debian 12 brings the second.
        archive.extraction_filter = getattr(tarfile, "data_filter", lambda member, path: member)
        archive.extractall(into)
