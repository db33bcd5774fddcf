"""Whatever is wrong with a spec, a person gets findings, one clear error, or a client; never a traceback."""

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import cli
from generator.findings import Pointer

from .support import REAL, TINY

_DELETED = object()
_WRONG: list[Any] = [_DELETED, "x", 5, None, True, [], {}, [None], {"$ref": "#/nowhere"}, {"x": {}}]
_WORDS = sorted(
    {*TINY.replace(":", " ").split(), "$ref", "anyOf", "not", "items", "default", "200", "$id", "x-y", "trace"}
)


def _places(node: Any, pointer: Pointer = ()) -> Iterator[Pointer]:
    """Every place of a document but its root."""
    if pointer:
        yield pointer
    pairs = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, child in pairs:
        yield from _places(child, (*pointer, key))


def _changed(document: Any, pointer: Pointer, value: Any) -> Any:
    changed = copy.deepcopy(document)
    node = changed
    for part in pointer[:-1]:
        node = node[part]
    if value is _DELETED:
        del node[pointer[-1]]
    else:
        node[pointer[-1]] = copy.deepcopy(value)
    return changed


_TINY, _REAL = yaml.safe_load(TINY), yaml.safe_load(REAL)
# A part of all mistakes, for the time that they take; the steps share no factor with the number of values, so that
# every value comes up. All of them were run once by hand.
_MISTAKES = [(place, value) for place in _places(_TINY) for value in _WRONG][::3]
_REAL_MISTAKES = [(place, value) for place in _places(_REAL) for value in _WRONG][::81]


def _lint(file: Path, document: Any) -> int:
    file.write_text(yaml.dump(document, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return cli.main(["lint", "--spec", str(file)])


def _generate(file: Path) -> int:
    return cli.main(["generate", "--spec", str(file), "--output", str(file.parent / "made")])


def _told(capsys: pytest.CaptureFixture[str], file: Path, status: int) -> bool:
    """Whether what was printed fits the status, and every line of it says where."""
    printed = capsys.readouterr()
    lines = [*printed.out.splitlines(), *printed.err.splitlines()]
    return status in (0, 1, 2) and bool(lines) and all(line.startswith(f"{file}:") for line in lines)


@pytest.mark.parametrize("part", range(4))
def test_any_place_of_the_tiny_spec_may_hold_anything(
    part: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "spec.yaml"
    for number, (place, value) in enumerate(_MISTAKES[part::4]):
        status = _lint(file, _changed(_TINY, place, value))
        assert _told(capsys, file, status), (place, value)
        if status == 0 and number % 4 == 0:
            assert _generate(file) in (0, 2), (place, value)
            capsys.readouterr()


def test_any_place_of_the_real_spec_may_hold_anything(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "spec.yaml"
    for place, value in _REAL_MISTAKES:
        status = _lint(file, _changed(_REAL, place, value))
        assert _told(capsys, file, status), (place, value)


_anything = st.recursive(
    st.sampled_from([None, True, 5, 1.5, "x", "", "描述", "object", "array", "#/components/schemas/Item"]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(_WORDS), inner, max_size=2),
    max_leaves=4,
)


@settings(max_examples=250)
@given(place=st.sampled_from(list(_places(_TINY))), word=st.sampled_from(_WORDS), value=_anything)
def test_any_word_may_stand_anywhere(
    tmp_path_factory: pytest.TempPathFactory, place: Pointer, word: str, value: Any
) -> None:
    document = copy.deepcopy(_TINY)
    node = document
    for part in place:
        node = node[part]
    if isinstance(node, dict):
        node[word] = value
        assert _lint(tmp_path_factory.mktemp("word") / "spec.yaml", document) in (0, 1)


@settings(max_examples=250)
@given(
    st.integers(0, len(TINY)),
    st.integers(0, 30),
    st.sampled_from(["", " ", "\n", ":", "- ", "{", "}", "'", "&a ", "*a"]),
)
def test_any_slip_of_the_hand_is_told(
    tmp_path_factory: pytest.TempPathFactory, start: int, length: int, text: str
) -> None:
    file = tmp_path_factory.mktemp("slip") / "spec.yaml"
    file.write_text(TINY[:start] + text + TINY[start + length :], encoding="utf-8")
    assert cli.main(["lint", "--spec", str(file)]) in (0, 1, 2)


def test_deep_schemas_are_no_deeper_than_the_stack(tmp_path: Path) -> None:
    schema: dict[str, Any] = {"type": "string"}
    for _ in range(25):
        schema = {"type": "array", "items": {"allOf": [schema]}}
    for field in ({**schema, "description": "D.", "x-description-zh": "述。"}, schema):
        document = copy.deepcopy(_TINY)
        document["components"]["schemas"]["Item"]["properties"]["deep"] = field
        assert _lint(tmp_path / "spec.yaml", document) in (0, 1, 2)
