"""What generated code does, from tiny specs: the text of a template is no promise, this is."""

import asyncio
import importlib
import inspect

import httpx
import pytest

from .support import TEXTS, TINY, Import, after, answering, before, call

_BODY = "      requestBody:\n"


def test_an_undocumented_request_field_cannot_be_sent(made: Import) -> None:
    ask = made().models.Ask
    with pytest.raises(TypeError, match="unexpected keyword argument 'ord_idd'"):
        ask(ord_idd="1")
    with pytest.raises(TypeError, match="does not support item assignment"):
        ask(ord_id="1")["ordIdd"] = "1"
    assert not hasattr(ask(), "additional_properties")


def test_a_request_that_is_not_as_it_is_described_cannot_be_made(made: Import) -> None:
    legs = f"        legs: {{type: array, items: {{$ref: '#/components/schemas/Item'}}, {TEXTS}}}\n"
    ask = made(before("    Answer:\n", legs)).models.Ask
    for odd in (None, 5, {"legs": None}, {"legs": 5}):
        with pytest.raises(TypeError):
            ask.from_dict(odd)


def test_only_what_was_given_is_sent_under_the_exchange_s_names(made: Import) -> None:
    package = made()
    client, sent = answering(package, 200, json={})
    call(package, client)
    assert (sent[0].method, sent[0].url.path, sent[0].content) == ("POST", "/do", b'{"ordId":"1"}')
    assert sent[0].headers["Content-Type"] == "application/json"


@pytest.mark.parametrize("status", [520, 599, 418])
def test_a_status_that_nobody_registered_is_an_answer_like_any_other(status: int, made: Import) -> None:
    package = made()
    client, _ = answering(package, status, text="<html>")
    response = call(package, client)
    assert (response.status_code, response.parsed, response.content) == (status, None, b"<html>")
    client.raise_on_unexpected_status = True
    with pytest.raises(package.errors.UnexpectedStatus):
        call(package, client)


def test_a_client_waits_ten_seconds_and_not_for_ever(made: Import) -> None:
    package = made()
    client = package.Client(base_url="https://one.example")
    assert client.get_httpx_client().timeout == httpx.Timeout(10.0)
    assert client.get_async_httpx_client().timeout == httpx.Timeout(10.0)
    assert package.Client(base_url="x", timeout=httpx.Timeout(3)).get_httpx_client().timeout == httpx.Timeout(3)


def test_sync_and_async_give_the_same_answer(made: Import) -> None:
    package = made()
    client, sent = answering(package, 200, json={"code": "0"})
    body = package.models.Ask(cl_ord_id="2")
    do_it = package.api.room.do_it
    answers = [do_it.sync(client=client, body=body), asyncio.run(do_it.asyncio(client=client, body=body))]
    assert answers[0] == answers[1] == package.models.Answer(code="0")
    assert sent[0].content == sent[1].content


def test_the_table_says_what_the_spec_says(made: Import) -> None:
    table = made(
        ("{count: 20, periodSeconds: 2, unit: request}", "{count: 7, periodSeconds: 0.5, unit: order}")
    ).operations
    [operation] = table.OPERATIONS
    assert operation is table.DO_IT
    assert operation.rate_limits == (table.RateLimit(7, 0.5, "order", None),)
    assert operation.id_fields == (table.IdField("ordId", None), table.IdField("clOrdId", 32))
    assert (operation.min_batch, operation.max_batch, operation.required_fields) == (None, None, ())
    assert table.BASE_URLS == {"global": "https://one.example"}
    assert table.AccessHeaders("X-KEY", "X-SIGN", "X-TIME", "X-PHRASE") == table.ACCESS_HEADERS
    assert table.Clock("/time", 30, "0") == table.CLOCK


@pytest.mark.parametrize("where", ["query", "header"])
def test_a_parameter_is_sent_and_described_wherever_it_is_declared(where: str, made: Import) -> None:
    words = f"{{name: instId, in: {where}, schema: {{type: string}}, deprecated: true, {TEXTS}}}"
    for edit in (
        before(_BODY, f"      parameters: [{words}]\n"),
        before("    post:\n", f"    parameters: [{words}]\n"),
    ):
        package = made(edit)
        client, sent = answering(package, 200, json={})
        call(package, client, inst_id="BTC-USDT")
        assert "BTC-USDT" in (sent[0].url.params.get("instId"), sent[0].headers.get("instId"))
        text = inspect.getdoc(package.api.room.do_it.sync) or ""
        assert "inst_id: Deprecated. D.\n        已弃用。述。" in text


def test_a_parameter_in_the_path_keeps_its_camel_case_name_in_the_spec(made: Import) -> None:
    words = f"      parameters: [{{name: instId, in: path, required: true, schema: {{type: string}}, {TEXTS}}}]\n"
    package = made(("  /do:\n", "  /do/{instId}:\n"), before(_BODY, words))
    client, sent = answering(package, 200, json={})
    call(package, client, inst_id="A/B")
    assert sent[0].url.raw_path == b"/do/A%2FB"


_REQUEST = TINY[TINY.index(_BODY) : TINY.index("      responses:\n")]
_QUERY = f"""      parameters:
        - {{name: instId, in: query, required: true, {TEXTS}, schema: {{type: string}}}}
        - {{name: type, in: query, {TEXTS}, x-required: conditional, x-values: ["0", "-1"], schema: {{type: string}}}}
      x-query-examples:
        - value: {{instId: BTC-USDT, type: "0"}}
"""


