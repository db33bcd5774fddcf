"""Checks of what a limiter is made with."""

from __future__ import annotations

from ..errors import ConfigurationError
from ..text import Text


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
