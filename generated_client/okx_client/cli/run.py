"""The cancelling itself: from the first request to a verdict on every order, whatever comes in between."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import Any

from attrs import frozen

from ..bulk import CancelProgress
from ..bulk.forecast import Forecast
from ..client import OKX
from ..errors import OKXError
from ..report import CancelReport
from ..text import Text
from .bar import Bar
from .kinds import SPREAD
from .orders import Orders
from .output import Output, is_terminal
from .signals import Interrupted, Signals


@frozen
class Result:
    """What came of it.

    Attributes:
        report: The verdict on each order.
        signal: The number and the name of the signal that ended it early, or None.
        failure: What went wrong unexpectedly, or None.
    """

    report: CancelReport
    signal: tuple[int, str] | None
    failure: Exception | None


def cancel(okx: OKX, orders: Orders, told: Forecast, signals: Signals, output: Output) -> Result:
    """Cancel the orders and return what came of it. From here on, no signal loses what is known."""
    failure: Exception | None = None
    part: Any = okx.spread if orders.kind is SPREAD else okx.algo
    progress: CancelProgress = part.iter_cancel_orders(orders.different)
    try:
        if len(told.departures) > 1:
            _warm_up(okx, output)
        signals.ends = progress.close
        if signals.number is None:
            with progress, Bar(len(orders.different), told, output.language) as bar:
                for outcome in progress:
                    bar.note(outcome)
    except Interrupted:
        signals.ends = progress.close
    except Exception as error:
        failure = error
    finally:
        progress.close()
    number, name = signals.number, signals.name
    ended = None if number is None or name is None else (number, name)
    return Result(progress.report(), ended, failure)


def _warm_up(okx: OKX, output: Output) -> None:
    """Set the clock before many requests leave at once: by a wrong one, OKX would refuse them all.

    A single request needs no question before it; it is signed anew if OKX refuses its time.
    """
    if is_terminal(sys.stderr):
        output.say(Text("Connecting, and asking OKX for its time …", "正在连接并查询 OKX 的时间……"))
    with suppress(OSError):
        try:
            okx.warm_up()
        except OKXError as error:
            output.say(
                Text(
                    f"okx-client: {error.text.en} Cancelling all the same; nothing was sent yet, Ctrl-C is safe.",
                    f"okx-client：{error.text.zh}继续撤单；目前尚未发送任何请求，可以放心按 Ctrl-C 中断。",
                )
            )
