"""Locks do not survive a fork: the child lacks the thread that would release one."""

from __future__ import annotations

import os
import weakref
from typing import Protocol


class HasLocks(Protocol):
    """Something whose locks have to be made anew in the child of a fork."""

    def renew_locks(self) -> None:
        """Replace every lock by a free one."""
        ...


_watched: weakref.WeakSet[HasLocks] = weakref.WeakSet()


def watch(holder: HasLocks) -> None:
    """Have the locks of `holder` renewed in each child, as long as `holder` lives."""
    _watched.add(holder)


def _renew_all() -> None:
    for holder in list(_watched):
        holder.renew_locks()


if hasattr(os, "register_at_fork"):  # Windows cannot fork
    os.register_at_fork(after_in_child=_renew_all)
