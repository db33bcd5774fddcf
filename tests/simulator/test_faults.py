"""What an exchange decides about a request that is to go wrong, and which requests those are."""

from typing import Any

import pytest

from okx_client._generated.error_codes import ERROR_CODES
from okx_client.simulator import Exchange, Fault, SpreadOrder

from .support import ALGOS, SPREAD, SPREAD_STATE, TIME, Caller, Clock, Reply, signed_headers

BUSY = Fault.refused("50013")


def answer_of(exchange: Exchange, clock: Clock, body: bytes) -> Any:
    return exchange.handle("POST", SPREAD, signed_headers("POST", SPREAD, body, clock.now), body)


@pytest.mark.parametrize("code", [code for code, entry in ERROR_CODES.items() if entry.error])
def test_okx_refuses_with_any_code_of_the_spec_and_does_not_act(code: str, exchange: Exchange, caller: Caller) -> None:
    order = exchange.add_spread_order()
    exchange.inject(Fault.refused(code))
    reply = caller.post(SPREAD, {"ordId": order.ord_id})
    assert (reply.code, reply.status) == (code, ERROR_CODES[code].http_statuses[0])
    assert "data" not in reply.content
    assert exchange.spread_order(order.ord_id).state == "live"


@pytest.mark.parametrize("code", ["50004", "50001"])
def test_okx_may_act_all_the_same_where_the_code_leaves_it_open(code: str, exchange: Exchange, caller: Caller) -> None:
    order = exchange.add_spread_order()
    exchange.inject(Fault.refused(code, acts=True))
    assert caller.post(SPREAD, {"ordId": order.ord_id}).code == code
    assert exchange.spread_order(order.ord_id).state == "canceled"


@pytest.mark.parametrize("code", ["50011", "50013", "51400"])
def test_a_code_that_says_okx_did_not_act_keeps_its_word(code: str) -> None:
    with pytest.raises(ValueError, match=r"did not act.*Fault\.answered"):
        Fault.refused(code, acts=True)


def test_each_order_of_a_request_is_refused_and_left_alone(exchange: Exchange, caller: Caller) -> None:
    orders = [exchange.add_algo_order("BTC-USDT") for _ in range(2)]
    exchange.inject(Fault.orders_refused("51410"))
    items = [{"instId": "BTC-USDT", "algoId": order.algo_id} for order in orders]
    reply = caller.post(ALGOS, [*items, {"instId": "BTC-USDT", "algoId": "404"}])
    assert (reply.status, reply.code, reply.codes) == (200, "1", ["51410", "51410", "51400"])
    assert {item["sMsg"] for item in reply.content["data"][:2]} == {ERROR_CODES["51410"].meaning}
    assert {order.state for order in exchange.algo_orders()} == {"live"}
    assert caller.post(ALGOS, items).codes == ["0", "0"]


def test_some_orders_of_a_request_are_refused_by_either_id(exchange: Exchange, caller: Caller) -> None:
    orders = [exchange.add_algo_order("BTC-USDT", algo_cl_ord_id=f"stop{number}") for number in range(3)]
    exchange.inject(Fault.orders_refused("51410", only=["stop0", orders[2].algo_id]))
    items = [{"instId": "BTC-USDT", "algoId": order.algo_id} for order in orders]
    reply = caller.post(ALGOS, [*items, {"instId": "BTC-USDT", "algoId": "404"}])
    assert (reply.code, reply.codes) == ("2", ["51410", "0", "51410", "51400"])
    assert [order.state for order in exchange.algo_orders()] == ["live", "canceled", "live"]


@pytest.mark.parametrize("acts", [True, False])
def test_something_else_answers(acts: bool, exchange: Exchange, clock: Clock) -> None:
    order = exchange.add_spread_order()
    exchange.inject(Fault.answered(502, "<html>坏网关</html>", acts=acts, content_type="text/html; charset=utf-8"))
    answer = answer_of(exchange, clock, f'{{"ordId":"{order.ord_id}"}}'.encode())
    assert (answer.status, answer.body.decode()) == (502, "<html>坏网关</html>")
    assert answer.headers == {"content-type": "text/html; charset=utf-8"}
    assert exchange.spread_order(order.ord_id).state == ("canceled" if acts else "live")


