"""Checks of what a limiter is made with."""

from __future__ import annotations

import math

from ..errors import ConfigurationError
from ..text import Text


def checked_seconds(name: str, value: object, *, zero: bool = True) -> float:
    """Return a number of seconds; `zero` says whether it may be 0.

    Raises:
        ConfigurationError: It is no finite number, or is too small.
    """
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if is_number and math.isfinite(value) and (value > 0 or (zero and value == 0)):  # type: ignore[operator,arg-type]
        return float(value)  # type: ignore[arg-type]
    least = Text("of at least 0", "不小于 0") if zero else Text("above 0", "大于 0")
    raise ConfigurationError(
        Text(
            f"{name} has to be a number of seconds {least.en}, not {value!r}",
            f"{name} 必须是{least.zh}的秒数，而不是 {value!r}",
        )
    )


def checked_word(name: str, value: object, allowed: tuple[str, ...]) -> None:
    """Refuse what is none of the words allowed.

    Raises:
        ConfigurationError: It is none of them.
    """
    if value not in allowed:
        words = ", ".join(allowed)
        raise ConfigurationError(
            Text(f"{name} has to be one of {words}, not {value!r}", f"{name} 必须是 {words} 之一，而不是 {value!r}")
        )


def checked_prefix(prefix: object) -> str:
    """Return the prefix of Redis keys.

    Raises:
        ConfigurationError: It is no text, is blank, or has braces, which would move the hash tag of a Redis Cluster.
    """
    if isinstance(prefix, str) and prefix.strip() and not set(prefix) & set("{}"):
        return prefix
    raise ConfigurationError(
        Text(
            f"prefix has to be a text that is not blank and has no braces, not {prefix!r}",
            f"prefix 必须是非空且不含花括号的字符串，而不是 {prefix!r}",
        )
    )
