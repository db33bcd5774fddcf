"""The server and the contenders in processes of their own; how long anything takes is not asked."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator

import pytest

from benchmarks import okx_limits
from benchmarks.account import Host
from benchmarks.processes import BrokenError, Server, Worker

# Those that need no other environment, and how many calls at once they are asked for.
HERE = {"okx_sync": 0, "okx_async": 5, "httpx_sync": 0, "httpx_async": 5, "raw_socket": 0}


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server(sys.executable) as server:
        yield server


@pytest.mark.parametrize("name", HERE)
def test_every_call_of_a_contender_is_accepted_and_counted(name: str, server: Server) -> None:
    host = server.open()
    at_once = {"at_once": HERE[name]} if HERE[name] else {}
    with Worker(sys.executable, f"contenders.{name}", host) as worker:
        cost = worker.ask("measure", calls=30, warm_calls=1, **at_once)
    assert set(cost) == {"cpu", "p50", "wall", "calls"}
    assert cost["calls"] == 30
    counts, sent = server.counts(host), 30 + (HERE[name] or 1)
    assert (counts["requests"], counts["accepted"], counts["wrong"], counts["refused"]) == (sent, sent, 0, 0)
    assert 1 <= counts["connections"] <= (HERE[name] or 1)


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_the_typed_layer_is_told_apart_from_the_wire(kind: str, server: Server) -> None:
    host = server.open()
    with Worker(sys.executable, f"subjects.typed_{kind}", host) as worker:
        assert set(worker.ask("layers", calls=20)) == {"whole", "wire"}
    assert server.counts(host)["accepted"] == 40, "the wire alone is signed and sent too"


@pytest.mark.parametrize("kind", ["sync", "async"])
def test_bulk_calls_keep_to_the_limits_that_the_server_counts_or_there_are_none(kind: str, server: Server) -> None:
    limited, free = server.open(limits=okx_limits.for_the_server()), server.open()
    batch = okx_limits.ALGO.max_batch
    assert batch
    with Worker(sys.executable, f"subjects.bulk_{kind}", limited) as worker:
        worker.ask("algo", many=2 * batch, instruments=2, name="A")
        worker.ask("spread", many=2)
    with Worker(sys.executable, f"subjects.bulk_{kind}", free) as worker:
        worker.ask("free", many=9 * batch, times=2)
    assert [(counts["accepted"], counts["refused"]) for counts in map(server.counts, (limited, free))] == [
        (4, 0),
        (18, 0),
    ]


def test_each_exchange_counts_for_itself_also_over_a_slow_network(server: Server) -> None:
    near, far = server.open(), server.open(round_trip=0.002)
    for host in (near, far, far):
        with Worker(sys.executable, "contenders.raw_socket", host) as worker:
            worker.ask("measure", calls=2, warm_calls=0)
    assert [(server.counts(host)["connections"], server.counts(host)["accepted"]) for host in (near, far)] == [
        (1, 2),
        (2, 4),
    ]


def test_contenders_trust_the_certificate_of_the_server(server: Server) -> None:
    if importlib.util.find_spec("cryptography") is None:
        pytest.skip("certificates are made in the environment of `make bench` only")
    host = server.open(tls=True)
    for name in ("okx_sync", "raw_socket"):
        with Worker(sys.executable, f"contenders.{name}", host) as worker:
            worker.ask("measure", calls=1, warm_calls=0)
    assert server.counts(host)["accepted"] == 2


def test_a_contender_that_cannot_cancel_is_told_in_one_line() -> None:
    nowhere = Host("http://127.0.0.1:1")
    with pytest.raises(BrokenError) as caught, Worker(sys.executable, "contenders.httpx_sync", nowhere) as worker:
        worker.ask("measure", calls=1)
    assert str(caught.value).startswith("contenders.httpx_sync: ConnectError: ")
    assert "\n" not in str(caught.value)


def test_a_contender_that_is_not_installed_is_told_in_one_line() -> None:
    with (
        pytest.raises(BrokenError, match=r"contenders\.nobody: ModuleNotFoundError"),
        Worker(sys.executable, "contenders.nobody", Host("http://127.0.0.1:1")) as worker,
    ):
        worker.ask("measure", calls=1)
