"""How OKX wants a request signed. Docs: #overview-rest-authentication."""

from __future__ import annotations

import base64
import hmac
from datetime import UTC, datetime

from .credentials import Secret


def timestamp(seconds: float) -> str:
    """Return a time, given in seconds since 1970, as OKX writes it: `2020-12-08T09:08:57.715Z`."""
    moment = datetime.fromtimestamp(seconds, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def sign(secret_key: Secret, timestamp: str, method: str, path: bytes, body: bytes) -> str:
    """Return the signature of a request: Base64 of the HMAC-SHA256 of timestamp, METHOD, path with query, and body.

    Args:
        secret_key: The secret that belongs to the API key.
        timestamp: The very text of the timestamp header.
        method: The HTTP method, in any case.
        path: The bytes of path and query as they go out, from the first slash on.
        body: The bytes of the body as they go out; empty where there is none.
    """
    message = timestamp.encode() + method.upper().encode() + path + body
    return base64.b64encode(hmac.digest(secret_key.reveal().encode(), message, "sha256")).decode()
