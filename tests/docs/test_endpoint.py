"""Which of the lines that look like an endpoint is the page's own, and what becomes of the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.docs.facts import LanguageFacts
from generator.docs.reading import html, markdown
from generator.docs.reading import page as reading

from .html_pages import lamp_section, page

TABLE = """#### Request Parameters

Parameter | Type | Required | Description
---|---|---|---
lampId | String | Yes | Lamp
"""
HEADING = "#### HTTP Request\n\n"
INTRO = "# Switch a lamp\n\nSwitches one lamp.\n"


def english(folder: Path, text: str) -> LanguageFacts:
    path = folder / "lamp.md"
    path.write_text(text, encoding="utf-8")
    return reading.facts(markdown.read(path), path).languages["en"]


def messages(facts: LanguageFacts) -> list[str]:
    return [anomaly.message for anomaly in facts.anomalies]


def test_the_line_below_its_heading_counts_not_one_of_the_introduction(tmp_path: Path) -> None:
    intro = INTRO + "There is also:\n`GET /api/v5/lamps`\nwhich lists them.\n\n"
    text = intro + HEADING + "`POST /api/v5/lamps/switch`\n\n" + TABLE
    facts = english(tmp_path, text)
    assert facts.endpoint == "POST /api/v5/lamps/switch"
    assert facts.lines["endpoint"] == text.split("\n").index("`POST /api/v5/lamps/switch`") + 1
    assert facts.notes[0].plain == "Switches one lamp.\nThere is also:\n`GET /api/v5/lamps`\nwhich lists them."
    assert messages(facts) == []


def test_without_a_heading_the_first_line_counts(tmp_path: Path) -> None:
    facts = english(tmp_path, INTRO + "\n`GET /api/v5/lamps`\n\n`GET /api/v5/lamps/old`\n\n" + TABLE)
    assert facts.endpoint == "GET /api/v5/lamps"
    assert facts.notes[0].plain == "Switches one lamp.\n`GET /api/v5/lamps/old`"
    assert messages(facts) == []


def test_a_second_endpoint_below_the_introduction_is_told(tmp_path: Path) -> None:
    both = "`POST /api/v5/lamps/switch`\n`POST /api/v5/lamps/toggle`\n\n"
    facts = english(tmp_path, INTRO + HEADING + both + TABLE)
    assert facts.endpoint == "POST /api/v5/lamps/switch"
    assert messages(facts) == ["a second endpoint: POST /api/v5/lamps/toggle"]
    later = english(tmp_path, INTRO + HEADING + both[:30] + TABLE + "\n#### See\n\n`GET /api/v5/lamps`\n")
    assert messages(later) == ["a second endpoint: GET /api/v5/lamps"]


def test_the_line_of_the_endpoint_is_that_of_its_own(tmp_path: Path) -> None:
    text = INTRO + "#### See\n\n`GET /api/v5/lamps`\n\n" + HEADING + "`POST /api/v5/lamps/switch`\n\n" + TABLE
    facts = english(tmp_path, text)
    assert facts.lines["endpoint"] == text.split("\n").index("`POST /api/v5/lamps/switch`") + 1
    assert messages(facts) == ["a second endpoint: GET /api/v5/lamps"]


@pytest.mark.parametrize(
    ("line", "more"),
    [
        ("`POST https://www.okx.com/api/v5/lamps/switch`", []),
        ("POST http://localhost:8080/api/v5/lamps/switch", []),
        ("`post /api/v5/lamps/switch`", []),
        ("`POST /api/v5/lamps/switch?a=1`", ["`POST /api/v5/lamps/switch?a=1`"]),
        (
            "`POST https://www.okx.com/api/v5/lamps/switch?a=1&b`",
            ["`POST https://www.okx.com/api/v5/lamps/switch?a=1&b`"],
        ),
    ],
)
def test_the_host_and_the_query_are_no_part_of_the_path(tmp_path: Path, line: str, more: list[str]) -> None:
    facts = english(tmp_path, INTRO + HEADING + line + "\n\n" + TABLE)
    assert facts.endpoint == "POST /api/v5/lamps/switch"
    assert [note.plain for note in facts.notes[1:]] == more
    assert messages(facts) == []


def test_html_is_read_alike() -> None:
    section = lamp_section().replace("<p>Switches", "<p><code>GET /api/v5/lamps</code></p>\n<p>Switches")
    document = html.read({"en": html.parse(page(section).encode(), "en.html")}, "lamps-switch")
    facts = reading.facts(document, Path("en.html")).languages["en"]
    assert facts.endpoint == "POST /api/v5/lamps/switch"
    assert facts.notes[0].plain.startswith("`GET /api/v5/lamps`\nSwitches one lamp.")
