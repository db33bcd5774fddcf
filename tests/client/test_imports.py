"""A process that cancels one order imports what that takes, and the rest of the package when it is asked for."""

from __future__ import annotations

import subprocess
import sys

import pytest

import okx_client
from okx_client import OKXAuth, RedisLimiter, auth, bulk, limits

from ..faults.fault_server import FaultServer
from ..faults.steps import Serve
from ..faults.support import SPREAD

CANCEL = """
import sys
from okx_client import OKX

with OKX(api_key="k", secret_key="s", passphrase="p", demo=True, base_url=sys.argv[1]) as okx:
    okx.spread.cancel_order(ord_id="2510789768709120")
print(*{name.partition(".")[0] for name in sys.modules})
"""
SLOW = {"anyio", "asyncio", "email", "h11", "h2", "httpcore", "httpx", "idna", "redis", "rich", "uvicorn"}


def test_a_first_cancel_waits_for_no_import_that_it_does_not_need() -> None:
    with FaultServer([Serve(lambda request: SPREAD.good)]) as server:
        imported = subprocess.run(
            [sys.executable, "-c", CANCEL, server.url], check=True, capture_output=True, text=True
        ).stdout.split()
    assert "okx_client" in imported
    assert SLOW.isdisjoint(imported), SLOW.intersection(imported)


@pytest.mark.parametrize("name", okx_client.__all__)
def test_every_public_name_is_there_and_listed(name: str) -> None:
    assert getattr(okx_client, name) is getattr(okx_client, name)
    assert name in dir(okx_client)


def test_a_name_that_is_imported_later_is_the_one_of_its_module() -> None:
    assert OKXAuth is auth.OKXAuth
    assert RedisLimiter is limits.RedisLimiter
    assert bulk.CancelProgress is okx_client.CancelProgress


@pytest.mark.parametrize("package", [okx_client, limits, bulk, okx_client._generated])
def test_a_name_that_does_not_exist_is_an_attribute_error(package: object) -> None:
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        package.nothing  # type: ignore[attr-defined]  # noqa: B018
