"""`OKX` and `AsyncOKX` are one client: the same names, the same parameters. And no file is too long to be read."""

from __future__ import annotations

import inspect
from typing import Any

import pytest

import okx_client
from okx_client import CancelProgress

from .test_public_surface import PACKAGE, TWINS, hand_written


def test_every_hand_written_file_can_be_read_at_one_sitting() -> None:
    lines = {path.relative_to(PACKAGE).as_posix(): len(path.read_text("utf-8").splitlines()) for path in hand_written()}
    assert lines["auth.py"] < 120
    assert {name: count for name, count in lines.items() if count > 250} == {}


def shape(kind: type) -> dict[str, list[tuple[str, Any, Any]]]:
    """The public names of a class, with the parameters of each and whether each has a default."""
    renamed = {"aclose": "close", "__anext__": "__next__", "__aenter__": "__enter__", "__aexit__": "__exit__"}
    found = {}
    for name in dir(kind):
        if name.startswith("_") and name not in ("__init__", "__len__", *renamed, *renamed.values()):
            continue
        value = inspect.getattr_static(kind, name)
        plain = value.__func__ if isinstance(value, classmethod) else value
        if inspect.isfunction(plain):
            signature = inspect.signature(plain).parameters.values()
            found[renamed.get(name, name)] = [(each.name, each.kind, each.default) for each in signature]
        elif not name.startswith("_"):
            found[name] = []
    return found


@pytest.mark.parametrize(("sync", "asynchronous"), TWINS, ids=lambda kind: kind.__name__)
def test_both_clients_have_the_same_names_and_parameters(sync: type, asynchronous: type) -> None:
    ours, theirs = shape(sync), shape(asynchronous)
    if sync is CancelProgress:  # made by the calls, not by callers
        del ours["__init__"], theirs["__init__"]
    assert ours == theirs
    awaited = {name for name, value in vars(asynchronous).items() if inspect.iscoroutinefunction(value)}
    for name in awaited - {"__anext__", "__aenter__", "__aexit__", "aclose"}:
        assert not inspect.iscoroutinefunction(vars(sync)[name])


def test_everything_that_is_public_can_be_imported_and_nothing_twice() -> None:
    assert sorted(set(okx_client.__all__)) == sorted(okx_client.__all__)
    for name in okx_client.__all__:
        assert getattr(okx_client, name) is not None
