"""What `OKX` and `AsyncOKX` share of the wire: the request, its time limits, the body, and what a failure means."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, TypedDict

import httpx

from ._generated.operations import CLOCK
from .attempts import NoAnswer, Response
from .calls import Call
from .text import Text

_log = logging.getLogger("okx_client")

_MOST_BYTES = 1 << 20  # of an answer; ten results take some two thousand
_SHORTEST = 0.001  # seconds; a time-out of 0 would mean "do not wait at all"
_TOO_MANY_REQUESTS = 429
_UNPACKED = {"Accept-Encoding": "identity"}

# After these, no byte of the request has left. Whatever else fails, the request may have arrived.
_BEFORE_SENDING = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,  # the proxy refused the tunnel to OKX
    httpx.UnsupportedProtocol,
)


class RequestOptions(TypedDict):
    """The arguments of `build_request` of an httpx client."""

    method: str
    url: str
    content: bytes | None
    headers: dict[str, str]
    extensions: dict[str, Any]


def request_options(call: Call, limits: TimeLimits) -> RequestOptions:
    """Return what an httpx client needs to build the request of a call."""
    return RequestOptions(
        method=call.operation.method,
        url=call.operation.path,
        content=call.content,
        headers={"Content-Type": "application/json", **_UNPACKED},
        extensions={"timeout": limits},
    )


def clock_question(limits: TimeLimits) -> RequestOptions:
    """Return what an httpx client needs to ask OKX's time. Docs: #public-data-rest-api-get-system-time."""
    return RequestOptions(
        method="GET", url=CLOCK.path, content=None, headers=dict(_UNPACKED), extensions={"timeout": limits}
    )


class TimeLimits(dict[str, float]):
    """The time-outs of one request as httpcore asks for them, step by step: never beyond what is left of the whole.

    Args:
        timeout: Seconds for each step.
        seconds: Seconds for all steps together.
        now: Returns the time in seconds, never backwards.
    """

    def __init__(self, timeout: float, seconds: float, now: Callable[[], float]) -> None:
        super().__init__(dict.fromkeys(("connect", "read", "write", "pool"), timeout))
        self._now = now
        self._until = now() + seconds

    def get(self, step: str, default: object = None) -> float:
        """Return the seconds that a step may take now."""
        return max(_SHORTEST, min(self[step], self._until - self._now()))


def log_no_time(error: Exception) -> None:
    """Note that OKX's time could not be asked."""
    _log.warning("GET %s: no answer (%s)", CLOCK.path, type(error).__name__)


class Body:
    """The body of an answer as it comes in, bounded in size and time.

    Args:
        response: The answer, whose headers are there.
        seconds: How long the body may take.
        now: Returns the time in seconds, never backwards.

    Raises:
        httpx.DecodingError: It is packed, which was not asked for: unpacking hides what is missing, and has no bound.
    """

    def __init__(self, response: httpx.Response, seconds: float, now: Callable[[], float]) -> None:
        if response.headers.get("Content-Encoding", "identity") != "identity":
            raise httpx.DecodingError("the answer is packed")
        self._now = now
        self._until = now() + seconds
        self._chunks: list[bytes] = []
        self._size = 0

    def add(self, chunk: bytes) -> None:
        """Add a piece.

        Raises:
            httpx.ReadTimeout: The answer takes too long.
            httpx.ReadError: It is longer than any answer of OKX.
        """
        self._chunks.append(chunk)
        self._size += len(chunk)
        if self._size > _MOST_BYTES:
            raise httpx.ReadError("the answer is too long")
        if self._now() > self._until:
            raise httpx.ReadTimeout("the answer takes too long")

    @property
    def content(self) -> bytes:
        """What has come in so far."""
        return b"".join(self._chunks)


def no_answer(error: Exception) -> NoAnswer:
    """Return what an exception of the HTTP stack means for the request.

    The exception itself is not kept: its traceback holds frames in which the signed headers stand.
    """
    reason = type(error).__name__
    if isinstance(error, _BEFORE_SENDING):
        detail = f"{reason}: {error}".rstrip(": .")
        return NoAnswer(False, Text(f"There was no connection ({detail}).", f"无法建立连接（{detail}）。"))
    return NoAnswer(True, Text(f"No readable answer came ({reason}).", f"未收到可读取的应答（{reason}）。"))


def broken_answer(http_status: int, error: Exception, reading: int) -> Response | NoAnswer:
    """Return what an answer means whose body could not be read. HTTP 429 is a refusal whatever its body."""
    return Response(http_status, b"", reading) if http_status == _TOO_MANY_REQUESTS else no_answer(error)


CLOSED = NoAnswer(False, Text("The client was closed meanwhile.", "客户端在此期间已关闭。"), for_good=True)


def without_frames(interruption: BaseException) -> BaseException:
    """Return an interruption without the frames of the HTTP stack, in which the signed headers stand."""
    interruption.__cause__ = interruption.__context__ = None
    return interruption.with_traceback(None)
