"""A real Ctrl-C, in a program of its own: the report is true, and the program ends at once."""

from __future__ import annotations

import json
import signal
import subprocess
import sys

import pytest

from ..client.support import KEYS

SETUP = f"""
import asyncio, json, signal
from okx_client import OKX, AlgoOrderId, AsyncOKX, CancelReport, MemoryLimiter
from okx_client.simulator import Exchange
from okx_client.simulator.server import running

signal.signal(signal.SIGINT, signal.default_int_handler)
keys = {dict(KEYS)!r}
exchange = Exchange(**keys, demo=True)
orders = [AlgoOrderId("BTC-USDT", algo_id=exchange.add_algo_order("BTC-USDT").algo_id) for _ in range(300)]


class Telling(MemoryLimiter):
    def reserve(self, charges, *, max_wait):
        turn = super().reserve(charges, max_wait=max_wait)
        if getattr(turn, "seconds", 0):
            print("one more", flush=True)
        return turn


options = dict(demo=True, limiter=Telling(), limit_share=0.5)
"""
THREADS = """
def main(url):
    with OKX(**keys, base_url=url, **options) as okx, okx.algo.iter_cancel_orders(orders) as progress:
        for outcome in progress:
            pass
"""
THREADS_TO_THE_END = """
def main(url):
    with OKX(**keys, base_url=url, **options) as okx:
        okx.algo.cancel_orders(orders)
"""
TASKS = """
def main(url):
    async def cancel():
        async with AsyncOKX(**keys, base_url=url, **options) as okx:
            await okx.algo.cancel_orders(orders)
    asyncio.run(cancel())
"""
END = """
with running(exchange) as url:
    try:
        main(url)
    except KeyboardInterrupt as interruption:
        report = CancelReport.of(interruption)
gone = {order.algo_id for order in exchange.algo_orders() if order.state == "canceled"}
said = [[type(outcome).__name__, outcome.order.algo_id in gone] for outcome in report.outcomes]
in_order = [outcome.order for outcome in report.outcomes] == orders
print(json.dumps({"said": said, "in_order": in_order}), flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no way to press Ctrl-C in one program alone")
@pytest.mark.parametrize("main", [THREADS, THREADS_TO_THE_END, TASKS], ids=["threads", "to the end", "tasks"])
def test_ctrl_c_ends_the_program_with_a_true_report(main: str) -> None:
    command = [sys.executable, "-c", SETUP + main + END]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "one more\n", program.communicate()[1]
        program.send_signal(signal.SIGINT)
        out, err = program.communicate(timeout=60)
    assert err == ""
    result = json.loads(out.splitlines()[-1])
    said = [(name, gone) for name, gone in result["said"]]
    assert result["in_order"]
    assert len(said) == 300
    assert set(said) <= {("Accepted", True), ("NotSent", False), ("Unknown", False), ("Unknown", True)}
    assert said.count(("NotSent", False)) >= 100
