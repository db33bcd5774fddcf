"""From the arguments and the files to the orders that are to be cancelled; everything that is wrong is told at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from attrs import frozen

from ..outcomes import OrderId
from ..text import Text
from . import order_files
from .failures import CannotStart, Problem
from .kinds import BadOrder, Kind, looks_rounded, shown
from .order_rows import Row


@frozen
class Orders:
    """What is to be cancelled.

    Attributes:
        kind: What kind of orders they are.
        different: Each order once, in the order given.
        times: How often each was given.
        rounded: How many of those from files look as if a spreadsheet had rounded them.
    """

    kind: Kind
    different: tuple[OrderId, ...]
    times: Counter[OrderId]
    rounded: int = 0

    @property
    def repeated(self) -> int:
        """How many orders were given more than once."""
        return sum(number > 1 for number in self.times.values())

    @property
    def instruments(self) -> tuple[str, ...]:
        """The instruments, each once; none for orders that have none."""
        return tuple(name for name in dict.fromkeys(order.instrument for order in self.different) if name)


def collect(
    kind: Kind, named: Sequence[str], client_ids: Sequence[str], files: Sequence[str], standard_input: BinaryIO | None
) -> Orders:
    """Return the orders that a command line names.

    Args:
        kind: What kind of orders they are.
        named: The orders by OKX's own ids.
        client_ids: The orders by the client's own ids.
        files: Files of orders; "-" is standard input.
        standard_input: What to read for "-".

    Raises:
        CannotStart: Something is wrong with some of them, or there is none.
    """
    if not (named or client_ids or files):
        raise CannotStart(_none(kind))
    if files.count(order_files.STANDARD_INPUT) > 1:
        raise CannotStart(Text("--file - may be given once", "--file - 只能使用一次"))
    own, client = kind.ids
    found: list[OrderId] = []
    problems: list[Problem] = []
    typed = (*_arguments(kind, own, named, ""), *_arguments(kind, client, client_ids, "--client-id "))
    for row in (
        *typed,
        *(row for file in dict.fromkeys(files) for row in order_files.rows(file, kind, standard_input)),
    ):
        if isinstance(row, Problem):
            problems.append(row)
            continue
        try:
            found.append(kind.order(row.values))
        except BadOrder as bad:
            problems.append(Problem(row.where, bad.text))
    if problems:
        number = len(problems)
        raise CannotStart(
            Text(
                f"{'1 problem' if number == 1 else f'{number} problems'} with the orders. Nothing was sent.",
                f"订单有 {number} 处问题。未发送任何请求。",
            ),
            problems,
        )
    times = Counter(found)
    rounded = sum(map(looks_rounded, dict.fromkeys(found[len(typed) :])))
    return Orders(kind, tuple(times), times, rounded)


def _arguments(kind: Kind, field: str, values: Sequence[str], option: str) -> Iterator[Row | Problem]:
    for value in values:
        where = f"{option}{shown(value)}"
        if not kind.operation.required_fields:
            yield Row(where, {field: value})
            continue
        instrument, colon, order = value.partition(":")
        if colon and instrument.strip() and order.strip():
            yield Row(where, {kind.operation.required_fields[0]: instrument, field: order})
        else:
            yield Problem(
                where,
                Text(
                    "write the instrument, a colon and the id, such as BTC-USDT:590919993110396111",
                    "请写成“产品:ID”，例如 BTC-USDT:590919993110396111",
                ),
            )


def _none(kind: Kind) -> Text:
    example = "BTC-USDT:590919993110396111" if kind.operation.required_fields else "2510789768709120"
    command = f"okx-client cancel {kind.word}"
    return Text(
        f"no order was named. Try: {command} {example}, or {command} --file orders.csv, or {command} --help",
        f"未指定订单。例如：{command} {example}，或 {command} --file orders.csv，或 {command} --help",
    )
