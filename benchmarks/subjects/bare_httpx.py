"""One httpx client for all threads."""

from __future__ import annotations

from ..account import Host
from ..contenders import httpx_sync
from .bare_threads import Subject


def make(host: Host) -> Subject:
    """Return the subject."""
    shared = httpx_sync.make(host)
    return Subject(lambda: shared)
