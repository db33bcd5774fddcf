"""What is wrong with a Redis, in our own words.

Redis's own texts are not passed on: an unknown command is answered with the arguments it came with, which may be a
password.
"""

from __future__ import annotations

import re

from ..text import Text


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
            what = Text(f"gave no answer within {timeout:g} s", f"在 {timeout:g} 秒内没有应答")
        case exceptions.AuthenticationError() | exceptions.NoPermissionError():
            what = Text("refused the login or lacks a permission", "拒绝了登录，或权限不足")
        case exceptions.ResponseError():
            name = _code(error)
            what = Text(f"refused the reservation{name}", f"拒绝了预约{name}")
        case exceptions.ConnectionError() | OSError():
            reason = _reason(error)
            what = Text(f"cannot be reached{reason}", f"无法连接{reason}")
        case _:
            name = type(error).__name__
            what = Text(f"gave an answer that cannot be used ({name})", f"的应答无法使用（{name}）")
    return Text(f"The Redis at {place} {what.en}", f"{place} 的 Redis {what.zh}")


def _code(error: Exception) -> str:
    """The kind of a refusal: redis-py's name for it, else the code in capitals that it begins with, as WRONGTYPE."""
    if type(error).__name__ != "ResponseError":
        return f" ({type(error).__name__})"
    found = re.match(r"[A-Z]{2,20}\b", str(error))
    return f" ({found[0]})" if found else ""


def _reason(error: BaseException | None) -> str:
    """What the operating system said, under redis-py's own error."""
    while error is not None:
        if isinstance(error, OSError) and error.strerror:
            return f" ({error.strerror})"
        error = error.__cause__ or error.__context__
    return ""
