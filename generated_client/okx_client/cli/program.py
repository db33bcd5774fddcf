"""What the command does, from its arguments to its exit status; nothing it meets shows as a traceback."""

from __future__ import annotations

import shutil
import sys
import traceback
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from ..bulk.forecast import Forecast, forecast
from ..text import Language, Text
from . import access, announce, as_json, forecast_view, show
from . import run as running
from .access import Access
from .commands import Request, parse
from .facts import Fact, facts
from .failures import INTERRUPTED, CannotStart
from .order_files import STANDARD_INPUT
from .orders import Orders, collect
from .output import Output, is_terminal
from .signals import Interrupted, Signals, exit_status


def run(arguments: Sequence[str], output: Output, *, is_last: bool) -> int:
    """Do what a command line says and return the exit status.

    Args:
        arguments: The command line without the program's name.
        output: Where the words go, and in which language.
        is_last: Whether the process ends after it.
    """
    try:
        with Signals(is_last=is_last) as signals:
            request = parse(arguments, output.language)
            return 0 if request is None else _do(request, signals, output)
    except CannotStart as failure:
        return output.cannot_start(failure)
    except Interrupted as interrupted:
        return output.cannot_start(CannotStart(INTERRUPTED, status=exit_status(interrupted.number)))
    except BrokenPipeError:  # help that nobody wants to read to its end
        return 0
    except Exception as error:
        return output.cannot_start(CannotStart(_unexpected(error, Text("nothing was sent", "未发送任何请求"))))


def _do(request: Request, signals: Signals, output: Output) -> int:
    orders = collect(request.kind, request.named, request.client_ids, request.files, getattr(sys.stdin, "buffer", None))
    if request.dry_run:
        return _dry_run(request, orders, output)
    reached = access.choose(request.profile, request.region, request.base_url)
    with closing(reached.open(output.language)) as okx:
        told = _forecast(orders, reached)
        output.announce(announce.lines(orders, reached, told))
        if not (reached.demo or request.yes):
            stdin_is_taken = STANDARD_INPUT in request.files
            announce.confirm(orders, reached, stdin_is_taken=stdin_is_taken, language=output.language)
        result = running.cancel(okx, orders, told, signals, output)
    return _tell(orders, reached, result, output)


def _dry_run(request: Request, orders: Orders, output: Output) -> int:
    try:
        reached: Access | None = access.choose(request.profile, request.region, request.base_url)
    except CannotStart as unknown:
        reached = None
        output.announce([announce.not_known(unknown.text)])
    told = _forecast(orders, reached)
    output.announce(announce.lines(orders, reached, told))
    if output.as_json:
        output.document(as_json.of_dry_run(orders, reached, told), 0)
    else:
        output.result(forecast_view.lines(orders, told, output.language))
    output.say(forecast_view.end(told))
    return 0


def _forecast(orders: Orders, reached: Access | None) -> Forecast:
    share = 1.0 if reached is None else reached.limit_share
    return forecast(orders.different, orders.kind.operation, share=share)


def _tell(orders: Orders, reached: Access, result: running.Result, output: Output) -> int:
    told = facts(result.report.outcomes, orders.kind, output.language)
    status = 1 if result.report.failed or result.failure else 0
    if result.signal:
        status = exit_status(result.signal[0])
    if output.as_json:
        signal_name = result.signal[1] if result.signal else None
        failure = type(result.failure).__name__ if result.failure else None
        written = output.document(as_json.of_cancel(orders, reached, told, signal_name, failure), status)
        output.say(show.summary(result.report))
    else:
        written = output.result(_table(told, orders, show.summary(result.report), output.language))
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
