"""`python -m generator export`: what it writes where, and what it refuses."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from generator import cli

from .support import ROOT, TINY, edited, run


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    file = tmp_path / "spec.yaml"
    file.write_text(TINY, encoding="utf-8")
    return file


def test_yaml_comes_out_where_nothing_else_is_asked_for(spec: Path) -> None:
    done = run("export", "--lang", "zh", "--spec", spec)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith('openapi: "3.1.0"\ninfo:\n  title: 小规范\n')
    assert yaml.safe_load(done.stdout)["info"]["version"] == "1"


def test_json_comes_out_where_it_is_asked_for(spec: Path) -> None:
    done = run("export", "--lang", "en", "--format", "json", "--spec", spec)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["info"]["title"] == "Tiny"


def test_chinese_comes_out_in_utf_8_whatever_the_terminal_has(spec: Path) -> None:
    done = run("export", "--lang", "zh", "--spec", spec, PYTHONIOENCODING="ascii", LC_ALL="C")
    assert "title: 小规范\n" in done.stdout


@pytest.mark.parametrize(
    ("name", "more", "is_json"),
    [
        ("a.json", (), True),
        ("a.yaml", (), False),
        ("a.YML", (), False),
        ("a.json", ("--format", "json"), True),
        ("a.txt", ("--format", "json"), True),
        ("new/folder/a", ("--format", "yaml"), False),
    ],
)
def test_the_name_of_the_file_says_the_format(
    spec: Path, name: str, more: tuple[str, ...], is_json: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    output = spec.parent / name
    command = ["export", "--lang", "en", "--spec", str(spec)]
    assert cli.main([*command, "--output", str(output), *more]) == 0
    assert capsys.readouterr() == (f"{output}: written.\n", "")
    text = output.read_text(encoding="utf-8")
    assert text.startswith("{") is is_json
    assert cli.main([*command, "--format", "json" if is_json else "yaml"]) == 0
    assert capsys.readouterr() == (text, "")


@pytest.mark.parametrize(
    ("name", "more", "said"),
    [
        ("a.json", ("--format", "yaml"), "the name says json, --format says yaml; change one of them"),
        ("a.yml", ("--format", "json"), "the name says yaml, --format says json; change one of them"),
        ("a.txt", (), "the name says no format; end it in .json or .yaml, or give --format"),
        ("spec.yaml", (), "this is the spec itself; name another file"),
        (".", ("--format", "yaml"), "not a file; name one"),
        ("loop.yaml", (), "cannot be followed, perhaps a link that leads to itself; name another"),
    ],
)
def test_what_cannot_be_meant_is_one_line_and_status_2(
    spec: Path, name: str, more: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    output = spec.parent / name
    if name == "loop.yaml":
        output.symlink_to(name)
    before = sorted(spec.parent.iterdir())
    assert cli.main(["export", "--lang", "en", "--spec", str(spec), "--output", str(output), *more]) == 2
    assert capsys.readouterr() == ("", f"{output}: {said}\n")
    assert sorted(spec.parent.iterdir()) == before
    assert spec.read_text(encoding="utf-8") == TINY


@pytest.mark.parametrize(
    ("text", "is_replaced"),
    [
        ("", True),
        ('openapi: "3.1.0"\ninfo: {}\n', True),
        ('{"openapi":"3.0.0"}', True),
        ('{\n  "name": "precious",\n  "openapi": true\n}\n', False),
        ("# written by hand\nopenapi: 3.1.0\n", False),
        ("precious", False),
    ],
)
def test_only_what_may_be_an_export_is_replaced(
    text: str, is_replaced: bool, spec: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = spec.parent / "a.json"
    output.write_text(text, encoding="utf-8")
    assert cli.main(["export", "--lang", "en", "--spec", str(spec), "--output", str(output)]) == (
        0 if is_replaced else 2
    )
    assert (output.read_text(encoding="utf-8") != text) is is_replaced
    said = "not an OpenAPI document that `export` wrote; name another, or remove it first"
    assert capsys.readouterr().err == ("" if is_replaced else f"{output}: {said}\n")


def test_a_link_to_the_spec_is_the_spec(spec: Path) -> None:
    link = spec.parent / "link.yaml"
    link.symlink_to(spec)
    done = run("export", "--lang", "en", "--spec", spec, "--output", link)
    assert (done.returncode, done.stderr) == (2, f"{link}: this is the spec itself; name another file\n")


def test_the_language_has_to_be_named() -> None:
    done = run("export")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert "the following arguments are required: --lang" in done.stderr
    assert "invalid choice: 'de'" in run("export", "--lang", "de").stderr


def test_a_spec_with_findings_is_refused_and_nothing_is_written(spec: Path) -> None:
    spec.write_text(edited(TINY, ("summary: Do it", "summary: 做")), encoding="utf-8")
    output = spec.parent / "a.json"
    done = run("export", "--lang", "en", "--spec", spec, "--output", output)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.endswith(f"1 finding(s) in {spec}; nothing was written.\n")
    assert not output.exists()


def test_a_spec_that_is_not_there_is_status_2(tmp_path: Path) -> None:
    done = run("export", "--lang", "en", "--spec", tmp_path / "none.yaml")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)


def test_whatever_fails_leaves_the_old_file_whole(
    spec: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    output = spec.parent / "a.json"
    output.write_text("openapi: old")

    def full(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert cli.main(["export", "--lang", "en", "--spec", str(spec), "--output", str(output)]) == 2
    assert capsys.readouterr().err == f"{output}: No space left on device; nothing was written.\n"
    assert output.read_text() == "openapi: old"
    assert sorted(spec.parent.iterdir()) == [output, spec]


def test_a_closed_pipe_is_no_traceback(spec: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as pipe:
        command = [sys.executable, "-m", "generator", "export", "--lang", "en"]
        done = subprocess.run(command, cwd=ROOT, stdout=pipe, stderr=subprocess.PIPE, encoding="utf-8")
    assert (done.returncode, done.stderr) == (141, "")


def test_help_names_the_command_and_its_options() -> None:
    assert "export " in run("--help").stdout
    said = run("export", "--help").stdout
    for words in ("usage: python -m generator export", "--lang {en,zh}", "--format {json,yaml}", "--output FILE"):
        assert words in said
