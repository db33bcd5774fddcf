"""The thin middleware that signs requests, for `httpx.Client` and `httpx.AsyncClient` alike."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from typing import NoReturn

import httpx

from . import envelope
from ._generated.operations import ACCESS_HEADERS, CLOCK, DEMO_HEADER
from .clock import Clock
from .credentials import Credentials
from .errors import ConfigurationError
from .signing import sign, timestamp
from .text import Text

_NO_DEMO = Text(
    "demo has to be True (demo trading) or False (live trading)", "demo 必须是 True（模拟盘）或 False（实盘）"
)
_Flow = Generator[httpx.Request, httpx.Response, None]


class OKXAuth(httpx.Auth):
    """Signs every request with an OKX API key: `httpx.Client(auth=OKXAuth(…))`.

    It signs the bytes that go out, as late as httpx allows. When OKX refuses a timestamp as too far from its own time,
    which it does before it looks at the request, the flow asks OKX's clock once, signs anew, and sends once more.

    It signs for any host that its client is told to talk to: keep `follow_redirects` off, as httpx has it, or a
    redirect would carry the credentials elsewhere.

    One object may serve many clients, threads and event loops. It shows none of its secrets and is not pickled.

    Args:
        api_key: The API key.
        secret_key: The secret that belongs to it.
        passphrase: The passphrase that was chosen with it.
        demo: True for a demo trading key, False for a live one. There is no default.
        clock: Returns the time in seconds since 1970.

    Raises:
        ConfigurationError: A value is blank, or `demo` is not a bool.
    """

    requires_request_body = True
    requires_response_body = True

    def __init__(
        self,
        *,
        api_key: str,
        secret_key: str,
        passphrase: str,
        demo: bool,
        clock: Callable[[], float] = time.time,
    ) -> None:
        try:
            self._credentials = Credentials.of(api_key=api_key, secret_key=secret_key, passphrase=passphrase)
            if not isinstance(demo, bool):
                raise ConfigurationError(_NO_DEMO)
        except ConfigurationError as error:
            api_key = secret_key = passphrase = "…"  # a traceback may show local variables
            raise error.with_traceback(None) from None
        self._demo = demo
        self.clock = Clock(clock)

    def __repr__(self) -> str:
        return f"OKXAuth(demo={getattr(self, '_demo', None)})"

    def __reduce__(self) -> NoReturn:
        raise TypeError("OKXAuth holds secrets and is not pickled or copied; make one where it is needed")

    def auth_flow(self, request: httpx.Request) -> _Flow:
        """Sign and send `request`; on a refused timestamp, once more by OKX's own clock. Called by httpx."""
        reading = self.sign(request)
        response = yield request
        refused = CLOCK.error_code.encode() in response.content  # before the answer is read whole, which takes longer
        if refused and envelope.code(envelope.parse(response.content)) == CLOCK.error_code:
            if self.clock.reading == reading:  # else another request has set it meanwhile
                yield from self._set_clock(request)
            # Sent again even where the clock could not be read: httpx hands its caller the last response, which has to
            # be the answer to this request and not to the question for the time.
            self.sign(request)
            yield request

    def sign(self, request: httpx.Request) -> int:
        """Put the signing headers on `request` as it stands, at the time that it is; return the clock's reading."""
        reading, now = self.clock.reading, timestamp(self.clock.now())
        target, body = request.url.raw_path, request.content
        request.headers[ACCESS_HEADERS.api_key] = self._credentials.api_key.reveal()
        request.headers[ACCESS_HEADERS.passphrase] = self._credentials.passphrase.reveal()
        request.headers[ACCESS_HEADERS.timestamp] = now
        request.headers[ACCESS_HEADERS.signature] = sign(
            self._credentials.secret_key, now, request.method, target, body
        )
        if self._demo:
            request.headers[DEMO_HEADER.name] = DEMO_HEADER.value
        return reading

    def _set_clock(self, request: httpx.Request) -> _Flow:
        limits = {"timeout": request.extensions["timeout"]} if "timeout" in request.extensions else {}
        question = httpx.Request("GET", request.url.copy_with(raw_path=CLOCK.path.encode()), extensions=limits)
        asked = self.clock.local()
        response = yield question
        self.clock.learn(asked, self.clock.local(), response.content)
