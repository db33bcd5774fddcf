"""What a page says in a way that nobody foresaw is told, and never passes for harmless."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.docs.comparing import compare
from generator.docs.facts import PageFacts
from generator.docs.reading import markdown
from generator.docs.reading import page as reading

from .html_pages import cancel_section, page
from .support import call

PAGE = Path(__file__).parent / "pages" / "tiny-rest-api-stop-things.md"
TEXT = PAGE.read_text(encoding="utf-8")


def read(folder: Path, text: str) -> PageFacts:
    (folder / PAGE.name).write_text(text, encoding="utf-8")
    return reading.facts(markdown.read(folder / PAGE.name), PAGE)


def found(folder: Path, old: str, new: str, *, text: str = TEXT) -> list[tuple[str, str, str]]:
    assert old in text
    findings = compare.pages(read(folder, text), read(folder, text.replace(old, new)))
    return [(each.kind, each.subject, each.impact) for each in findings]


def test_an_unknown_word_for_required_may_be_a_tightening(tmp_path: Path) -> None:
    change = ("label | String | Conditional", "label | String | Perhaps")
    assert found(tmp_path, *change) == [("required-changed", "request.label.required", "breaking")]


def test_a_limit_that_cannot_be_read_may_be_a_lower_one(tmp_path: Path) -> None:
    change = ("20 orders per 2 seconds", "a dozen orders per 2 seconds")
    assert found(tmp_path, *change) == [("rate-limit-changed", "rate_limits", "breaking")]


def test_a_sample_that_is_no_json_is_compared_by_its_text(tmp_path: Path) -> None:
    broken = TEXT.replace('"tag": ""\n', '"tag": "", // none\n', 1)
    assert len(read(tmp_path, broken).languages["en"].anomalies) == 1
    change = (
        '"oldId": "",\n                "sCode": "0",\n                "sMsg": "",\n                "tag": "",',
        '"tag": "",',
    )
    assert found(tmp_path, *change, text=broken) == [("example-changed", "examples.response", "docs")]
    assert found(tmp_path, "// none\n", "//  none\n", text=broken) == []


def test_the_cells_of_a_column_that_nobody_knows_are_kept(tmp_path: Path) -> None:
    wide = TEXT.replace("Type | Required | Description", "Type | Required | Since | Description", 1)
    wide = wide.replace("room | String | Yes | The", "room | String | Yes | 2026 | The")
    facts = read(tmp_path, wide).languages["en"]
    assert "Since: 2026" in facts.request[0].description
    assert [each.message for each in facts.anomalies if "column" in each.message] == [
        "a column of unknown meaning, 'Since'"
    ]


@pytest.mark.parametrize("unseen", ["\u200b", "\ufeff", "\u2060"])
def test_characters_that_nobody_sees_are_nothing(tmp_path: Path, unseen: str) -> None:
    assert found(tmp_path, "thingId | String", f"thing{unseen}Id | String{unseen}") == []


def test_a_break_of_html_in_a_cell_is_a_line_end(tmp_path: Path) -> None:
    assert found(tmp_path, "`0` is good.", "`0` is <br/>good.") == []


def test_the_line_between_the_languages_may_be_lost(tmp_path: Path) -> None:
    assert found(tmp_path, "\n---\n\n# POST / 批量", "\n\n# POST / 批量") == []


def test_a_broken_file_of_one_language_does_not_silence_the_other(tmp_path: Path) -> None:
    (tmp_path / "en.html").write_text("", encoding="utf-8")
    chinese = page(cancel_section("zh", "spread-trading-rest-api-cancel-order", limit="10"))
    (tmp_path / "zh.html").write_text(chinese, encoding="utf-8")
    files = ("--html", tmp_path / "en.html", "--html-zh", tmp_path / "zh.html")
    done = call("drift", "--json", *files, "--anchor", "spread-trading-rest-api-cancel-order")
    assert done.status == 2
    told = {(each["kind"], each["language"]) for each in done.findings}
    assert {("unreadable", "en"), ("rate-limit-changed", "zh")} <= told
    assert done.err.count("\n") == 1


def test_what_cannot_be_read_is_told_of_its_own_file(tmp_path: Path) -> None:
    sections = {language: cancel_section(language, "spread-trading-rest-api-cancel-order") for language in ("en", "zh")}
    for language, section in sections.items():
        table = section.index("<table") if language == "zh" else len(section)
        (tmp_path / f"{language}.html").write_text(page(section[:table]), encoding="utf-8")
    files = ("--html", tmp_path / "en.html", "--html-zh", tmp_path / "zh.html")
    done = call("facts", "--json", *files, "--anchor", "spread-trading-rest-api-cancel-order")
    assert done.status == 2
    assert done.err.startswith(f"{tmp_path / 'zh.html'}:")


def test_a_permission_that_the_spec_does_not_know_is_described_by_a_person(tmp_path: Path) -> None:
    section = cancel_section("en", "spread-trading-rest-api-cancel-order")
    permission = "<h4 id='w'>Permission: Withdraw</h4>\n<p><code>"
    (tmp_path / "en.html").write_text(page(section.replace("<p><code>", permission, 1)), encoding="utf-8")
    done = call("drift", "--html", tmp_path / "en.html", "--anchor", "spread-trading-rest-api-cancel-order")
    assert "say under the root's `x-permissions` what `withdraw` allows" in " ".join(done.out.split())
