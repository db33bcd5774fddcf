"""Requests as bytes, and the one answer to each: read here where it is plain, by h11 where it is not."""

from __future__ import annotations

import gzip
from typing import Any

import h11
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okx_client.transport.framing import UnclearAnswerError, answer_in
from okx_client.transport.http1 import Answer, Incoming, request_bytes
from okx_client.transport.request import BrokenAnswerError, Request, TransportError, failure

OK = b"HTTP/1.1 200 OK\r\n"
PLAIN = OK + b"Content-Length: 2\r\n\r\n{}"


def test_a_request_is_its_line_its_headers_and_its_body() -> None:
    sent = request_bytes(Request("POST", "/api/x", "价".encode()), "okx.test:8443")
    head, _, body = sent.partition(b"\r\n\r\n")
    first, *headers = head.decode().split("\r\n")
    assert (first, body) == ("POST /api/x HTTP/1.1", "价".encode())
    assert {"Host: okx.test:8443", "Content-Length: 3", "Content-Type: application/json"} <= set(headers)


def test_a_request_without_a_body_claims_none() -> None:
    sent = request_bytes(Request("GET", "/api/v5/public/time"), "okx.test")
    assert sent.endswith(b"\r\n\r\n")
    assert b"content-" not in sent.lower()


def read(answer: bytes, *, ends: bool = False, pieces: int = 1) -> Answer | None:
    """Read an answer that comes in pieces of so many bytes."""
    incoming, found = Incoming(), None
    step = max(1, len(answer) // pieces)
    for start in range(0, len(answer), step):
        assert found is None
        found = incoming.add(answer[start : start + step])
    return found or (incoming.ended() if ends else None)


@pytest.mark.parametrize("pieces", [1, 2, 1000])
def test_an_answer_is_there_when_its_last_byte_is(pieces: int) -> None:
    assert read(PLAIN, pieces=pieces) == Answer(200, b"{}", is_last=False)
    assert read(PLAIN[:-1], pieces=pieces) is None


@pytest.mark.parametrize(
    ("answer", "content"),
    [
        (PLAIN + b"H", b"{}"),
        (OK + b"Connection: close\r\nContent-Length: 2\r\n\r\n{}", b"{}"),
        (OK + b"connection: x, Close\r\nContent-Length: 2\r\n\r\n{}", b"{}"),
        (OK.replace(b"1.1", b"1.0") + b"Content-Length: 2\r\n\r\n{}", b"{}"),
        (OK + b"Content-Length: 70000\r\n\r\n" + b" " * 70_000, b" " * 70_000),
        (b"HTTP/1.1 200 OK\nContent-Length: 2\n\n{}", b"{}"),
    ],
    ids=["with more behind", "closing", "closing among others", "HTTP/1.0", "long", "bare line feeds"],
)
def test_after_such_an_answer_the_connection_is_not_used_again(answer: bytes, content: bytes) -> None:
    assert read(answer) == Answer(200, content, is_last=True)


def test_an_answer_without_a_length_ends_with_the_stream() -> None:
    assert read(OK + b"\r\n{}") is None
    assert read(OK + b"\r\n{}", ends=True) == Answer(200, b"{}", is_last=True)


@pytest.mark.parametrize("has_length", [True, False])
def test_what_was_packed_is_unpacked(has_length: bool) -> None:
    packed = gzip.compress(b"{}")
    length = b"Content-Length: %d\r\n" % len(packed) if has_length else b""
    answer = OK + b"Content-Encoding: gzip\r\n" + length + b"\r\n" + packed
    found = read(answer, ends=True)
    assert found is not None
    assert found.content == b"{}"
    with pytest.raises(BrokenAnswerError) as caught:
        read(answer.replace(packed, packed[:-1] + b"x"), ends=True)
    assert caught.value.http_status == 200


def test_what_is_cut_after_its_status_is_broken_and_before_it_is_none() -> None:
    late, early = Incoming(), Incoming()
    late.add(PLAIN[:-1].replace(b"200", b"429"))
    early.add(PLAIN[:12])
    with pytest.raises(BrokenAnswerError) as caught:
        late.ended()
    assert caught.value.http_status == 429
    with pytest.raises(TransportError):
        early.ended()
    timed_out = failure("ReadTimeout", "x")
    broken = late.broken(timed_out)
    assert isinstance(broken, BrokenAnswerError)
    assert (broken.http_status, broken.error) == (429, timed_out)
    assert Incoming().broken(timed_out) is timed_out


@pytest.mark.parametrize("answer", [b"", b"{}", b"\0" * 300, OK + b"A: b\r\nNo header\r\nContent-Length: 0\r\n\r\n"])
def test_what_is_no_answer_is_an_error(answer: bytes) -> None:
    with pytest.raises(TransportError):
        read(answer, ends=True)


NAMES = st.sampled_from(["Content-Length", "content-length", "Transfer-Encoding", "X-A", "Connection", "Date", "A B"])
VALUES = st.sampled_from(
    ["0", "2", "2 ", "02", "+2", "2, 2", "chunked", "Chunked", "gzip, chunked", "close", "", "\x01"]
)
BODIES = st.sampled_from(
    [b"", b"{}", b"2\r\n{}\r\n0\r\n\r\n", b"0\r\n\r\n", b"1;a\r\n{\r\n1\r\n}\r\n0\r\nA: b\r\n\r\n"]
)
STATUSES = st.sampled_from([b"200 OK", b"200", b"204 No", b"304 x", b"100 Continue", b"101 x", b"099 x", b"429 \xff"])


def by_h11(answer: bytes) -> tuple[int, bytes] | None:
    """The status and the body, as h11 reads them; None where it reads no answer."""
    reader = h11.Connection(h11.CLIENT)
    reader.send(h11.Request(method="POST", target="/", headers=[("Host", "")]))
    reader.send(h11.EndOfMessage())
    status, content = 0, b""
    try:
        reader.receive_data(answer)
        while not isinstance(event := reader.next_event(), h11.EndOfMessage):
            if isinstance(event, h11.Response):
                status = event.status_code
            elif isinstance(event, h11.Data):
                content += event.data
            elif not isinstance(event, h11.InformationalResponse):
                return None
    except h11.RemoteProtocolError:
        return None
    return status, content


@settings(max_examples=1500, deadline=None, derandomize=True, database=None)
@given(status=STATUSES, headers=st.lists(st.tuples(NAMES, VALUES), max_size=4), body=BODIES, cut=st.integers(0, 3))
def test_a_plain_answer_is_what_h11_makes_of_it(status: bytes, headers: Any, body: bytes, cut: int) -> None:
    """What we read ourselves, h11 reads in the same way; what it refuses, we never take for an answer."""
    lines = b"".join(f"{name}: {value}\r\n".encode() for name, value in headers)
    answer = b"HTTP/1.1 " + status + b"\r\n" + lines + b"\r\n" + body
    received = answer[: len(answer) - cut]
    try:
        found = answer_in(received)
    except UnclearAnswerError:
        return
    if found is not None:
        assert by_h11(received) == (found.status, found.content)
