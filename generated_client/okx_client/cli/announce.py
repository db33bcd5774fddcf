"""What is about to happen, told before it does; and the question whether it shall."""

from __future__ import annotations

import sys
from contextlib import suppress

from ..bulk.forecast import Forecast
from ..text import Language, Text
from .access import Access
from .failures import CannotStart, listed
from .orders import Orders
from .output import Line, is_terminal

_YES = ("y", "yes", "是", "好")


def lines(orders: Orders, access: Access | None, told: Forecast) -> list[Line]:
    """Return what to say before anything is sent.

    Args:
        orders: What is to be cancelled.
        access: How the account is reached, where that is known.
        told: When the requests will leave.
    """
    said = [] if access is None else _place(access)
    if orders.rounded:
        said.append(Line(Text("attention", "注意"), _rounded(orders.rounded), loud=True))
    return [*said, Line(Text("to cancel", "待撤订单"), _amount(orders, told)), Line(_TIME, _duration(told))]


def not_known(why: Text) -> Line:
    """Return what to say where it is not known how the account is reached."""
    return Line(_ENVIRONMENT, Text(f"not known: {why.en}", f"未知：{why.zh}"))


def environment(access: Access) -> Text:
    """Return LIVE or DEMO."""
    return Text("DEMO", "模拟盘") if access.demo else Text("LIVE", "实盘")


def in_seconds(seconds: float) -> Text:
    """Return a time in words."""
    minutes, rest = divmod(round(seconds), 60)
    if minutes:
        return Text(f"{minutes} min {rest} s", f"{minutes} 分 {rest} 秒")
    return Text(f"{rest} s", f"{rest} 秒")


def confirm(orders: Orders, language: Language) -> None:
    """Ask whether to go on, on the terminal; the answer is no unless it is a clear yes.

    Raises:
        CannotStart: It is no, or there is nobody to ask.
    """
    if not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
        raise CannotStart(
            Text(
                "these are LIVE orders, and there is no terminal to ask you on. Nothing was sent. To go on without a "
                "question, add --yes",
                "这些是实盘订单，而当前没有可供确认的终端。未发送任何请求。如无需确认，请加 --yes",
            )
        )
    what = orders.kind.say(len(orders.different))
    question = Text(f"Cancel {what.en} on LIVE? [y/N] ", f"确定要在实盘撤销 {what.zh}吗？[y/N] ")
    _forget_what_was_typed()
    print(question.say(language), end="", file=sys.stderr, flush=True)
    answer = ""
    try:
        answer = sys.stdin.readline()
    finally:
        if not answer.endswith("\n"):  # the end of the input, or Ctrl-C: leave the line of the question
            print(file=sys.stderr, flush=True)
    if answer.strip().lower() not in _YES:
        raise CannotStart(Text("nothing was sent", "未发送任何请求"))


def _forget_what_was_typed() -> None:
    """Let no key answer a question that was not yet to be read."""
    if sys.platform == "win32":
        import msvcrt

        while msvcrt.kbhit():
            msvcrt.getwch()
    else:
        import termios

        with suppress(termios.error):
            termios.tcflush(sys.stdin, termios.TCIFLUSH)


def _place(access: Access) -> list[Line]:
    name = environment(access)
    if access.demo:
        kind = Text(f"{name.en} trading", name.zh)
    else:
        kind = Text(f"{name.en} trading: real orders", f"{name.zh}：真实订单")
    host, own = Text(access.host, access.host), access.is_this_machine or access.is_okx
    if access.is_this_machine:
        host = Text(f"{host.en} (this machine, such as a simulator)", f"{host.zh}（本机，例如模拟器）")
    elif not own:
        host = Text(f"{host.en} (NOT one of OKX's own hosts)", f"{host.zh}（并非 OKX 自有域名）")
    region = [] if access.base_url else [Line(Text("region", "账户地区"), Text(access.region, access.region))]
    proxy = [Line(Text("proxy", "代理"), Text(access.proxy, access.proxy))] if access.proxy else []
    return [
        Line(_ENVIRONMENT, kind, loud=not access.demo),
        Line(Text("host", "主机"), host, loud=not own),
        *proxy,
        *region,
        Line(Text("credentials", "凭证"), access.source),
    ]


def _amount(orders: Orders, told: Forecast) -> Text:
    number, requests = len(orders.different), len(told.departures)
    what, on = orders.kind.say(number), orders.instruments
    named = listed(on) if len(on) <= 3 else Text(f"{len(on)} instruments", f"{len(on)} 个产品")
    english, chinese = what.en, what.zh
    if on:
        english += f" on {named.en}"
        chinese += f"（{named.zh}）"
    english += f", in {'1 request' if requests == 1 else f'{requests} requests'}"
    chinese += f"，共 {requests} 个请求"
    if orders.repeated:
        english += f"; {orders.repeated} given more than once, sent once"
        chinese += f"；其中 {orders.repeated} 个重复给出，只发送一次"
    return Text(english, chinese)


def _rounded(number: int) -> Text:
    what = "1 id from a file looks" if number == 1 else f"{number} ids from files look"
    return Text(
        f"{what} rounded by a spreadsheet (zeros after the 15th digit): compare with OKX before you go on",
        f"文件中有 {number} 个 ID 像是被电子表格舍入过（第 15 位之后全是零）：请先与 OKX 核对",
    )


def _duration(told: Forecast) -> Text:
    if told.seconds < 1:
        return Text("at once: OKX's limits leave room for all of it", "立即：OKX 的限速足以容纳全部请求")
    length = in_seconds(told.seconds)
    return Text(
        f"about {length.en} by OKX's limits; longer if another program spends the same ones",
        f"按 OKX 限速约 {length.zh}；若其他程序共用同一限速，则会更久",
    )


_ENVIRONMENT = Text("environment", "环境")
_TIME = Text("time", "预计用时")
