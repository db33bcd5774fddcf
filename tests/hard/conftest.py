"""What takes real time: `make hard` runs it, with OKX_HARD set."""

import os

import pytest


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """Skip here and not by marks or a fixture: the summary then has one line for all."""
    if not os.environ.get("OKX_HARD"):
        pytest.skip("real limits over real time are tried by `make hard`")
