"""A raw socket for each of the threads."""

from __future__ import annotations

from functools import partial

from ..account import Host
from ..contenders import raw_socket
from .bare_threads import Subject


def make(host: Host) -> Subject:
    """Return the subject."""
    return Subject(partial(raw_socket.make, host))
