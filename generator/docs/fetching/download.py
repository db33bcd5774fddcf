"""One page from the network, within bounds of time and size, and with a clear word where there is none."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

import httpx
from attrs import frozen

from ...findings import InputError

_REDIRECTS = (301, 302, 303, 307, 308)


@frozen
class Bounds:
    """How long and how much, in seconds and bytes. OKX's page has some 4 MB."""

    connect: float = 10
    read: float = 30
    total: float = 180
    most_bytes: int = 64 * 1024 * 1024
    redirects: int = 5


USUAL = Bounds()
"""What a page of OKX's docs stays within by far."""


def download(address: str, client: httpx.Client, clock: Callable[[], float], bounds: Bounds = USUAL) -> bytes:
    """The bytes at `address`, within the bounds; redirects are followed on the same host and over HTTPS only.

    Raises:
        InputError: There is no answer, or one that is no page; the text says what to do.
    """
    deadline = clock() + bounds.total
    timeout = httpx.Timeout(min(bounds.read, bounds.total), connect=min(bounds.connect, bounds.total))
    here = address
    try:
        for _ in range(bounds.redirects + 1):
            with client.stream("GET", here, timeout=timeout, follow_redirects=False) as response:
                if response.status_code not in _REDIRECTS:
                    return _body(response, address, clock, deadline, bounds)
                there = urljoin(here, response.headers.get("location", ""))
            if urlsplit(there).netloc != urlsplit(here).netloc or _scheme(there) < _scheme(here):
                raise InputError(
                    f"{address}: sends on to another host, {there}; name it with --base-url if you trust it"
                )
            here = there
    except httpx.ConnectTimeout:
        raise InputError(f"{address}: no connection within {bounds.connect:g} s; try again later") from None
    except httpx.TimeoutException:
        raise InputError(f"{address}: no answer within {bounds.read:g} s; try again later") from None
    except httpx.ConnectError as error:
        raise InputError(f"{address}: no connection ({error}); are you online? try again later") from None
    except httpx.RemoteProtocolError as error:
        raise InputError(f"{address}: the answer ended early ({error}); try again") from None
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise InputError(
            f"{address}: cannot be fetched ({str(error) or type(error).__name__}); see --base-url, or try again"
        ) from None
    raise InputError(f"{address}: more than {bounds.redirects} redirects; see --base-url")


def _body(response: httpx.Response, address: str, clock: Callable[[], float], deadline: float, bounds: Bounds) -> bytes:
    if response.status_code != httpx.codes.OK:
        raise InputError(f"{address}: HTTP status {response.status_code}; see --base-url, or try again later")
    parts: list[bytes] = []
    size = 0
    for part in response.iter_bytes():
        parts.append(part)
        size += len(part)
        if size > bounds.most_bytes:
            raise InputError(f"{address}: more than {bounds.most_bytes} bytes, which no docs page has; see --base-url")
        if clock() > deadline:
            raise InputError(f"{address}: not complete after {bounds.total:g} s; try again later")
    return b"".join(parts)


def _scheme(address: str) -> str:
    return urlsplit(address).scheme.lower()  # "http" < "https"
