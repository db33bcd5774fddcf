"""Checks of what a limiter is made with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..errors import ConfigurationError
from ..text import Text


def checked_word(name: str, value: object, allowed: tuple[str, ...]) -> None:
    """Refuse what is none of the words allowed.

    Raises:
        ConfigurationError: It is none of them.
    """
    if value not in allowed:
        raise ConfigurationError(
            Text(
                f"{name} has to be one of {', '.join(allowed)}, not {value!r}",
                f"{name} 必须是 {'、'.join(allowed)} 之一，而不是 {value!r}",
            )
        )


def checked_prefix(prefix: object) -> str:
    """Return the prefix of Redis keys.

    Raises:
        ConfigurationError: It is no text, is blank, cannot be printed, or has braces. Those would move the hash tag,
            by which a Redis Cluster keeps keys together.
    """
    if isinstance(prefix, str) and prefix.strip() and prefix.isprintable() and not set(prefix) & set("{}"):
        return prefix
    raise ConfigurationError(
        Text(
            f"prefix has to be a text that can be read and has no braces, not {prefix!r}",
            f"prefix 必须是可见且不含花括号的非空字符串，而不是 {prefix!r}",
        )
    )


def checked_clock(clock: Any) -> Callable[[], float]:
    """Return a clock.

    Raises:
        ConfigurationError: It cannot be called.
    """
    if callable(clock):
        return clock  # type: ignore[no-any-return]
    raise ConfigurationError(
        Text(
            f"clock has to be a function that returns seconds, not {clock!r}",
            f"clock 必须是返回秒数的函数，而不是 {clock!r}",
        )
    )
