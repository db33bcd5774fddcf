"""OKX's own pages: every row, limit, rule and example of them is read, counted by eye once, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.docs.facts import LANGUAGES, Language, LanguageFacts, PageFacts
from generator.docs.reading import markdown
from generator.docs.reading import page as reading

PAGES = Path(__file__).parent.parent.parent.parent / "shared" / "okx-docs" / "pages"

if not PAGES.is_dir():
    pytest.skip("OKX's pages are not at hand (../shared)", allow_module_level=True)

# Endpoint; rate limits, rules; request rows, response rows; request examples, response examples. Both languages alike.
COUNTS = {
    "block-trading-rest-api-create-rfq": ("POST /api/v5/rfq/create-rfq", 2, 1, 23, 33, 1, 1),
    "financial-product-eth-staking-post-cancel-redeem": (
        "POST /api/v5/finance/staking-defi/eth/cancel-redeem", 1, 1, 1, 1, 1, 1,
    ),
    "funding-account-rest-api-apply-for-monthly-statement-last-year": (
        "POST /api/v5/asset/monthly-statement", 1, 1, 1, 1, 1, 1,
    ),
    "funding-account-rest-api-get-withdrawal-history": ("GET /api/v5/asset/withdrawal-history", 1, 1, 9, 21, 2, 1),
    "order-book-trading-algo-trading-get-algo-order-details": ("GET /api/v5/trade/order-algo", 1, 1, 2, 75, 1, 1),
    "order-book-trading-algo-trading-post-amend-algo-order": ("POST /api/v5/trade/amend-algos", 1, 1, 30, 5, 1, 1),
    "order-book-trading-algo-trading-post-cancel-algo-order": ("POST /api/v5/trade/cancel-algos", 1, 2, 3, 6, 1, 1),
    "order-book-trading-trade-post-cancel-multiple-orders": (
        "POST /api/v5/trade/cancel-batch-orders", 1, 2, 3, 10, 1, 1,
    ),
    "public-data-rest-api-get-system-time": ("GET /api/v5/public/time", 1, 1, 0, 1, 1, 1),
    "spread-trading-rest-api-amend-order": ("POST /api/v5/sprd/amend-order", 1, 1, 5, 5, 1, 1),
    "spread-trading-rest-api-cancel-all-orders": ("POST /api/v5/sprd/mass-cancel", 1, 1, 1, 1, 1, 1),
    "spread-trading-rest-api-cancel-order": ("POST /api/v5/sprd/cancel-order", 1, 1, 2, 4, 1, 1),
    "spread-trading-rest-api-get-order-details": ("GET /api/v5/sprd/order", 1, 1, 2, 20, 1, 1),
    "spread-trading-rest-api-place-order": ("POST /api/v5/sprd/order", 1, 1, 7, 5, 1, 1),
    "trading-account-rest-api-precheck-set-delta-neutral": (
        "GET /api/v5/account/precheck-set-delta-neutral", 1, 1, 1, 5, 1, 1,
    ),
    "trading-account-rest-api-set-settle-currency": ("POST /api/v5/account/set-settle-currency", 1, 1, 1, 1, 1, 1),
}  # fmt: skip
# What the two languages of a page really say differently.
EXPLAINED = {
    "order-book-trading-algo-trading-post-amend-algo-order": [
        "request.reqId.required: the English page says conditional, the Chinese page no"
    ]
}

_ROW = re.compile(r"([>\s]*)(\w+)\s*\|\s*(?:string|boolean|integer|int|object|array(?: of \w+)?)\b", re.IGNORECASE)

every_page = pytest.mark.parametrize(
    "path", sorted(PAGES.glob("*/*.md")), ids=lambda path: f"{path.parent.name}/{path.stem}"
)
both_languages = pytest.mark.parametrize("language", LANGUAGES)


def read(path: Path) -> PageFacts:
    return reading.facts(markdown.read(path), path)


def newest(name: str, language: Language) -> LanguageFacts:
    return read(PAGES / "2026-08" / f"{name}.md").languages[language]


def test_every_page_is_counted() -> None:
    assert COUNTS.keys() == {path.stem for path in PAGES.glob("2026-08/*.md")}


@both_languages
@every_page
def test_nothing_of_a_page_is_lost(path: Path, language: Language) -> None:
    facts = read(path).languages[language]
    assert (
        facts.endpoint,
        len(facts.rate_limits),
        len(facts.rate_limit_rules),
        len(facts.request),
        len(facts.response),
        len(facts.request_examples),
        len(facts.response_examples),
    ) == COUNTS[path.stem]


@both_languages
@every_page
def test_each_row_has_the_name_depth_and_line_that_it_has_on_the_page(path: Path, language: Language) -> None:
    lines = path.read_text(encoding="utf-8").split("\n")
    divider = len(lines) - 1 - lines[::-1].index("---")
    begin, end = (0, divider) if language == "en" else (divider, len(lines))
    found = ((number, _ROW.match(line)) for number, line in enumerate(lines[begin:end], start=begin + 1))
    facts = read(path).languages[language]
    rows = sorted((*facts.request, *facts.response), key=lambda row: row.line or 0)
    assert [(row.line, row.name.count("."), row.name.rpartition(".")[2]) for row in rows] == [
        (number, row[1].count(">"), row[2]) for number, row in found if row
    ]


@every_page
def test_no_page_has_an_anomaly_that_is_not_explained(path: Path) -> None:
    found = [anomaly.message for facts in read(path).languages.values() for anomaly in facts.anomalies]
    assert found == EXPLAINED.get(path.stem, [])


@every_page
def test_every_line_of_text_is_somewhere_in_the_facts(path: Path) -> None:
    """Each word of the page outside of samples and front matter is in a title, a row, a limit, or a note."""
    page = read(path)
    told = "".join(
        str(facts.lines) + str(page.as_json()["languages"][language]) for language, facts in page.languages.items()
    )
    squeezed = "".join(told.replace("\\n", "").replace("\\", "").split())
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if number < 9 or line.startswith(("    ", "#", "> ", ">>", "---")) or "|" in line:
            continue  # metadata, samples, headings, labels and the cells of tables, which other tests count
        bare = "".join(line.replace("**", "").replace("~~", "").replace("\\", "").split())
        is_endpoint = page.endpoint is not None and bare == "`" + page.endpoint.replace(" ", "") + "`"
        assert is_endpoint or bare.replace("'", "") in squeezed.replace("'", ""), f"line {number}: {line}"


@both_languages
def test_a_batch_endpoint(language: Language) -> None:
    facts = read(PAGES / "2026-01" / "order-book-trading-algo-trading-post-cancel-algo-order.md").languages[language]
    assert (facts.body, facts.max_batch, facts.permission) == ("array", 10, "trade")
    assert [(row.name, row.type, row.required) for row in facts.request] == [
        ("instId", "string", "yes"),
        ("algoId", "string", "conditional"),
        ("algoClOrdId", "string", "conditional"),
    ]
    assert [(row.name, row.required, row.deprecated) for row in facts.response] == [
        ("algoId", None, False),
        ("sCode", None, False),
        ("sMsg", None, False),
        ("clOrdId", None, True),
        ("algoClOrdId", None, True),
        ("tag", None, True),
    ]


@both_languages
def test_values_are_told_from_examples_and_names(language: Language) -> None:
    details = newest("order-book-trading-algo-trading-get-algo-order-details", language)
    enums = {row.name: row.enum for row in details.response}
    assert enums["tpTriggerPxType"] == ("last", "index", "mark")  # `last` is a field of that page too
    assert enums["advanceOrdType"] == ("fok", "ioc", "chase")
    assert enums["actualSide"] == ("tp", "sl")
    assert enums["advChaseParams.chaseVal"] == ()
    assert details.request[0].enum == ()
    history = newest("funding-account-rest-api-get-withdrawal-history", language)
    state = next(row for row in history.request if row.name == "state")
    assert state.enum == tuple("19 17 10 0 4 5 6 8 9 12 7 1 15 16 -3 -2 -1 2".split())


@both_languages
def test_a_row_is_deprecated_only_as_a_whole(language: Language) -> None:
    details = newest("order-book-trading-algo-trading-get-algo-order-details", language)
    assert [row.name for row in details.response if row.deprecated] == ["ordId", "quickMgnType"]


@both_languages
def test_nested_rows_carry_their_way(language: Language) -> None:
    rfq = newest("block-trading-rest-api-create-rfq", language)
    assert [row.name for row in rfq.request][15:18] == ["acctAlloc", "acctAlloc.acct", "acctAlloc.legs"]
    assert [row.name for row in rfq.response][-1] == "data.acctAlloc.legs.posSide"
    assert rfq.max_batch == 15


@both_languages
def test_each_query_of_a_get_example_is_read(language: Language) -> None:
    history = newest("funding-account-rest-api-get-withdrawal-history", language)
    assert history.request_examples == ({}, {"ccy": "BTC", "after": "1654041600000", "before": "1656633600000"})
    assert history.body is None
