"""Work grows as the operations of the spec do, counted in calls, of which every machine makes as many."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator import client
from generator import spec as spec_file
from generator.docs.drift import accept, drift
from generator.docs.lock import Lock
from generator.export.plain import plain
from generator.lint import lint
from generator.site import build as site
from generator.spec import Spec
from tests.docs import drifting

from .support import TINY

# What the tiny spec names that no two operations may share: the path, the operation, its page, and its schemas.
_OWN = re.compile(r"^  /do|doIt|do-it|(?<=schemas/)\w+|^    (?:Ask|Answer|Item)(?=:)", re.MULTILINE)
_SIZES = (2, 12, 22)  # operations


def many(count: int) -> Spec:
    """The tiny spec with so many operations, each with schemas of its own."""
    head, rest = TINY.split("paths:\n")
    operation, rest = rest.split("components:\n")
    schemes, schemas = rest.split("  schemas:\n")
    operations, all_schemas = (
        "".join(_OWN.sub(rf"\g<0>{number}", text) for number in range(count)) for text in (operation, schemas)
    )
    text = f"{head}paths:\n{operations}components:\n{schemes}  schemas:\n{all_schemas}"
    return spec_file.parse(text.encode(), Path("spec.yaml"))


def calls(work: Callable[[Spec], object], count: int) -> int:
    """How many functions are called while this is done with so many operations."""
    spec, called = many(count), 0

    def note(frame: Any, event: str, argument: Any) -> None:
        nonlocal called
        called += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work(spec)
    finally:
        sys.setprofile(before)
    return called


def read_spec(spec: Spec) -> None:
    many(len(spec.data["paths"]))


def drift_everywhere(spec: Spec) -> None:
    """Hold a page against each operation that says something else than its schemas do."""
    for anchor in drifting.operations(spec):
        page = drifting.page(anchor, drifting.row("request", "ordId", required="yes"), spec=spec)
        assert "Suggested edit" in drift(spec, Lock(), page)[0].message


def accept_everywhere(spec: Spec) -> None:
    for anchor in drifting.operations(spec):
        accept(Lock(), spec, drifting.page(anchor, spec=spec))


def test_the_larger_spec_is_sound() -> None:
    spec = many(3)
    assert lint(spec) == []
    assert (len(spec.data["paths"]), len(spec.data["components"]["schemas"])) == (3, 9)


@pytest.mark.parametrize("name", ["read", "lint", "generate", "site", "export", "drift", "accept"])
def test_work_grows_as_the_operations_do(name: str, tmp_path: Path) -> None:
    folders = (tmp_path / str(number) for number in range(10))
    work: Callable[[Spec], object] = {
        "read": read_spec,
        "lint": lint,
        "generate": lambda spec: client.build(spec, next(folders)),
        "site": lambda spec: site.build(spec, next(folders)),
        "export": lambda spec: plain(spec, "en"),
        "drift": drift_everywhere,
        "accept": accept_everywhere,
    }[name]
    work(many(1))  # imports and compiles what stays
    small, middle, large = (calls(work, count) for count in _SIZES)
    assert large - middle <= 1.05 * (middle - small), (small, middle, large)
