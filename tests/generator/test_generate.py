import os
import re
import shutil
from pathlib import Path

import pytest

from generator import cli, output, stock_templates
from generator.findings import InputError

from .support import REAL, ROOT, TINY, edited, loaded, run, tree

_COMMITTED = ROOT / "generated_client" / "okx_client" / "_generated"
_OPERATION = "  /api/v5/sprd/cancel-order:\n"


def _with_another_limit() -> str:
    """The spec with 123 spread orders in 7 seconds."""
    head, operation, rest = REAL.partition(_OPERATION)
    return head + operation + re.sub(r"count: \d+, periodSeconds: \d+", "count: 123, periodSeconds: 7", rest, count=1)


@pytest.fixture
def here(tmp_path: Path) -> Path:
    (tmp_path / "spec.yaml").write_text(TINY, encoding="utf-8")
    return tmp_path


def _generate(folder: Path) -> int:
    return cli.main(["generate", "--spec", str(folder / "spec.yaml"), "--output", str(folder / "made")])


def _hostile(folder: Path) -> Path:
    """A folder whose ancestor tells ruff and git to do everything otherwise."""
    (folder / "ruff.toml").write_text("line-length = 40\n[format]\nquote-style = 'single'\n[lint]\nselect = ['ALL']\n")
    (folder / ".gitignore").write_text("*\n")
    (folder / ".ignore").write_text("*.py\n")
    (folder / ".git").mkdir()
    return folder / "types" / "build"


ENVIRONMENTS = {
    "one hash seed": {"PYTHONHASHSEED": "1"},
    "another hash seed": {"PYTHONHASHSEED": "4242"},
    "no locale": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"},
    "another time zone": {"TZ": "Pacific/Kiritimati"},
    "nothing on PATH": {"PATH": "/nowhere"},
    "a relative module path": {"PYTHONPATH": f"{ROOT}{os.pathsep}."},
}


@pytest.mark.parametrize("environment", ENVIRONMENTS.values(), ids=ENVIRONMENTS)
def test_the_same_spec_gives_the_same_bytes_everywhere(environment: dict[str, str], tmp_path: Path) -> None:
    target = _hostile(tmp_path) / "_generated"
    done = run("generate", "--spec", ROOT / "spec" / "openapi.yaml", "--output", target, cwd=tmp_path, **environment)
    assert (done.returncode, done.stderr) == (0, "")
    assert tree(target) == tree(_COMMITTED)


def test_the_name_of_the_folder_changes_no_byte(tiny_package: Path, here: Path) -> None:
    assert _generate(here) == 0
    assert tree(here / "made") == tree(tiny_package)


