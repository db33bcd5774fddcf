"""Other people's clients work against the simulator, unchanged apart from their base URL.

They live in an environment of their own, which `make hard` installs and names in OTHER_CLIENTS_PYTHON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PYTHON = os.environ.get("OTHER_CLIENTS_PYTHON")

if not PYTHON:
    pytest.skip("other people's clients are tried by `make hard`", allow_module_level=True)

Codes = list[tuple[str, ...]]


def answers(script: str, environment: str) -> Codes:
    """The codes that a client got: of the envelope, then of each item."""
    command = [sys.executable, "-m", "okx_client.simulator", environment]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as simulator:
        assert simulator.stdout is not None
        try:
            line = simulator.stdout.readline()
            client = [PYTHON or "", str(HERE / script)]
            run = subprocess.run(client, input=line, capture_output=True, text=True, timeout=120, check=False)
        finally:
            simulator.terminate()
    assert run.returncode == 0, run.stderr
    documents = [json.loads(answer) for answer in run.stdout.splitlines()]
    return [(document["code"], *(item["sCode"] for item in document.get("data", []))) for document in documents]


@pytest.mark.parametrize("environment", ["--demo", "--live"])
def test_python_okx_cancels(environment: str) -> None:
    assert answers("with_python_okx.py", environment) == [
        ("0", "0"),
        ("0", "0"),
        ("1", "51401"),
        ("0", "0", "0"),
        ("2", "0", "51400"),
        ("50113",),
    ]


@pytest.mark.parametrize("environment", ["--demo", "--live"])
def test_ccxt_cancels(environment: str) -> None:
    assert answers("with_ccxt.py", environment) == [
        ("0", "0"),
        ("0", "0"),
        ("0", "0", "0", "0"),
        ("0", "0"),
        ("0", "0", "0"),
    ]
