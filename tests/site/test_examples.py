"""Every request of the page is sent, as it stands there, to a simulated exchange, and does what it says."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from lxml.html import HtmlElement

from generator import places, tables
from generator.site import examples
from generator.spec import Spec
from okx_client import OKX, AsyncOKX, MemoryLimiter
from okx_client.simulator import Exchange, mock_transport
from okx_client.simulator.server import running
from tests.generator.support import REAL, loaded

from .support import Site, one_line

Orders = list[dict[str, str]]
States = Callable[[], list[str]]

CANCELS = ("cancelSpreadOrder", "cancelAlgoOrders")
"""What the simulated exchange answers, and the client has calls for."""


def examples_of(spec: Spec) -> dict[tuple[str, str], Any]:
    """What every request example of the spec sends, by its operation and its name."""
    found = {}
    for _, node in places.operations(spec.data):
        for _, media in places.json_content(node.get("requestBody", {}), ()):
            for name, holder in media.get("examples", {}).items():
                found[node["operationId"], name] = holder["value"]
        for number, holder in enumerate(node.get("x-query-examples", []), start=1):
            found[node["operationId"], f"query{number}"] = holder["value"]
    return found


def documented(spec: Spec, block: HtmlElement) -> Orders:
    """The orders that the example in a block names."""
    value = examples_of(spec)[named(block)]
    return value if isinstance(value, list) else [value]


def cancelling(site: Site, way: str) -> Iterator[HtmlElement]:
    """The blocks whose requests cancel orders."""
    found = [block for block in site.code_blocks(way) if named(block)[0] in CANCELS]
    assert {named(block)[0] for block in found} == set(CANCELS)
    yield from found


def placed(exchange: Exchange, operation_id: str, orders: Orders) -> States:
    """Put the orders on the exchange; what it gives tells their states."""
    if operation_id == "cancelSpreadOrder":
        ids = [exchange.add_spread_order(each.get("ordId"), each.get("clOrdId")).ord_id for each in orders]
        return lambda: [exchange.spread_order(each).state for each in ids]
    ids = [
        exchange.add_algo_order(each["instId"], each.get("algoId"), each.get("algoClOrdId")).algo_id for each in orders
    ]
    return lambda: [exchange.algo_order(each).state for each in ids]


def exchange_of_the_page() -> Exchange:
    return Exchange(
        api_key=examples.API_KEY,
        secret_key=examples.SECRET_KEY,
        passphrase=examples.PASSPHRASE,
        demo=True,
        clock=lambda: examples.SIGNED_AT,
    )


def send(url: str, shown: str) -> str:
    """Send the bytes of the page; HTTP ends the lines of a head with CR LF, which a page cannot show."""
    head, body = shown.split("\n\n", 1)
    address = urlsplit(url)
    with socket.create_connection((address.hostname or "", address.port or 0), timeout=10) as connection:
        connection.sendall(head.replace("\n", "\r\n").encode() + b"\r\n\r\n" + body.encode())
        answer = b""
        while b"\r\n\r\n" not in answer or not answer.rstrip().endswith(b"}"):
            part = connection.recv(65536)
            assert part, answer
            answer += part
    return answer.decode()


def runs(block: HtmlElement, exchange: Exchange, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run Python of the page, as a program of its own, with the environment that the page asks for."""
    transport = mock_transport(exchange)
    for name, value in (
        ("OKX_API_KEY", examples.API_KEY),
        ("OKX_SECRET_KEY", examples.SECRET_KEY),
        ("OKX_PASSPHRASE", examples.PASSPHRASE),
        ("OKX_DEMO", "1"),
        ("OKX_LANG", "en"),
    ):
        monkeypatch.setenv(name, value)
    for client in (OKX, AsyncOKX):
        real: Any = client.from_env
        fresh = MemoryLimiter()

        def from_env(real: Any = real, fresh: MemoryLimiter = fresh) -> Any:
            return real(transport=transport, limiter=fresh)

        monkeypatch.setattr(client, "from_env", from_env)
    exec(compile(block.text_content(), "the page", "exec"), {"__name__": "__main__"})


def named(block: HtmlElement) -> tuple[str, str]:
    return str(block.get("data-operation")), str(block.get("data-example"))


