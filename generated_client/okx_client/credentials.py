"""The three values that sign a request, kept where no text can show them."""

from __future__ import annotations

from typing import NoReturn

from attrs import frozen

from .errors import ConfigurationError
from .text import Text


class Secret:
    """A text that prints as dots, is not pickled, and has no `vars()`."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """Return the text itself. Call it inside the expression that needs it, so that no local variable holds it."""
        return self._text

    def __repr__(self) -> str:
        return "Secret('…')"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is not pickled or copied; give the credentials anew")


@frozen
class Credentials:
    """An API key, the secret that signs, and the passphrase chosen with the key."""

    api_key: Secret
    secret_key: Secret
    passphrase: Secret

    @classmethod
    def of(cls, *, api_key: str, secret_key: str, passphrase: str) -> Credentials:
        """Wrap the three values.

        Raises:
            ConfigurationError: One of them is not a text, is blank, or cannot stand in an HTTP header. The error names
                it and does not show it.
        """
        return cls(_checked("api_key", api_key), _checked("secret_key", secret_key), _checked("passphrase", passphrase))


def _checked(name: str, value: object) -> Secret:
    if not isinstance(value, str) or not value.strip():
        raise ConfigurationError(
            Text(
                f"{name} is missing or blank; give the value from when the API key was made",
                f"{name} 缺失或为空，请填写创建 API Key 时得到或设定的值",
            )
        )
    if value != value.strip():
        raise ConfigurationError(
            Text(f"{name} has blanks or a line break around it; remove them", f"{name} 首尾有空白或换行，请删除")
        )
    if not (value.isascii() and value.isprintable()):
        raise ConfigurationError(
            Text(
                f"{name} has characters that an HTTP header cannot carry; copy it again",
                f"{name} 含有 HTTP 请求头无法携带的字符，请重新复制",
            )
        )
    return Secret(value)


def without_frames(interruption: BaseException) -> BaseException:
    """Return an interruption without the frames of other people's code, in whose variables signed headers stand."""
    interruption.__cause__ = interruption.__context__ = None
    return interruption.with_traceback(None)
