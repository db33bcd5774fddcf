"""Signatures equal values that were computed outside this code base."""

from __future__ import annotations

import pytest

from okx_client.credentials import Secret
from okx_client.signing import sign, timestamp

SECRET = "22582BD0CFF14C41EDBF1AB98506286D"
MOMENT = "2020-12-08T09:08:57.715Z"
VECTORS = [
    ("GET", b"/api/v5/account/balance?ccy=BTC", b"", "HiZhvSfMtWJA3uUIVXV3a/bSXNPCWvYFXoGCVS8V4zY="),
    (
        "POST",
        b"/api/v5/sprd/cancel-order",
        b'{"ordId":"2510789768709120"}',
        "5at6+amHcKIIj4qp5NKQH6aVwAo6Wu8+bmafBirK3M0=",
    ),
    (
        "POST",
        b"/api/v5/trade/cancel-algos",
        b'[{"instId":"BTC-USDT","algoId":"590919993110396111"},{"instId":"BTC-USDT","algoId":"590920138287841222"}]',
        "VEMaQ1GJNO3O8vUSE8MQSSJLNHmirpUF+tDWP1UdmeM=",
    ),
    ("GET", b"/api/v5/sprd/order?ordId=2510789768709120", b"", "sJc4JQymR1ADbf4c02VETnAD5usCN+kILYZHt42hpVo="),
    (
        "GET",
        b"/api/v5/trade/order-algo?algoId=1753184812254216192",
        b"",
        "p6hkfCsY5lAOVG50hLQnPqGSXwQMFS8ZpKl+z9z4znQ=",
    ),
]


@pytest.mark.parametrize(("method", "path", "body", "signature"), VECTORS)
def test_a_signature_equals_the_published_vector(method: str, path: bytes, body: bytes, signature: str) -> None:
    assert sign(Secret(SECRET), MOMENT, method, path, body) == signature
    assert sign(Secret(SECRET), MOMENT, method.lower(), path, body) == signature


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (1607418537.715, "2020-12-08T09:08:57.715Z"),
        (1607418537.0, "2020-12-08T09:08:57.000Z"),
        (1607418537.9999, "2020-12-08T09:08:57.999Z"),
        (0, "1970-01-01T00:00:00.000Z"),
    ],
)
def test_a_timestamp_has_exactly_milliseconds_and_a_z(seconds: float, text: str) -> None:
    assert timestamp(seconds) == text
