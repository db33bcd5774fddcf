"""A draft is put into the spec's text, and nothing else of that text changes."""

from __future__ import annotations

import difflib

import pytest
import yaml

from generator.docs.drafting import insert as draft_insert
from generator.findings import InputError
from tests.generator.support import REAL, TINY, edited

DRAFT = """# Drafted from somewhere.

tags:
  - name: new
    description: New.

x-permissions:
  read:
    description: May read.

paths:
  # Above the path.
  /new:
    get:
      operationId: lookUp  # beside it
      description: |-
        One line

        # not a comment

components:
  schemas:
    First:
      # Inside.
      type: object

    Second:
      type: object
"""
AGAIN = "paths:\n  /new:\n    post: {operationId: makeNew}\n"


def added(before: str, after: str) -> list[str]:
    """The lines that came; none may have gone or moved."""
    lines = list(difflib.ndiff(before.splitlines(), after.splitlines()))
    assert [line for line in lines if line.startswith("- ")] == []
    return [line[2:] for line in lines if line.startswith("+ ")]


@pytest.mark.parametrize("text", [REAL, TINY], ids=["the spec", "a tiny one"])
def test_every_line_of_the_spec_stays_and_every_line_of_the_draft_comes(text: str) -> None:
    new = added(text, draft_insert.insert(text, DRAFT))
    wanted = [line for line in DRAFT.splitlines()[2:] if line]
    headings = {"tags:", "x-permissions:", "paths:", "components:", "  schemas:"}
    assert [line for line in wanted if line not in new and line not in headings] == []
    assert [line for line in new if line and line not in wanted] == []
    assert "# Drafted from somewhere." not in new


def test_the_data_is_that_of_both() -> None:
    data = yaml.safe_load(draft_insert.insert(REAL, DRAFT))
    before, draft = yaml.safe_load(REAL), yaml.safe_load(DRAFT)
    assert data["tags"] == [*before["tags"], *draft["tags"]]
    assert data["paths"] == {**before["paths"], **draft["paths"]}
    assert list(data["components"]["schemas"])[-2:] == ["First", "Second"]
    assert data["x-error-codes"] == before["x-error-codes"]


def test_a_second_method_goes_to_the_path_that_is_there() -> None:
    once = draft_insert.insert(REAL, DRAFT)
    twice = draft_insert.insert(once, AGAIN)
    assert added(once, twice) == ["    post: {operationId: makeNew}"]
    assert list(yaml.safe_load(twice)["paths"]["/new"]) == ["get", "post"]


@pytest.mark.parametrize("line_break", ["\r\n", "\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["", "\n", "\n\n# The end.\n"])
def test_line_ends_and_the_end_of_the_file_stay_as_they_are(line_break: str, mark: str, end: str) -> None:
    text = mark + (TINY.rstrip("\n") + end).replace("\n", line_break)
    done = draft_insert.insert(text, DRAFT)
    assert done.startswith(mark)
    assert done.endswith((end or "\n").replace("\n", line_break)) or not end.strip()
    assert done.count("\n") == done.count(line_break)
    plain = done.removeprefix(mark).replace("\r\n", "\n")
    assert yaml.safe_load(plain) == yaml.safe_load(draft_insert.insert(TINY, DRAFT))


@pytest.mark.parametrize("empty", ["paths: {}", "paths:", "paths:   # none yet", "paths: {} "])
def test_an_empty_section_is_filled(empty: str) -> None:
    text = f"openapi: 3.1.0\n{empty}\ncomponents:\n  schemas:\n    Old: {{type: object}}\n"
    data = yaml.safe_load(draft_insert.insert(text, DRAFT))
    assert list(data["paths"]) == ["/new"]
    assert list(data["components"]["schemas"]) == ["Old", "First", "Second"]


@pytest.mark.parametrize("columns", [0, 4])
def test_the_draft_takes_the_indentation_of_the_spec(columns: int) -> None:
    blanks = " " * columns
    text = f"openapi: 3.1.0\npaths:\n    /old:\n        get: {{}}\ntags:\n{blanks}- name: old\n"
    done = draft_insert.insert(text, DRAFT)
    assert "\n    /new:\n      get:\n" in done
    assert f"\n{blanks}- name: new\n{blanks}  description: New.\n" in done
    assert yaml.safe_load(done)["paths"]["/new"] == yaml.safe_load(DRAFT)["paths"]["/new"]


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (
            ("  /do:\n", "  /new:\n    get: {description: Old.}\n  /do:\n"),
            "`paths /new get` is there already; remove it",
        ),
        (("    Item:\n", "    First: {type: object}\n    Item:\n"), "`components schemas First` is there already"),
        (("  trade: {", "  other: &a {description: A.}\n  more: *a\n  trade: {"), "an alias repeats another part"),
        (
            ("x-permissions:\n  trade: {description: May trade., x-description-zh: 可交易。}", "x-permissions: {a: 1}"),
            "in braces",
        ),
        (("paths:\n", "paths: [\n"), "by hand"),
        (
            ("{description: May trade., x-description-zh: 可交易。}", "\n    description: |+\n      May trade.\n\n\n"),
            "nothing can be added safely",
        ),
    ],
)
def test_what_cannot_be_put_in_is_one_clear_error(edit: tuple[str, str], said: str) -> None:
    with pytest.raises(InputError) as raised:
        draft_insert.insert(edited(TINY, edit), DRAFT)
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)
