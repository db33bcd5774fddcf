"""Hold requests and an answer against a document, and print as JSON which of them fit."""

import json
import sys
from typing import Any

from openapi_core import OpenAPI
from openapi_core.testing import MockRequest, MockResponse

HOST = "https://openapi.okx.com"
SIGNED = dict.fromkeys(("OK-ACCESS-KEY", "OK-ACCESS-SIGN", "OK-ACCESS-TIMESTAMP", "OK-ACCESS-PASSPHRASE"), "x")
SPREAD, ALGO = "/api/v5/sprd/cancel-order", "/api/v5/trade/cancel-algos"
document, most = OpenAPI.from_file_path(sys.argv[1]), int(sys.argv[2])  # orders in one batch


def request(path: str, body: Any) -> MockRequest:
    return MockRequest(HOST, "post", path, data=json.dumps(body).encode(), headers=SIGNED)


def fits(path: str, body: Any) -> bool:
    return not document.unmarshal_request(request(path, body)).errors


def answer_fits(path: str, body: Any) -> bool:
    response = MockResponse(json.dumps(body).encode())
    return not document.unmarshal_response(request(path, {"ordId": "1"}), response).errors


def batch(size: int) -> list[dict[str, str]]:
    return [{"instId": "BTC-USDT", "algoId": str(number)} for number in range(size)]


print(
    json.dumps(
        {
            "an id": fits(SPREAD, {"ordId": "1"}),
            "a client id": fits(SPREAD, {"clOrdId": "1"}),
            "no id": fits(SPREAD, {}),
            "another field": fits(SPREAD, {"ordId": "1", "sprdId": "2"}),
            "an empty batch": fits(ALGO, []),
            "a full batch": fits(ALGO, batch(most)),
            "a batch beyond it": fits(ALGO, batch(most + 1)),
            "an answer": answer_fits(SPREAD, {"code": "0", "msg": "", "data": [{"ordId": "1", "new": "2"}]}),
        }
    )
)
