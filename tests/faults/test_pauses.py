"""How often, how long and how visibly a call is repeated."""

from __future__ import annotations

import logging
import re

import pytest

from okx_client import AuthenticationError, Rejected, Retries, Unavailable, operations

from ..client.support import SECRETS
from .fault_server import FaultServer
from .repeats import refused, run
from .steps import Say, Serve, Wait, whole
from .support import ALGOS, CLIENTS, SPREAD, Asked, Sleeper, ask, ask_with, new_client

on_each_client = pytest.mark.parametrize("client", CLIENTS)
for_each_call = pytest.mark.parametrize("asked", [SPREAD, ALGOS], ids=["spread", "algo"])


@on_each_client
@pytest.mark.parametrize("attempts", [1, 2, 3, 7])
def test_attempts_are_bounded_and_the_last_refusal_is_told(client: str, attempts: int) -> None:
    result, requests, slept = run(
        client, SPREAD, refused("50013", 429), retries=Retries(attempts=attempts, deadline=999)
    )
    assert isinstance(result.error, Unavailable)
    assert (len(requests), len(slept)) == (attempts, attempts - 1)


@on_each_client
def test_a_call_ends_by_its_deadline(client: str) -> None:
    policy = Retries(attempts=99, deadline=10, first_pause=1, longest_pause=3)
    result, requests, slept = run(client, SPREAD, refused("50013", 429), retries=policy)
    assert result.letters == "R"
    assert 10 / 2 - 3 <= sum(slept) < 10 / 2, "half of it is kept for the attempt itself"
    assert len(requests) == len(slept) + 1


@on_each_client
@for_each_call
def test_an_attempt_too_ends_by_the_deadline(client: str, asked: Asked) -> None:
    with FaultServer([whole, Wait(3), Say(asked.good)]) as server:
        (result,) = ask(client, server.url, asked, retries=Retries(deadline=0.3))
        assert (result.letters, len(server.requests)) == ("U", 1)
    assert not server.peers[0].finished


def test_a_client_that_was_closed_meanwhile_sends_nothing_more_and_keeps_what_okx_said() -> None:
    with FaultServer([Serve(lambda request: refused("50013", 429))]) as server:
        sleeper = Sleeper(then=lambda seconds: okx.close())
        okx = new_client("OKX", server.url, sleeper)
        result = ask_with(okx, SPREAD)
        assert (result.letters, len(server.requests), len(sleeper.slept)) == ("R", 1, 1)


@on_each_client
def test_pauses_double_within_their_jitter_up_to_the_longest(client: str) -> None:
    policy = Retries(attempts=8, deadline=999, first_pause=1, longest_pause=8)
    period = operations.CANCEL_SPREAD_ORDER.rate_limits[0].period_seconds
    for answer, window in ((refused("50013", 429), 0), (refused("50011", 429), period)):
        _, _, slept = run(client, SPREAD, answer, retries=policy)
        shares = [(pause - window) / longest for pause, longest in zip(slept, [1, 2, 4, 8, 8, 8, 8], strict=True)]
        assert all(0.5 <= share < 1.0001 for share in shares)
        assert len({round(share, 6) for share in shares}) > 3


@on_each_client
def test_without_retries_nothing_is_sent_again(client: str) -> None:
    for answer, kind in ((refused("50011", 429), Rejected), (refused("50102", 401), Rejected)):
        result, requests, _ = run(client, SPREAD, answer, retries=None)
        sent = [request for request in requests if request.text.startswith("POST ")]
        assert (len(sent), type(result.verdicts[0])) == (1, kind)
    assert isinstance(result.error, AuthenticationError)


@on_each_client
def test_every_attempt_and_every_repeat_is_in_the_log_and_no_secret_is(
    client: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, "okx_client"):
        _, requests, _ = run(client, SPREAD, refused("50011", 429), refused("50013", 429), SPREAD.good)
    lines = [record.getMessage() for record in caplog.records if record.name == "okx_client"]
    attempts = [line for line in lines if re.search(r"attempt \d", line)]
    assert [re.findall(r"\d{5}|attempt \d|codes? 0", line) for line in attempts] == [
        ["50011", "attempt 1"],
        ["50013", "attempt 2"],
        ["codes 0", "attempt 3"],
    ]
    assert all(re.search(rf"POST {SPREAD.path}.*HTTP \d\d\d.*\d\.\d\d\d s", line) for line in attempts)
    assert len([line for line in lines if "once more in" in line]) == 2
    told = "\n".join(lines)
    for hidden in (*SECRETS, requests[0].header("OK-ACCESS-SIGN"), "ordId", "2510789768709120", "Content-Type", '"'):
        assert hidden not in told


@on_each_client
def test_a_code_that_leaves_the_outcome_open_is_in_the_log_too(client: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "okx_client"):
        run(client, SPREAD, refused("50026", 500))
    assert [record.getMessage() for record in caplog.records if "50026" in record.getMessage()]
