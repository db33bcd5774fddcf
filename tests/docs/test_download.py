"""What goes wrong on the way to a page, and where a page may send on to."""

from __future__ import annotations

import time
from collections.abc import Callable

import httpx
import pytest

from generator.docs.fetching.download import download
from generator.findings import InputError


def got(answer: Callable[[httpx.Request], httpx.Response]) -> bytes:
    with httpx.Client(transport=httpx.MockTransport(answer)) as client:
        return download("https://host/docs", client, time.monotonic)


@pytest.mark.parametrize(
    ("raised", "said"),
    [
        (httpx.ConnectTimeout("slow"), "no connection within 10 s"),
        (httpx.ReadTimeout("slow"), "no answer within 30 s"),
        (httpx.ConnectError("Name or service not known"), "no connection (Name or service not known); are you online?"),
        (httpx.ReadError(""), "cannot be fetched (ReadError)"),
        (httpx.ProxyError("403"), "cannot be fetched (403)"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_went_wrong_is_told(raised: Exception, said: str) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        raise raised

    with pytest.raises(InputError) as told:
        got(answer)
    assert str(told.value).startswith(f"https://host/docs: {said}")


@pytest.mark.parametrize(
    ("there", "allowed"),
    [
        ("/docs/", True),
        ("https://host/other", True),
        ("?language=en", True),
        ("https://elsewhere/docs", False),
        ("https://host:8443/docs", False),
        ("//elsewhere/docs", False),
        ("http://host/docs", False),
    ],
)
def test_one_is_sent_on_within_the_host_only(there: str, allowed: bool) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if str(request.url) == "https://host/docs":
            return httpx.Response(302, headers={"Location": there})
        return httpx.Response(200, text="page")

    if allowed:
        assert got(answer) == b"page"
    else:
        with pytest.raises(InputError, match=r"^https://host/docs: sends on to another host"):
            got(answer)
