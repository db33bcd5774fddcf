"""Headers, key, time, passphrase, signature, environment, permission."""

from typing import Any

import pytest

from okx_client.simulator import Exchange
from okx_client.simulator.access import sign

from .support import (
    ALGO_STATE,
    ALGOS,
    API_KEY,
    PASSPHRASE,
    SECRET_KEY,
    SPREAD,
    SPREAD_STATE,
    START,
    TIME,
    TOLERANCE,
    Caller,
    Clock,
    Reply,
    new_exchange,
    signed_headers,
    timestamp,
)

BODY = {"ordId": "2510789768709120"}

VECTORS = {
    "balance": (
        "GET",
        "/api/v5/account/balance?ccy=BTC",
        b"",
        "HiZhvSfMtWJA3uUIVXV3a/bSXNPCWvYFXoGCVS8V4zY=",
    ),
    "spread cancel": (
        "POST",
        "/api/v5/sprd/cancel-order",
        b'{"ordId":"2510789768709120"}',
        "5at6+amHcKIIj4qp5NKQH6aVwAo6Wu8+bmafBirK3M0=",
    ),
    "algo cancel": (
        "POST",
        "/api/v5/trade/cancel-algos",
        b'[{"instId":"BTC-USDT","algoId":"590919993110396111"},{"instId":"BTC-USDT","algoId":"590920138287841222"}]',
        "VEMaQ1GJNO3O8vUSE8MQSSJLNHmirpUF+tDWP1UdmeM=",
    ),
    "spread order": (
        "GET",
        "/api/v5/sprd/order?ordId=2510789768709120",
        b"",
        "sJc4JQymR1ADbf4c02VETnAD5usCN+kILYZHt42hpVo=",
    ),
    "algo order": (
        "GET",
        "/api/v5/trade/order-algo?algoId=1753184812254216192",
        b"",
        "p6hkfCsY5lAOVG50hLQnPqGSXwQMFS8ZpKl+z9z4znQ=",
    ),
}


@pytest.mark.parametrize("name", VECTORS)
def test_signatures_equal_those_computed_elsewhere(name: str) -> None:
    method, path, body, expected = VECTORS[name]
    assert sign("22582BD0CFF14C41EDBF1AB98506286D", "2020-12-08T09:08:57.715Z", method, path, body) == expected


@pytest.mark.parametrize("name", ["spread cancel", "algo cancel"])
def test_a_request_signed_elsewhere_is_let_in(name: str) -> None:
    method, path, body, signature = VECTORS[name]
    exchange = new_exchange(Clock(1_607_418_537.715))
    headers = {
        "OK-ACCESS-KEY": API_KEY,
        "OK-ACCESS-SIGN": signature,
        "OK-ACCESS-TIMESTAMP": "2020-12-08T09:08:57.715Z",
        "OK-ACCESS-PASSPHRASE": PASSPHRASE,
        "Content-Type": "application/json",
        "x-simulated-trading": "1",
    }
    assert Reply.read(exchange.handle(method, path, headers, body)).status == 200


