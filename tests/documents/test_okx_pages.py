"""The examples of OKX's own pages: the spec has them, they go out as they stand, and their answers come back typed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from okx_client import AlgoOrderId, Client, OKXAuth, api, calls, models, operations
from tests.client.support import KEYS, Script

ROOT = Path(__file__).parent.parent.parent
PAGES = ROOT.parent / "shared" / "okx-docs" / "pages" / "2026-01"
SPEC = yaml.safe_load((ROOT / "spec" / "openapi.yaml").read_text(encoding="utf-8"))

if not PAGES.is_dir():
    pytest.skip("OKX's pages are not at hand (../shared)", allow_module_level=True)


def examples(operation: operations.Operation, language: int) -> tuple[Any, Any]:
    """The request and the response example of an operation's page; language 0 is English, 1 is Chinese."""
    text = (PAGES / f"{operation.docs_anchor}.md").read_text(encoding="utf-8").split("\n---\n\n# ")
    half = text[-1] if language else text[-2].split("\n---\n")[-1]
    request_at = half.index("\n", half.index("body\n"))
    response_at = max(half.rfind("\n> 返"), half.rfind("\n> Response"))
    return first_json(half[request_at:]), first_json(half[response_at:])


def first_json(text: str) -> Any:
    start = min(position for position in (text.find("{"), text.find("[")) if position >= 0)
    return json.JSONDecoder().raw_decode(text[start:])[0]


def spec_examples(operation: operations.Operation) -> tuple[Any, Any]:
    node = SPEC["paths"][operation.path]["post"]
    request = node["requestBody"]["content"]["application/json"]["examples"]
    response = node["responses"]["200"]["content"]["application/json"]["examples"]
    return tuple(next(iter(each.values()))["value"] for each in (request, response))


WITH_PAGES = [operations.CANCEL_SPREAD_ORDER, operations.CANCEL_ALGO_ORDERS]
both_languages = pytest.mark.parametrize("language", [0, 1], ids=["en", "zh"])


@both_languages
@pytest.mark.parametrize("operation", WITH_PAGES, ids=lambda operation: operation.operation_id)
def test_the_spec_has_the_pages_examples(operation: operations.Operation, language: int) -> None:
    assert spec_examples(operation) == examples(operation, language)


def answered_with(response: Any) -> tuple[Script, Client]:
    script = Script(httpx.Response(200, json=response))
    options = {"auth": OKXAuth(**KEYS, demo=True), "transport": script.transport}
    return script, Client(base_url="https://openapi.okx.com", httpx_args=options)


@both_languages
def test_the_spread_example_goes_out_and_its_answer_comes_back_typed(language: int) -> None:
    request, response = examples(operations.CANCEL_SPREAD_ORDER, language)
    script, client = answered_with(response)
    with client:
        answer = api.cancel_spread_order.sync(client=client, body=models.CancelSpreadOrderRequest.from_dict(request))
    assert json.loads(script.requests[0].content) == request
    assert json.loads(calls.spread_order("en", ord_id=request["ordId"]).content) == request
    assert answer is not None
    assert answer.data == [models.CancelSpreadOrderResult("12345689", "oktswap6", "0", "")]
    assert answer.to_dict() == response


@both_languages
def test_the_algo_example_goes_out_and_its_answer_comes_back_typed(language: int) -> None:
    request, response = examples(operations.CANCEL_ALGO_ORDERS, language)
    script, client = answered_with(response)
    with client:
        body = [models.CancelAlgoOrderItem.from_dict(item) for item in request]
        answer = api.cancel_algo_orders.sync(client=client, body=body)
    assert json.loads(script.requests[0].content) == request
    orders = [AlgoOrderId(item["instId"], algo_id=item["algoId"]) for item in request]
    assert json.loads(calls.algo_orders(orders, "en").content) == request
    assert answer is not None
    assert answer.data == [models.CancelAlgoOrderResult("1836489397437468672", "0", "", "", "", "")]
    assert answer.to_dict() == response
