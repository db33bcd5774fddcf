"""A client of the simulator that signs by itself, and a clock that a test moves."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from attrs import define, frozen

from okx_client import operations
from okx_client.simulator import Answer, Exchange

API_KEY = "37c541a1-2b9b-4e1d-9d4c-0e6ad3f5f9a1"
SECRET_KEY = "22582BD0CFF14C41EDBF1AB98506286D"
PASSPHRASE = "Correct.Horse8"

SPREAD = "/api/v5/sprd/cancel-order"
ALGOS = "/api/v5/trade/cancel-algos"
TIME = "/api/v5/public/time"
SPREAD_STATE = "/api/v5/sprd/order"
ALGO_STATE = "/api/v5/trade/order-algo"

START = 1_700_000_000.25

TOLERANCE = operations.CLOCK.tolerance_seconds
LONGEST = operations.CANCEL_SPREAD_ORDER.id_fields[1].max_length or 0
LONGEST_ALGO = operations.CANCEL_ALGO_ORDERS.id_fields[1].max_length or 0


@define
class Clock:
    """Unix seconds that pass only when a test says so."""

    now: float = START

    def __call__(self) -> float:
        return self.now


@frozen
class Reply:
    """An answer with its JSON read."""

    status: int
    content: dict[str, Any]

    @classmethod
    def read(cls, answer: Answer) -> "Reply":
        assert answer.headers["content-type"] == "application/json"
        return cls(answer.status, json.loads(answer.body))

    @property
    def code(self) -> str:
        code: str = self.content["code"]
        return code

    @property
    def codes(self) -> list[str]:
        """The `sCode` of each item."""
        return [item["sCode"] for item in self.content["data"]]


def timestamp(now: float) -> str:
    """OKX's form of a time: UTC, milliseconds, Z."""
    text = datetime.fromtimestamp(now, UTC).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")


def signed_headers(
    method: str, path: str, body: bytes, now: float, *, demo: bool = True, **changes: str | None
) -> dict[str, str]:
    """The header fields of a good request; `changes` replace a part (before signing) or, given None, leave it out."""
    parts: dict[str, str | None] = {"key": API_KEY, "timestamp": timestamp(now), "passphrase": PASSPHRASE, **changes}
    text = f"{parts['timestamp']}{method}{path}".encode() + body
    sign = base64.b64encode(hmac.new(SECRET_KEY.encode(), text, hashlib.sha256).digest()).decode()
    named = {
        "OK-ACCESS-KEY": parts["key"],
        "OK-ACCESS-SIGN": parts.get("sign", sign),
        "OK-ACCESS-TIMESTAMP": parts["timestamp"],
        "OK-ACCESS-PASSPHRASE": parts["passphrase"],
        "Content-Type": parts.get("content_type", "application/json"),
        "x-simulated-trading": "1" if demo else None,
    }
    return {name: value for name, value in named.items() if value is not None}


@define
class Caller:
    """Calls an exchange's `handle`."""

    exchange: Exchange
    clock: Clock

    def post(self, path: str, content: object, *, demo: bool = True, **changes: str | None) -> Reply:
        """POST a JSON value, or bytes as they are."""
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        headers = signed_headers("POST", path, body, self.clock.now, demo=demo, **changes)
        return Reply.read(self.exchange.handle("POST", path, headers, body))

    def get(self, path: str, *, demo: bool = True, **changes: str | None) -> Reply:
        """GET a path with its query."""
        headers = signed_headers("GET", path, b"", self.clock.now, demo=demo, **{"content_type": None, **changes})
        return Reply.read(self.exchange.handle("GET", path, headers, b""))


def new_exchange(
    clock: Callable[[], float], *, demo: bool = True, permissions: tuple[str, ...] = ("read", "trade")
) -> Exchange:
    """An exchange with the credentials above and no orders."""
    return Exchange(
        api_key=API_KEY,
        secret_key=SECRET_KEY,
        passphrase=PASSPHRASE,
        demo=demo,
        permissions=permissions,
        clock=clock,
    )
