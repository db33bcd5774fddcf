"""Whatever a page claims, in whichever of OKX's spellings, the reader reads back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.docs.facts import LANGUAGES, Language, LanguageFacts, PageFacts, Row
from generator.docs.reading import markdown
from generator.docs.reading import page as reading

from .page_builder import Claims, Field, claims, page_text

FRONT = """---
exchange: okx
source_url: https://example.com/#lamps-switch
anchor_id: lamps-switch
updated_at: 2026-08-22 19:15:51.18
---

"""


def _read(folder: Path, text: str) -> PageFacts:
    page = folder / "page.md"
    page.write_bytes(text.encode())
    return reading.facts(markdown.read(page), page)


def _names(fields: tuple[Field, ...]) -> list[str]:
    parents: list[str] = []
    dotted = []
    for field in fields:
        parents = [*parents[: field.depth], field.name]
        dotted.append(".".join(parents))
    return dotted


def _claimed(fields: tuple[Field, ...]) -> list[tuple[Any, ...]]:
    names = _names(fields)
    return [(name, f.type, f.required, f.deprecated, f.enum) for name, f in zip(names, fields, strict=True)]


def _told(rows: tuple[Row, ...]) -> list[tuple[Any, ...]]:
    return [(row.name, row.type, row.required, row.deprecated, row.enum) for row in rows]


def _check(facts: LanguageFacts, page: Claims) -> None:
    assert facts.endpoint == f"{page.method} {page.path}"
    assert facts.rate_limits == page.limits
    assert facts.rate_limit_rules == page.rules
    assert facts.permission == page.permission
    assert facts.max_batch == page.batch
    assert _told(facts.request) == _claimed(page.request)
    assert _told(facts.response) == _claimed(page.response)
    assert facts.request_examples == (page.request_example,)
    assert facts.response_examples == (page.response_example,)
    body = {"dict": "object", "list": "array"}[type(page.request_example).__name__]
    assert facts.body == (None if page.method == "GET" else body)
    assert len(facts.notes) == 1
    assert facts.anomalies == ()


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(page=claims(), data=st.data())
def test_both_languages_of_any_page_are_read_back(tmp_path: Path, page: Claims, data: st.DataObject) -> None:
    english, chinese = (data.draw(page_text(page, language), label=language) for language in LANGUAGES)
    facts = _read(tmp_path, FRONT + english + "\n\n---\n\n" + chinese)
    assert facts.anchor == "lamps-switch"
    assert facts.updated_at == "2026-08-22 19:15:51.18"
    for language in LANGUAGES:
        _check(facts.languages[language], page)


@pytest.mark.parametrize("language", LANGUAGES)
@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(page=claims(), data=st.data())
def test_either_language_may_be_missing(tmp_path: Path, language: Language, page: Claims, data: st.DataObject) -> None:
    text = data.draw(page_text(page, language))
    for form in (text, FRONT + text, FRONT + text + "\n\n---\n" if language == "en" else FRONT + "\n---\n\n" + text):
        facts = _read(tmp_path, form)
        assert set(facts.languages) == {language}
        _check(facts.languages[language], page)


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(page=claims(), data=st.data())
def test_every_line_number_is_that_of_the_row(tmp_path: Path, page: Claims, data: st.DataObject) -> None:
    text = FRONT + data.draw(page_text(page, "en"))
    lines = text.replace("\r\n", "\n").split("\n")
    facts = _read(tmp_path, text).languages["en"]
    for row in (*facts.request, *facts.response):
        assert row.line is not None
        assert row.name.rpartition(".")[2] in lines[row.line - 1].split("|")[0]
    assert page.path in lines[facts.lines["endpoint"] - 1]
    assert "imit" in lines[facts.lines["rate_limits"] - 1]
