from pathlib import Path

import pytest

from generator import cli

from .support import TINY, edited, tree


@pytest.fixture
def here(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    (tmp_path / "spec.yaml").write_text(TINY, encoding="utf-8")
    assert cli.main(["generate", "--spec", str(tmp_path / "spec.yaml"), "--output", str(tmp_path / "made")]) == 0
    capsys.readouterr()
    return tmp_path


def _check(folder: Path) -> int:
    return cli.main(["check", "--spec", str(folder / "spec.yaml"), "--output", str(folder / "made")])


def test_a_folder_that_the_spec_gives_is_found_sound(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "made" / "__pycache__").mkdir()
    (here / "made" / "__pycache__" / "types.cpython-311.pyc").touch()
    assert _check(here) == 0
    assert capsys.readouterr().out == f"{here / 'made'}: exactly what {here / 'spec.yaml'} gives.\n"


def test_every_kind_of_difference_is_found_and_nothing_is_mended(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = here / "made"
    (made / "errors.py").unlink()
    (made / "models" / "extra.py").touch()
    operations = (made / "operations.py").read_text(encoding="utf-8")
    (made / "operations.py").write_text(edited(operations, ("RateLimit(20, 2", "RateLimit(99, 2")), encoding="utf-8")
    (made / "types.py").write_bytes((made / "types.py").read_bytes().replace(b"\n", b"\r\n"))
    before = tree(here)
    assert _check(here) == 1
    told = capsys.readouterr().out.splitlines()
    assert [line for line in told if not line.startswith(" ")][:-1] == [
        "missing: errors.py",
        "not from the generator: models/extra.py",
        "differs: operations.py",
        "differs: types.py",
    ]
    assert '    -    rate_limits=(RateLimit(99, 2, "request", None),),' in told
    assert '    +    rate_limits=(RateLimit(20, 2, "request", None),),' in told
    assert told[-1].endswith("run `python -m generator generate`.")
    assert tree(here) == before


def test_a_missing_folder_is_a_difference_and_is_not_made(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", "--spec", str(here / "spec.yaml"), "--output", str(here / "a" / "b")]) == 1
    assert capsys.readouterr().out.startswith("missing: __init__.py\n")
    assert not (here / "a").exists()


def test_a_spec_with_findings_is_not_compared(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "spec.yaml").write_text(edited(TINY, ("summary: Do it", "summary: 做")), encoding="utf-8")
    assert _check(here) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "wrong-language" in printed.err


def test_a_checkout_below_a_folder_of_caches_is_compared_too(here: Path) -> None:
    below = here / "__pycache__"
    below.mkdir()
    (here / "made").rename(below / "made")
    arguments = ["check", "--spec", str(here / "spec.yaml"), "--output", str(below / "made")]
    assert cli.main(arguments) == 0
    (below / "made" / "types.py").unlink()
    assert cli.main(arguments) == 1
