"""The spec knows every code that the facts sheet names, with its HTTP statuses and what the sheet judges of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent.parent
FACTS = ROOT.parent / "shared" / "okx-facts.md"
CODES = yaml.safe_load((ROOT / "spec" / "openapi.yaml").read_text(encoding="utf-8"))["x-error-codes"]
SECTIONS = (1, 2, 4, 5)  # authentication, environments, limits, envelope and errors
CLASSES = {
    "AMBIG": "OutcomeUnknown",
    "BUSY": "Unavailable",
    "GONE": "OrderGone",
    "INFLIGHT": "CancelPending",
    "THROTTLE": "RateLimited",
}
_JUDGEMENT = re.compile(rf"\W*({'|'.join(CLASSES)})(?![-/\w])")

if not FACTS.is_file():
    pytest.skip("the facts sheet is not at hand (../shared)", allow_module_level=True)


def rows() -> Iterator[list[str]]:
    """The cells of every row of a table in the sections about errors, each with the table's heading before it."""
    sections = re.split(r"(?m)^## (?=\d+\.)", FACTS.read_text(encoding="utf-8"))
    for section in sections:
        if section.partition(".")[0] in map(str, SECTIONS):
            for table in re.findall(r"(?m)(?:^\|.*\n)+", section):
                heading, _, *lines = table.splitlines()
                for line in lines:
                    yield [f"{heading} ", *(cell.strip() for cell in line.strip().strip("|").split("|"))]


def codes(text: str) -> Iterator[str]:
    """The codes of a cell: `50108/50109`, `50103/04/06/07`, `50017-50023`, `51400`."""
    for first, last in re.findall(r"\b([5-7]\d{4})-([5-7]\d{4})\b", text):
        yield from map(str, range(int(first), int(last) + 1))
    for code, endings in re.findall(r"(?<![#\w])([5-7]\d{4})((?:/\d\d(?!\d))*)(?!\w)", text):
        yield from (code, *(code[:3] + ending for ending in endings.split("/")[1:]))


def code_rows() -> Iterator[tuple[set[str], str, str]]:
    """Each row of a table of codes: the codes, the HTTP statuses, and the judgement."""
    for heading, first, *cells in rows():
        if re.match(r"\| *code *\| *HTTP", heading):
            yield {*codes(first), *re.findall(r"^\d{1,4}$", first)}, cells[0], cells[-1]


def test_the_spec_has_every_code_of_the_sheet() -> None:
    named = {code for row in rows() for cell in row for code in codes(cell)}
    named.update(*(found for found, _, _ in code_rows()))
    assert len(named) > 100
    assert named <= CODES.keys()


def test_a_code_is_listed_with_the_statuses_that_it_comes_with() -> None:
    for found, statuses, _ in code_rows():
        for code in found:
            assert {int(status) for status in re.findall(r"\b\d{3}\b", statuses)} <= set(CODES[code]["httpStatus"]), (
                code
            )


@pytest.mark.parametrize("judgement", CLASSES)
def test_a_code_becomes_what_the_sheet_judges_it_to_be(judgement: str) -> None:
    judged = {
        code
        for found, _, words in code_rows()
        if (match := _JUDGEMENT.match(words)) and match[1] == judgement
        for code in found
    }
    assert judged
    assert {CODES[code]["class"] for code in judged} == {CLASSES[judgement]}


def test_only_five_codes_leave_open_what_became_of_the_order() -> None:
    unknown = {code for code, entry in CODES.items() if entry.get("class") == "OutcomeUnknown"}
    assert unknown == {"50004", "50026", "51054", "51149", "51412"}
