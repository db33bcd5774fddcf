"""`draft` reads a spec that nobody linted: whatever is wrong with it is one line, never a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.lint import lint
from tests.generator.support import TINY, edited

from .drafting import parsed
from .support import call, path_of

TAG = "      tags: [room]\n"
PAGE = path_of("stop-thing")
PATHS = TINY[TINY.index("paths:\n") : TINY.index("components:\n")]
COMPONENTS = TINY[TINY.index("components:\n") :]
PERMISSIONS = "x-permissions:\n  trade: {description: May trade., x-description-zh: 可交易。}\n"
INFO = TINY[TINY.index("info:\n") : TINY.index("servers:\n")]

UNSOUND = {
    "tags of the operation that are null": (TAG, "      tags:\n", "paths"),
    "tags of the operation that are a number": (TAG, "      tags: 1\n", "paths"),
    "tags that are null": ("paths:\n", "tags: null\npaths:\n", "tags"),
    "tags that are a text": ("paths:\n", "tags: text\npaths:\n", "tags"),
    "tags that are a number": ("paths:\n", "tags: 1\npaths:\n", "tags"),
    "a tag that is null": ("paths:\n", "tags: [null]\npaths:\n", "tags"),
    "a tag without a name": ("paths:\n", "tags: [{description: A.}]\npaths:\n", "tags"),
    "a tag whose name is a list": ("paths:\n", "tags: [{name: [a]}]\npaths:\n", "tags"),
    "paths that are null": (PATHS, "paths: null\n", "openapi"),
    "a path that is null": (PATHS, "paths: {/do: null}\n", "openapi"),
    "an operation that is null": (PATHS, "paths: {/do: {post: null}}\n", "openapi"),
    "components that are null": (COMPONENTS, "components: null\n", "components"),
    "components that are a list": (COMPONENTS, "components: [a]\n", "components"),
    "schemas that are null": (COMPONENTS, "components: {schemas: null}\n", "components"),
    "schemas that are a list": (COMPONENTS, "components: {schemas: [a]}\n", "components"),
    "permissions that are null": (PERMISSIONS, "x-permissions: null\n", "x-permissions"),
    "permissions that are a text": (PERMISSIONS, "x-permissions: text\n", "x-permissions"),
}


@pytest.mark.parametrize("more", [[], ["--write"]])
@pytest.mark.parametrize(("old", "new", "section"), UNSOUND.values(), ids=UNSOUND)
def test_an_unsound_spec_is_told_with_its_line(
    old: str, new: str, section: str, more: list[str], tmp_path: Path
) -> None:
    spec = tmp_path / "spec.yaml"
    text = edited(TINY, (old, new))
    spec.write_text(text, encoding="utf-8")
    done = call("draft", PAGE, "--spec", spec, *more)
    line = next(number for number, words in enumerate(text.splitlines(), 1) if words.startswith(f"{section}:"))
    said = "the spec is not sound; run `python -m generator lint`"
    assert (done.status, done.out.strip(), done.err) == (2, "", f"{spec}:{line}: {said}\n")
    assert spec.read_text(encoding="utf-8") == text
    assert lint(parsed(text)) != []


HARMLESS = {
    "no tag yet": ("paths:\n", "tags: []\npaths:\n"),
    "an operation without tags": (TAG, "      tags: []\n"),
    "no info": (INFO, ""),
    "no permissions": (PERMISSIONS, ""),
    "no components": (COMPONENTS, ""),
    "no schemas": (COMPONENTS, "components: {}\n"),
    "no paths": (PATHS, "paths: {}\n"),
}


@pytest.mark.parametrize("more", [[], ["--write"]])
@pytest.mark.parametrize(("old", "new"), HARMLESS.values(), ids=HARMLESS)
def test_what_a_draft_does_not_need_may_be_missing(old: str, new: str, more: list[str], tmp_path: Path) -> None:
    spec = tmp_path / "spec.yaml"
    spec.write_text(edited(TINY, (old, new)), encoding="utf-8")
    done = call("draft", PAGE, "--spec", spec, *more)
    assert (done.status, done.err) == (0, "")


@pytest.mark.parametrize("more", [[], ["--write"]])
def test_a_word_that_only_some_yaml_tools_can_read_is_one_line(more: list[str], tmp_path: Path) -> None:
    spec = tmp_path / "spec.yaml"
    text = edited(TINY, ('version: "1"', "version: 2026-13-45"))
    spec.write_text(text, encoding="utf-8")
    done = call("draft", PAGE, "--spec", spec, *more)
    assert (done.status, done.err.count("\n")) == (2, 1)
    assert "by hand" in done.err
    assert spec.read_text(encoding="utf-8") == text
