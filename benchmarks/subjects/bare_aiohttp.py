"""Bare requests over aiohttp."""

from __future__ import annotations

from ..account import Host
from ..contenders import aiohttp_signed
from .bare_tasks import Subject


async def make(host: Host) -> Subject:
    """Return the subject."""
    return Subject(await aiohttp_signed.make(host))
