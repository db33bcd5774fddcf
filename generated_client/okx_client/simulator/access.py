"""Who may ask: headers, key, time, passphrase, signature, environment, permission.

Docs: #overview-rest-authentication and #error-code. Nothing of `okx_client.auth` is used here: a mistake in how the
client signs must not find the same mistake on this side.
"""

import base64
import hashlib
import hmac
import re
from datetime import UTC, datetime, timedelta

from attrs import field, frozen

from okx_client._generated.operations import ACCESS_HEADERS, CLOCK, DEMO_HEADER

from .checks import checked_permissions, wrong
from .request import RefusedError, Request

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TIMESTAMP_FORM = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z")
_KEY_FORM = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_EMPTY_HEADER_CODES = (
    (ACCESS_HEADERS.api_key, "50103"),
    (ACCESS_HEADERS.passphrase, "50104"),
    (ACCESS_HEADERS.signature, "50106"),
    (ACCESS_HEADERS.timestamp, "50107"),
)


@frozen(kw_only=True)
class Account:
    """The one user of the exchange: an API key, what goes with it, and what it is allowed to do.

    `demo` says in which of OKX's two environments the key was made.
    """

    api_key: str = field(repr=False)
    secret_key: str = field(repr=False)
    passphrase: str = field(repr=False)
    demo: bool
    permissions: frozenset[str] = field(converter=checked_permissions)

    def __attrs_post_init__(self) -> None:
        """Refuse credentials that could never match a header."""
        for name in ("api_key", "secret_key", "passphrase"):
            value: str = getattr(self, name)
            if not value.strip() or value != value.strip() or not value.isascii():
                wrong(
                    f"{name} has to be ASCII text that is not blank and has no blanks around it",
                    f"{name} 必须是非空的 ASCII 文本，且首尾不能有空白",
                )


def sign(secret_key: str, timestamp: str, method: str, path: str, body: bytes) -> str:
    """Base64 of the HMAC-SHA256 over timestamp, method, path with query, and the body's bytes, without separators."""
    # Latin-1 gives back each byte of the path as it was on the wire; a character beyond it never was on one.
    text = f"{timestamp}{method}{path}".encode("latin-1", "replace")
    return base64.b64encode(hmac.new(secret_key.encode(), text + body, hashlib.sha256).digest()).decode()


def check_access(request: Request, account: Account, permission: str | None, now: float) -> None:
    """Refuse a request that this account did not send, sent too late, or may not send.

    `now` is the exchange's time in Unix seconds. OKX does not document in which order it checks; this order lets each
    code appear on its own, and tells a stranger nothing about the passphrase before the key is known.
    """
    for name, code in _EMPTY_HEADER_CODES:
        if not request.header(name):
            raise RefusedError(code)
    _check_key(request.header(ACCESS_HEADERS.api_key), account)
    _check_timestamp(request.header(ACCESS_HEADERS.timestamp), now)
    if not _same(request.header(ACCESS_HEADERS.passphrase), account.passphrase):
        raise RefusedError("50105")
    _check_signature(request, account)
    if _asks_for_demo(request) != account.demo:
        raise RefusedError("50101")
    if permission is not None and permission not in account.permissions:
        raise RefusedError("50120")


def _check_key(api_key: str, account: Account) -> None:
    if _same(api_key, account.api_key):
        return
    # A key that looks like OKX's is one that OKX does not know; anything else is no key. That line between the two
    # codes is our reading.
    raise RefusedError("50119" if _KEY_FORM.fullmatch(api_key) else "50111")


def _check_timestamp(timestamp: str, now: float) -> None:
    if not _TIMESTAMP_FORM.fullmatch(timestamp):
        raise RefusedError("50112")
    try:
        sent = datetime.fromisoformat(timestamp)
    except ValueError:
        raise RefusedError("50112") from None
    # Whole milliseconds, because at the edge of the window a float's last digit would decide.
    difference = (sent - _EPOCH) // timedelta(milliseconds=1) - round(now * 1000)
    if abs(difference) > CLOCK.tolerance_seconds * 1000:
        raise RefusedError(CLOCK.error_code)


def _check_signature(request: Request, account: Account) -> None:
    timestamp = request.header(ACCESS_HEADERS.timestamp)
    expected = sign(account.secret_key, timestamp, request.method, request.path, request.body)
    if not _same(request.header(ACCESS_HEADERS.signature), expected):
        raise RefusedError("50113")


def _asks_for_demo(request: Request) -> bool:
    """Any value but the documented one counts as live: python-okx sends "0" with every live request."""
    return request.header(DEMO_HEADER.name) == DEMO_HEADER.value


def _same(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.encode(), expected.encode())
