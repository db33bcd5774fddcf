"""Chinese texts are set as Chinese: with its punctuation, in columns that align, and not in OKX's English alone."""

from __future__ import annotations

import unicodedata

import pytest

from okx_client import (
    OKX,
    AlgoOrderId,
    CancelReport,
    ConfigurationError,
    NotAllAccepted,
    NotSent,
    RedisLimiter,
    Rejected,
    Unknown,
    operations,
)
from okx_client._generated.error_codes import ERROR_CODES

A, B, C, D = (AlgoOrderId("BTC-USDT", algo_id=name) for name in "ABCD")


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) == "W" else 1 for letter in text)


def test_what_okx_said_in_english_stands_behind_its_meaning_in_chinese() -> None:
    refused = Rejected(A, "51400", "Gone.", 200), Rejected(B, "51400", "", 200), Rejected(C, "", "Busy.", 429)
    with pytest.raises(NotAllAccepted) as caught:
        CancelReport(refused, "zh").raise_for_failures()
    meaning = ERROR_CODES["51400"].meaning_zh.rstrip("。")
    lines = f"BTC-USDT A：51400 {meaning}（Gone.）；BTC-USDT B：51400 {meaning}；BTC-USDT C：HTTP 429 Busy。"
    assert lines in str(caught.value)


def test_the_lines_of_a_report_have_a_chinese_colon_and_their_orders_in_one_column() -> None:
    outcomes = Rejected(A, "51400", "", 200), Unknown(B, "原因。"), NotSent(C, "原因。")
    _, *lines = str(CancelReport(outcomes, "zh")).splitlines()
    assert [line.split("：")[0].split()[1:] for line in lines] == [["BTC-USDT", name] for name in "ABC"]
    assert {_columns(line.partition("BTC")[0]) for line in lines} == {12}


def test_lists_in_a_chinese_text_have_chinese_separators(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OKX_LANG", "zh")
    names = ("OKX_API_KEY", "OKX_SECRET_KEY", "OKX_PASSPHRASE", "OKX_DEMO")
    for name in names:
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(ConfigurationError, match="、".join(names)):
        OKX.from_env()
    regions = "、".join(operations.BASE_URLS)
    with pytest.raises(ConfigurationError, match=f"region 必须是 {regions} 之一"):
        OKX(api_key="key", secret_key="secret", passphrase="phrase", demo=True, region="mars")  # type: ignore[arg-type]
    with pytest.raises(ConfigurationError, match="refuse、local、send"):
        RedisLimiter("redis://127.0.0.1:1", when_down="wait")  # type: ignore[arg-type]
    with pytest.raises(ConfigurationError, match=r"可用的有 [a-z_]+、"):
        RedisLimiter("redis://127.0.0.1:1?colour=red")
