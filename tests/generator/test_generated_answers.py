"""What generated models make of an answer, also of one that is not as OKX's docs say."""

from typing import Any

import pytest

from okx_client import models

from .support import TEXTS, Import, answering, before, call


def test_an_answer_keeps_the_fields_that_okx_adds_later(made: Import) -> None:
    package = made()
    answered = {"code": "0", "data": [{"ordId": "1", "ts": "2"}], "inTime": "3"}
    client, _ = answering(package, 200, json=answered)
    answer = call(package, client).parsed
    assert (answer["inTime"], answer.data[0]["ts"]) == ("3", "2")
    assert answer.to_dict() == answered


@pytest.mark.parametrize("answered", [{}, {"code": "1"}, {"code": "1", "data": []}])
def test_an_answer_may_leave_out_every_field(answered: dict[str, Any], made: Import) -> None:
    package = made()
    client, _ = answering(package, 200, json=answered)
    assert call(package, client).parsed.to_dict() == answered


_ODD = [None, {}, {"result": True}, [], ["a"], "", "5", 5, False]


def test_what_stands_where_a_list_or_an_object_is_promised_is_kept_and_not_taken_for_one(made: Import) -> None:
    words = f"        words: {{type: array, items: {{type: string}}, {TEXTS}}}\n"
    link = "        link: {$ref: '#/components/schemas/Item'}\n"
    answer = made(before("        code: {type: string", words + link)).models.Answer
    for name, promised in (("data", list), ("words", list), ("link", dict)):
        for odd in (odd for odd in _ODD if not isinstance(odd, promised)):
            answered = {"code": "50011", name: odd}
            read = answer.from_dict(answered)
            assert not getattr(read, name)
            assert (read.code, read[name], read.to_dict()) == ("50011", odd, answered)


@pytest.mark.parametrize("envelope", [models.CancelAlgoOrdersResponse, models.CancelSpreadOrderResponse])
def test_a_refusal_is_read_whatever_its_data_is(envelope: Any) -> None:
    refusals: list[dict[str, Any]] = [{}, *({"data": data} for data in _ODD if data != ["a"])]
    for refusal in refusals:
        read = envelope.from_dict({"code": "50011", "msg": "Too Many Requests", **refusal})
        assert (read.code, not read.data, read.to_dict()["code"]) == ("50011", True, "50011")


def test_an_item_that_is_no_object_keeps_its_place(made: Import) -> None:
    package = made()
    for odd in (odd for odd in _ODD if not isinstance(odd, dict)):
        first, second = package.models.Answer.from_dict({"data": [odd, {"ordId": "1"}]}).data
        assert (first, second.ord_id) == (package.models.Item(), "1")


def test_an_answer_that_is_no_object_says_nothing(made: Import) -> None:
    package = made()
    for odd in (b"null", b"[]", b'[["code", "0"]]', b'""', b"5"):
        client, _ = answering(package, 200, content=odd)
        assert call(package, client).parsed == package.models.Answer()