REFUSALS: dict[str, tuple[str, int, dict[str, Any]]] = {
    "no key": ("50103", 401, {"key": None}),
    "blank key": ("50103", 401, {"key": " "}),
    "no passphrase": ("50104", 401, {"passphrase": None}),
    "blank passphrase": ("50104", 401, {"passphrase": ""}),
    "no signature": ("50106", 401, {"sign": None}),
    "blank signature": ("50106", 401, {"sign": ""}),
    "no timestamp": ("50107", 401, {"timestamp": None}),
    "blank timestamp": ("50107", 401, {"timestamp": ""}),
    "key in another form": ("50111", 401, {"key": "not-a-key"}),
    "key of nobody": ("50119", 401, {"key": "37c541a1-2b9b-4e1d-9d4c-0e6ad3f5f9a2"}),
    "timestamp in seconds": ("50112", 401, {"timestamp": "1700000000"}),
    "timestamp without milliseconds": ("50112", 401, {"timestamp": "2023-11-14T22:13:20Z"}),
    "timestamp with microseconds": ("50112", 401, {"timestamp": "2023-11-14T22:13:20.250000Z"}),
    "timestamp without Z": ("50112", 401, {"timestamp": "2023-11-14T22:13:20.250"}),
    "timestamp of no day": ("50112", 401, {"timestamp": "2023-02-30T22:13:20.250Z"}),
    "too late": ("50102", 401, {"timestamp": timestamp(START - TOLERANCE - 0.001)}),
    "too early": ("50102", 401, {"timestamp": timestamp(START + TOLERANCE + 0.001)}),
    "another passphrase": ("50105", 401, {"passphrase": "Wrong.Horse8"}),
    "another signature": ("50113", 401, {"sign": "5at6+amHcKIIj4qp5NKQH6aVwAo6Wu8+bmafBirK3M0="}),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_refused_with_its_own_code_and_without_data(name: str, exchange: Exchange, caller: Caller) -> None:
    code, status, changes = REFUSALS[name]
    order = exchange.add_spread_order("2510789768709120")
    reply = caller.post(SPREAD, BODY, **changes)
    assert (reply.code, reply.status) == (code, status)
    assert list(reply.content) == ["msg", "code"]
    assert reply.content["msg"]
    assert exchange.spread_order(order.ord_id) == order


@pytest.mark.parametrize("seconds", [-TOLERANCE, 0.001 - TOLERANCE, 0, TOLERANCE])
def test_a_timestamp_inside_the_window_is_let_in(seconds: float, caller: Caller) -> None:
    assert caller.post(SPREAD, BODY, timestamp=timestamp(START + seconds)).status == 200


@pytest.mark.parametrize("demo", [True, False])
def test_a_key_of_the_other_environment_is_refused(demo: bool, clock: Clock) -> None:
    caller = Caller(new_exchange(clock, demo=demo), clock)
    assert caller.post(SPREAD, BODY, demo=demo).status == 200
    reply = caller.post(SPREAD, BODY, demo=not demo)
    assert (reply.code, reply.status) == ("50101", 401)
    assert "data" not in reply.content


def test_a_demo_header_of_0_counts_as_live(clock: Clock) -> None:
    body = b'{"ordId":"1"}'
    headers = signed_headers("POST", SPREAD, body, clock.now, demo=False) | {"x-simulated-trading": "0"}
    assert new_exchange(clock, demo=False).handle("POST", SPREAD, headers, body).status == 200
    assert new_exchange(clock, demo=True).handle("POST", SPREAD, headers, body).status == 401


@pytest.mark.parametrize("path", [SPREAD, ALGOS])
def test_a_key_without_trade_permission_is_refused(path: str, clock: Clock) -> None:
    reply = Caller(new_exchange(clock, permissions=("read",)), clock).post(path, BODY)
    assert (reply.code, reply.status) == ("50120", 200)
    assert "data" not in reply.content


@pytest.mark.parametrize("sent", [b'{"ordId": "1"}', b'{"ordId":"1"}\n', b'{"ord\\u0049d":"1"}'])
def test_the_signature_is_over_the_exact_bytes(sent: bytes, exchange: Exchange, clock: Clock) -> None:
    signed = b'{"ordId":"1"}'
    headers = signed_headers("POST", SPREAD, signed, clock.now)
    assert Reply.read(exchange.handle("POST", SPREAD, headers, sent)).code == "50113"
    assert exchange.handle("POST", SPREAD, headers, signed).status == 200
    headers = signed_headers("POST", SPREAD, sent, clock.now)
    assert exchange.handle("POST", SPREAD, headers, sent).status == 200


def test_the_signature_is_over_the_query_string_too(exchange: Exchange, clock: Clock) -> None:
    headers = signed_headers("POST", SPREAD, b"{}", clock.now)
    assert Reply.read(exchange.handle("POST", f"{SPREAD}?a=%20", headers, b"{}")).code == "50113"
    headers = signed_headers("POST", f"{SPREAD}?a=%20", b"{}", clock.now)
    assert exchange.handle("POST", f"{SPREAD}?a=%20", headers, b"{}").status == 200


@pytest.mark.parametrize("case", [str.lower, str.upper])
def test_header_names_have_no_case(case: type[str], exchange: Exchange, clock: Clock) -> None:
    headers = {case(name): value for name, value in signed_headers("POST", SPREAD, b"{}", clock.now).items()}
    assert exchange.handle("POST", SPREAD, headers, b"{}").status == 200


def test_the_time_is_told_to_anybody(exchange: Exchange, clock: Clock) -> None:
    clock.now = 1_597_026_383.085
    reply = Reply.read(exchange.handle("GET", TIME, {}, b""))
    assert (reply.status, reply.content) == (200, {"code": "0", "msg": "", "data": [{"ts": "1597026383085"}]})


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", SPREAD), ("PUT", ALGOS), ("POST", TIME), ("POST", SPREAD_STATE), ("DELETE", ALGO_STATE)],
)
def test_another_method_on_a_known_path_is_refused(method: str, path: str, exchange: Exchange) -> None:
    reply = Reply.read(exchange.handle(method, path, {}, b""))
    assert (reply.code, reply.status) == ("50115", 405)


@pytest.mark.parametrize("path", ["/api/v5/sprd/nothing", "/", f"{SPREAD}/", "/api/v5/sprd%2Fcancel-order"])
def test_an_unknown_path_answers_with_a_number_as_code(path: str, exchange: Exchange) -> None:
    reply = Reply.read(exchange.handle("POST", path, {}, b""))
    assert reply.status == 404
    assert reply.content == {
        "code": 404,
        "data": {},
        "detailMsg": "",
        "error_code": "404",
        "error_message": "Not Found",
        "msg": "Not Found",
    }


def test_the_exchange_shows_no_secret(exchange: Exchange) -> None:
    shown = f"{exchange!r} {exchange} {vars(exchange)}"
    assert "demo=True" in shown
    for secret in (API_KEY, SECRET_KEY, PASSPHRASE):
        assert secret not in shown


@pytest.mark.parametrize("name", ["api_key", "secret_key", "passphrase"])
@pytest.mark.parametrize("value", ["", " ", " x", "密码"])
def test_credentials_that_no_header_can_carry_are_refused(name: str, value: str) -> None:
    credentials: dict[str, Any] = {"api_key": API_KEY, "secret_key": SECRET_KEY, "passphrase": PASSPHRASE, name: value}
    with pytest.raises(ValueError, match=name):
        Exchange(**credentials, demo=True)