def test_a_query_is_a_function_of_its_parameters(made: Import) -> None:
    package = made(("    post:\n", "    get:\n"), (_REQUEST, _QUERY))
    do_it = package.api.room.do_it
    client, sent = answering(package, 200, json={"code": "0"})
    answer = do_it.sync(client=client, inst_id="BTC-USDT", type_="-1")
    assert answer == package.models.Answer(code="0")
    assert (sent[0].method, sent[0].url.query, sent[0].content) == ("GET", b"instId=BTC-USDT&type=-1", b"")
    do_it.sync(client=client, inst_id="A&B")
    assert sent[1].url.query == b"instId=A%26B"
    assert inspect.signature(do_it.sync).parameters["inst_id"].default is inspect.Parameter.empty
    assert inspect.get_annotations(do_it.sync)["inst_id"] is str
    [operation] = package.operations.OPERATIONS
    assert (operation.method, operation.max_batch, operation.id_fields) == ("GET", None, ())
    assert "may have acted" not in (inspect.getdoc(do_it.sync) or "")  # nothing can have changed


def test_an_operation_for_which_okx_names_no_permission_and_no_rule_says_nothing_of_them(made: Import) -> None:
    rules = "      x-rate-limit-rules:\n        - {keys: [user]}\n"
    package = made(("      x-permission: trade\n", ""), (rules, ""))
    [operation] = package.operations.OPERATIONS
    assert (operation.permission, operation.rate_limit_rules) == (None, ())
    text = inspect.getdoc(package.api.room.do_it.sync) or ""
    assert "Rate limit: 20 requests in 2 s\n限速：每 2 秒 20 次\n\nDocs:" in text


@pytest.mark.parametrize(("ids", "unit"), [("", "个订单"), ("      x-id-precedence: [ordId, clOrdId]\n", "项")])
def test_a_batch_is_counted_in_orders_where_its_items_name_orders(made: Import, ids: str, unit: str) -> None:
    array = '{type: array, minItems: 1, maxItems: 9, items: {$ref: "#/components/schemas/Ask"}}'
    package = made(
        ('schema:\n              $ref: "#/components/schemas/Ask"', f"schema: {array}"),
        ('value: {ordId: "1"}', 'value: [{ordId: "1"}]'),
        *([(ids, "")] if ids else []),
    )
    text = inspect.getdoc(package.api.room.do_it.sync) or ""
    assert f"Batch: 1 to 9 items in one request\n批量：每次请求 1 至 9 {unit}\n" in text


def test_limits_in_okx_s_own_words_reach_the_table_and_the_docstring(made: Import) -> None:
    words = "{count: 20, periodSeconds: 2592000, unit: quote, appliesTo: lead traders, appliesToZh: 带单员}"
    package = made(
        ("{count: 20, periodSeconds: 2, unit: request}", words), ("keys: [user]", "keys: [tag, master account]")
    )
    table = package.operations
    assert table.DO_IT.rate_limits == (table.RateLimit(20, 2592000, "quote", "lead traders"),)
    assert table.DO_IT.rate_limit_rules == (table.RateLimitRule(("tag", "master account"), None),)
    text = inspect.getdoc(package.api.room.do_it.sync) or ""
    assert "Rate limit: 20 quotes in 30 days (lead traders); per tag and master account" in text
    assert "限速：每 30 天 20 quote（带单员）；按 tag 与母账户计" in text


def test_a_field_may_be_null_or_have_a_name_that_python_takes(made: Import) -> None:
    field = f"        from: {{anyOf: [{{$ref: '#/components/schemas/Item'}}, {{type: 'null'}}], {TEXTS}}}\n"
    package = made(before("        code: {type: string", field))
    for value in (None, {"ordId": "1"}):
        answer = package.models.Answer.from_dict({"from": value})
        assert answer.to_dict() == {"from": value}
    assert answer.from_.ord_id == "1"


def test_a_deprecated_operation_says_so_in_both_languages(made: Import) -> None:
    text = inspect.getdoc(made(before(_BODY, "      deprecated: true\n")).api.room.do_it.sync) or ""
    assert "Deprecated. Does it.\n已弃用。做这件事。" in text


def test_an_object_written_in_place_is_described_in_both_languages(made: Import) -> None:
    models = made(
        ('items:\n            $ref: "#/components/schemas/Item"', f"items: {{type: object, {TEXTS}}}"),
    ).models
    assert inspect.getdoc(models.AnswerDataItem) == "D.\n述。"


def test_quotes_backslashes_and_templates_in_a_text_stay_text(made: Import) -> None:
    nasty = 'Ends in """ and \\\\ and \\n and {{ spec }} and {% raw %}"'
    package = made(("description: What was done.", f"description: '{nasty}'"), after("summary: Do it", ' "so"'))
    assert inspect.getdoc(package.models.Answer) == f"{nasty}\n做了什么。"
    assert (inspect.getdoc(package.api.room.do_it.sync) or "").startswith('Do it "so"\n做\n')


def test_a_field_that_was_left_out_shows_its_name_and_no_address_in_memory(made: Import) -> None:
    package = made()
    assert repr(importlib.import_module(f"{package.__name__}.types").UNSET) == "UNSET"
