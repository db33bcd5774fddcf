"""The same cancels by the whole client and by its wire alone, in threads."""

from __future__ import annotations

import time
from collections.abc import Callable

from okx_client import OKX, calls

from .. import account, clients
from ..account import Host

_IN_A_ROW = 20  # a program's next call finds the caches as the last one left them


def wire(okx: OKX) -> Callable[[], object]:
    """Return what signs and sends one cancel and reads the answer's bytes, without ids, limiter, verdict or model."""
    call = calls.spread_order("en", ord_id=account.ORDER)
    return lambda: okx._engine._transmit(call, 10.0)


class Subject:
    """One client, by two ways."""

    def __init__(self, host: Host) -> None:
        self._okx = clients.sync(host, clients.unhurried())

    def layers(self, calls: int) -> dict[str, float]:
        """Return the CPU seconds of a call by each way, measured in turns."""
        whole, bare = 0.0, 0.0
        send = wire(self._okx)
        for _ in range(calls // _IN_A_ROW):
            start = time.process_time()
            for _ in range(_IN_A_ROW):
                self._okx.spread.cancel_order(ord_id=account.ORDER)
            middle = time.process_time()
            for _ in range(_IN_A_ROW):
                send()
            whole, bare = whole + middle - start, bare + time.process_time() - middle
        return {"whole": whole / calls, "wire": bare / calls}

    def close(self) -> None:
        """Close the connections."""
        self._okx.close()


make = Subject
