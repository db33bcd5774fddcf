"""What the spec says about OKX's codes has to leave no code without a class, and no order in doubt repeated."""

from __future__ import annotations

from collections.abc import Iterator

from .. import places
from ..error_words import JUDGED_BY_ITEM
from ..findings import Finding, Pointer
from ..spec import Spec


def check(spec: Spec) -> Iterator[Finding]:
    """Findings on the class of each code, on why an order is gone, and on when a request may be repeated."""
    for name, entry in spec.data.get("x-error-classes", {}).items():
        yield from _repeat(spec, ("x-error-classes", name, "repeat"), name, entry)
    for code, entry in spec.data["x-error-codes"].items():
        place: Pointer = ("x-error-codes", code)
        if code in JUDGED_BY_ITEM:
            yield from _no_error(spec, place, entry)
        elif entry.get("class") is None:
            yield spec.finding(place, "error-class", f"`{code}` has no class; name the Python error that it becomes")
        else:
            yield from _error(spec, place, entry)


def _no_error(spec: Spec, place: Pointer, entry: places.Node) -> Iterator[Finding]:
    for field in ("class", "reason", "repeat", "advice"):
        if field in entry:
            message = f"`{place[-1]}` is no error of its own, its items say what happened; remove `{field}`"
            yield spec.finding((*place, field), "error-class", message)


def _error(spec: Spec, place: Pointer, entry: places.Node) -> Iterator[Finding]:
    name = entry["class"]
    if name not in spec.data.get("x-error-classes", {}):
        message = f"`{name}` is not one of the root's `x-error-classes`; say there what to do next"
        yield spec.finding((*place, "class"), "unknown-error-class", message)
    if name == "OrderGone" and "reason" not in entry:
        yield spec.finding(place, "gone-reason", "an order that is gone needs a `reason`, such as filled")
    elif name != "OrderGone" and "reason" in entry:
        yield spec.finding((*place, "reason"), "gone-reason", "only `class: OrderGone` has a reason; remove it")
    yield from _repeat(spec, (*place, "repeat"), name, entry)


def _repeat(spec: Spec, place: Pointer, name: str, entry: places.Node) -> Iterator[Finding]:
    """What may have been acted on is never sent again, and a right clock mends the clock's own refusal alone."""
    repeat = entry.get("repeat", "never")
    if name == "OutcomeUnknown" and repeat != "never":
        message = "a request that OKX may have acted on is never repeated; remove `repeat`"
        yield spec.finding(place, "unsafe-repeat", message)
    elif repeat == "after setting the clock" and place[-2] != spec.data["x-clock"]["errorCode"]:
        message = "setting the clock helps after the `errorCode` of `x-clock` only; choose another word"
        yield spec.finding(place, "unsafe-repeat", message)
