"""Every request of the page is sent, as it stands there, to a simulated exchange, and does what it says."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from lxml.html import HtmlElement

from generator import places
from generator.site import examples
from generator.spec import Spec
from okx_client import OKX, AsyncOKX, MemoryLimiter
from okx_client.simulator import Exchange, mock_transport
from okx_client.simulator.server import running
from tests.generator.support import REAL, edited

from .support import Site, one_line

Orders = list[dict[str, str]]
States = Callable[[], list[str]]


def documented(spec: Spec, operation_id: str, name: str) -> Orders:
    """The orders that a request example of the spec names."""
    for _, node in places.operations(spec.data):
        if node["operationId"] == operation_id:
            value = node["requestBody"]["content"][places.JSON]["examples"][name]["value"]
            return value if isinstance(value, list) else [value]
    raise LookupError(operation_id)


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
    expected = {
        (node["operationId"], name)
        for _, node in places.operations(spec.data)
        for name in node["requestBody"]["content"][places.JSON]["examples"]
    }
    assert expected
    for way in ("http", "python", "asyncio"):
        assert {named(block) for block in site.code_blocks(way)} == expected


def test_the_http_examples_cancel_their_orders_over_a_socket(site: Site, spec: Spec) -> None:
    for block in site.code_blocks("http"):
        exchange = exchange_of_the_page()
        states = placed(exchange, named(block)[0], documented(spec, *named(block)))
        with running(exchange) as url:
            answer = send(url, block.text_content())
        assert answer.startswith("HTTP/1.1 200 "), answer
        assert answer.count('"sCode":"0"') == len(states()), answer
        assert set(states()) == {"canceled"}


def test_an_http_example_is_refused_once_a_byte_is_another(site: Site) -> None:
    for block in site.code_blocks("http"):
        text = re.sub(r'(Id":"\d+)\d"', r'\g<1>x"', block.text_content(), count=1)
        assert text != block.text_content()
        with running(exchange_of_the_page()) as url:
            assert '"50113"' in send(url, text)


@pytest.mark.parametrize("way", ["python", "asyncio"])
def test_the_python_examples_cancel_their_orders(
    way: str, site: Site, spec: Spec, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for block in site.code_blocks(way):
        exchange = Exchange(
            api_key=examples.API_KEY, secret_key=examples.SECRET_KEY, passphrase=examples.PASSPHRASE, demo=True
        )
        states = placed(exchange, named(block)[0], documented(spec, *named(block)))
        with monkeypatch.context() as patch:
            runs(block, exchange, patch)
        assert set(states()) == {"canceled"}
        assert "accepted" in capsys.readouterr().out


@pytest.mark.parametrize("way", ["python", "asyncio"])
def test_the_python_examples_say_why_an_order_was_not_accepted(
    way: str, site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for block in site.code_blocks(way):
        exchange = Exchange(
            api_key=examples.API_KEY, secret_key=examples.SECRET_KEY, passphrase=examples.PASSPHRASE, demo=True
        )
        with monkeypatch.context() as patch:
            runs(block, exchange, patch)
        assert "51400" in capsys.readouterr().out


@pytest.mark.parametrize("way", ["python", "asyncio"])
@pytest.mark.parametrize("operation_id", ["cancelSpreadOrder", "cancelAlgoOrders"])
def test_a_request_that_the_clients_calls_do_not_take_is_shown_with_the_generated_functions(
    operation_id: str, way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    spread = '{"ordId": "2510789768709120"}'
    algo = '{"algoId": "590919993110396111", "instId": "BTC-USDT"}'
    both_ids = (
        (spread, '{"ordId": "2510789768709120", "clOrdId": "mine7"}'),
        (algo, '{"algoId": "590919993110396111", "algoClOrdId": "mine8", "instId": "BTC-USDT"}'),
    )
    text = edited(REAL, *both_ids)
    site = Site.of(tmp_path, text)
    block = next(each for each in site.code_blocks(way) if named(each)[0] == operation_id)
    assert "api.cancel_" in block.text_content()
    exchange = Exchange(
        api_key=examples.API_KEY, secret_key=examples.SECRET_KEY, passphrase=examples.PASSPHRASE, demo=True
    )
    from generator import spec as spec_file

    (tmp_path / "spec.yaml").write_text(text, encoding="utf-8")
    orders = documented(spec_file.load(tmp_path / "spec.yaml"), *named(block))
    states = placed(exchange, operation_id, orders)
    runs(block, exchange, monkeypatch)
    assert set(states()) == {"canceled"}
    assert "code='0'" in capsys.readouterr().out


def test_python_signs_as_the_example_is_signed(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    (block,) = site.code_blocks("signing")
    exec(compile(block.text_content(), "the page", "exec"), {})
    signature = capsys.readouterr().out.strip()
    assert f"OK-ACCESS-SIGN: {signature}\n" in site.code_blocks("http")[0].text_content()
    (told,) = site.code_blocks("signature")
    assert one_line(told.text_content()) == signature


def test_the_answers_are_those_of_the_spec(site: Site, spec: Spec) -> None:
    import json

    shown = []
    for block in site.root.iter("pre"):
        text = block.text_content()
        if text.startswith("{"):
            shown.append(json.loads(text))
    for _, node in places.operations(spec.data):
        for _, response in places.responses(node):
            for example in response["content"][places.JSON]["examples"].values():
                assert example["value"] in shown
