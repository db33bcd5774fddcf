"""Samples that are no JSON, or hold more than a document can, are told; what can be seen of them still counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.docs.comparing import compare
from generator.docs.facts import LanguageFacts, PageFacts
from generator.docs.reading import markdown
from generator.docs.reading import page as reading

HEAD = """# Switch lamps

Switches some lamps.

#### HTTP Request

`{method} /api/v5/lamps/switch`

> Request Example

```
{sample}
```

#### Request Parameters

Parameter | Type | Required | Description
---|---|---|---
lampId | String | Yes | Which lamp
"""
SOUND = 'POST /api/v5/lamps/switch\nbody\n[\n  {"lampId": "1"}\n]'


def read(folder: Path, sample: str, method: str = "POST") -> PageFacts:
    page = folder / "lamp.md"
    page.write_text(HEAD.format(method=method, sample=sample), encoding="utf-8")
    return reading.facts(markdown.read(page), page)


def english(folder: Path, sample: str, method: str = "POST") -> LanguageFacts:
    return read(folder, sample, method).languages["en"]


def anomalies(facts: LanguageFacts) -> list[tuple[int | None, str]]:
    return [(each.line, each.message) for each in facts.anomalies]


@pytest.mark.parametrize(
    ("sample", "body"),
    [
        (SOUND.replace('"1"}', '"1"},'), "array"),
        (SOUND.replace('{"lampId": "1"}', "..."), "array"),
        ('POST /api/v5/lamps/switch\nbody\n{"lampId": "1",}', "object"),
        ('[{"lampId": 1,}]', "array"),
    ],
)
def test_the_body_is_told_by_how_a_broken_sample_begins(tmp_path: Path, sample: str, body: str) -> None:
    facts = english(tmp_path, sample)
    assert (facts.body, facts.request_examples) == (body, ())
    assert [message.partition(":")[0] for _, message in anomalies(facts)] == ["this example is not JSON"]


def test_a_sample_that_breaks_is_one_finding_which_says_so(tmp_path: Path) -> None:
    (found,) = compare.pages(read(tmp_path, SOUND), read(tmp_path, SOUND.replace('"1"}', '"1"},')))
    assert (found.kind, found.subject, found.impact, found.page_line) == (
        "example-changed", "examples.request", "docs", 14
    )  # fmt: skip
    assert found.message == "a request example cannot be read as JSON; see it there"


def test_a_broken_request_that_changes_is_told_as_a_request(tmp_path: Path) -> None:
    one, other = (SOUND.replace('"1"}', f'"{lamp}"}},') for lamp in (1, 2))
    (found,) = compare.pages(read(tmp_path, one), read(tmp_path, other))
    assert (found.kind, found.subject, found.new) == ("example-changed", "examples.request", ['[{"lampId":"2"},]'])
    assert compare.pages(read(tmp_path, one), read(tmp_path, one.replace('": "', '":  "'))) == []


def test_what_stands_twice_in_a_sample_is_told(tmp_path: Path) -> None:
    facts = english(tmp_path, SOUND.replace('{"lampId": "1"}', '{"lampId": "1", "lampId": "2"}'))
    assert facts.request_examples == ([{"lampId": "2"}],)
    assert anomalies(facts) == [(14, "this example has `lampId` 2 times; only the last is read")]
    facts = english(tmp_path, "GET /api/v5/lamps/switch?lampId=1&lampId=2", "GET")
    assert facts.request_examples == ({"lampId": "2"},)
    assert anomalies(facts) == [(12, "this example has `lampId` 2 times; only the last is read")]


@pytest.mark.parametrize(
    "line",
    [
        "GET /api/v5/lamps/switch?lampId=1",
        "`GET /api/v5/lamps/switch?lampId=1`",
        "GET /api/v5/lamps/switch?lampId=1  # one lamp",
        "GET /api/v5/lamps/switch?lampId=1 // one lamp",
        "GET https://www.okx.com/api/v5/lamps/switch?lampId=1 HTTP/1.1",
    ],
)
def test_a_request_line_may_have_marks_and_a_comment(tmp_path: Path, line: str) -> None:
    facts = english(tmp_path, line, "GET")
    assert facts.request_examples == ({"lampId": "1"},)
    assert facts.anomalies == ()
