"""Files of orders: everything that is wrong is told at once, where it is and what to do, and then nothing is sent."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from okx_client.simulator import Exchange

from ..client.support import TOO_LONG
from .conftest import Run

BIG = "590919993110396111"


def cancels(exchange: Exchange) -> int:
    return len(exchange.cancel_requests)


def write(name: str, content: str | bytes) -> Path:
    path = Path(name)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


GOOD: dict[str, str | bytes] = {
    "orders.csv": f"ordId,clOrdId\n{BIG},\n,mine7\n",
    "python.csv": f"ord_id,cl_ord_id\n{BIG},\n,mine7\n",
    "exported.csv": f"sprdId,side,clOrdId,px,ordId\nX,buy,,1.5,{BIG}\nX,buy,mine7,1.5,\n",
    "quoted.csv": f'"ordId","clOrdId"\r\n"{BIG}",""\r\n"","mine7"\r\n',
    "semicolons.csv": f"ordId;clOrdId\n{BIG};\n;mine7\n",
    "tabs.csv": f"ordId\tclOrdId\n{BIG}\t\n\tmine7\n",
    "blanks.csv": f"\n ordId , clOrdId \n\n {BIG} ,\n,,\n, mine7 \n\n",
    "old_mac.csv": f"ordId,clOrdId\r{BIG},\r,mine7\r",
    "short.csv": f"clOrdId,ordId\n,{BIG}\nmine7\n",
    "ORDERS.CSV": f"ordId,clOrdId\n{BIG},\n,mine7\n",
    "bom.csv": codecs.BOM_UTF8 + f"ordId,clOrdId\n{BIG},\n,mine7\n".encode(),
    "orders.jsonl": f'{{"ordId": "{BIG}", "px": 1.5}}\n\n{{"clOrdId": "mine7", "ordId": ""}}\n',
    "numbers.jsonl": f'{{"ordId": {BIG}}}\n{{"ord_id": null, "cl_ord_id": "mine7"}}',
    "bom.jsonl": codecs.BOM_UTF8 + f'{{"ordId": {BIG}}}\r\n{{"clOrdId": "mine7"}}\r\n'.encode(),
    "no_suffix": f"ordId,clOrdId\n{BIG},\n,mine7\n",
    "array.json": f'[{{"ordId": {BIG}, "px": [1, {{}}]}},\n {{"clOrdId": "mine7"}}]\n',
    "array.txt": f'\n [ {{"ordId": "{BIG}"}} , {{"clOrdId": "mine7"}} ] \n\n',
    "json.txt": f'{{"ordId": {BIG}}}\n{{"clOrdId": "mine7"}}\n',
}


@pytest.mark.parametrize("name", GOOD)
def test_a_good_file_names_its_orders(name: str, run: Run) -> None:
    result = run("cancel", "spread", "--dry-run", "--json", "--file", write(name, GOOD[name]))
    assert result.status == 0, result.err
    named = [order for request in result.document["requests"] for order in request["orders"]]
    assert named == [{"ordId": BIG}, {"clOrdId": "mine7"}]


@pytest.mark.parametrize("name", GOOD)
def test_standard_input_is_recognised_by_how_it_begins(name: str, run: Run) -> None:
    content = GOOD[name]
    given = content if isinstance(content, bytes) else content.encode()
    result = run("cancel", "spread", "--dry-run", "--json", "--file", "-", given=given)
    assert result.document["totals"]["orders"] == 2


def test_algo_orders_have_their_instrument_in_the_file(run: Run) -> None:
    csv = write("a.csv", f"instId,algoId,algoClOrdId,state\nBTC-USDT,{BIG},,live\nETH-USDT,,mine7,live\n")
    result = run("cancel", "algo", "--dry-run", "--json", "--file", csv)
    named = [order for request in result.document["requests"] for order in request["orders"]]
    assert named == [{"instId": "BTC-USDT", "algoId": BIG}, {"instId": "ETH-USDT", "algoClOrdId": "mine7"}]


def test_of_both_ids_okx_own_wins(run: Run) -> None:
    result = run("cancel", "spread", "--dry-run", "--json", "--file", write("a.csv", f"clOrdId,ordId\nmine7,{BIG}\n"))
    assert result.document["requests"][0]["orders"] == [{"ordId": BIG}]


BAD: dict[str, tuple[str, str | bytes, str]] = {
    "mangled by a spreadsheet": ("spread", "ordId\n5.9E+17\n", "a.csv:2: ordId '5.9E+17' was turned into a number"),
    "mangled to a decimal": ("spread", "ordId\n590919993110396000.0\n", "a.csv:2: ordId '590919993110396000.0' was"),
    "mangled with a comma": ("spread", 'ordId;x\n"5,9E+17";1\n', "a.csv:2: ordId '5,9E+17' was turned into a number"),
    "mangled client id": ("spread", "clOrdId\n5.9E+17\n", "a.csv:2: clOrdId '5.9E+17' was turned into a number"),
    "a formula": ("spread", 'ordId\n"=""1"""\n', "a.csv:2: ordId '=\"1\"' is not all digits"),
    "a sum": ("spread", "ordId\n1\nsum\n", "a.csv:3: ordId 'sum' is not all digits"),
    "a header again": ("spread", "ordId\n1\nordId\n", "a.csv:3: ordId 'ordId' is not all digits"),
    "digits of another script": ("spread", "ordId\n１２\n", "a.csv:2: ordId '１２' is not all digits"),
    "no id but 0": ("spread", "ordId,clOrdId\n0,\n", "a.csv:2: neither ordId nor clOrdId is given"),
    "an id over two lines": ("spread", 'ordId,note\n"123\n456",x\n', "a.csv:2: the row runs on to line 3"),
    "a quote closed too late": (
        "spread",
        'ordId,note\n1,"unclosed\n2,b\n3,c"\n4,d\n',
        "a.csv:2: the row runs on to line 4",
    ),
    "a header over two lines": ("spread", '"ord\nId"\n1\n', "a.csv:1: the row runs on to line 2"),
    "too long": ("spread", f"clOrdId\n{TOO_LONG}\n", "a.csv:2: clOrdId 'xxx"),
    "no id in a row": ("spread", "ordId,side\n1,buy\n,sell\n", "a.csv:3: neither ordId nor clOrdId is given"),
    "no instrument": ("algo", "instId,algoId\n,1\n", "a.csv:2: instId is missing"),
    "no id column": ("spread", "id,side\n1,buy\n", "a.csv:1: the first line has to name the columns: ordId or clOrdId"),
    "no header": ("spread", f"{BIG}\n", "a.csv:1: the first line has to name the columns"),
    "no instrument column": ("algo", "algoId\n1\n", "a.csv:1: the first line has to name the columns: instId, algoId"),
    "an algo file given to spread": ("spread", "instId,algoId,ordId\nA,1,2\n", "a.csv:1: spread orders have no algoId"),
    "a spread file given to algo": ("algo", "sprdId,ordId\nA,1\n", "a.csv:1: algo orders have no sprdId"),
    "a column twice": ("spread", "ordId,ord_id\n1,2\n", "a.csv:1: ordId is there twice"),
    "values without a column": ("spread", "ordId\n1,2\n", "a.csv:2: the line has more values"),
    "an open quote": ("spread", 'ordId\n"1\n2\n', "a.csv:2: from here on this is no CSV"),
    "empty": ("spread", "", "a.csv: the file is empty"),
    "blank": ("spread", " \n\n", "a.csv: the file is empty"),
    "a header alone": ("spread", "ordId\n", "a.csv: there is no order in it"),
    "JSON in a CSV": ("spread", '{"ordId": 1}\n', "a.csv:1: this is JSON and not CSV"),
    "UTF-16": ("spread", "ordId\n1\n".encode("utf-16"), "a.csv: not UTF-8"),
    "Latin-1": ("spread", "ordId,x\n1,a\n2,é\n".encode("latin-1"), "a.csv:3: not UTF-8"),
    "NUL": ("spread", b"ordId\n1\n2\0\n", "a.csv:3: has NUL bytes"),
    "a spreadsheet": ("spread", b"PK\x03\x04\0\0", "a.csv: a spreadsheet or an archive"),
    "a huge line": ("spread", "ordId\n1\n" + "9" * 70_000 + "\n", "a.csv:3: the line has 70000 characters"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_told_where_and_nothing_is_sent(name: str, run: Run, url: str, exchange: Exchange) -> None:
    kind, content, expected = BAD[name]
    result = run("cancel", kind, "--file", write("a.csv", content))
    assert result.status == 2
    assert expected in result.err
    assert result.out == ""
    assert cancels(exchange) == 0


BAD_LINES = {
    "no JSON": ('{"ordId": }', "a.jsonl:2: not a JSON object"),
    "no object": ("17", "a.jsonl:2: not a JSON object"),
    "a fraction": ('{"ordId": 5.9e17}', "a.jsonl:2: ordId '5.9e17' was turned into a number"),
    "a whole fraction": ('{"ordId": 590919993110396000.0}', "a.jsonl:2: ordId '590919993110396000.0' was turned"),
    "a fraction for a client id": ('{"clOrdId": 1e5}', "a.jsonl:2: clOrdId '1e5' was turned into a number"),
    "not a number": ('{"ordId": NaN}', "a.jsonl:2: ordId 'NaN' was turned into a number"),
    "a flag": ('{"ordId": true}', "a.jsonl:2: ordId has to be a text or a whole number"),
    "a list": ('{"ordId": ["1"]}', "a.jsonl:2: ordId has to be a text or a whole number"),
    "an id twice": ('{"ordId": 1, "ord_id": 2}', "a.jsonl:2: ordId is there twice"),
    "another kind": ('{"instId": "A", "algoId": 2}', "a.jsonl:2: spread orders have no algoId"),
    "no id": ('{"px": 2}', "a.jsonl:2: neither ordId nor clOrdId is given"),
    "too deep": ('{"ordId":' + "[" * 20_000 + "]" * 20_000 + "}", "a.jsonl:2: not a JSON object"),
    "too many digits": ('{"ordId": ' + "9" * 5_000 + "}", "a.jsonl:2: not a JSON object"),
}


@pytest.mark.parametrize("name", BAD_LINES)
def test_a_bad_line_of_json_is_told(name: str, run: Run) -> None:
    line, expected = BAD_LINES[name]
    result = run("cancel", "spread", "--dry-run", "--file", write("a.jsonl", '{"ordId": 1}\n' + line + "\n"))
    assert result.status == 2
    assert expected in result.err


BAD_ARRAYS = {
    "not closed": ('[{"ordId": 1},\n{"ordId": 2}', "a.json:2: from here on this is no JSON array"),
    "no comma": ('[{"ordId": 1}\n{"ordId": 2}]', "a.json:2: from here on"),
    "more after it": ('[{"ordId": 1}]\n[{"ordId": 2}]', "a.json:1: from here on"),
    "no objects": ('[{"ordId": 1},\n2]', "a.json:2: not a JSON object"),
    "a fraction": ('[\n\n{"ordId":\n 5.9e17}]', "a.json:3: ordId '5.9e17' was turned into a number"),
    "too deep": ("[" * 20_000, "a.json:1: from here on"),
    "nothing in it": ("[]", "a.json: there is no order in it"),
    "cut off": ("[", "a.json:1: from here on"),
}


@pytest.mark.parametrize("name", BAD_ARRAYS)
def test_a_bad_array_is_told(name: str, run: Run) -> None:
    content, expected = BAD_ARRAYS[name]
    result = run("cancel", "spread", "--dry-run", "--file", write("a.json", content))
    assert result.status == 2
    assert expected in result.err


def test_an_array_on_one_long_line_is_read(run: Run) -> None:
    content = "[" + ",".join(f'{{"ordId": {10**17 + number}}}' for number in range(5000)) + "]"
    result = run("cancel", "spread", "--dry-run", "--json", "--file", write("a.json", content))
    assert result.document["totals"]["orders"] == 5000
    assert result.document["requests"][0]["orders"] == [{"ordId": "100000000000000000"}], "no digit is lost"


def test_ids_that_a_spreadsheet_may_have_rounded_are_told(run: Run) -> None:
    rows = f"ordId\n590919993110396000\n{BIG}\n2510789768709120\n590919993110396000\n"
    result = run("cancel", "spread", "590919993110397000", "--dry-run", "--file", write("a.csv", rows))
    assert result.status == 0
    assert "attention" in result.err
    assert "1 id from a file looks rounded" in result.err
    assert "rounded" not in run("cancel", "spread", "590919993110396000", "--dry-run").err


@pytest.mark.parametrize("zero", ["0", '"0"'])
def test_a_zero_beside_a_client_id_is_no_id(zero: str, run: Run) -> None:
    content = f'{{"ordId": {zero}, "clOrdId": "mine7"}}'
    result = run("cancel", "spread", "--dry-run", "--json", "--file", write("a.jsonl", content))
    assert result.document["requests"][0]["orders"] == [{"clOrdId": "mine7"}]


def test_a_client_id_that_looks_like_a_number_is_one(run: Run) -> None:
    result = run("cancel", "spread", "--dry-run", "--json", "--file", write("a.csv", "clOrdId\n12E34\n"))
    assert result.document["requests"][0]["orders"] == [{"clOrdId": "12E34"}]


def test_every_problem_of_every_file_is_told_at_once(run: Run) -> None:
    one, two = write("one.csv", "ordId\n1\n2.5\n\n3e9\n"), write("two.jsonl", '{"ordId": 1}\nx\n')
    result = run("cancel", "spread", "a b", "--client-id", TOO_LONG, "--file", one, "--file", two, "--file", "none.csv")
    assert result.status == 2
    for where in (
        "'a b'",
        "--client-id 'xxx",
        "one.csv:3:",
        "one.csv:5:",
        "two.jsonl:2:",
        "none.csv: there is no such",
    ):
        assert where in result.err
    assert "6 problems with the orders. Nothing was sent." in result.err


def test_a_long_list_of_problems_is_cut_and_counted_but_not_in_json(run: Run) -> None:
    path = write("a.csv", "ordId\n" + "1.5\n" * 100)
    result = run("cancel", "spread", "--file", path, "--json")
    assert len(result.err.splitlines()) == 1 + 20 + 1
    assert "and 80 more" in result.err
    assert len(result.document["error"]["details"]) == 100


def test_what_is_no_readable_file_is_told(run: Run, home: Path) -> None:
    result = run("cancel", "spread", "--file", home)
    assert f"{home}: a directory" in result.err
    result = run("cancel", "spread", "--file", "a\0b")
    assert "cannot be read" in result.err
    assert result.status == 2


def test_a_file_beyond_measure_is_not_read_to_its_end(run: Run) -> None:
    if Path("/dev/zero").exists():
        assert "larger than 64 MiB" in run("cancel", "spread", "--file", "/dev/zero").err


def test_the_same_file_twice_is_one_file(run: Run) -> None:
    path = write("a.csv", "ordId\n1\n")
    result = run("cancel", "spread", "--dry-run", "--json", "--file", path, "--file", path)
    assert result.document["totals"] == {"orders": 1, "repeated": 0, "requests": 1, "seconds": 0.0}


def test_a_name_that_would_play_with_the_terminal_is_shown_without(run: Run) -> None:
    result = run("cancel", "spread", "--file", "\x1b[31mred.csv")
    assert "\x1b" not in result.err
