"""When OKX changes a number in its docs, the spec is edited, the client is generated anew, and the tests stay green."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Mapping
from itertools import cycle
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent

# Every number of the spec that comes from OKX's docs, with what it becomes: of the first endpoint, and of the second.
LOWER = {
    "count": (12, 7),
    "periodSeconds": (2, 3),
    "maxItems": (5,),
    "toleranceSeconds": (5,),
    "maxLength": (16,),
}
HIGHER = {
    "count": (60, 40),
    "periodSeconds": (1, 2),
    "maxItems": (20,),
    "toleranceSeconds": (60,),
    "maxLength": (64,),
}

# What knows the numbers. The rest reads specs of its own, or takes long and asks nothing that these do not ask.
TESTS = """
    bulk cli client documents promises simulator testing
    docs/test_commands_with_spec.py docs/test_drift.py docs/test_from_spec.py docs/test_sample_drift.py
    faults/test_clock.py faults/test_pauses.py faults/test_repeating.py
    generator/test_export_plain.py generator/test_export_words.py generator/test_generate.py
    generator/test_generated_text.py
    limits/test_charging.py limits/test_memory.py
    site/test_build.py site/test_content.py site/test_examples.py site/test_page.py
"""
LONG = """
    bulk/test_any_interruption.py bulk/test_ctrl_c.py bulk/test_parted_batches.py bulk/test_threads_ended_early.py
    cli/test_chinese.py cli/test_interruptions.py cli/test_terminal.py client/test_secrets_interrupted.py
    generator/test_generate.py::test_the_same_spec_gives_the_same_bytes_everywhere
    generator/test_generate.py::test_a_generation_that_breaks_off_leaves_nothing_behind
"""


@pytest.mark.parametrize("numbers", [LOWER, HIGHER], ids=["lower", "higher"])
def test_a_number_is_edited_in_the_spec_alone_and_every_test_stays_green(
    numbers: Mapping[str, tuple[int, ...]], tmp_path: Path
) -> None:
    copy = copied(tmp_path)
    spec = copy / "spec" / "openapi.yaml"
    text = spec.read_text(encoding="utf-8")
    for name, values in numbers.items():
        text = with_number(text, name, values)
    spec.write_text(text, encoding="utf-8")

    python = python_of(copy, tmp_path / "python")
    run(copy, python, "generator", "generate")
    tests = [f"tests/{name}" for name in TESTS.split()]
    left_out = [f"--deselect=tests/{name}" for name in LONG.split()]
    run(copy, python, "pytest", "-q", "--tb=short", "-p", "no:cacheprovider", *tests, *left_out)


def copied(folder: Path) -> Path:
    """A copy of the project, and beside it what lies beside the project."""
    made_here = shutil.ignore_patterns(".*", "__pycache__", "build", "dist")
    copy = shutil.copytree(ROOT, folder / ROOT.name, ignore=made_here)
    if (shared := ROOT.parent / "shared").exists():
        (folder / shared.name).symlink_to(shared)
    return copy


def with_number(spec: str, name: str, values: tuple[int, ...]) -> str:
    """The spec with these values, in turn, wherever it has the number of this name."""
    turn = cycle(values)
    changed = re.sub(rf"\b{name}: \d+", lambda found: f"{name}: {next(turn)}", spec)
    assert changed != spec, name
    return changed


def python_of(copy: Path, folder: Path) -> Path:
    """A Python that finds the package in the copy, and all else where this one does.

    A PYTHONPATH would not do: tests start programs that have an environment of their own.
    """
    venv.create(folder, symlinks=True)
    here, there = (Path(sysconfig.get_path("purelib", vars={"base": str(base)})) for base in (sys.prefix, folder))
    (there / "copy.pth").write_text(f"{copy / 'generated_client'}\n{here}\n", encoding="utf-8")
    scripts, python = folder / "bin", folder / "bin" / "python"
    (scripts / "ruff").symlink_to(Path(sys.prefix, "bin", "ruff"))
    _, _, script = Path(sys.prefix, "bin", "okx-client").read_text(encoding="utf-8").partition("\n")
    (scripts / "okx-client").write_text(f"#!{python}\n{script}", encoding="utf-8")
    (scripts / "okx-client").chmod(0o755)
    return python


def run(folder: Path, python: Path, module: str, *arguments: str) -> None:
    """Run a module, without `make hard`'s demands."""
    environment = {name: value for name, value in os.environ.items() if name not in ("OKX_HARD", "PYTHONPATH")}
    command = [str(python), "-m", module, *arguments]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=900
    )
    assert done.returncode == 0, f"{done.stdout[-8000:]}\n{done.stderr[-2000:]}"