def test_bytes_are_answered_as_they_are(exchange: Exchange, clock: Clock) -> None:
    exchange.inject(Fault.answered(200, b"\xff\x00", acts=True))
    assert answer_of(exchange, clock, b"{}").body == b"\xff\x00"


@pytest.mark.parametrize("acts", [True, False])
def test_a_connection_is_cut(acts: bool, exchange: Exchange, clock: Clock) -> None:
    order = exchange.add_spread_order()
    exchange.inject(Fault.cut(acts=acts))
    assert answer_of(exchange, clock, f'{{"ordId":"{order.ord_id}"}}'.encode()).is_cut
    assert exchange.spread_order(order.ord_id).state == ("canceled" if acts else "live")


def test_a_late_answer_is_the_exchanges_own(exchange: Exchange, clock: Clock) -> None:
    order = exchange.add_spread_order()
    exchange.inject(Fault.late(60))
    answer = answer_of(exchange, clock, f'{{"ordId":"{order.ord_id}"}}'.encode())
    assert (answer.delay_seconds, Reply.read(answer).codes) == (60, ["0"])
    assert exchange.spread_order(order.ord_id).state == "canceled"


def test_answers_are_neither_late_nor_cut_without_a_fault(exchange: Exchange, clock: Clock) -> None:
    answer = answer_of(exchange, clock, b"{}")
    assert (answer.delay_seconds, answer.is_cut) == (0, False)


def test_what_acts_is_checked_and_counted_and_what_does_not_is_not(exchange: Exchange, caller: Caller) -> None:
    exchange.inject(Fault.late(1), times=21)
    assert [caller.post(SPREAD, {"ordId": "404"}).code for _ in range(21)] == ["1"] * 20 + ["50011"]
    exchange.inject(Fault.late(1))
    assert caller.post(SPREAD, {"ordId": "404"}, passphrase="Wrong.Horse8").code == "50105"
    exchange.inject(BUSY)
    assert caller.post(SPREAD, {"ordId": "404"}, passphrase="Wrong.Horse8").code == "50013"


def test_requests_refused_by_a_fault_spend_nothing_of_the_limits(exchange: Exchange, caller: Caller) -> None:
    exchange.inject(BUSY, times=30)
    assert {caller.post(SPREAD, {"ordId": "404"}).code for _ in range(30)} == {"50013"}
    assert [caller.post(SPREAD, {"ordId": "404"}).code for _ in range(20)] == ["1"] * 20


# -- which requests --------------------------------------------------------------------------------------------------


def test_faults_are_used_up_in_the_order_in_which_they_came(exchange: Exchange, caller: Caller) -> None:
    exchange.inject(BUSY, times=2)
    exchange.inject(Fault.refused("50011"))
    codes = [caller.post(path, {}).code for path in (SPREAD, ALGOS, SPREAD, SPREAD)]
    assert codes == ["50013", "50013", "50011", "1"]


def test_the_time_and_the_states_are_spared(exchange: Exchange, caller: Caller) -> None:
    exchange.inject(BUSY)
    assert Reply.read(exchange.handle("GET", TIME, {}, b"")).code == "0"
    assert caller.get(f"{SPREAD_STATE}?ordId=404").code == "51603"
    assert caller.post(SPREAD, {}).code == "50013"


@pytest.mark.parametrize("path", [SPREAD, SPREAD_STATE, TIME])
def test_one_path_can_be_named(path: str, exchange: Exchange, caller: Caller) -> None:
    exchange.inject(BUSY, times=9, path=ALGOS)
    exchange.inject(Fault.refused("50026"), path=path)
    answers = [
        caller.post(SPREAD, {}).code,
        caller.get(f"{SPREAD_STATE}?ordId=404").code,
        Reply.read(exchange.handle("GET", TIME, {}, b"")).code,
    ]
    hit = [SPREAD, SPREAD_STATE, TIME].index(path)
    assert answers == [*["1", "51603", "0"][:hit], "50026", *["1", "51603", "0"][hit + 1 :]]
    assert caller.post(ALGOS, [{}]).code == "50013"


def test_what_has_not_gone_wrong_yet_can_be_counted_and_forgotten(exchange: Exchange, caller: Caller) -> None:
    assert exchange.faults_left == 0
    exchange.inject(BUSY, times=3)
    exchange.inject(BUSY, path=TIME)
    caller.post(SPREAD, {})
    assert exchange.faults_left == 3
    exchange.clear_faults()
    assert exchange.faults_left == 0
    assert caller.post(SPREAD, {}).code == "1"


