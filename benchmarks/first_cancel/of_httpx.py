"""The first cancel of a program that uses httpx and signs by itself."""

import base64
import hmac
import os
import sys
from datetime import UTC, datetime

import httpx

path, body = "/api/v5/sprd/cancel-order", b'{"ordId":"1"}'
now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
digest = hmac.digest(os.environ["SECRET"].encode(), f"{now}POST{path}".encode() + body, "sha256")
headers = {
    "OK-ACCESS-KEY": os.environ["KEY"],
    "OK-ACCESS-SIGN": base64.b64encode(digest).decode(),
    "OK-ACCESS-TIMESTAMP": now,
    "OK-ACCESS-PASSPHRASE": os.environ["PASSPHRASE"],
}
with httpx.Client(base_url=sys.argv[1]) as client:
    assert client.post(path, content=body, headers=headers).json()["code"] == "0"
    os.write(1, b"!")
