"""What `OKX` and `AsyncOKX` share of the wire: the request, its time limits, the body, and what a failure means."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypedDict

import httpx

from ._generated.operations import CLOCK
from .attempts import NoAnswer, Response
from .calls import Call
from .logs import log
from .text import Text

_MOST_BYTES = 1 << 20  # of an answer; ten results take some two thousand
_SHORTEST = 0.001  # seconds; a time-out of 0 would mean "do not wait at all"
_DAY_SECONDS = 86400.0
_GZIP_OR_ZLIB = 32 + zlib.MAX_WBITS
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
        self._timeout = timeout
        self._now = now
        self._until = now() + seconds

    @property
    def left(self) -> float:
        """The seconds that are left of the whole, at most a day: a lock cannot be waited for without end."""
        return max(0.0, min(_DAY_SECONDS, self._until - self._now()))

    def of_one_step(self) -> TimeLimits:
        """Return the limits of one more step, which begins now."""
        return TimeLimits(self._timeout, min(self._timeout, self.left), self._now)

    def get(self, step: str, default: object = None) -> float:
        """Return the seconds that a step may take now."""
        return max(_SHORTEST, min(self[step], self.left))


def log_no_time(error: Exception) -> None:
    """Note that OKX's time could not be asked."""
    log.warning("GET %s: no answer (%s)", CLOCK.path, type(error).__name__)


class Body:
    """The body of an answer as it comes in, bounded in size and time.

    Args:
        response: The answer, whose headers are there.
        limits: How long its steps may take.

    Attributes:
        packed: Whether it was packed on the way, though it was not asked for; then the raw bytes are to be added.
    """

    def __init__(self, response: httpx.Response, limits: TimeLimits) -> None:
        self.packed = response.headers.get("Content-Encoding", "identity") != "identity"
        self._limits = limits.of_one_step()
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
        if self._limits.left <= 0:
            raise httpx.ReadTimeout("the answer takes too long")

    def content(self) -> bytes:
        """Return what has come in, unpacked.

        Raises:
            zlib.error: It is packed in a way that is not understood.
            httpx.DecodingError: A part of it is missing, or it unpacks to more than any answer of OKX.
        """
        received = b"".join(self._chunks)
        if not self.packed:
            return received
        unpacker = zlib.decompressobj(_GZIP_OR_ZLIB)
        content = unpacker.decompress(received, _MOST_BYTES)
        if not unpacker.eof or unpacker.unused_data:
            raise httpx.DecodingError("the packed answer is not whole")
        return content


def no_answer(error: Exception, place: Text) -> NoAnswer:
    """Return what an exception of the HTTP stack means for the request.

    The exception itself is not kept: its traceback holds frames in which the signed headers stand.
    """
    reason = type(error).__name__
    if isinstance(error, _BEFORE_SENDING):
        detail = f"{reason}: {error}".rstrip(": .")
        return NoAnswer(
            False,
            Text(
                f"There was no connection to {place.en} ({detail}). Check the network, and HTTPS_PROXY if it is set.",
                f"无法连接 {place.zh}（{detail}）。请检查网络，以及环境变量 HTTPS_PROXY（如已设置）。",
            ),
        )
    return NoAnswer(True, Text(f"No readable answer came ({reason}).", f"未收到可读取的响应（{reason}）。"))


def broken_answer(http_status: int, error: Exception, reading: int, place: Text) -> Response | NoAnswer:
    """Return what an answer means whose body could not be read: with HTTP 429 it is a refusal all the same."""
    return (
        Response(http_status, b"", reading) if http_status == HTTPStatus.TOO_MANY_REQUESTS else no_answer(error, place)
    )


CLOSED = NoAnswer(False, Text("The client was closed meanwhile.", "客户端在此期间已关闭。"), for_good=True)