# -- nonsense --------------------------------------------------------------------------------------------------------

WRONG: dict[str, tuple[Any, str]] = {
    "unknown code": (lambda: Fault.refused("12345"), r"ERROR_CODES.*'12345'"),
    "number as code": (lambda: Fault.refused(50013), r"ERROR_CODES.*not 50013"),  # type: ignore[arg-type]
    "success as code": (lambda: Fault.refused("0"), "other than '0', '1', '2'"),
    "unknown code of orders": (lambda: Fault.orders_refused("2"), "other than '0', '1', '2'"),
    "no seconds": (lambda: Fault.late(0), "above 0"),
    "seconds back": (lambda: Fault.late(-1), "above 0"),
    "days": (lambda: Fault.late(86400), "at most 3600"),
    "never": (lambda: Fault.late(float("nan")), "nan"),
    "text as seconds": (lambda: Fault.late("5"), "'5'"),  # type: ignore[arg-type]
    "status of no answer": (lambda: Fault.answered(100, "", acts=True), "200 to 599"),
    "status beyond": (lambda: Fault.answered(600, "", acts=True), "200 to 599"),
    "status without a body": (lambda: Fault.answered(204, "", acts=True), "a body goes with"),
    "text as status": (lambda: Fault.answered("502", "", acts=True), "'502'"),  # type: ignore[arg-type]
    "no body": (lambda: Fault.answered(502, None, acts=True), "text or bytes"),  # type: ignore[arg-type]
    "a header more": (lambda: Fault.answered(502, "", acts=True, content_type="a\r\nb: c"), "content_type"),
    "codes": (lambda: Fault.refused(["50013"]), r"ERROR_CODES.*not \['50013'\]"),  # type: ignore[arg-type]
    "no header": (lambda: Fault.answered(502, "", acts=True, content_type=None), "content_type"),  # type: ignore[arg-type]
    "only an id": (lambda: Fault.orders_refused("51410", only="1"), r"only has .*\[order\.ord_id\], not '1'"),
    "only none": (lambda: Fault.orders_refused("51410", only=[]), "only has to be a list"),
    "only an order": (lambda: Fault.orders_refused("51410", only=[SpreadOrder("1", "", "live")]), "only has"),  # type: ignore[list-item]
    "no answer": (lambda: Fault(acts=False), r"no fault; make one by Fault\.refused"),
    "no fault": (lambda: Fault(acts=True), r"no fault; make one by Fault\.refused"),
    "acts in words": (lambda: Fault.cut(acts="yes"), "acts has to be True or False"),  # type: ignore[arg-type]
}


@pytest.mark.parametrize("name", WRONG)
def test_a_fault_that_cannot_be_says_what_can(name: str) -> None:
    make, words = WRONG[name]
    with pytest.raises(ValueError, match=words):
        make()


def test_whether_okx_acted_has_to_be_said() -> None:
    with pytest.raises(TypeError, match="acts"):
        Fault.cut()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="acts"):
        Fault.answered(502, "")  # type: ignore[call-arg]


@pytest.mark.parametrize("times", [0, -1, 1.5, "2", True])
def test_a_number_of_times_that_cannot_be_is_refused(times: Any, exchange: Exchange, caller: Caller) -> None:
    with pytest.raises(ValueError, match="times"):
        exchange.inject(BUSY, times=times)
    assert caller.post(SPREAD, {}).code == "1"


def test_what_is_no_fault_and_no_path_is_refused(exchange: Exchange) -> None:
    with pytest.raises(ValueError, match=r"Fault\.cut"):
        exchange.inject("50013")  # type: ignore[arg-type]
    for wrong in ("/api/v5/sprd/nothing", "", 5):
        with pytest.raises(ValueError, match=f"{SPREAD}, {ALGOS}, {SPREAD_STATE}, .*{TIME}"):
            exchange.inject(BUSY, path=wrong)  # type: ignore[arg-type]


def test_the_words_are_chinese_where_chinese_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OKX_LANG", "zh")
    for make, _ in WRONG.values():
        with pytest.raises(ValueError, match=r"[一-龥]"):
            make()