def test_every_request_example_of_the_spec_is_shown_in_three_ways(site: Site, spec: Spec) -> None:
    for way in ("http", "python", "asyncio"):
        assert {named(block) for block in site.code_blocks(way)} == set(examples_of(spec))


def test_the_http_examples_cancel_their_orders_over_a_socket(site: Site, spec: Spec) -> None:
    for block in cancelling(site, "http"):
        exchange = exchange_of_the_page()
        states = placed(exchange, named(block)[0], documented(spec, block))
        with running(exchange) as url:
            answer = send(url, block.text_content())
        assert answer.startswith("HTTP/1.1 200 "), answer
        assert answer.count('"sCode":"0"') == len(states()), answer
        assert set(states()) == {"canceled"}


def test_an_http_example_is_refused_once_a_byte_is_another(site: Site) -> None:
    for block in cancelling(site, "http"):
        text = re.sub(r"[a-zA-Y0-9](?=\W*$)", "Z", block.text_content())  # the last one of the body
        assert text != block.text_content()
        with running(exchange_of_the_page()) as url:
            assert '"50113"' in send(url, text)


@pytest.mark.parametrize("way", ["python", "asyncio"])
def test_the_python_examples_cancel_their_orders(
    way: str, site: Site, spec: Spec, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for block in cancelling(site, way):
        exchange = Exchange(
            api_key=examples.API_KEY, secret_key=examples.SECRET_KEY, passphrase=examples.PASSPHRASE, demo=True
        )
        states = placed(exchange, named(block)[0], documented(spec, block))
        with monkeypatch.context() as patch:
            runs(block, exchange, patch)
        assert set(states()) == {"canceled"}
        assert "accepted" in capsys.readouterr().out


@pytest.mark.parametrize("way", ["python", "asyncio"])
def test_the_python_examples_say_why_an_order_was_not_accepted(
    way: str, site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for block in cancelling(site, way):
        exchange = Exchange(
            api_key=examples.API_KEY, secret_key=examples.SECRET_KEY, passphrase=examples.PASSPHRASE, demo=True
        )
        with monkeypatch.context() as patch:
            runs(block, exchange, patch)
        assert "51400" in capsys.readouterr().out


@pytest.mark.parametrize("way", ["python", "asyncio"])
@pytest.mark.parametrize("operation_id", CANCELS)
def test_a_request_that_the_clients_calls_do_not_take_is_shown_with_the_generated_functions(
    operation_id: str, way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = re.sub(r'(value: )(\{"ordId": "\w+)"\}', r'\1\2", "clOrdId": "mine7"}', REAL)
    text = re.sub(r'(- \{"algoId": "\w+", )("instId")', r'\1"algoClOrdId": "mine8", \2', text, count=1)
    spec = loaded(tmp_path, text)
    site = Site(spec)
    block = next(each for each in site.code_blocks(way) if named(each)[0] == operation_id)
    assert "api.cancel_" in block.text_content()
    exchange = Exchange(
        api_key=examples.API_KEY, secret_key=examples.SECRET_KEY, passphrase=examples.PASSPHRASE, demo=True
    )
    states = placed(exchange, operation_id, documented(spec, block))
    runs(block, exchange, monkeypatch)
    assert set(states()) == {"canceled"}
    assert "code='0'" in capsys.readouterr().out


def test_python_signs_as_the_example_is_signed(site: Site, spec: Spec, capsys: pytest.CaptureFixture[str]) -> None:
    (block,) = site.code_blocks("signing")
    exec(compile(block.text_content(), "the page", "exec"), {})
    signature = capsys.readouterr().out.strip()
    assert f"{tables.read(spec).headers['signature']}: {signature}\n" in site.code_blocks("http")[0].text_content()
    (told,) = site.code_blocks("signature")
    assert one_line(told.text_content()) == signature


def test_the_answers_are_those_of_the_spec(site: Site, spec: Spec) -> None:
    shown = []
    for block in site.root.iter("pre"):
        text = block.text_content()
        if text.startswith("{"):
            shown.append(json.loads(text))
    for _, node in places.operations(spec.data):
        for _, response in places.responses(node):
            for _, media in places.json_content(places.follow(spec.data, response), ()):
                values = [each["value"] for each in media.get("examples", {}).values()]
                for value in [*values, *([media["example"]] if "example" in media else [])]:
                    assert value in shown
