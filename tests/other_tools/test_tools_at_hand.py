"""What development has installed anyway, and nobody here wrote, reads the exported documents without complaint."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import attrs
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator
from openapi_spec_validator.readers import read_from_filename

from okx_client._generated import models as ours


def test_openapi_spec_validator_finds_nothing(exported: Path) -> None:
    document, uri = read_from_filename(str(exported))
    assert list(OpenAPIV31SpecValidator(document, base_uri=uri).iter_errors()) == []


def test_openapi_python_client_makes_our_models_of_it(
    exported: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = f"made_of_{exported.stem}_{exported.suffix[1:]}"
    (tmp_path / "config.yaml").write_text("post_hooks: []\n")
    tool = [sys.executable, "-W", "error", "-m", "openapi_python_client", "generate", "--fail-on-warning"]
    places = ["--config", tmp_path / "config.yaml", "--path", exported, "--output-path", tmp_path / name]
    run = subprocess.run([*tool, "--meta", "none", *map(str, places)], capture_output=True, encoding="utf-8")
    assert (run.returncode, run.stderr) == (0, "")
    assert "WARNING" not in run.stdout.upper()
    monkeypatch.syspath_prepend(tmp_path)
    theirs = importlib.import_module(f"{name}.models")
    assert fields(theirs) == fields(ours)
    assert fields(ours)
    for operation in ("spread.cancel_spread_order", "algo.cancel_algo_orders"):
        assert callable(importlib.import_module(f"{name}.api.{operation}").sync_detailed)


def fields(models: ModuleType) -> dict[str, list[tuple[str, str]]]:
    """The fields of every model, in their order: name and type."""
    of_each = {name: attrs.fields(getattr(models, name)) for name in models.__all__}
    return {name: [(field.name, str(field.type)) for field in fields] for name, fields in of_each.items()}
