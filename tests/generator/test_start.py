"""A command starts without what it does not need: to import that takes longer than most commands run."""

from __future__ import annotations

import subprocess
import sys

import pytest

from .support import ROOT

_SLOW = {"griffe", "httpx", "jinja2", "jsonschema", "openapi_python_client", "okx_client", "pydantic"}
_PAGES = "tests/docs/pages"
_CODE = """
import contextlib, sys
from generator.cli import main
with contextlib.suppress(SystemExit):
    main(sys.argv[1:])
print("imported:", *sys.modules, file=sys.stderr)
"""


@pytest.mark.parametrize("command", ["--help", f"drift {_PAGES}", f"facts {_PAGES}", f"diff {_PAGES} {_PAGES}"])
def test_a_command_starts_without_what_it_does_not_need(command: str) -> None:
    run = [sys.executable, "-c", _CODE, *command.split()]
    done = subprocess.run(run, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    imported = set(done.stderr.partition("imported: ")[2].split())
    assert "generator.cli" in imported
    assert imported & _SLOW == set()
