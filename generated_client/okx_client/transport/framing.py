"""Where an answer of HTTP/1.1 ends, so that nothing behind it is taken for the answer to the next request.

RFC 9112, sections 2 to 7. Pure. It knows the plain forms and no others: what it does not know is `UnclearAnswerError`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

# One match reads a whole head, so that a line in it that is no header is seen.
_HEAD = re.compile(
    rb"HTTP/1\.1 ([0-9]{3})(?: [\t\x20-\x7e\x80-\xff]*)?\r\n"
    rb"((?:[!#$%&'*+.^_`|~0-9A-Za-z-]+:[\t\x20-\x7e\x80-\xff]*\r\n)*)\r\n"
)
_TOLD = re.compile(
    rb"^(content-length|transfer-encoding|content-encoding|connection):([^\r\n]*)", re.IGNORECASE | re.MULTILINE
)
_COMMAS = re.compile(rb"[\s,]+")
_CHUNK_SIZE = re.compile(rb"([0-9a-fA-F]{1,8})(?:[ \t]*;[^\r\n]*)?\r\n")
_BLANK_LINE = re.compile(rb"\n\r?\n")
_NO_BODY = (204, 304)
_IN_CHUNKS = (b"transfer-encoding", b"chunked")
NOT_PACKED = (b"", b"identity")  # of content-encoding
_Body = tuple[bytes, int]
_MOST_DIGITS = 9  # of a length
_SWITCHING_PROTOCOLS = 101


class UnclearAnswerError(ValueError):
    """The bytes are no answer in a plain form."""


class PlainAnswer(NamedTuple):
    """One whole answer.

    Attributes:
        status: The HTTP status.
        content: Its body, without the marks of chunks.
        size: How many bytes it takes, with the interim answers before it.
        is_packed: Whether the body was packed on the way.
        closes: Whether the server says that nothing comes after it.
    """

    status: int
    content: bytes
    size: int
    is_packed: bool
    closes: bool


def answer_in(received: bytes) -> PlainAnswer | None:
    """Return the answer that `received` begins with, after any number of interim ones; None while a part is missing.

    Raises:
        UnclearAnswerError: It has no plain form.
    """
    start = 0
    while head := _HEAD.match(received, start):
        status, start = int(head[1]), head.end()
        if status >= 200:
            return _with_body(status, head[2], received, start)
        if status < 100 or status == _SWITCHING_PROTOCOLS:
            break
    if head or _BLANK_LINE.search(received, start):
        raise UnclearAnswerError
    return None


def is_one_answer(received: bytes) -> bool:
    """Say whether `received` is one answer, from its first byte to its last. In doubt it is not."""
    try:
        answer = answer_in(received)
    except UnclearAnswerError:
        return False
    return answer is not None and answer.size == len(received)


def _with_body(status: int, headers: bytes, received: bytes, start: int) -> PlainAnswer | None:
    framing: list[tuple[bytes, bytes]] = []
    is_packed = closes = False
    for header, text in _TOLD.findall(headers):
        name, value = header.lower(), text.strip(b" \t").lower()
        if name == b"connection":
            closes = closes or b"close" in _COMMAS.split(value)
        elif name == b"content-encoding":
            is_packed = is_packed or value not in NOT_PACKED
        else:
            framing.append((name, value))
    body = _chunks(received, start) if framing == [_IN_CHUNKS] else _by_length(framing, status, received, start)
    if body is None:
        return None
    content, end = body
    return PlainAnswer(status, content, end, is_packed, closes)


def _by_length(framing: list[tuple[bytes, bytes]], status: int, received: bytes, start: int) -> _Body | None:
    """Return a body whose length is given, and where it ends; None while a part is missing."""
    lengths = {value if name == b"content-length" else b"" for name, value in framing}
    if not lengths and status in _NO_BODY:
        return b"", start
    length = lengths.pop() if len(lengths) == 1 else b""
    if not length.isdigit() or len(length) > _MOST_DIGITS:
        raise UnclearAnswerError
    end = start if status in _NO_BODY else start + int(length)
    return (received[start:end], end) if end <= len(received) else None


def _chunks(received: bytes, start: int) -> _Body | None:
    """Return a body that comes in chunks, and where it ends; None while a part is missing."""
    chunks: list[bytes] = []
    while size := _CHUNK_SIZE.match(received, start):
        begin, length = size.end(), int(size[1], 16)
        if length == 0:  # then trailers, if any, and a blank line
            end = received.find(b"\r\n\r\n", begin - 2)
            return (b"".join(chunks), end + 4) if end >= 0 else None
        start = begin + length + 2
        if len(received) < start:
            return None
        if received[start - 2 : start] != b"\r\n":
            raise UnclearAnswerError
        chunks.append(received[begin : start - 2])
    if b"\r\n" in received[start:]:
        raise UnclearAnswerError
    return None
