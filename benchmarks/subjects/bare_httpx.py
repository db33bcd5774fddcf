"""An httpx client for each of the threads: one for all of them breaks at so many at once."""

from __future__ import annotations

from functools import partial

from ..account import Host
from ..contenders import httpx_sync
from .bare_threads import Subject


def make(host: Host) -> Subject:
    """Return the subject."""
    return Subject(partial(httpx_sync.make, host))
