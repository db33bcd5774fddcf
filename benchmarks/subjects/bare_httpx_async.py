"""Bare requests over httpx. It keeps as many connections as are used at once; out of the box it would keep 20."""

from __future__ import annotations

import httpx

from ..account import Host
from ..contenders.httpx_async import Contender
from .bare_tasks import Subject

_AT_ONCE = 100


async def make(host: Host) -> Subject:
    """Return the subject."""
    limits = httpx.Limits(max_connections=_AT_ONCE, max_keepalive_connections=_AT_ONCE)
    return Subject(Contender(httpx.AsyncClient(base_url=host.url, limits=limits)))
