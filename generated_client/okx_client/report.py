"""What happened to each order of one call."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from typing import Final

from attrs import field, frozen

from .errors import NotAllAccepted
from .explain import refusal
from .outcomes import Accepted, NotSent, Outcome, Rejected, Unknown
from .text import Language, Text, language_of_environment
from .verdicts import meaning

_SHOWN = 3  # orders that the text of the error names; the report has them all
_WHERE = Text("CancelReport.of(error) has every order.", "CancelReport.of(error) 中有全部订单。")
VERDICTS: Final = {
    Accepted: Text("accepted", "已受理"),
    Rejected: Text("rejected", "被拒绝"),
    Unknown: Text("unknown", "结果未知"),
    NotSent: Text("not sent", "未发送"),
}
"""The names of the four verdicts."""
_WHAT_TO_DO = {
    Rejected: Text("", ""),
    Unknown: Text(" (ask for their state)", "（请查询订单状态）"),
    NotSent: Text(" (safe to repeat)", "（可以安全重试）"),
}


@frozen(repr=False)
class CancelReport:
    """What happened to each order of one call, in the order in which the caller gave them.

    Attributes:
        outcomes: One verdict for each order given; an order given twice has the same verdict twice.
        language: The language of the error that `raise_for_failures` raises.
    """

    outcomes: tuple[Outcome, ...]
    language: Language = field(factory=language_of_environment, eq=False)

    @property
    def accepted(self) -> tuple[Accepted, ...]:
        """The orders whose cancelling OKX accepted."""
        return tuple(outcome for outcome in self.outcomes if isinstance(outcome, Accepted))

    @property
    def rejected(self) -> tuple[Rejected, ...]:
        """The orders that OKX refused to cancel."""
        return tuple(outcome for outcome in self.outcomes if isinstance(outcome, Rejected))

    @property
    def unknown(self) -> tuple[Unknown, ...]:
        """The orders on which OKX may have acted: ask for their state."""
        return tuple(outcome for outcome in self.outcomes if isinstance(outcome, Unknown))

    @property
    def not_sent(self) -> tuple[NotSent, ...]:
        """The orders that never went out: repeating them is safe."""
        return tuple(outcome for outcome in self.outcomes if isinstance(outcome, NotSent))

    @property
    def failed(self) -> tuple[Rejected | Unknown | NotSent, ...]:
        """The orders that were not accepted, for whichever reason."""
        return tuple(outcome for outcome in self.outcomes if not isinstance(outcome, Accepted))

    def __repr__(self) -> str:
        # Short, for `asyncio.run` makes the text of what its coroutine returns, twice.
        return f"{type(self).__name__}({in_numbers(self).en.rstrip('.')})"

    def __str__(self) -> str:
        """Say how many orders had which verdict, and for each that was not accepted why not, in a line of its own."""
        return "\n".join((in_numbers(self).say(self.language), *map(self._named, self.failed)))

    def _named(self, outcome: Rejected | Unknown | NotSent) -> str:
        what = refusal(outcome) if isinstance(outcome, Rejected) else Text(outcome.cause, outcome.cause)
        verdict = VERDICTS[type(outcome)]
        # A Chinese character takes two columns of a terminal.
        english, chinese = verdict.en.ljust(8), verdict.zh.ljust(8 - len(verdict.zh))
        line = Text(f"{english}  {outcome.order}: {what.en}", f"{chinese}  {outcome.order}：{what.zh}")
        return f"  {line.say(self.language)}"

    def raise_for_failures(self) -> None:
        """Do nothing where every order was accepted.

        Raises:
            NotAllAccepted: One was not. It carries this report.
        """
        if self.failed:
            raise NotAllAccepted(_summary(self), report=self, language=self.language)

    @staticmethod
    def of(error: BaseException) -> CancelReport | None:
        """Return the report that travels on an interruption (Ctrl-C, a cancelled task, a time-out of the caller's).

        Args:
            error: The exception. The report is on it, or on the one that it was raised from or during, or in its group.

        Returns:
            The report as it stood, or None where there is none.
        """
        seen: set[int] = set()
        current: list[BaseException | None] = [error]
        while current:
            each = current.pop()
            if each is None or id(each) in seen:
                continue
            seen.add(id(each))
            report = getattr(each, "report", None)
            if isinstance(report, CancelReport):
                return report
            group = each.exceptions if isinstance(each, BaseExceptionGroup) else ()
            current += [*group, each.__cause__ or each.__context__]
        return None


def carries(error: BaseException) -> bool:
    """Say whether a report travels on `error` already, such as that of an inner call."""
    return isinstance(getattr(error, "report", None), CancelReport)


def carry(error: BaseException, report: CancelReport) -> None:
    """Put `report` on `error`, where `CancelReport.of` finds it."""
    # An exception class of the caller's may forbid new attributes; the report must not be lost to that.
    BaseException.__setattr__(error, "report", report)
    with suppress(AttributeError):  # of a frozen exception class
        error.add_note(f"{in_numbers(report).say(report.language)} {_WHERE.say(report.language)}")


def in_numbers(report: CancelReport) -> Text:
    """Say how many orders had which verdict, and what to do about those that nobody can say it of."""
    total, accepted = len(report.outcomes), len(report.accepted)
    failed = Counter(type(outcome) for outcome in report.failed)
    counts = [(failed[kind], words, _WHAT_TO_DO[kind]) for kind, words in VERDICTS.items() if failed[kind]]
    english = "".join(f", {number} {words.en}{what.en}" for number, words, what in counts)
    chinese = "".join(f"，{number} 个{words.zh}{what.zh}" for number, words, what in counts)
    accepted_of = f"{accepted} of {total} {'order' if total == 1 else 'orders'} accepted"
    return Text(f"{accepted_of}{english}.", f"{total} 个订单中 {accepted} 个已受理{chinese}。")


def _summary(report: CancelReport) -> Text:
    counts, failed = in_numbers(report), report.failed
    lines, more = [_line(outcome) for outcome in failed[:_SHOWN]], len(failed) - _SHOWN
    first = Text("; ".join(line.en for line in lines), "；".join(line.zh for line in lines))
    rest = Text(f"; and {more} more", f"；另有 {more} 个") if more > 0 else Text("", "")
    return Text(
        f"{counts.en} {first.en}{rest.en}. See .report for every order.",
        f"{counts.zh}{first.zh}{rest.zh}。全部订单见 .report。",
    )


def _line(outcome: Rejected | Unknown | NotSent) -> Text:
    match outcome:
        case Rejected(code=code, message=message, http_status=http_status):
            said, name = meaning(code, message), code or f"HTTP {http_status}"
            what = Text(f"{name} {said.en}", f"{name} {said.zh}")
        case Unknown(cause=cause) | NotSent(cause=cause):
            what = Text(cause, cause)
    return Text(f"{outcome.order}: {what.en.rstrip(' .。')}", f"{outcome.order}：{what.zh.rstrip(' .。')}")
