from __future__ import annotations

import pytest

from okx_client import connections


@pytest.fixture(params=["own", "httpx"])
def wire(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Make the clients of a test send over connections of their own, and over those of httpx, as with a proxy."""
    named: str = request.param
    if named == "httpx":
        monkeypatch.setattr(connections, "needs_httpx", lambda *_: True)
    return named
