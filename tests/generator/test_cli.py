from pathlib import Path

import pytest

from generator import cli

from .support import ROOT, TINY, edited, line_of, run


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    file = tmp_path / "spec.yaml"
    file.write_text(TINY, encoding="utf-8")
    return file


def test_help_names_every_command_and_every_exit_status() -> None:
    done = run("--help")
    assert (done.returncode, done.stderr) == (0, "")
    for words in (
        "usage: python -m generator",
        "generate ",
        "check ",
        "lint ",
        "Exit status: 0 ",
        "1 findings",
        "2 an ",
    ):
        assert words in done.stdout


@pytest.mark.parametrize("command", ["generate", "check", "lint"])
def test_every_command_has_a_help_of_its_own(command: str) -> None:
    done = run(command, "--help")
    assert done.returncode == 0
    assert f"usage: python -m generator {command}" in done.stdout
    assert "default: spec/openapi.yaml" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "the following arguments are required: COMMAND"),
        (("mend",), "invalid choice: 'mend'"),
        (("lint", "more"), "unrecognized arguments: more"),
        (("lint", "--spec"), "argument --spec: expected one argument"),
    ],
)
def test_a_command_line_that_says_nothing_is_status_2(arguments: tuple[str, ...], said: str) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert said in done.stderr


def test_a_sound_spec_is_status_0(spec: Path) -> None:
    done = run("lint", "--spec", spec)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{spec}: nothing to report.\n", "")


def test_a_finding_is_a_line_that_an_editor_can_jump_to_and_status_1(spec: Path) -> None:
    text = edited(TINY, ("summary: Do it", "summary: 做"))
    spec.write_text(text, encoding="utf-8")
    line = line_of(text, "summary: 做")
    finding = f"{spec}:{line}: wrong-language: `summary` is not in English\n"
    done = run("lint", "--spec", spec)
    assert (done.returncode, done.stdout, done.stderr) == (1, f"{finding}{spec}: 1 finding(s).\n", "")
    for command in ("generate", "check"):
        done = run(command, "--spec", spec, "--output", spec.parent / "made")
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr == f"{finding}1 finding(s) in {spec}; nothing was written.\n"


@pytest.mark.parametrize("command", ["generate", "check", "lint"])
def test_a_spec_that_cannot_be_used_is_one_line_and_status_2(command: str, tmp_path: Path) -> None:
    done = run(command, "--spec", tmp_path / "none.yaml")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"{tmp_path / 'none.yaml'}: No such file or directory; name the spec with --spec\n"


def test_a_terminal_without_chinese_gets_the_findings_too(spec: Path) -> None:
    spec.write_text(edited(TINY, ("tags: [room]", "tags: [价差]")), encoding="utf-8")
    done = run("lint", "--spec", spec, PYTHONIOENCODING="ascii")
    assert done.returncode == 1
    assert r"odd-name: `\u4ef7\u5dee` is no name for Python" in done.stdout


def test_paths_are_shown_as_one_would_type_them_here() -> None:
    assert run("lint").stdout == "spec/openapi.yaml: nothing to report.\n"
    assert run("lint", cwd=Path("/")).stdout.endswith("/spec/openapi.yaml: nothing to report.\n")
    assert run("check").stdout.startswith("generated_client/okx_client/_generated: exactly what")


def test_an_interrupt_is_told_and_is_status_130(
    spec: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(_: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("generator.spec.load", interrupt)
    assert cli.main(["lint", "--spec", str(spec)]) == 130
    assert capsys.readouterr().err == "Interrupted; nothing was written.\n"


def test_a_missing_tool_is_named_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "openapi_python_client.py").write_text("raise ModuleNotFoundError(name='openapi_python_client')")
    done = run("lint", PYTHONPATH=f"{tmp_path}:{ROOT}")
    assert done.returncode == 2
    assert done.stderr == (
        "The generator needs the package openapi_python_client; run `make install`, then use .venv/bin/python.\n"
    )
