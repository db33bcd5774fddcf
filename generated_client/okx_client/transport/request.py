"""A request to OKX, the time that it may take, and what can become of its answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from .._version import __version__

if TYPE_CHECKING:
    from ..signing import Signer

_SHORTEST = 0.001  # seconds; a time-out of 0 would mean "do not wait at all"
_DAY_SECONDS = 86400.0
# Packing saves nothing on answers so small, and unpacking has to be bounded.
_ALWAYS = (("Accept", "*/*"), ("Accept-Encoding", "identity"), ("User-Agent", f"okx-client/{__version__}"))

Headers = list[tuple[str, str]]


class Request:
    """A request. Its headers are made when its connection is there, so that no wait comes after the signing.

    Args:
        method: The HTTP method, in capitals.
        target: The path, in ASCII, from the first slash on.
        content: The bytes of the body; none where it is empty.
        signer: What signs it; None where nothing is to be signed.

    Attributes:
        reading: Which setting of the clock it was signed by.
    """

    def __init__(self, method: str, target: str, content: bytes = b"", signer: Signer | None = None) -> None:
        self.method = method
        self.target = target
        self.content = content
        self.reading = 0
        self._signer = signer

    def headers(self) -> Headers:
        """Return the headers beyond those that HTTP itself needs, signed at the time that it is."""
        headers = [*_ALWAYS]
        if self.content:
            headers.append(("Content-Type", "application/json"))
        if self._signer is not None:
            self.reading, signed = self._signer.headers(self.method, self.target.encode(), self.content)
            headers += signed
        return headers


class TimeLimits(dict[str, float]):
    """The time-outs of one request as httpcore asks for them, step by step: never beyond what is left of the whole.

    Args:
        timeout: Seconds for each step.
        seconds: Seconds for all steps together.
        now: Returns the time in seconds, never backwards.
    """

    def __init__(self, timeout: float, seconds: float, now: Callable[[], float]) -> None:
        super().__init__(connect=timeout, read=timeout, write=timeout, pool=timeout)
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


class BrokenAnswerError(Exception):
    """The status of an answer came, and its content did not.

    Attributes:
        http_status: The status.
        error: What went wrong with the content.
    """

    def __init__(self, http_status: int, error: Exception) -> None:
        super().__init__(http_status, error)
        self.http_status = http_status
        self.error = error


Kind = Literal[
    "ConnectError",
    "ConnectTimeout",
    "DecodingError",
    "PoolTimeout",
    "ReadError",
    "ReadTimeout",
    "RemoteProtocolError",
    "WriteError",
    "WriteTimeout",
]


class TransportError(Exception):
    """A request failed on its way.

    Not an exception of httpx, which would have to be imported for it: that holds up an event loop, and fails where a
    process has no file left to open.

    Attributes:
        kind: What failed, by the name that httpx has for it.
        left_nothing: Whether no byte of the request has left.
    """

    def __init__(self, kind: str, text: str, *, left_nothing: bool) -> None:
        super().__init__(text)
        self.kind = kind
        self.left_nothing = left_nothing


def failure(kind: Kind, text: str) -> TransportError:
    """Return a failure of a connection of our own."""
    return TransportError(kind, text, left_nothing=kind in ("ConnectError", "ConnectTimeout", "PoolTimeout"))
