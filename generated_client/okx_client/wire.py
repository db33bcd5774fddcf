"""What `OKX` and `AsyncOKX` share of sending: the httpx client's options, the request, and what a failure means."""

from __future__ import annotations

import functools
import ssl
from typing import TypedDict

import httpx

from ._generated.operations import CLOCK
from .auth import OKXAuth
from .calls import Call
from .errors import NotDelivered, OKXError, OutcomeUnknown
from .settings import is_loopback

# httpx forgets a connection after 5 idle seconds, and the next cancel would wait for a new TLS handshake.
_KEEP_ALIVE_SECONDS = 60.0
_CONNECTIONS = 100  # at once; a further call waits for one, as long as the time-out

# After these, no byte of the request has left. Whatever else fails, the request may have arrived.
_BEFORE_SENDING = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,  # the proxy refused the tunnel to OKX
    httpx.UnsupportedProtocol,
)


class ClientOptions(TypedDict):
    """The options of `httpx.Client` and `httpx.AsyncClient` that we set."""

    auth: OKXAuth
    base_url: httpx.URL
    timeout: float
    limits: httpx.Limits
    verify: ssl.SSLContext
    follow_redirects: bool
    trust_env: bool


def client_options(auth: OKXAuth, url: httpx.URL, timeout: float) -> ClientOptions:
    """Return the options of an httpx client that talks to `url`; `timeout` is in seconds."""
    return ClientOptions(
        auth=auth,
        base_url=url,
        timeout=timeout,
        limits=httpx.Limits(
            max_connections=_CONNECTIONS, max_keepalive_connections=_CONNECTIONS, keepalive_expiry=_KEEP_ALIVE_SECONDS
        ),
        verify=_ssl_context(),
        follow_redirects=False,  # a redirect would carry the credentials to another host
        trust_env=not is_loopback(url),  # plain http goes to this machine alone, past any proxy of the environment
    )


@functools.cache
def _ssl_context() -> ssl.SSLContext:
    """One for the whole process: reading the certificates takes some 20 ms."""
    return httpx.create_ssl_context()


class RequestOptions(TypedDict):
    """The arguments of `build_request` of an httpx client."""

    method: str
    url: str
    content: bytes
    headers: dict[str, str]


def request_options(call: Call) -> RequestOptions:
    """Return what an httpx client needs to build the request of a call."""
    return RequestOptions(
        method=call.operation.method,
        url=call.operation.path,
        content=call.content,
        headers={"Content-Type": "application/json"},
    )


def failure(call: Call, error: Exception) -> OKXError:
    """Return our error for one that was raised while sending.

    The original is not chained to it: its traceback holds frames of the HTTP stack in which the signed headers stand.
    """
    where = f"{call.operation.method} {call.operation.path}"
    reason = type(error).__name__
    if isinstance(error, httpx.RequestError) and _was_about_the_clock(error):
        return NotDelivered(
            f"{where}: OKX refused the timestamp, and asking for its time failed ({reason}). "
            "No order was touched; repeating the call is safe."
        )
    if isinstance(error, _BEFORE_SENDING):
        return NotDelivered(f"{where}: {reason}: {error}. The request was not sent; repeating it is safe.")
    return OutcomeUnknown(
        f"{where}: no answer ({reason}). OKX may have acted on the request; ask for the orders' state."
    )


def without_frames(interruption: BaseException) -> BaseException:
    """Return an interruption without the frames of the HTTP stack, in which the signed headers stand."""
    interruption.__cause__ = interruption.__context__ = None
    return interruption.with_traceback(None)


def _was_about_the_clock(error: httpx.RequestError) -> bool:
    try:
        return error.request.url.path == CLOCK.path
    except RuntimeError:  # httpx's own: the error belongs to no request
        return False