def test_generating_again_touches_nothing(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _generate(here)
    first = {path: path.stat().st_mtime_ns for path in sorted((here / "made").rglob("*"))}
    capsys.readouterr()
    assert _generate(here) == 0
    assert capsys.readouterr().out.endswith("made: up to date.\n")
    assert {path: path.stat().st_mtime_ns for path in sorted((here / "made").rglob("*"))} == first


def test_a_comment_in_the_spec_rewrites_nothing(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _generate(here)
    (here / "spec.yaml").write_text(f"# 注释\n{TINY}\n# the end\n", encoding="utf-8")
    capsys.readouterr()
    assert _generate(here) == 0
    assert capsys.readouterr().out.endswith("made: up to date.\n")


def test_a_limit_changes_the_table_the_docstring_and_the_hash_and_nothing_else(tmp_path: Path) -> None:
    spec, made = tmp_path / "spec.yaml", tmp_path / "made"
    spec.write_text(_with_another_limit(), encoding="utf-8")
    assert cli.main(["generate", "--spec", str(spec), "--output", str(made)]) == 0
    before, after = tree(_COMMITTED), tree(made)
    changed = {name for name in before if before[name] != after[name]}
    assert before.keys() == after.keys()
    assert changed == {"__init__.py", "operations.py", "api/spread/cancel_spread_order.py"}
    lines = [line for difference in output.differences(made, _COMMITTED) for line in difference.lines]
    assert {line.strip(" +") for line in lines if line.startswith("+") and not line.startswith("+++")} == {
        f'SPEC_SHA256: Final = "{loaded(tmp_path, _with_another_limit()).sha256}"',
        'rate_limits=(RateLimit(123, 7, "request", None),),',
        "Rate limit: 123 requests in 7 s; per user",
        "限速：每 7 秒 123 次；按用户计",
    }


def test_what_changed_is_told(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _generate(here)
    (here / "made" / "extra.py").touch()
    (here / "made" / "errors.py").unlink()
    (here / "made" / "types.py").write_text("", encoding="utf-8")
    capsys.readouterr()
    assert _generate(here) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[:-1] == ["new: errors.py", "removed: extra.py", "changed: types.py"]
    assert told[-1].endswith("made: 3 file(s) changed.")


WRONG = {
    "a finding": ("summary: Do it", "summary: 做"),
    "no YAML": ("paths:", "paths: ["),
    "refused by openapi-python-client": ("code: {type: string", "code: {externalDocs: {}, type: string"),
}


@pytest.mark.parametrize("edit", WRONG.values(), ids=WRONG)
def test_a_wrong_spec_leaves_the_old_folder_as_it_was(
    edit: tuple[str, str], here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _generate(here)
    old = tree(here)
    capsys.readouterr()
    (here / "spec.yaml").write_text(edited(TINY, edit), encoding="utf-8")
    assert _generate(here) in (1, 2)
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(f"{here / 'spec.yaml'}:")
    assert {**tree(here), "spec.yaml": old["spec.yaml"]} == old


@pytest.mark.parametrize("error", [InputError("no"), OSError("disk full"), KeyboardInterrupt(), RuntimeError("a bug")])
@pytest.mark.parametrize("step", ["completeness.check", "_finish"])
def test_a_generation_that_breaks_off_leaves_nothing_behind(
    step: str, error: BaseException, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(*_: object) -> None:
        raise error

    _generate(here)
    (here / "spec.yaml").write_text(edited(TINY, ("count: 20", "count: 30")), encoding="utf-8")
    old = tree(here)
    monkeypatch.setattr(f"generator.client.{step}", break_off)
    if isinstance(error, RuntimeError):
        with pytest.raises(RuntimeError):  # a bug of ours is shown as one
            _generate(here)
    else:
        assert _generate(here) in (2, 130)
    assert tree(here) == old
    assert sorted(path.name for path in here.iterdir()) == ["made", "spec.yaml"]


@pytest.mark.parametrize("error", [OSError("busy"), KeyboardInterrupt()])
def test_a_swap_that_fails_puts_the_old_folder_back(
    error: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new, old = tmp_path / "holder" / "new", tmp_path / "old"
    for folder in (new, old):
        folder.mkdir(parents=True)
        (folder / "name.txt").write_text(folder.name)
    rename = Path.rename

    def fail_for_the_new(path: Path, target: Path) -> Path:
        if path == new:
            raise error
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fail_for_the_new)
    with pytest.raises(type(error)):
        output.swap(new, old)
    assert (old / "name.txt").read_text() == "old"


def test_a_folder_that_the_generator_did_not_make_is_never_replaced(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    precious = here / "made"
    precious.mkdir()
    (precious / "notes.txt").write_text("precious")
    assert _generate(here) == 2
    assert "made: not a folder that the generator made" in capsys.readouterr().err
    shutil.rmtree(precious)
    precious.write_text("a file")
    assert _generate(here) == 2
    assert precious.read_text() == "a file"
    precious.unlink()
    precious.mkdir()
    assert _generate(here) == 0


def test_an_output_that_cannot_be_written_is_one_clear_error(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spec = str(here / "spec.yaml")
    assert cli.main(["generate", "--spec", spec, "--output", str(here / "spec.yaml" / "made")]) == 2
    printed = capsys.readouterr()
    assert (printed.out, printed.err.count("\n")) == ("", 1)
    assert "nothing was written" in printed.err


@pytest.mark.parametrize("template", sorted(stock_templates.PATCHES))
def test_a_patch_whose_text_is_gone_stops_the_generation(
    template: str, here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(stock_templates.PATCHES, template, (("a text that was there once\n", ""),))
    assert _generate(here) == 2
    said = capsys.readouterr().err
    assert (
        f"{template} of the installed openapi-python-client has changed: `a text that was there once` is gone" in said
    )
    assert not (here / "made").exists()


def test_the_real_patches_find_their_texts() -> None:
    for template in stock_templates.PATCHES:
        source, _, _ = stock_templates.StockTemplates().get_source(None, template)  # type: ignore[arg-type]
        assert "HTTPStatus" not in source
