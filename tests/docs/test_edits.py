"""An edit of the spec changes what it names; every other byte, comments and order included, stays as it was."""

from __future__ import annotations

import copy
import difflib
import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from attrs import frozen
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.docs.editing.edits import Edit, EditError, apply
from generator.docs.editing.yaml_text import rendered
from generator.findings import Pointer
from tests.generator.support import REAL, TINY

FILE = """\
# Above all 🚀.
limits:  # what they are
  - {count: 20,   unit: request}   # the first
  - count: 5
    unit: order
ask:
    type: object
    required: [a, "b"]   # both
    words:
      - one
      - 'two'  # the last
    # Above the properties.
    properties:
        a:  {type: string,
             deprecated: true}
        b:
            type: string # of digits
            maxLength: 32

            text: >-
              Folded: # no comment
              text.
        empty:
tail: end"""


@frozen
class Case:
    name: str
    edit: Edit
    gone: tuple[str, ...]
    new: tuple[str, ...]

    def __str__(self) -> str:
        return self.name


CASES = [
    Case(
        "a number in flow style",
        Edit("set", ("limits", 0, "count"), 10),
        ("  - {count: 20,   unit: request}   # the first",),
        ("  - {count: 10,   unit: request}   # the first",),
    ),
    Case("a number in block style", Edit("set", ("limits", 1, "count"), 0.5), ("  - count: 5",), ("  - count: 0.5",)),
    Case(
        "a word with a comment behind it",
        Edit("set", ("ask", "properties", "b", "type"), "integer"),
        ("            type: string # of digits",),
        ("            type: integer # of digits",),
    ),
    Case(
        "a value where there was none",
        Edit("set", ("ask", "properties", "empty"), True),
        ("        empty:",),
        ("        empty: true",),
    ),
    Case(
        "a list in one line",
        Edit("set", ("ask", "required"), ["b"]),
        ('    required: [a, "b"]   # both',),
        ("    required: [b]   # both",),
    ),
    Case(
        "a key below another",
        Edit("set", ("ask", "properties", "b", "deprecated"), True, ("x-none", "type", "maxLength")),
        (),
        ("            deprecated: true",),
    ),
    Case("a key below a folded text", Edit("set", ("ask", "properties", "b", "more"), 1), (), ("            more: 1",)),
    Case("a key at the end of a block", Edit("set", ("limits", 1, "per"), 2), (), ("    per: 2",)),
    Case(
        "a key in flow style over two lines",
        Edit("set", ("ask", "properties", "a", "maxLength"), 8, ("type",)),
        ("        a:  {type: string,",),
        ("        a:  {type: string, maxLength: 8,",),
    ),
    Case("a key at the very end", Edit("set", ("more",), "x"), ("tail: end",), ("tail: end", "more: x")),
    Case(
        "a key and its line",
        Edit("remove", ("ask", "properties", "b", "maxLength")),
        ("            maxLength: 32",),
        (),
    ),
    Case(
        "the first key in flow style",
        Edit("remove", ("limits", 0, "count")),
        ("  - {count: 20,   unit: request}   # the first",),
        ("  - {unit: request}   # the first",),
    ),
    Case(
        "the last key in flow style",
        Edit("remove", ("limits", 0, "unit")),
        ("  - {count: 20,   unit: request}   # the first",),
        ("  - {count: 20}   # the first",),
    ),
    Case("the last line, which has no line break", Edit("remove", ("tail",)), ("tail: end",), ()),
    Case("a whole item", Edit("remove", ("limits", 1)), ("  - count: 5", "    unit: order"), ()),
    Case(
        "an item of a list in one line, quoted as its neighbour",
        Edit("add-item", ("ask", "required"), "c"),
        ('    required: [a, "b"]   # both',),
        ('    required: [a, "b", "c"]   # both',),
    ),
    Case("an item on a line of its own", Edit("add-item", ("ask", "words"), "three"), (), ('      - "three"',)),
    Case(
        "an item of a list that is not there yet",
        Edit("add-item", ("ask", "properties", "b", "x-values"), "no", ("maxLength",)),
        (),
        ('            x-values: ["no"]',),
    ),
    Case("an item out of a block", Edit("remove-item", ("ask", "words"), "one"), ("      - one",), ()),
    Case(
        "an item out of a list in one line",
        Edit("remove-item", ("ask", "required"), "b"),
        ('    required: [a, "b"]   # both',),
        ("    required: [a]   # both",),
    ),
]


