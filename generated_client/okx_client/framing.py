"""Whether bytes are exactly one HTTP/1.1 answer, so that nothing behind it is taken for the answer to the next request.

RFC 9112, sections 6 and 7. Pure. In doubt it says no, which costs a new connection.
"""

from __future__ import annotations

import re

_BLANK_LINE = b"\r\n\r\n"
_STATUS = re.compile(rb"HTTP/1\.1 ([0-9]{3})[ \r]")
_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*([0-9]+)[ \t]*(?=\r\n)", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding:[ \t]*chunked[ \t]*(?=\r\n)", re.IGNORECASE)
_CHUNK_SIZE = re.compile(rb"([0-9a-fA-F]{1,8})[^\r\n]*\r\n")


def is_one_answer(received: bytes) -> bool:
    """Say whether `received` is one answer, from its first byte to its last, after any number of interim ones."""
    start = 0
    while status := _STATUS.match(received, start):
        end = received.find(_BLANK_LINE, start)
        if end < 0:
            return False
        head, body = received[start : end + 2], end + len(_BLANK_LINE)
        if not status[1].startswith(b"1"):
            return _end_of_body(head, received, body, int(status[1])) == len(received)
        start = body
    return False


def _end_of_body(head: bytes, received: bytes, start: int, status: int) -> int:
    """Return where the body ends; -1 where that is not certain."""
    lengths = set(_LENGTH.findall(head))
    if _CHUNKED.search(head):
        return -1 if lengths else _end_of_chunks(received, start)
    if status in (204, 304):
        return start
    return start + int(lengths.pop()) if len(lengths) == 1 else -1


def _end_of_chunks(received: bytes, start: int) -> int:
    while size := _CHUNK_SIZE.match(received, start):
        length = int(size[1], 16)
        if length == 0:  # then trailers, if any, and a blank line
            end = received.find(_BLANK_LINE, size.end() - 2)
            return end + len(_BLANK_LINE) if end >= 0 else -1
        start = size.end() + length + 2
    return -1
