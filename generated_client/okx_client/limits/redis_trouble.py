"""What is wrong with a Redis, in our own words.

Redis's own texts are not passed on: an unknown command is answered with the arguments it came with, which may be a
password.
"""

from __future__ import annotations

import re

from ..text import Text

# They may stand anywhere: Redis 6 puts "Error running script" before what a command in it was answered.
_WORDS = re.compile(
    r"\b(?:BUSY|CLUSTERDOWN|CROSSSLOT|LOADING|MASTERDOWN|MISCONF|MOVED|NOAUTH|NOPERM|NOREPLICAS|OOM|READONLY|UNKILLABLE"
    r"|WRONGPASS|WRONGTYPE|max number of clients reached)\b"
)

_FORBIDDEN = "can't run this command"  # what Redis 6 says of a command in a script, without a code
_NO_PERMISSION = Text("refused the login or lacks a permission", "拒绝登录，或权限不足")


def trouble(error: Exception, place: str, timeout: float) -> Text:
    """Say what went wrong, given what redis-py raised.

    Args:
        error: Whatever was raised while asking Redis.
        place: Which Redis, without its password.
        timeout: Seconds that it had for an answer.
    """
    from redis import exceptions

    match error:
        case exceptions.TimeoutError() | TimeoutError():
            what = Text(f"gave no answer within {timeout:g} s", f"在 {timeout:g} 秒内没有响应")
        case exceptions.AuthenticationError() | exceptions.NoPermissionError():
            what = _NO_PERMISSION
        case exceptions.ResponseError() if _FORBIDDEN in str(error):
            what = _NO_PERMISSION
        case exceptions.ResponseError():
            name = _code(error)
            what = Text(f"refused the reservation{name}", f"拒绝了限速额度的预留{name}")
        case exceptions.ConnectionError() | OSError():
            reason = _reason(error)
            what = Text(f"cannot be reached{reason}", f"无法连接{reason}")
        case _:
            name = type(error).__name__
            what = Text(f"gave an answer that cannot be used ({name})", f"返回了无法使用的响应（{name}）")
    return Text(f"The Redis at {place} {what.en}", f"{place} 的 Redis {what.zh}")


def _code(error: Exception) -> str:
    """The kind of a refusal: Redis's word for it, else redis-py's name."""
    found = _WORDS.search(str(error))
    if found:
        return f" ({found[0]})"
    return "" if type(error).__name__ == "ResponseError" else f" ({type(error).__name__})"


def _reason(error: BaseException | None) -> str:
    """What the operating system said, under redis-py's own error, or Redis, which takes no more connections."""
    while error is not None:
        if isinstance(error, OSError) and error.strerror:
            return f" ({error.strerror})"
        found = _WORDS.search(str(error))
        if found:
            return f" ({found[0]})"
        error = error.__cause__ or error.__context__
    return ""
