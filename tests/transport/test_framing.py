"""Exactly one answer on a connection: what is one, what is less, what is more, and what nobody can tell."""

from __future__ import annotations

import pytest

from okx_client.transport.framing import is_one_answer

OK = b"HTTP/1.1 200 OK\r\n"
PLAIN = OK + b"Content-Length: 2\r\n\r\n{}"
CHUNKED = OK + b"transfer-encoding: Chunked\r\n\r\n"
EMPTY = b"HTTP/1.1 204 No Content\r\n\r\n"


@pytest.mark.parametrize(
    "answer",
    [
        PLAIN,
        b"HTTP/1.1 200\r\ncontent-length: 2\r\n\r\n{}",
        OK + b"content-length:0\r\n\r\n",
        OK + b"content-length: 2\r\ncontent-length: 2\r\n\r\n{}",
        EMPTY,
        b"HTTP/1.1 304 Not Modified\r\ncontent-length: 9\r\n\r\n",
        CHUNKED + b"0\r\n\r\n",
        CHUNKED + b"2\r\n{}\r\n0\r\n\r\n",
        CHUNKED + b"1;a=b\r\n{\r\n1\r\n}\r\n0\r\nX-Trailer: a\r\n\r\n",
        CHUNKED + b"5\r\n0\r\n\r\n\r\n0\r\n\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\n" + PLAIN,
        b"HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n" * 2 + PLAIN,
    ],
)
def test_one_answer_is_one_and_neither_less_nor_more_is(answer: bytes) -> None:
    assert is_one_answer(answer)
    assert not any(is_one_answer(answer[:length]) for length in range(len(answer)))
    for behind in (b"\r\n", b"0", b"\0", PLAIN, EMPTY, CHUNKED + b"0\r\n\r\n"):
        assert not is_one_answer(answer + behind)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"{}",
        OK + b"\r\n",
        OK + b"\r\n{}",
        OK + b"content-length: 2\r\ncontent-length: 3\r\n\r\n{}",
        OK + b"content-length: x\r\n\r\n",
        OK + b"content-length: 0\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
        OK + b"transfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        CHUNKED + b"x\r\n\r\n",
        CHUNKED + b"-1\r\n\r\n",
        b"HTTP/1.0 200 OK\r\ncontent-length: 0\r\n\r\n",
        b"\r\n" + PLAIN,
        b"HTTP/1.1 100 Continue\r\n\r\n",
    ],
)
def test_what_nobody_can_tell_is_none(answer: bytes) -> None:
    assert not is_one_answer(answer)
