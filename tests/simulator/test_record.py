"""What arrived, and a clock that is wrong."""

import pytest

from okx_client.simulator import Exchange, Fault, ReceivedRequest
from okx_client.simulator import exchange as exchange_module

from .support import (
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
    timestamp,
)


def test_every_request_is_kept_in_order_whatever_was_answered(exchange: Exchange, caller: Caller) -> None:
    exchange.handle("GET", TIME, {}, b"")
    exchange.inject(Fault.cut(acts=False))
    assert exchange.handle("POST", SPREAD, {}, b"cut").is_cut
    caller.post(ALGOS, [{}], passphrase="Wrong.Horse8")
    caller.get(f"{SPREAD_STATE}?ordId=1")
    exchange.handle("put", "/nothing", {}, b"")
    assert exchange.requests == (
        ReceivedRequest("GET", TIME, b""),
        ReceivedRequest("POST", SPREAD, b"cut"),
        ReceivedRequest("POST", ALGOS, b"[{}]"),
        ReceivedRequest("GET", f"{SPREAD_STATE}?ordId=1", b""),
        ReceivedRequest("PUT", "/nothing", b""),
    )
    assert exchange.requests[2].json() == [{}]


def test_the_requests_to_cancel_are_told_from_the_questions(exchange: Exchange, caller: Caller) -> None:
    caller.get(f"{SPREAD_STATE}?ordId=1")
    exchange.handle("GET", TIME, {}, b"")
    caller.post(f"{SPREAD}?a=1", {})
    caller.post(ALGOS, [{}])
    assert [request.path for request in exchange.cancel_requests] == [f"{SPREAD}?a=1", ALGOS]


def test_no_credential_is_kept(exchange: Exchange, caller: Caller) -> None:
    caller.post(SPREAD, {"ordId": "1"})
    shown = f"{exchange.requests!r} {vars(exchange)}"
    assert "ordId" in shown
    for secret in (API_KEY, SECRET_KEY, PASSPHRASE):
        assert secret not in shown


def test_a_long_life_does_not_fill_the_memory(exchange: Exchange) -> None:
    for number in range(exchange_module._MOST_REQUESTS_KEPT + 5):
        exchange.handle("GET", f"/{number}", {}, b"")
    assert len(exchange.requests) == exchange_module._MOST_REQUESTS_KEPT
    assert exchange.requests[-1].path == f"/{number}"


# -- the clock -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seconds", [TOLERANCE + 15, -TOLERANCE - 15])
def test_a_skewed_clock_refuses_honest_times_and_tells_its_own(
    seconds: float, exchange: Exchange, caller: Caller
) -> None:
    exchange.skew_clock(seconds)
    reply = caller.post(SPREAD, {"ordId": "404"})
    assert (reply.status, reply.code) == (401, "50102")
    told = Reply.read(exchange.handle("GET", TIME, {}, b"")).content["data"][0]["ts"]
    assert int(told) == round((START + seconds) * 1000)
    assert caller.post(SPREAD, {"ordId": "404"}, timestamp=timestamp(START + seconds)).code == "1"
    assert caller.get(f"{SPREAD_STATE}?ordId=404").code == "50102"


def test_a_skew_replaces_the_one_before(exchange: Exchange, caller: Caller) -> None:
    near, far = TOLERANCE - 1, TOLERANCE + 1
    for seconds, code in ((far, "50102"), (near, "1"), (near, "1"), (0, "1"), (-far, "50102"), (0, "1")):
        exchange.skew_clock(seconds)
        assert caller.post(SPREAD, {"ordId": "404"}).code == code


@pytest.mark.parametrize("seconds", [3600, -3600])
def test_the_limits_go_by_the_clock_without_its_skew(
    seconds: float, exchange: Exchange, caller: Caller, clock: Clock
) -> None:
    def cancel() -> str:
        return caller.post(SPREAD, {"ordId": "404"}, timestamp=timestamp(clock.now + skew)).code

    skew = 0.0
    assert [cancel() for _ in range(20)] == ["1"] * 20
    exchange.skew_clock(seconds)
    skew = seconds
    assert cancel() == "50011", "the window has not passed"
    clock.now += 2
    assert [cancel() for _ in range(21)] == ["1"] * 20 + ["50011"], "and it passes as ever"


@pytest.mark.parametrize("seconds", ["5", None, float("nan"), float("inf"), True])
def test_a_skew_that_is_no_number_is_refused(seconds: float, exchange: Exchange, caller: Caller) -> None:
    with pytest.raises(ValueError, match="seconds"):
        exchange.skew_clock(seconds)
    assert caller.post(SPREAD, {"ordId": "404"}).code == "1"
