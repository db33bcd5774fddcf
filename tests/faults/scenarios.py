"""What a server can do to a request and its answer, each with the verdicts that are honest afterwards.

A scenario is a script for the call that is made, and the letters that its verdicts may have: of Accepted, Rejected,
Unknown, NotSent. Two letters stand where the answer is whole but in a form that a client may decline to read.
"""

from __future__ import annotations

import gzip
import zlib

from attrs import frozen

from .steps import Drip, Part, Say, Script, Wait, fin, head, hold, rst, whole
from .support import Asked, chunked, reply

OK = b"HTTP/1.1 200 OK\r\n"
GZIP = "Content-Encoding: gzip"


@frozen
class Scenario:
    name: str
    script: Script
    honest: str


def _head_of(answer: bytes) -> bytes:
    return answer[: answer.index(b"\r\n\r\n") + 4]


def _half(content: bytes) -> bytes:
    return content[: len(content) // 2]


def cuts(asked: Asked) -> list[Scenario]:
    """At every stage, in good order and by a reset."""
    good, body = asked.good, asked.said()
    stages: dict[str, Script] = {
        "at accept": [],
        "after the connect, before a byte is read": [Wait(0.01)],
        "after a part of the request's headers": [Part(40)],
        "after the request's headers": [head],
        "after a part of the request's body": [head, Part(10)],
        "after the request": [whole],
    }
    sent = {
        "inside the status line": good[:11],
        "after the status line": OK,
        "inside a header": good[:30],
        "after a header": good[: good.index(b"Content-Length")],
        "after the headers": _head_of(good),
        "inside the body": _head_of(good) + _half(body),
        "one byte before the end": good[:-1],
        "inside the body, without a length": OK + b"\r\n" + _half(body),
        "inside a chunk": chunked(body)[:-30],
        "between two chunks": chunked(_half(body), end=b""),
        "before the chunk that ends": chunked(body, end=b""),
        "inside the trailers": chunked(body, end=b"0\r\nX-A: "),
        "after an interim answer": b"HTTP/1.1 100 Continue\r\n\r\n",
        "after early hints": b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n",
    }
    stages |= {stage: [whole, Say(part)] for stage, part in sent.items()}
    found = [
        Scenario(f"{ending.__name__} {stage}", [*script, ending], "U")
        for stage, script in stages.items()
        for ending in (fin, rst)
        if script or ending is fin
    ]
    # Nothing is read, and the reset may come while the client still connects: then nothing was sent.
    return [*found, Scenario("rst at accept", [rst], "NU")]


def whole_answers(asked: Asked) -> list[Scenario]:
    """However it comes, an answer that is whole counts, and the request is made once."""
    good, body = asked.good, asked.said()
    pieces = [Say(good[start : start + 40]) for start in range(0, len(good), 40)]
    trailing = b"0\r\nX-A: b\r\n\r\n"
    return [
        Scenario("plain", [whole, Say(good)], "A"),
        Scenario("then closed", [whole, Say(good), fin], "A"),
        Scenario("then reset", [whole, Say(good), rst], "AU"),
        Scenario("in pieces", [whole, *(step for piece in pieces for step in (piece, Wait(0.001)))], "A"),
        Scenario("in chunks", [whole, Say(chunked(_half(body), body[len(_half(body)) :]))], "A"),
        Scenario("in chunks, with trailers", [whole, Say(chunked(body, end=trailing))], "A"),
        Scenario("without a length, then closed", [whole, Say(OK + b"\r\n" + body), fin], "A"),
        Scenario("after an interim answer", [whole, Say(b"HTTP/1.1 100 Continue\r\n\r\n" + good)], "A"),
        Scenario("after early hints", [head, Say(b"HTTP/1.1 103 Early\r\n\r\n" * 3), Part(1), Say(good)], "A"),
        Scenario("before the request's body was read", [head, Say(good), whole], "AU"),
        Scenario("before anything was read", [Say(good), whole], "AU"),
        Scenario("of HTTP/1.0", [whole, Say(good.replace(b"1.1", b"1.0", 1)), fin], "A"),
        Scenario("of an unknown version", [whole, Say(good.replace(b"1.1", b"9.9", 1)), fin], "AU"),
        Scenario("that ends the connection", [whole, Say(reply(body, "200 OK", "Connection: close")), fin], "A"),
        Scenario("with an unreadable cookie", [whole, Say(reply(body, "200 OK", "Set-Cookie: =;\xff=;;,"))], "AU"),
        Scenario("gzip", [whole, Say(reply(gzip.compress(body), "200 OK", GZIP))], "AU"),
        Scenario("with a byte order mark", [whole, Say(reply(b"\xef\xbb\xbf" + body))], "AU"),
        Scenario("UTF-16", [whole, Say(reply(body.decode().encode("utf-16")))], "AU"),
        Scenario("with both kinds of length", [whole, Say(chunked(body, headers=b"Content-Length: 3\r\n"))], "AU"),
    ]


def garbled(asked: Asked) -> list[Scenario]:
    """Answers that no client of HTTP can read as one."""
    good, body = asked.good, asked.said()
    packed = gzip.compress(body)
    sent = {
        "random bytes": bytes(range(255, 0, -1)),
        "HTTP/0.9": body,
        "a status of four digits": good.replace(b"200", b"2000", 1),
        "a status that is no number": good.replace(b"200", b"abc", 1),
        "a header without a colon": OK + b"Nonsense\r\n\r\n" + body,
        "two lengths": reply(body, "200 OK", "Content-Length: 3"),
        "a negative length": reply(body, length=-5),
        "a length that is no number": good.replace(b"Length: ", b"Length: x"),
        "a length that is too short": reply(body, length=len(body) - 1),
        "a length of nothing": reply(body, length=0),
        "a length that is too long": reply(body, length=len(body) + 1),
        "a chunk whose size is no number": chunked().replace(b"0\r\n\r\n", b"zz\r\n") + body,
        "an unknown transfer encoding": OK + b"Transfer-Encoding: rot13\r\n\r\n" + body,
        "huge headers": OK + b"X-A: " + b"a" * 200_000 + b"\r\n\r\n" + body,
        "a change of protocol": b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n" + body,
        "broken gzip": reply(packed[:12] + b"\xff\xff" + packed[14:], "200 OK", GZIP),
        "gzip that is none": reply(body, "200 OK", GZIP),
        "gzip cut inside": reply(packed[:-20], "200 OK", GZIP),
        "gzip without its checksum": reply(packed[:-8], "200 OK", GZIP),
        "gzip with a wrong checksum": reply(packed[:-8] + bytes(8), "200 OK", GZIP),
        "nothing": b"",
        "no content": b"HTTP/1.1 204 No Content\r\n\r\n",
        "not modified": b"HTTP/1.1 304 Not Modified\r\n\r\n",
        "no permission, without a body": reply(b"", "401 Unauthorized"),
        "more than any answer of OKX": reply(b" " * 2_000_000 + body),
        "a redirect to nowhere": reply(b"", "302 Found", "Location: http://[::"),
        "a redirect to another protocol": reply(b"", "301 Moved", "Location: gopher://x"),
    }
    return [Scenario(name, [whole, Say(answer), fin], "U") for name, answer in sent.items()]


def pages(asked: Asked) -> list[Scenario]:
    """Web pages of something between us and OKX."""
    page = b"<html><body>Just a moment...</body></html>"
    statuses = "200 OK|400 Bad|403 Forbidden|404 Not Found|500 Error|502 Bad Gateway|503 Unavailable|520 Unknown|999 ?"
    return [Scenario(f"a page, {status}", [whole, Say(reply(page, status))], "U") for status in statuses.split("|")]


def silences(asked: Asked) -> list[Scenario]:
    """A server that says nothing, or so slowly that a client has to give up. Most would end well after a few seconds.

    Each has to be bounded in time, and what is given up after the request has left is Unknown.
    """
    good, body = asked.good, asked.said()
    long = b"a" * 100
    empty = gzip.compress(b"")[:10] + b"\x00\x00\x00\xff\xff" * 20  # blocks that hold nothing
    return [
        Scenario("silence at accept", [Wait(3), whole, Say(good)], "U"),
        Scenario("silence after the request", [whole, hold], "U"),
        Scenario("silence inside the status line", [whole, Say(good[:9]), hold], "U"),
        Scenario("silence inside the headers", [whole, Say(good[:30]), hold], "U"),
        Scenario("silence inside the body", [whole, Say(good[:-9]), hold], "U"),
        Scenario("silence before the chunk that ends", [whole, Say(chunked(body, end=b"")), hold], "U"),
        Scenario("an answer that takes too long", [whole, Wait(3), Say(good)], "U"),
        Scenario("interim answers", [whole, Drip(b"HTTP/1.1 100 Continue\r\n\r\n" * 4), Say(good)], "U"),
        Scenario("a drip of headers", [whole, Say(OK), Drip(b"X-A: " + long), Say(b"\r\n" + good[17:])], "U"),
        Scenario("a drip of body", [whole, Say(reply(b" " * 100 + body)[: -len(body) - 100]), Drip(b" " * 100)], "U"),
        Scenario("a drip of chunks", [whole, Say(chunked(end=b"")), Drip(b"1\r\n \r\n" * 20)], "U"),
        Scenario(
            "a drip inside the size of a chunk",
            [whole, Say(chunked(end=b"1;")), Drip(long), Say(b"\r\n " + chunked(body)[-len(body) - 11 :])],
            "U",
        ),
        Scenario(
            "a drip of trailers", [whole, Say(chunked(body, end=b"0\r\nX-A: ")), Drip(long), Say(b"\r\n\r\n")], "U"
        ),
        Scenario("a drip of empty gzip", [whole, Say(OK + f"{GZIP}\r\n\r\n".encode()), Drip(empty)], "U"),
    ]


# One layer makes 20 MB out of 20 kB, the second makes those out of some hundred bytes.
BOMB = gzip.compress(b" " * 20_000_000)
BOMBS = {
    "gzip": reply(BOMB, "200 OK", GZIP),
    "gzip in gzip": reply(gzip.compress(BOMB), "200 OK", "Content-Encoding: gzip, gzip"),
    "deflate": reply(zlib.compress(b" " * 20_000_000), "200 OK", "Content-Encoding: deflate"),
}
