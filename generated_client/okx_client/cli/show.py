"""The results for a person: a table on a terminal, and elsewhere one whole line per order; and those of a dry run."""

from __future__ import annotations

from collections.abc import Sequence
from io import StringIO

from attrs import frozen
from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as RichText

from ..bulk.forecast import Departure, Forecast, Limit
from ..outcomes import OrderId
from ..report import CancelReport, in_numbers
from ..text import Language, Text
from .facts import VERDICTS, Fact
from .kinds import argument
from .orders import Orders
from .output import printable

_ACCEPTED_SHOWN = 20  # on a terminal; more would push the others out of sight
_LEAST_WORDS = 24  # columns; with less, words stand below the order and not beside it
_GAP = 2  # columns
_URGENCY = ("not_sent", "rejected", "unknown")
_STYLES = {"accepted": "green", "rejected": "yellow", "unknown": "bold magenta", "not_sent": "cyan"}
_HEADS = {
    "order": Text("order", "订单"),
    "verdict": Text("verdict", "结果"),
    "code": Text("code", "代码"),
    "why": Text("why", "原因"),
    "advice": Text("what to do", "处理方法"),
}
_ASK = Text("To ask for their state:", "查询订单状态：")
_WORDS = {  # of units, and of what is counted together; what else OKX's docs name stays as it is
    "request": Text("requests", "次"),
    "order": Text("orders", "个订单"),
    "instrument": Text("instrument", "产品"),
    "instrument family": Text("instrument family", "交易品种"),
    "instrument type": Text("instrument type", "产品类型"),
}


def plain(facts: Sequence[Fact], orders: Orders, language: Language) -> str:
    """Return one line for each order, none of it cut, without colours; the columns are two blanks apart."""
    rows = [
        (_name(fact.order, orders), VERDICTS[fact.verdict].say(language), fact.code or "-", _words(fact, language))
        for fact in facts
    ]
    widths = [max(cell_len(row[at]) for row in rows) for at in range(3)]
    return "\n".join(
        "  ".join((*(_padded(cell, width) for cell, width in zip(row, widths, strict=False)), row[3])).rstrip()
        for row in rows
    )


