"""What there is to tell of each order: the verdict, OKX's code, why, what to do next, and how to ask for its state."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from attrs import frozen

from .. import explain, report, verdicts
from ..outcomes import Accepted, NotSent, OrderId, Outcome, Rejected, Unknown
from ..text import Language, Text
from .kinds import Kind

NAMES: Final[dict[type[Outcome], str]] = {
    Accepted: "accepted",
    Rejected: "rejected",
    Unknown: "unknown",
    NotSent: "not_sent",
}
"""The four verdicts, as `--json` calls them."""

VERDICTS: Final = {NAMES[kind]: words for kind, words in report.VERDICTS.items()}
"""The same in words."""

_SAFE = Text("The order was not touched: repeating is safe.", "订单未受影响，可以安全重试。")
_NOTHING = Text("", "")
_UNSETTLED = ("OrderGone", "CancelPending")  # refusals after which the order may be filled, or still go


@frozen
class Fact:
    """What happened to one order, in words.

    Attributes:
        order: The order.
        verdict: One of `VERDICTS`.
        code: OKX's code; empty where it gave none.
        message: Why it was not accepted: OKX's own text, or ours where OKX gave none.
        why: The same in the person's language.
        advice: What to do next; empty for an accepted order.
        state_query: The request that asks for its state; None where it needs none, or none is known.
        ask: Whether to ask for the state is what to do next.
    """

    order: OrderId
    verdict: str
    code: str
    message: str
    why: str
    advice: str
    state_query: str | None
    ask: bool = False


def facts(outcomes: Iterable[Outcome], kind: Kind, language: Language) -> list[Fact]:
    """Return what to tell of each order."""
    return [_fact(outcome, kind, language) for outcome in outcomes]


def _fact(outcome: Outcome, kind: Kind, language: Language) -> Fact:
    order = outcome.order
    query = explain.state_query(kind.operation, order)
    match outcome:
        case Accepted():
            return Fact(order, "accepted", "0", "", "", "", query)
        case NotSent(cause=cause):
            return Fact(order, "not_sent", "", cause, cause, _SAFE.say(language), None)
        case Unknown(cause=cause, code=code):
            advice = _and(explain.advice(code, "OutcomeUnknown"), explain.repeating(order)).say(language)
            return Fact(order, "unknown", code, cause, cause, advice, query, ask=True)
        case Rejected(code=code, message=message):
            why = _sentence(verdicts.meaning(code, message))
            said = _and(why if why.en else _status(outcome), explain.acted(outcome))
            name = explain.error_name(outcome)
            advice = explain.advice(code, name).say(language)
            return Fact(order, "rejected", code, message, said.say(language), advice, query, ask=name in _UNSETTLED)


def _status(outcome: Rejected) -> Text:
    status = outcome.http_status
    return Text(f"HTTP {status} without a word of OKX's.", f"HTTP {status}，OKX 未作说明。")


def _sentence(text: Text) -> Text:
    english, chinese = text.en.rstrip(" .:"), text.zh.rstrip(" 。：.")
    return Text(f"{english}.", f"{chinese}。") if english else _NOTHING


def _and(one: Text, other: Text) -> Text:
    return Text(f"{one.en} {other.en}", f"{one.zh}{other.zh}")
