"""Without click and rich the package works, and the command says in one line what to install."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from .support import clean

BLOCKED = """
import sys

class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {missing}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, Blocked())
import okx_client.cli
sys.exit(okx_client.cli.main())
"""


@pytest.mark.parametrize("missing", [("click",), ("rich",), ("click", "rich")])
@pytest.mark.parametrize("arguments", [["--version"], ["cancel", "spread", "1"], []])
def test_one_line_says_what_to_install(missing: tuple[str, ...], arguments: list[str], home: Path) -> None:
    result = _run(missing, arguments, home)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.count("\n") == 1
    assert 'pip install "okx-client[cli]"' in result.stderr


def test_it_says_so_in_chinese_and_in_json(home: Path) -> None:
    result = _run(("click",), ["cancel", "spread", "1", "--lang", "zh", "--json"], home)
    assert result.returncode == 2
    assert "请安装" in result.stderr
    assert "请安装" in json.loads(result.stdout)["error"]["message"]


def test_another_missing_module_is_not_taken_for_the_extra(home: Path) -> None:
    result = _run(("tomllib",), ["cancel", "spread", "1"], home)
    assert "okx-client[cli]" not in result.stderr


def _run(missing: tuple[str, ...], arguments: list[str], home: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", BLOCKED.format(missing=missing), *arguments]
    variables = clean({}, home)
    return subprocess.run(
        command, env=variables, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False
    )
