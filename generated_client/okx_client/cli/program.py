"""What the command does, from its arguments to its exit status; nothing it meets shows as a traceback."""

from __future__ import annotations

import shutil
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from attrs import evolve

from ..bulk.forecast import Forecast, forecast
from ..text import Language, Text
from . import access, announce, as_json, show
from . import run as running
from .access import Access
from .commands import Request, parse
from .facts import Fact, facts
from .failures import INTERRUPTED, CannotStart
from .order_files import STANDARD_INPUT
from .orders import Orders, collect
from .output import Output, abandon, is_terminal
from .signals import Interrupted, Signals, exit_status


def run(arguments: Sequence[str], output: Output, *, is_last: bool) -> int:
    """Do what a command line says and return the exit status.

    Args:
        arguments: The command line without the program's name.
        output: Where the words go, and in which language.
        is_last: Whether the process ends after it.
    """
    with Signals(is_last=is_last) as signals:
        try:
            request = parse(arguments, output.language)
            if isinstance(request, str):
                return 0 if output.result(request) else 1
            return _do(request, signals, output)
        except CannotStart as failure:
            why = failure
        except Interrupted as interrupted:
            why = CannotStart(INTERRUPTED, status=exit_status(interrupted.number))
            if output.has_result:  # a part of it, and nobody reads the rest
                abandon(sys.stdout)
        except Exception as error:
            why = CannotStart(_unexpected(error, Text("nothing was sent", "未发送任何请求")))
        try:
            return output.cannot_start(why)
        except Interrupted as interrupted:  # nobody reads what is told here
            abandon(sys.stdout)
            abandon(sys.stderr)
            return exit_status(interrupted.number)


def _do(request: Request, signals: Signals, output: Output) -> int:
    if STANDARD_INPUT in request.files and is_terminal(sys.stdin):
        output.say(Text("Reading orders from the terminal; Ctrl-D ends them.", "正在从终端读取订单，按 Ctrl-D 结束。"))
    orders = collect(request.kind, request.named, request.client_ids, request.files, getattr(sys.stdin, "buffer", None))
    if request.dry_run:
        return _dry_run(request, orders, output)
    reached = access.choose(request.profile, request.region, request.base_url)
    okx = reached.open(output.language)
    try:
        told = _forecast(orders, reached)
        output.announce(announce.lines(orders, reached, told))
        if not (reached.demo or request.yes):
            announce.confirm(orders, output.language)
        try:
            return _tell(orders, reached, running.cancel(okx, orders, told, signals, output), output)
        except Exception as error:
            sent = Text("requests were sent; ask for the orders' states", "请求已经发送，请查询各订单的状态")
            return output.cannot_start(CannotStart(_unexpected(error, sent), status=1))
    finally:
        with suppress(Exception):
            okx.close()


def _dry_run(request: Request, orders: Orders, output: Output) -> int:
    try:
        reached: Access | None = access.choose(request.profile, request.region, request.base_url)
    except CannotStart as unknown:
        if request.profile is not None or isinstance(unknown, access.Contradiction):
            raise
        reached = None
        output.announce([announce.not_known(unknown.text)])
    told = _forecast(orders, reached)
    output.announce(announce.lines(orders, reached, told))
    if output.as_json:
        text = output.document(as_json.of_dry_run(orders, reached, told), 0)
    else:
        text = show.dry_run(orders, told, output.language)
    written = output.result(text)
    output.say(show.dry_run_end(told))
    return 0 if written else 1


def _forecast(orders: Orders, reached: Access | None) -> Forecast:
    share = 1.0 if reached is None else reached.limit_share
    return forecast(orders.different, orders.kind.operation, share=share)


def _tell(orders: Orders, reached: Access, result: running.Result, output: Output) -> int:
    status = 1 if result.report.failed or result.failure else 0
    if result.signal:
        status = exit_status(result.signal[0])
    after: list[Text] = []
    try:
        told = facts(result.report.outcomes, orders.kind, output.language)
        after += filter(None, map(reached.where_to_change, sorted({fact.code for fact in told})))
        end = show.summary(result.report)
        if output.as_json:
            after.insert(0, end)
            document = as_json.of_cancel(orders, reached, told, *_ends(result))
            text = output.document(document, status)
        else:
            text = _table(told, orders, end, output.language)
    except Exception as error:  # a mistake of ours: it must not hide what became of the orders
        result, status = evolve(result, failure=result.failure or error), max(status, 1)
        text = _untold(orders, result, status, output)
    written = output.result(text)
    output.say(*after)
    if result.signal:
        name = result.signal[1]
        output.say(
            Text(
                f"okx-client: interrupted ({name}); what had not left was not sent.",
                f"okx-client：已中断（{name}）；尚未发出的请求不再发送。",
            )
        )
    if result.failure:
        what = _unexpected(result.failure, Text("above is what is known", "已知结果如上"))
        output.say(Text(f"okx-client: {what.en}", f"okx-client：{what.zh}"))
    return status if written else max(status, 1)


def _untold(orders: Orders, result: running.Result, status: int, output: Output) -> str:
    document = as_json.of_untold(orders, result.report.outcomes, *_ends(result))
    if output.as_json:
        return output.document(document, status)
    return "\n".join("  ".join(map(str, order.values())) for order in document["orders"])


def _ends(result: running.Result) -> tuple[str | None, str | None]:
    """Return the name of the signal and the type of the error that ended it early."""
    return result.signal and result.signal[1], type(result.failure).__name__ if result.failure else None


def _table(told: list[Fact], orders: Orders, end: Text, language: Language) -> str:
    if is_terminal(sys.stdout):
        return show.on_terminal(told, orders, end, language, shutil.get_terminal_size().columns)
    return f"{show.plain(told, orders, language)}\n{end.say(language)}"


def _unexpected(error: Exception, known: Text) -> Text:
    """Say that something is wrong with us: of what type it is and where, for a report, and none of its values."""
    kind = type(error).__name__
    for frame, line in list(traceback.walk_tb(error.__traceback__))[-1:]:
        kind = f"{kind} ({Path(frame.f_code.co_filename).name}:{line})"
    return Text(f"an unexpected error of type {kind}; {known.en}", f"意外错误，类型 {kind}；{known.zh}")
