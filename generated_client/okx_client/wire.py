"""What a failure on the way to OKX means for the orders that a request names."""

from __future__ import annotations

from http import HTTPStatus

from ._generated.operations import CLOCK
from .attempts import NoAnswer, Response
from .logs import log
from .text import Text
from .transport.request import BrokenAnswerError, Request, TransportError


def clock_question() -> Request:
    """Return the request that asks OKX's time. Docs: #public-data-rest-api-get-system-time."""
    return Request("GET", CLOCK.path)


def log_no_time(error: Exception) -> None:
    """Note that OKX's time could not be asked."""
    log.warning("GET %s: no answer (%s)", CLOCK.path, _reason(error))


def failed(error: Exception, reading: int, place: Text, *, closed: bool) -> Response | NoAnswer:
    """Return what an exception of the transport means for a request.

    The exception itself is not kept: its traceback holds frames in which the signed headers stand.

    Args:
        error: The exception.
        reading: Which setting of the clock the request was signed by.
        place: Where it went, in words.
        closed: Whether the client was closed meanwhile.
    """
    if isinstance(error, BrokenAnswerError):
        if error.http_status == HTTPStatus.TOO_MANY_REQUESTS:  # a refusal, whatever the body
            return Response(error.http_status, b"", reading)
        error = error.error
    reason = _reason(error)
    if isinstance(error, TransportError) and error.left_nothing:  # whatever else fails, the request may have arrived
        if closed:
            return CLOSED
        detail = f"{reason}: {error}".rstrip(": .")
        return NoAnswer(
            False,
            Text(
                f"There was no connection to {place.en} ({detail}). Check the network, and HTTPS_PROXY if it is set.",
                f"无法连接 {place.zh}（{detail}）。请检查网络，以及环境变量 HTTPS_PROXY（如已设置）。",
            ),
        )
    return NoAnswer(True, Text(f"No readable answer came ({reason}).", f"未收到可读取的响应（{reason}）。"))


def _reason(error: Exception) -> str:
    return error.kind if isinstance(error, TransportError) else type(error).__name__


CLOSED = NoAnswer(False, Text("The client was closed meanwhile.", "客户端在此期间已关闭。"), for_good=True)