def on_terminal(facts: Sequence[Fact], orders: Orders, end: Text, language: Language, width: int) -> str:
    """Return a table for a terminal, without a line that is wider, ids apart: they are never broken.

    Those that need something done come last, nearest to the eye, and one reason for many is said once. Of many accepted
    orders the first are shown. `end` comes below the table.
    """
    console = Console(file=StringIO(), force_terminal=True, width=width, highlight=False)
    accepted = [fact for fact in facts if fact.verdict == "accepted"]
    shown = accepted if len(accepted) <= _ACCEPTED_SHOWN else accepted[: _ACCEPTED_SHOWN // 2]
    failed = sorted((fact for fact in facts if fact.verdict != "accepted"), key=_urgency)
    view = _View(orders, language, [*shown, *failed])
    more = len(accepted) - len(shown)
    if failed and width - view.width >= 2 * _LEAST_WORDS:
        _beside(console, view, len(shown), more)
    else:
        _below(console, view, len(shown), more)
    console.print(_text(end.say(language)))
    text = console.file.getvalue()  # type: ignore[attr-defined]
    return "\n".join(line.rstrip() for line in text.splitlines())


def summary(report: CancelReport) -> Text:
    """Return how many orders had which verdict, and what accepted does not mean."""
    numbers = in_numbers(report)
    return Text(f"{numbers.en} {_ACCEPTED.en}", f"{numbers.zh}{_ACCEPTED.zh}") if report.accepted else numbers


@frozen
class _View:
    """What is shown of the orders, in this order: the accepted ones first."""

    orders: Orders
    language: Language
    facts: list[Fact]

    def cells(self, fact: Fact) -> list[RichText]:
        """Return the cells that are never broken."""
        verdict = RichText(VERDICTS[fact.verdict].say(self.language), style=_STYLES[fact.verdict])
        return [_text(_name(fact.order, self.orders)), verdict, _text(fact.code or "-")]

    @property
    def widths(self) -> list[int]:
        """How wide those cells are."""
        rows = [self.cells(fact) for fact in self.facts]
        return [max((row[at].cell_len for row in rows), default=0) for at in range(3)]

    @property
    def width(self) -> int:
        """How wide they are together, with what is between them and the next ones."""
        heads = [cell_len(head.say(self.language)) for head in _HEADS.values()]
        return sum(max(pair) + _GAP for pair in zip(self.widths, heads, strict=False)) + _GAP

    def more(self, number: int) -> RichText:
        """Return the words for accepted orders that are not shown."""
        words = Text(f"… and {number} more accepted", f"…… 另有 {number} 个已受理")
        return RichText(words.say(self.language), style="green")


def _beside(console: Console, view: _View, accepted: int, more: int) -> None:
    """Print a table with the words beside the orders."""
    table = Table(box=None, padding=(0, _GAP, 0, 0), pad_edge=False, header_style="bold", width=console.width)
    for name, head in _HEADS.items():
        fixed = name in ("order", "verdict", "code")
        table.add_column(head.say(view.language), no_wrap=fixed, overflow="fold", ratio=None if fixed else 1)
    before: Fact | None = None
    for number, fact in enumerate(view.facts):
        if number == accepted and more:
            table.add_row(view.more(more))
        if before is not None and _reason(before) == _reason(fact) and fact.advice:
            why, advice = "″", "″"
        else:
            why, advice = fact.why, fact.advice
        table.add_row(*view.cells(fact), _text(why), _text(advice))
        before = fact
    console.print(table)
    queries = [query for fact in view.facts if (query := _query(fact))]
    for line in (_ASK.say(view.language), *queries) if queries else ():
        console.print(RichText(line), soft_wrap=True)


def _below(console: Console, view: _View, accepted: int, more: int) -> None:
    """Print each order in a line, and the words below the last one that they are for."""
    widths = view.widths
    for number, fact in enumerate(view.facts):
        if number == accepted and more:
            console.print(view.more(more))
        cells = view.cells(fact)
        for cell, width in zip(cells[:-1], widths, strict=False):
            cell.pad_right(width + _GAP - cell.cell_len)
        console.print(RichText().join(cells), soft_wrap=True)
        if query := _query(fact):
            console.print(RichText(f"    {query}"), soft_wrap=True)
        after = view.facts[number + 1 : number + 2]
        if not after or _reason(after[0]) != _reason(fact):
            for words in filter(None, (fact.why, fact.advice)):
                console.print(Padding(_text(words), (0, 0, 0, 4)))
    if more and accepted == len(view.facts):
        console.print(view.more(more))


def _urgency(fact: Fact) -> tuple[int, str, str, str]:
    return (_URGENCY.index(fact.verdict), fact.code, fact.why, fact.advice)


def _reason(fact: Fact) -> tuple[str, str, str, str]:
    return (fact.verdict, fact.code, fact.why, fact.advice)


def _query(fact: Fact) -> str:
    """Return the request that asks for the state, where that is what to do first."""
    return fact.state_query or "" if fact.ask else ""


def _text(words: str) -> RichText:
    return RichText(printable(words), overflow="fold")


def _name(order: OrderId, orders: Orders) -> str:
    times = orders.times[order]
    return f"{argument(order)} ×{times}" if times > 1 else argument(order)


def _words(fact: Fact, language: Language) -> str:
    parts = [fact.why, fact.advice, _query(fact)]
    words = Text(" ", "").say(language).join(part for part in parts if part)
    return printable(words).replace("\n", " ")


def dry_run(orders: Orders, told: Forecast, language: Language) -> str:
    """Return a line for each request of a dry run, and below it a line for each of its orders."""
    return "\n".join(
        line
        for number, departure in enumerate(told.departures, start=1)
        for line in _request(number, departure, orders, language)
    )


def dry_run_end(told: Forecast) -> Text:
    """Return the last word: that nothing was sent."""
    number = len(told.departures)
    requests = "1 request" if number == 1 else f"{number} requests"
    return Text(
        f"Dry run: nothing was sent. {requests}, the last one after {told.seconds:.2f} s.",
        f"演练：未发送任何请求。共 {number} 个请求，最后一个在 {told.seconds:.2f} 秒后。",
    )


def _request(number: int, departure: Departure, orders: Orders, language: Language) -> list[str]:
    what, waits = orders.kind.say(len(departure.orders)), [_limit(limit) for limit in departure.held_by]
    english, chinese = "; ".join(limit.en for limit in waits), "；".join(limit.zh for limit in waits)
    head = Text(
        f"{departure.at:8.2f} s  request {number}: {what.en}{f' (waits for the limit: {english})' if waits else ''}",
        f"{departure.at:8.2f} 秒  请求 {number}：{what.zh}{f'（等待限速：{chinese}）' if waits else ''}",
    )
    return [head.say(language), *(f"              {argument(order)}" for order in departure.orders)]


def _limit(limit: Limit) -> Text:
    kind, _, name = limit.of.partition("=")
    unit, what = _words_for(limit.unit), _words_for(kind)
    of = Text(f"{what.en} {name}".strip(), f"{what.zh} {name}".strip())
    return Text(
        f"{of.en + ', ' if of.en else ''}{limit.count} {unit.en} in {limit.period_seconds:g} s",
        f"{of.zh + '，' if of.zh else ''}每 {limit.period_seconds:g} 秒 {limit.count} {unit.zh}",
    )


def _words_for(name: str) -> Text:
    return _WORDS.get(name, Text(name, name))


def _padded(cell: str, width: int) -> str:
    return cell + " " * (width - cell_len(cell))


_ACCEPTED = Text(
    "Accepted is not yet cancelled: OKX took the request; whether an order is gone shows in its state a moment later.",
    "“已受理”不等于“已撤销”：OKX 已受理请求，订单是否已撤销，请稍后查询订单状态。",
)
