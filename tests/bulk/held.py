"""Replies and turns that do not come, and whether a bulk call leaves anything running."""

from __future__ import annotations

import asyncio
import gc
import threading
from collections.abc import Callable, Coroutine
from typing import Any

from attrs import frozen

from okx_client import CancelReport
from okx_client.bulk import CancelProgress
from okx_client.calls import Call
from okx_client.limits import Charge, Granted, Turn

from ..virtual_time import run_virtual
from .support import accepted


def forever(charges: tuple[Charge, ...]) -> Turn:
    return Granted(1_000_000)


class Held:
    """A reply that comes only when it is let go; `arrived` is set once the request is under way."""

    def __init__(self, free: int = 0) -> None:
        self.arrived = threading.Event()
        self.go = threading.Event()
        self._free = free
        self._lock = threading.Lock()

    def __call__(self, call: Call) -> Any:
        with self._lock:
            self._free -= 1
            held = self._free < 0
        if held:
            self.arrived.set()
            assert self.go.wait(60)
        return accepted(call)


class AsyncHeld:
    """For asyncio: a reply that never comes, after some that do."""

    def __init__(self, free: int = 0) -> None:
        self.arrived = asyncio.Event()
        self.cut_off = 0
        self._free = free

    async def __call__(self, call: Call) -> Any:
        self._free -= 1
        if self._free < 0:
            self.arrived.set()
            try:
                await asyncio.get_running_loop().create_future()
            except asyncio.CancelledError:
                self.cut_off += 1
                raise
        return accepted(call)


@frozen
class FrozenError(Exception):
    """As attrs makes them; it takes no new attributes."""

    reason: str


def threads_ended(bulk: CancelProgress) -> None:
    for thread in bulk._crew._threads:
        thread.join(60)
        assert not thread.is_alive()


def run(main: Callable[[], Coroutine[Any, Any, Any]]) -> None:
    """Run a test's coroutine, and see that it leaves no task behind."""

    async def checked(loop: object) -> None:
        await main()
        gc.collect()
        for _ in range(5):
            await asyncio.sleep(0)
        assert asyncio.all_tasks() == {asyncio.current_task()}

    run_virtual(checked)


def report_of(error: BaseException) -> CancelReport:
    report = CancelReport.of(error)
    assert report is not None
    return report