def changed_lines(old: str, new: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lines that only the old text has, and those that only the new one has."""
    diff = list(difflib.ndiff(old.splitlines(), new.splitlines()))
    return tuple(line[2:] for line in diff if line[0] == "-"), tuple(line[2:] for line in diff if line[0] == "+")


@pytest.mark.parametrize("case", CASES, ids=str)
def test_an_edit_changes_its_own_lines_and_no_other(case: Case) -> None:
    new = apply(FILE, [case.edit])
    gone, added = changed_lines(FILE, new)
    if case.gone and case.gone == case.new[:1]:  # a line below the last one
        gone, added = case.gone, (*case.gone, *added)
    assert (gone, added) == (case.gone, case.new)
    assert not new.endswith("\n")


@pytest.mark.parametrize("case", CASES, ids=str)
@pytest.mark.parametrize(
    ("mark", "line_break", "end"), [("", "\r\n", ""), ("\ufeff", "\n", "\n"), ("", "\r\n", "\r\n")]
)
def test_line_ends_and_marks_stay_as_they_are(case: Case, mark: str, line_break: str, end: str) -> None:
    new = apply(mark + FILE.replace("\n", line_break) + end, [case.edit])
    assert new == mark + apply(FILE + end.replace("\r", ""), [case.edit]).replace("\n", line_break)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_an_edit_that_was_made_may_be_made_again(case: Case) -> None:
    if isinstance(case.edit.pointer[-1], int):
        return  # the place of an item is another one afterwards
    once = apply(FILE, [case.edit])
    assert apply(once, [case.edit]) == once


def test_edits_of_one_file_add_up() -> None:
    every = [
        Edit("set", ("limits", 0, "count"), 10),
        Edit("add-item", ("ask", "required"), "c"),
        Edit("add-item", ("ask", "required"), "d"),
        Edit("remove-item", ("ask", "required"), "a"),
        Edit("set", ("ask", "properties", "b", "deprecated"), True, ("type",)),
        Edit("remove", ("ask", "properties", "b", "deprecated")),
    ]
    assert changed_lines(FILE, apply(FILE, every)) == (
        ("  - {count: 20,   unit: request}   # the first", '    required: [a, "b"]   # both'),
        ("  - {count: 10,   unit: request}   # the first", '    required: ["b", "c", "d"]   # both'),
    )


def test_a_list_that_loses_its_last_item_goes_with_it() -> None:
    edits = [Edit("remove-item", ("ask", "words"), "one"), Edit("remove-item", ("ask", "words"), "two")]
    with pytest.raises(EditError, match="comment"):
        apply(FILE, edits)
    bare = FILE.replace("  # the last", "")
    assert changed_lines(bare, apply(bare, edits)) == (("    words:", "      - one", "      - 'two'"), ())


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (Edit("remove", ("ask", "required")), "comment"),
        (Edit("remove", ("ask", "properties", "b", "type")), "comment"),
        (Edit("remove", ("limits", 1, "count")), "shares its line"),
        (Edit("set", ("ask", "properties", "b", "text"), "x"), "not written on one line"),
        (Edit("set", ("ask", "words"), ["x"]), "not written on one line"),
        (Edit("set", ("ask", "nowhere", "b"), "x"), "not in the file"),
        (Edit("add-item", ("tail",), "x"), "not a list"),
        (Edit("set", ("limits", 0, "count", "x"), 1), "no mapping"),
    ],
    ids=lambda value: None if isinstance(value, str) else str(value.pointer),
)
def test_an_edit_that_would_touch_more_is_refused(edit: Edit, why: str) -> None:
    with pytest.raises(EditError, match=why):
        apply(FILE, [edit])


def test_an_anchor_is_not_edited_through_its_alias() -> None:
    for text in ("a: &x {k: 1}\nb: *x\n", "a: &x [*x]\nb: {k: 1}\n"):
        with pytest.raises(EditError, match="alias"):
            apply(text, [Edit("set", ("b", "k"), 2)])


def test_a_key_that_stands_there_twice_is_not_edited() -> None:
    with pytest.raises(EditError, match="cannot be edited safely"):
        apply("a: 1\na: 2\n", [Edit("set", ("a",), 3)])


_texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8) | st.sampled_from(
    [
        "no",
        "y",
        "N",
        "true",
        "null",
        "1",
        "0x1",
        "1e3",
        "a b",
        "a-b",
        "a: b",
        "a #b",
        "~",
        "",
        "-",
        "[",
        "2026-01-01",
        "=",
        "<<",
    ]
)
_values = _texts | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)


@settings(deadline=None, derandomize=True)
@given(st.recursive(_values, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_texts, inner, max_size=3)))
def test_what_is_written_is_what_is_read(value: Any) -> None:
    assert yaml.safe_load(f"[{rendered(value)}]") == [value]
    assert "\n" not in rendered(value)


def _places(node: Any, pointer: Pointer = ()) -> Iterator[tuple[Pointer, Any]]:
    if pointer:
        yield pointer, node
    pairs = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, child in pairs:
        yield from _places(child, (*pointer, key))


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SPECS = {text: yaml.safe_load(text) for text in (REAL, TINY, FILE)}
_PLACES = {text: list(_places(data)) for text, data in _SPECS.items()}
_COMMENT = re.compile(r"(?:^|\s)(#.*)")


@st.composite
def _edits(draw: st.DrawFn) -> tuple[str, Edit]:
    text = draw(st.sampled_from([FILE, TINY, REAL]))
    pointer, node = draw(st.sampled_from(_PLACES[text]))
    value = draw(st.sampled_from([7, 0.5, True, "word", "no", "中文"]))
    if isinstance(node, dict):
        after = tuple(draw(st.lists(st.sampled_from(sorted(node) or ["x"]), max_size=2)))
        return text, Edit("set", (*pointer, "x-new"), value, after)
    if isinstance(node, list):
        item = draw(st.sampled_from(node or [value]))
        return text, draw(st.sampled_from([Edit("add-item", pointer, value), Edit("remove-item", pointer, item)]))
    return text, draw(st.sampled_from([Edit("set", pointer, value), Edit("remove", pointer)]))


def _expected(data: Any, edit: Edit) -> Any:
    """The data after an edit, told apart from how the edit tells it."""
    data = copy.deepcopy(data)
    parent = data
    for part in edit.pointer[:-1]:
        parent = parent[part]
    here: Any = parent[edit.pointer[-1]] if edit.action.endswith("-item") else None
    if edit.action == "set":
        parent[edit.pointer[-1]] = edit.value
    elif edit.action == "add-item":
        here += [] if edit.value in here else [edit.value]
    elif edit.action == "remove" or edit.value in here:  # what is not there needs no edit
        if edit.action == "remove-item":
            here.remove(edit.value)
        if not here:
            del parent[edit.pointer[-1]]
    return data


@settings(max_examples=300, deadline=None, derandomize=True)
@given(_edits(), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_any_edit_is_made_exactly_or_refused(chosen: tuple[str, Edit], line_break: str, final: bool) -> None:
    text, edit = chosen
    text = (text.rstrip("\n") + "\n" * final).replace("\n", line_break)
    try:
        new = apply(text, [edit])
    except EditError:
        return
    assert yaml.load(new, _LOADER) == _expected(_SPECS[chosen[0]], edit)
    assert _COMMENT.findall(new) == _COMMENT.findall(text)
    assert new.count("\r\n") == (new.count("\n") if line_break == "\r\n" else 0)
    assert new.endswith("\n") == final
    assert _changed_span(text.splitlines(), new.splitlines()) <= _lines_of(text, edit)


def _changed_span(before: list[str], after: list[str]) -> int:
    """How many lines of the old text lie between those that both texts start with and those that both end with."""
    first = _common(before, after)
    return len(before) - first - _common(before[first:][::-1], after[first:][::-1])


def _common(one: list[str], other: list[str]) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((index for index, (left, right) in pairs if left != right), min(len(one), len(other)))


def _lines_of(text: str, edit: Edit) -> int:
    """How many lines of the old text an edit may change: those of the value, or the one that a new entry goes into.

    Where an entry of `{…}` goes, the next may move up to its line.
    """
    node = yaml.compose(text, _LOADER)
    for part in edit.pointer:
        if isinstance(node, yaml.MappingNode):
            node = {key.value: value for key, value in node.value}.get(part)
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int):
            node = node.value[part]
    if node is None or edit.action == "add-item":
        return 1
    return node.end_mark.line - node.start_mark.line + 1 + edit.action.startswith("remove")


def test_most_edits_of_the_spec_are_made() -> None:
    """That an edit may be refused must not be the way out of the test above."""
    made = 0
    places = [pointer for pointer, node in _places(_SPECS[REAL]) if isinstance(node, (int, bool, float))]
    for pointer in places:
        made += apply(REAL, [Edit("set", pointer, 77)]) != REAL
    assert made == len(places) > 50
