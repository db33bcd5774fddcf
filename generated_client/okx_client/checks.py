"""What attrs classes that check their fields have in common: validators, and a `repr` for objects half made."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from attrs import Attribute, fields

from .errors import ConfigurationError
from .text import Text

Validator = Callable[[Any, "Attribute[Any]", Any], None]


def number(least: float, most: float = math.inf, *, whole: bool = False) -> Validator:
    """Return a validator that does what `checked_number` does."""

    def check(instance: object, attribute: Attribute[Any], value: Any) -> None:
        checked_number(attribute.name, value, least, most, whole=whole)

    return check


def checked_number(name: str, value: Any, least: float, most: float = math.inf, *, whole: bool = False) -> float:
    """Return `value` if it is a finite number from `least` to `most`, both included.

    Args:
        name: What the caller calls it.
        value: What was given.
        least: The smallest number allowed.
        most: The largest number allowed.
        whole: True where only whole numbers are.

    Raises:
        ConfigurationError: It is no such number.
    """
    kinds = (int,) if whole else (int, float)
    if isinstance(value, kinds) and not isinstance(value, bool) and math.isfinite(value) and least <= value <= most:
        return value
    kind = Text("a whole number", "整数") if whole else Text("a number", "数字")
    bounds = Text(f"of at least {least:g}", f"不小于 {least:g} 的")
    if most != math.inf:
        bounds = Text(f"from {least:g} to {most:g}", f" {least:g} 到 {most:g} 之间的")
    raise ConfigurationError(
        Text(
            f"{name} has to be {kind.en} {bounds.en}, not {value!r}",
            f"{name} 必须是{bounds.zh}{kind.zh}，而不是 {value!r}",
        )
    )


def checked_flag(name: str, value: Any) -> bool:
    """Return `value` if it is True or False.

    Raises:
        ConfigurationError: It is something else, such as "no", which would mean True.
    """
    if isinstance(value, bool):
        return value
    raise ConfigurationError(
        Text(f"{name} has to be True or False, not {value!r}", f"{name} 必须是 True 或 False，而不是 {value!r}")
    )


class HalfMade:
    """Shows the fields that are there already: a traceback may show an object whose making was refused."""

    __slots__ = ()

    def __repr__(self) -> str:
        shown = ((part.name, getattr(self, part.name, "…")) for part in fields(type(self)) if part.repr)  # type: ignore[arg-type]
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in shown)})"
