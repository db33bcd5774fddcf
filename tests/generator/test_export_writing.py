"""The exported text means the same to JSON, to YAML 1.1 and to YAML 1.2, and reads well."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from ruamel.yaml import YAML  # reads YAML 1.2, PyYAML 1.1

from generator import spec as spec_file
from generator.docs.facts import LANGUAGES, Language
from generator.export import writing
from generator.export.plain import plain

from .support import REAL, loaded, run

WORDS = "y n Y N yes No on OFF true null ~ = << 0 007 0o7 0x1f 1_000 1e3 .5 .inf -.INF .nan 1:30 2026-11-21 0.1.0 + -"
WORDS += " * & ! % @ ` # #a a# a: :a - -a ? | > ' \" { [ ] } , 2026-11-21T00:00:00Z 12:30:45.6 - --- ... \ufeff 中 ：。"


def read_everywhere(text: str) -> list[Any]:
    return [yaml.safe_load(text), YAML(typ="safe").load(text), spec_file.parse(text.encode(), Path("made.yaml")).data]


@pytest.mark.parametrize("word", ["", *WORDS.split()])
def test_a_word_is_the_same_text_to_every_version_of_yaml(word: str) -> None:
    document = {"a": word, "b": [word, {"c": word}], word or "d": "e"}
    text = writing.as_yaml(document)
    assert read_everywhere(text) == [document] * 3
    assert spec_file.parse(text.encode(), Path("made.yaml")).yaml_findings == ()
    assert json.loads(writing.as_json(document)) == document


@given(st.text(alphabet=st.sampled_from("ab 01.:-#'\"`|>\n中。y_\\\t"), max_size=200))
@example("a " * 100)
@example(" a\nb \n\n")
@example("a\n  b\n")
@example("  a" + " b" * 50)
def test_any_text_comes_back_as_it_was(text: str) -> None:
    document = {"description": text, "list": [{"description": text}]}
    assert read_everywhere(writing.as_yaml(document)) == [document] * 3


def test_numbers_and_truths_stay_what_they_are() -> None:
    document: dict[str, Any] = {"a": 1, "b": True, "c": None, "d": 0.5, "e": [], "f": {}}
    assert read_everywhere(writing.as_yaml(document)) == [document] * 3
    assert json.loads(writing.as_json(document)) == document


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_document_reads_well_in_both_formats(language: Language, tmp_path: Path) -> None:
    document = plain(loaded(tmp_path, REAL), language)
    text = writing.as_yaml(document)
    assert read_everywhere(text) == [document] * 3
    assert json.dumps(yaml.safe_load(text)) == json.dumps(document)  # the order of keys too
    assert "\\u" not in text + writing.as_json(document)
    assert "\n  description: |-\n" in text
    assert '\n        "200":\n' in text
    assert "\n      tags:\n        - spread\n" in text
    assert "{" not in text.replace("{}", "")  # blocks throughout
    lines = [line for line in text.splitlines() if not line.strip().startswith(("|", "-", "`"))]
    assert max(map(len, lines)) < 140  # PyYAML folds after the word that goes beyond 120
    assert not [line for line in text.splitlines() if line != line.rstrip()]
    assert writing.as_json(document).startswith('{\n  "openapi": "3.1.0",\n  "info": {\n    "title": ')


@pytest.mark.parametrize("form", ["json", "yaml"])
def test_the_bytes_depend_on_nothing_but_the_spec(form: str, tmp_path: Path) -> None:
    spec = tmp_path / "elsewhere.yaml"
    spec.write_text(REAL, encoding="utf-8")
    options = ("export", "--lang", "zh", "--format", form)
    first = run(*options, PYTHONHASHSEED="1")
    assert first.stdout == run(*options, "--spec", spec, cwd=tmp_path, PYTHONHASHSEED="2", LC_ALL="C").stdout
    assert str(tmp_path) not in first.stdout
