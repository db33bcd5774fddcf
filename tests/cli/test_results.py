"""What happened to each order: in a table, in JSON and as an exit status."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from okx_client import Accepted, AlgoOrderId, NotSent, Outcome, Rejected, SpreadOrderId, Unknown, models, operations
from okx_client.cli import show
from okx_client.cli.facts import facts
from okx_client.cli.kinds import ALGO, SPREAD
from okx_client.cli.orders import Orders
from okx_client.simulator import Exchange, Fault
from okx_client.text import Language, Text

from .conftest import Run
from .support import SLACK, SPREAD_LIMIT

GONE = "404404404404404404"
STATE = operations.CANCEL_ALGO_ORDERS.order_state_path
LONGEST = operations.CANCEL_ALGO_ORDERS.id_fields[1].max_length or 0


def test_everything_accepted_is_0(run: Run, url: str, exchange: Exchange) -> None:
    orders = [exchange.add_spread_order(cl_ord_id=f"s{number}") for number in range(3)]
    result = run("cancel", "spread", orders[0].ord_id, orders[1].ord_id, "--client-id", "s2")
    assert result.status == 0
    assert [exchange.spread_order(order.ord_id).state for order in orders] == ["canceled"] * 3
    lines = result.out.splitlines()
    assert [line.split() for line in lines[:3]] == [
        [orders[0].ord_id, "accepted", "0"],
        [orders[1].ord_id, "accepted", "0"],
        ["--client-id", "s2", "accepted", "0"],
    ]
    assert lines[3].startswith("3 of 3 orders accepted. Accepted is not yet cancelled")


def test_anything_else_is_1_and_says_why_and_what_to_do(run: Run, url: str, exchange: Exchange) -> None:
    order = exchange.add_algo_order("BTC-USDT")
    result = run("cancel", "algo", f"BTC-USDT:{order.algo_id}", f"BTC-USDT:{GONE}")
    assert result.status == 1
    accepted, rejected, summary = result.out.splitlines()
    assert accepted.split("  ")[0] == f"BTC-USDT:{order.algo_id}"
    assert rejected.startswith(f"BTC-USDT:{GONE}")
    assert "  rejected  51400  The order is filled, cancelled, or does not exist." in rejected
    assert rejected.endswith(f"live instead of demo give this code too. GET {STATE}?algoId={GONE}")
    assert summary.startswith("1 of 2 orders accepted, 1 rejected.")


def test_an_answer_that_never_comes_is_unknown_with_the_question_to_ask(run: Run, url: str, exchange: Exchange) -> None:
    order = exchange.add_spread_order()
    exchange.inject(Fault.cut(acts=True))
    result = run("cancel", "spread", order.ord_id, "--json")
    assert result.status == 1
    (told,) = result.document["orders"]
    assert told["verdict"] == "unknown"
    assert told["state_query"] == f"GET /api/v5/sprd/order?ordId={order.ord_id}"
    assert "repeating is safe" in told["advice"]


def test_no_connection_is_not_sent(run: Run, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OKX_BASE_URL", "http://127.0.0.1:9")
    result = run("cancel", "spread", "1", "2", "--json")
    assert result.status == 1
    assert "nothing was sent yet, Ctrl-C is safe" in result.err
    assert "Cancelling all the same" in result.err, "a clock that cannot be asked is no reason not to try"
    assert {order["verdict"] for order in result.document["orders"]} == {"not_sent"}
    assert {order["code"] for order in result.document["orders"]} == {None}


def test_refused_credentials_end_it_with_a_verdict_on_every_order(
    run: Run, url: str, exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OKX_DEMO", "0")
    result = run("cancel", "spread", *range(1, 60), "--json", "--yes")
    assert result.status == 1
    verdicts = Counter(order["verdict"] for order in result.document["orders"])
    assert verdicts.keys() == {"rejected", "not_sent"}
    assert verdicts["not_sent"] >= 30


def test_the_json_document_has_the_form_that_is_promised(run: Run, url: str, exchange: Exchange) -> None:
    order = exchange.add_algo_order("BTC-USDT", algo_cl_ord_id="mine7")
    named = f"BTC-USDT:{order.algo_id}"
    document = run("cancel", "algo", named, named, "--client-id", "ETH-USDT:mine8", "--json").document
    assert list(document) == [
        "version", "spec_sha256", "exit_status", "command", "environment", "host", "region", "interrupted", "failure",
        "totals", "orders",
    ]  # fmt: skip
    assert document["command"] == "cancel algo"
    assert (document["exit_status"], document["interrupted"], document["failure"]) == (1, None, None)
    assert (document["environment"], document["host"], document["region"]) == (
        "demo",
        url.removeprefix("http://"),
        None,
    )
    counts = {"accepted": 1, "rejected": 1, "unknown": 0, "not_sent": 0}
    assert document["totals"] == {"orders": 2, "repeated": 1, **counts}
    first, second = document["orders"]
    assert first == {
        "instId": "BTC-USDT",
        "algoId": order.algo_id,
        "given": 2,
        "verdict": "accepted",
        "code": "0",
        "message": "",
        "advice": "",
        "state_query": f"GET /api/v5/trade/order-algo?algoId={order.algo_id}",
    }
    assert {key: second[key] for key in ("instId", "algoClOrdId", "given", "code")} == {
        "instId": "ETH-USDT",
        "algoClOrdId": "mine8",
        "given": 1,
        "code": "51400",
    }
    assert second["message"]
    assert second["advice"]


def test_an_order_given_twice_is_sent_once_and_told(run: Run, url: str, exchange: Exchange) -> None:
    order = exchange.add_spread_order()
    result = run("cancel", "spread", order.ord_id, order.ord_id)
    assert result.status == 0
    assert len(exchange.cancel_requests) == 1
    assert "1 given more than once, sent once" in result.err
    assert f"{order.ord_id} ×2  accepted" in result.out


def test_without_a_terminal_every_order_has_one_whole_line_and_no_colour(
    run: Run, url: str, exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    orders = [exchange.add_algo_order("BTC-USD-261225-100000-C") for _ in range(15)]
    more = [exchange.add_algo_order("ETH-USDT", state="effective") for _ in range(15)]
    path = Path("orders.csv")
    rows = "".join(f"{order.inst_id},{order.algo_id}\n" for order in (*orders, *more))
    path.write_text("instId,algoId\n" + rows)
    result = run("cancel", "algo", "--file", path)
    assert result.status == 1
    assert "\x1b" not in result.out + result.err
    lines = result.out.splitlines()
    assert len(lines) == 31
    for order, line in zip((*orders, *more), lines, strict=False):
        assert line.startswith(f"{order.inst_id}:{order.algo_id}")
    assert max(map(len, lines)) > 200


def test_before_anything_is_sent_it_is_told_where_and_how_much(run: Run, url: str, exchange: Exchange) -> None:
    number, seconds = SPREAD_LIMIT.count + 1, SPREAD_LIMIT.period_seconds + SLACK
    orders = [exchange.add_spread_order().ord_id for _ in range(number)]
    result = run("cancel", "spread", *orders)
    for words in (
        "environment  DEMO trading",
        f"host         {url.removeprefix('http://')} (this machine, such as a simulator)",
        "credentials  the OKX_… variables of the environment",
        f"to cancel    {number} spread orders, in {number} requests",
        f"time         about {seconds:.0f} s by OKX's limits; longer if another program spends the same ones",
    ):
        assert words in result.err


def test_a_wrong_clock_is_set_before_many_requests_leave(run: Run, url: str, exchange: Exchange) -> None:
    exchange.skew_clock(10 * operations.CLOCK.tolerance_seconds)
    orders = [exchange.add_spread_order().ord_id for _ in range(10)]
    assert run("cancel", "spread", *orders).status == 0
    assert len(exchange.cancel_requests) == 10, "none of them was refused first"


def some_of_each() -> tuple[list[Outcome], Orders]:
    def order(number: int) -> AlgoOrderId:
        return AlgoOrderId("BTC-USD-261225-100000-C", algo_cl_ord_id=f"{number:0>{LONGEST}}")

    answer: Any = None
    outcomes: list[Outcome] = [Accepted(order(number), answer) for number in range(100)]
    outcomes += [Unknown(order(200 + number), "The connection broke.") for number in range(2)]
    outcomes += [NotSent(order(300 + number), "There was no connection.") for number in range(2)]
    outcomes += [Rejected(order(400 + number), "51400", "", 200, answer) for number in range(3)]
    orders = tuple(outcome.order for outcome in outcomes)
    return outcomes, Orders(ALGO, orders, Counter(orders))


END = Text("2 of 2 orders accepted.", "2 个订单中 2 个已受理。")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", [40, 80, 140, 250])
def test_on_a_terminal_no_id_is_cut_and_no_failure_left_out(width: int, language: Language) -> None:
    outcomes, orders = some_of_each()
    text = show.on_terminal(facts(outcomes, ALGO, language), orders, END, language, width)
    for outcome in outcomes:
        if not isinstance(outcome, Accepted):
            assert f"--client-id {outcome.order.instrument}:{outcome.order.id}" in text
        if isinstance(outcome, (Rejected, Unknown)):
            queries = [
                line for line in text.splitlines() if line.strip() == f"GET {STATE}?algoClOrdId={outcome.order.id}"
            ]
            assert len(queries) == 1, "on a line of its own, to be copied whole"
    assert "…" not in text.replace("… and", "").replace("……", "")
    assert ("and 90 more accepted" if language == "en" else "另有 90 个已受理") in text
    plain_lines = [line for line in text.splitlines() if "\x1b" not in line and "GET " not in line]
    assert all(cell_len(line) <= width for line in plain_lines)
    assert text.endswith(END.say(language))


def test_on_a_terminal_what_needs_doing_stands_last(run: Run) -> None:
    outcomes, orders = some_of_each()
    text = show.on_terminal(facts(outcomes, ALGO, "en"), orders, END, "en", 200)
    places = [text.index(f"{number:0>{LONGEST}}") for number in (0, 300, 400, 200)]
    assert places == sorted(places), "accepted, not sent, rejected, unknown"
    assert text.count("connection broke") == 1, "a reason for several is said once"


def test_few_accepted_orders_are_all_shown_on_a_terminal() -> None:
    named = [SpreadOrderId(ord_id=number) for number in range(1000, 1020)]
    answer = models.CancelSpreadOrderResult.from_dict({"sCode": "0"})
    told = facts([Accepted(order, answer) for order in named], SPREAD, "en")
    text = show.on_terminal(told, Orders(SPREAD, tuple(named), Counter(named)), END, "en", 80)
    assert all(order.id in text for order in named)


def test_what_okx_says_cannot_play_with_the_terminal() -> None:
    order = SpreadOrderId(ord_id=1)
    evil = Rejected(order, "58888", "\x1b[2Jgone \u202e", 200)
    told, orders = facts([evil], SPREAD, "en"), Orders(SPREAD, (order,), Counter([order]))
    assert "\x1b" not in show.plain(told, orders, "en")
    assert "\x1b[2J" not in show.on_terminal(told, orders, END, "en", 80)
    assert "\u202e" not in show.plain(told, orders, "en")
