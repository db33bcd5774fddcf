"""What the exchange answers: a request in bytes goes in, a status and a body come out. No socket, no waiting."""

from __future__ import annotations

import base64
import hmac
import json
import re
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from http import HTTPStatus
from typing import Any, Final

from attrs import define, field, frozen

from .limits import Limit, Windows

TIME_PATH: Final = "/api/v5/public/time"
_TOLERANCE_SECONDS = 30.0
# What OKX answers a wrong request with. Docs: #error-code-rest-api.
_WRONG: Final = {
    "50111": "Invalid OK-ACCESS-KEY",
    "50112": "Invalid OK-ACCESS-TIMESTAMP",
    "50102": "Timestamp request expired",
    "50105": "Incorrect passphrase",
    "50113": "Invalid Sign",
}


@frozen
class Account:
    """The credentials that requests have to be signed with."""

    key: bytes
    secret: bytes
    passphrase: bytes


@define
class Counts:
    """What one exchange has seen.

    Attributes:
        connections: TCP connections that were opened.
        requests: Signed requests, whatever became of them.
        accepted: Those that were answered with code "0".
        wrong: Those whose signature, key, passphrase or time was wrong.
        refused: Those beyond the limits.
    """

    connections: int = 0
    requests: int = 0
    accepted: int = 0
    wrong: int = 0
    refused: int = 0


def _header(name: str) -> re.Pattern[bytes]:
    return re.compile(rb"\r\n" + name.encode() + rb": *([^\r]*?) *\r\n", re.IGNORECASE)


_KEY, _SIGN, _TIMESTAMP, _PASSPHRASE = (
    _header(f"OK-ACCESS-{name}") for name in ("KEY", "SIGN", "TIMESTAMP", "PASSPHRASE")
)


@define
class Exchange:
    """OKX as far as a benchmark needs it: it takes every cancel that is rightly signed and within the limits."""

    account: Account
    limits: Mapping[str, Limit] = field(factory=dict)
    wall: Callable[[], float] = time.time
    monotonic: Callable[[], float] = time.monotonic
    counts: Counts = field(factory=Counts)
    _windows: Windows = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._windows = Windows(self.limits)

    def answer(self, method: str, path: str, head: bytes, body: bytes) -> tuple[int, bytes]:
        """Return the status and the body of the answer to a request, whose head ends in CR LF."""
        if method == "GET" and path == TIME_PATH:
            return HTTPStatus.OK, b'{"code":"0","msg":"","data":[{"ts":"%d"}]}' % (self.wall() * 1000)
        self.counts.requests += 1
        code = self._mistake(method, path, head, body)
        if code:
            self.counts.wrong += 1
            return HTTPStatus.UNAUTHORIZED, _envelope(code, _WRONG[code], [])
        try:
            given = json.loads(body)
            orders = given if isinstance(given, list) else [given]
            instruments = [order.get("instId", "") for order in orders]
            items = [_item(order) for order in orders]
        except (ValueError, AttributeError):
            return HTTPStatus.BAD_REQUEST, _envelope("50002", "JSON syntax error", [])
        if not self._windows.take(path, instruments, self.monotonic()):
            self.counts.refused += 1
            return HTTPStatus.TOO_MANY_REQUESTS, _envelope("50011", "Too Many Requests", [])
        self.counts.accepted += 1
        return HTTPStatus.OK, _envelope("0", "", items)

    def _mistake(self, method: str, path: str, head: bytes, body: bytes) -> str:
        """Return OKX's code for what is wrong with the signature, or ""."""
        found = [pattern.search(head) for pattern in (_KEY, _TIMESTAMP, _PASSPHRASE, _SIGN)]
        key, timestamp, passphrase, sign = (each[1] if each else b"" for each in found)
        if key != self.account.key:
            return "50111"
        try:
            sent = datetime.fromisoformat(timestamp.decode()).timestamp()
        except ValueError:
            return "50112"
        if abs(self.wall() - sent) > _TOLERANCE_SECONDS:
            return "50102"
        if passphrase != self.account.passphrase:
            return "50105"
        signed = b"".join((timestamp, method.encode(), path.encode(), body))
        expected = base64.b64encode(hmac.digest(self.account.secret, signed, "sha256"))
        return "" if hmac.compare_digest(expected, sign) else "50113"


def _item(order: Mapping[str, str]) -> dict[str, str]:
    if "instId" in order:
        return {
            "algoClOrdId": "",
            "algoId": order.get("algoId", ""),
            "clOrdId": "",
            "sCode": "0",
            "sMsg": "",
            "tag": "",
        }
    return {"clOrdId": order.get("clOrdId", ""), "ordId": order.get("ordId", ""), "sCode": "0", "sMsg": ""}


def _envelope(code: str, message: str, items: list[Any]) -> bytes:
    now = str(time.time_ns() // 1000)
    return json.dumps({"code": code, "data": items, "inTime": now, "msg": message, "outTime": now}).encode()
