"""The account that every contender cancels for, and OKX's signature for those that do not bring their own.

The server checks signatures by its own code, not by this.
"""

from __future__ import annotations

import base64
import hmac
import json
from datetime import UTC, datetime
from typing import Any, Final

from attrs import frozen

KEY: Final = "00000000-0000-4000-8000-000000000000"
SECRET: Final = "00000000000000000000000000000000"
PASSPHRASE: Final = "Passphrase-1"

SPREAD_PATH: Final = "/api/v5/sprd/cancel-order"
ALGO_PATH: Final = "/api/v5/trade/cancel-algos"
ORDER: Final = "2510789768709120"
"""The order that is cancelled again and again."""
SPREAD_BODY: Final = json.dumps({"ordId": ORDER}, separators=(",", ":")).encode()


@frozen
class Host:
    """Where a contender sends to.

    Attributes:
        url: `http://127.0.0.1:PORT`, or https.
        certificate: The file with the certificate to trust; "" over http.
    """

    url: str
    certificate: str = ""

    @property
    def port(self) -> int:
        """The port of the URL."""
        return int(self.url.rpartition(":")[2])


def signed_headers(path: str, body: bytes) -> dict[str, str]:
    """Return the headers of a POST as OKX's docs ask for them. Docs: #overview-rest-authentication."""
    now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    digest = hmac.digest(SECRET.encode(), f"{now}POST{path}".encode() + body, "sha256")
    return {
        "Content-Type": "application/json",
        "OK-ACCESS-KEY": KEY,
        "OK-ACCESS-SIGN": base64.b64encode(digest).decode(),
        "OK-ACCESS-TIMESTAMP": now,
        "OK-ACCESS-PASSPHRASE": PASSPHRASE,
    }


class NotCancelledError(Exception):
    """A contender's answer does not say that OKX took the request."""


def check(answer: Any) -> None:
    """Raise a NotCancelledError unless the answer and each item in it has the code "0"."""
    if answer["code"] != "0" or any(item["sCode"] != "0" for item in answer["data"]):
        raise NotCancelledError(str(answer)[:200])
