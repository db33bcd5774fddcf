"""What a draft writes is read back as it was meant, by our own strict reader, and stays readable."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import spec as spec_file
from generator.docs.drafting import rendering
from generator.docs.drafting.rendering import Data, Noted

NASTY = ["no", "y", "null", "~", "1e5", "0x1f", "012", "2026-08-22", "- a", "a: b", "a #b", "'", '"', "`a`", "", " a "]
NASTY += [
    "a\nb",
    "a\n",
    "\na",
    "a\n\nb",
    "a\tb",
    "\u0085",
    "\u2028a",
    "\ufeff",
    "字 段",
    "字段：a",
    "word " * 50,
    "a  b " * 40,
    "a  b" * 60,
]
NASTY += [
    "字" * 200,
    "x" * 200,
    "=",
    "<<",
    "*a",
    "&a",
    "!a",
    "%a",
    "@a",
    "? a",
    "{a",
    "[a",
    "a]",
    ".inf",
    "\x00",
    "😀 " * 60,
]
texts = st.sampled_from(NASTY) | st.text(max_size=30)
numbers = st.integers(-(10**14), 10**14) | st.floats(allow_nan=False, allow_infinity=False)
scalars = st.none() | st.booleans() | numbers | texts
plain = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3), max_leaves=12
)


def read(text: str) -> Any:
    spec = spec_file.parse(text.encode("utf-8", "surrogatepass"), Path("a.yaml"))
    assert spec.yaml_findings == ()
    return spec.data


def _marked(draw: Any, value: Any) -> Any:
    """The value with comments and one-line parts put in here and there."""
    if draw(st.integers(0, 4)) == 0:
        return Data(value)
    if isinstance(value, dict):
        value = {key: _marked(draw, inner) for key, inner in value.items()}
    elif isinstance(value, list):
        value = [_marked(draw, inner) for inner in value]
    return Noted(value, (draw(texts), "a comment " * 20)) if draw(st.integers(0, 4)) == 0 else value


@settings(deadline=None, max_examples=500)
@given(st.dictionaries(texts, plain, min_size=1, max_size=4), st.data())
def test_whatever_is_written_is_read_back(value: dict[str, Any], data: st.DataObject) -> None:
    marked = {key: _marked(data.draw, inner) for key, inner in value.items()}
    assert rendering.plain(marked) == value
    assert read(rendering.mapping(marked)) == value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"a": "plain text"}, "a: plain text\n"),
        ({"a": "https://one.example/#two"}, "a: https://one.example/#two\n"),
        ({"/a/{b}": {"get": 1}}, "/a/{b}:\n  get: 1\n"),
        ({"a": '{"b": "c"}'}, 'a: \'{"b": "c"}\'\n'),
        ({"a": '"it\'s"'}, 'a: "\\"it\'s\\""\n'),
        ({"200": "no"}, '"200": "no"\n'),
        ({"a": "one\ntwo"}, "a: |-\n  one\n  two\n"),
        ({"a": ["b", "1"]}, 'a: [b, "1"]\n'),
        ({"a": [{"b": 1}]}, "a:\n  - b: 1\n"),
        ({"a": [Data({"b": 1, "c": 1e-07})]}, "a:\n  - {b: 1, c: 1.0e-07}\n"),
        ({"a": Noted({"b": 1}, ("Why.",))}, "# Why.\na:\n  b: 1\n"),
        ({"a": [Noted({"b": 1}, ("Why.",)), {}]}, "a:\n  # Why.\n  - b: 1\n  - {}\n"),
        ({"a": Data([{"b": "x" * 60, "c": "y" * 60}])}, f"a:\n  - b: {'x' * 60}\n    c: {'y' * 60}\n"),
        ({"a": "字段" * 80}, f"a: {'字段' * 80}\n"),
    ],
)
def test_it_looks_as_a_person_would_write_it(value: dict[str, Any], text: str) -> None:
    assert rendering.mapping(value) == text


def test_a_long_text_is_folded_at_its_blanks() -> None:
    lines = rendering.mapping({"a": "word " * 50 + "end"}).splitlines()
    assert lines[0] == "a: >-"
    assert max(map(len, lines)) <= 120


def test_entries_can_stand_apart() -> None:
    assert rendering.mapping({"a": 1, "b": 2}, 2, apart=True) == "  a: 1\n\n  b: 2\n"
