"""OpenAPI tools that nobody here wrote read the exported documents without complaint, and understand them.

They live in an environment of their own, which `make hard` installs and names in OTHER_TOOLS_PYTHON.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from okx_client._generated.operations import CANCEL_ALGO_ORDERS, CANCEL_SPREAD_ORDER, OPERATIONS

HERE = Path(__file__).parent
PYTHON = os.environ.get("OTHER_TOOLS_PYTHON")
SPREAD, ALGO = (f"{each.method} {each.path}" for each in (CANCEL_SPREAD_ORDER, CANCEL_ALGO_ORDERS))
MOST = CANCEL_ALGO_ORDERS.max_batch or 0

if not PYTHON:
    pytest.skip("other people's OpenAPI tools are tried by `make hard`", allow_module_level=True)


def told(script: str, *arguments: Path | int) -> Any:
    """What a script says about a document; a warning of the tool fails it."""
    command = [PYTHON or "", "-W", "error", str(HERE / script), *map(str, arguments)]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=300, check=False)
    assert (run.returncode, run.stderr) == (0, "")
    return json.loads(run.stdout)


def test_schemathesis_makes_cases_that_name_orders(exported: Path) -> None:
    cases = told("with_schemathesis.py", exported)
    assert list(cases) == [f"{each.method} {each.path}" for each in OPERATIONS]
    assert min(map(len, cases.values())) > 10
    for body in cases[SPREAD]:
        assert body.keys() & {"ordId", "clOrdId"}
        assert body.keys() <= {"ordId", "clOrdId"}
    for batch in cases[ALGO]:
        assert 1 <= len(batch) <= MOST
        for item in batch:
            assert item.keys() & {"algoId", "algoClOrdId"}
            assert {"instId"} <= item.keys() <= {"instId", "algoId", "algoClOrdId"}


def test_openapi_core_tells_a_good_request_from_a_bad_one(exported: Path) -> None:
    assert told("with_openapi_core.py", exported, MOST) == {
        "an id": True,
        "a client id": True,
        "no id": False,
        "another field": False,
        "an empty batch": False,
        "a full batch": True,
        "a batch beyond it": False,
        "an answer": True,
    }


def test_datamodel_code_generator_makes_models_with_all_fields(exported: Path, tmp_path: Path) -> None:
    schemas = yaml.safe_load(exported.read_text(encoding="utf-8"))["components"]["schemas"]
    models = told("with_datamodel_code_generator.py", exported, tmp_path / "models.py")
    assert models == {
        name: {field: each["description"] for field, each in schema["properties"].items()}
        for name, schema in schemas.items()
    }
