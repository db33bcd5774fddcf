"""What `make demo` shows: orders cancelled on a simulated OKX, through the generated client, sync and async."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, TypedDict

from rich.console import Console
from rich.table import Table

from okx_client import OKX, Accepted, AlgoOrderId, AsyncOKX, NotSent, OrderGone, Outcome, Rejected, Unknown

console = Console(highlight=False)

Order = dict[str, str]
Row = tuple[str, str, str]  # the order, what became of it, what OKX said


class Access(TypedDict):
    """The arguments with which both clients reach the simulated exchange."""

    api_key: str
    secret_key: str
    passphrase: str
    demo: bool
    base_url: str


def main() -> None:
    """Cancel with both clients, and print what happened to each order."""
    with simulated_exchange() as exchange:
        spreads, algos = exchange["spread_orders"], exchange["algo_orders"]
        access = Access(
            api_key=exchange["api_key"],
            secret_key=exchange["secret_key"],
            passphrase=exchange["passphrase"],
            demo=exchange["demo"],
            base_url=exchange["url"],
        )
        console.print(f"\nA simulated OKX listens on [bold]{exchange['url']}[/]. No order here is real.")
        with_okx(access, spreads[:2], over_instruments(algos, 0))
        asyncio.run(with_async_okx(access, spreads[2:5], over_instruments(algos, 1)))
    console.print("\nAccepted means that OKX took the request. Whether an order is gone shows in its state.\n")


def with_okx(access: Access, spreads: list[Order], algos: list[Order]) -> None:
    """Cancel a spread order by each kind of id, one of them again, and a batch of algo orders."""
    first, second = spreads
    with OKX(**access) as okx:
        accepted = okx.spread.cancel_order(ord_id=first["ordId"])
        show("okx.spread.cancel_order(ord_id=…)", "a spread order by OKX's id", [in_words(accepted)])

        accepted = okx.spread.cancel_order(cl_ord_id=second["clOrdId"])
        show("okx.spread.cancel_order(cl_ord_id=…)", "a spread order by the client's own id", [in_words(accepted)])

        try:
            okx.spread.cancel_order(ord_id=first["ordId"])
        except OrderGone as error:
            refused = (first["ordId"], f"[yellow]{error.reason}", f"{error.code} {error.message}")
            show("okx.spread.cancel_order(ord_id=…)", "the first order again: OrderGone", [refused])

        report = okx.algo.cancel_orders(batch(algos))
        show(
            "okx.algo.cancel_orders([…])",
            "a batch, both kinds of id, one unknown order",
            map(in_words, report.outcomes),
        )


async def with_async_okx(access: Access, spreads: list[Order], algos: list[Order]) -> None:
    """Cancel three spread orders and a batch of algo orders, all at once."""
    async with AsyncOKX(**access) as okx:
        singles = [okx.spread.cancel_order(ord_id=order["ordId"]) for order in spreads]
        report, accepted = await asyncio.gather(okx.algo.cancel_orders(batch(algos)), asyncio.gather(*singles))
    rows = [in_words(outcome) for outcome in (*accepted, *report.outcomes)]
    show("asyncio.gather(…)", "AsyncOKX: three spread orders and a batch at once", rows)


def over_instruments(algos: list[Order], position: int) -> list[Order]:
    """Return one order of each instrument that the exchange trades."""
    instruments = dict.fromkeys(order["instId"] for order in algos)
    return [[order for order in algos if order["instId"] == name][position] for name in instruments]


def batch(algos: list[Order]) -> list[AlgoOrderId]:
    """Name the first order by the client's own id, the others by OKX's, and one that OKX does not have."""
    first, *others = algos
    return [
        AlgoOrderId(first["instId"], algo_cl_ord_id=first["algoClOrdId"]),
        *(AlgoOrderId(order["instId"], algo_id=order["algoId"]) for order in others),
        AlgoOrderId(first["instId"], algo_id="404404404404404404"),
    ]


def in_words(outcome: Outcome) -> Row:
    """Return an outcome as a row of the table."""
    match outcome:
        case Accepted(order=order):
            return str(order), "[green]accepted", ""
        case Rejected(order=order, code=code, message=message):
            return str(order), "[yellow]rejected", f"{code} {message}"
        case Unknown(order=order, cause=cause):
            return str(order), "[magenta]unknown", cause
        case NotSent(order=order, cause=cause):
            return str(order), "[blue]not sent", cause


def show(call: str, meaning: str, rows: Iterable[Row]) -> None:
    """Print a call and, below it, what happened to each of its orders."""
    console.print(f"\n[bold]{call}[/]  [dim]{meaning}")
    table = Table.grid(padding=(0, 2))
    table.add_column(width=1)
    table.add_column(min_width=43, no_wrap=True)
    table.add_column(min_width=8)
    table.add_column()
    for row in rows:
        table.add_row("", *row)
    console.print(table)


@contextmanager
def simulated_exchange() -> Iterator[dict[str, Any]]:
    """Start the simulator as a person would, and yield the line that it prints."""
    command = [sys.executable, "-m", "okx_client.simulator", "--demo"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield json.loads(process.stdout.readline())
        finally:
            process.terminate()


if __name__ == "__main__":
    main()
