"""The thin middleware that signs requests, for `httpx.Client` and `httpx.AsyncClient` alike."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from typing import NoReturn, Self

import httpx

from . import envelope
from ._generated.operations import CLOCK
from .clock import Clock
from .errors import ConfigurationError
from .signing import Signer, signer

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
            self._signer = signer(api_key=api_key, secret_key=secret_key, passphrase=passphrase, demo=demo, clock=clock)
        except ConfigurationError as error:
            api_key = secret_key = passphrase = "…"  # a traceback may show local variables
            raise error.with_traceback(None) from None

    @classmethod
    def of(cls, signer: Signer) -> Self:
        """Return the middleware that signs as another object does, by the same clock.

        Args:
            signer: What signs.
        """
        auth = cls.__new__(cls)
        auth._signer = signer
        return auth

    @property
    def clock(self) -> Clock:
        """The clock that it signs by."""
        return self._signer.clock

    def __repr__(self) -> str:
        return f"OKXAuth(demo={self._signer.demo if hasattr(self, '_signer') else None})"

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
        reading, signed = self._signer.headers(request.method, request.url.raw_path, request.content)
        request.headers.update(signed)
        return reading

    def _set_clock(self, request: httpx.Request) -> _Flow:
        limits = {"timeout": request.extensions["timeout"]} if "timeout" in request.extensions else {}
        question = httpx.Request("GET", request.url.copy_with(raw_path=CLOCK.path.encode()), extensions=limits)
        asked = self.clock.local()
        response = yield question
        self.clock.learn(asked, self.clock.local(), response.content)
