"""The client of this project, in tasks, over a transport that a user may choose: httpx-aiohttp."""

from __future__ import annotations

import aiohttp
from httpx_aiohttp import AiohttpTransport

from .. import clients
from ..account import Host
from .okx_async import Contender


async def make(host: Host) -> Contender:
    """Return this client over aiohttp."""
    transport = AiohttpTransport(client=lambda: aiohttp.ClientSession())
    return Contender(clients.tasks(host, clients.unhurried(), transport))
