"""A dry run for a person: each request, when it would leave, what it would name and what it would wait for."""

from __future__ import annotations

from ..bulk.forecast import Departure, Forecast
from ..text import Language, Text
from .as_json import counted_by
from .orders import Orders


def lines(orders: Orders, told: Forecast, language: Language) -> str:
    """Return a line for each request, and below it a line for each of its orders."""
    return "\n".join(
        line
        for number, departure in enumerate(told.departures, start=1)
        for line in _request(number, departure, orders, language)
    )


def end(told: Forecast) -> Text:
    """Return the last word: that nothing was sent."""
    number = len(told.departures)
    requests = "1 request" if number == 1 else f"{number} requests"
    return Text(
        f"Dry run: nothing was sent. {requests}, the last one after {told.seconds:.2f} s.",
        f"演练：未发送任何请求。共 {number} 个请求，最后一个在 {told.seconds:.2f} 秒后。",
    )


def _request(number: int, departure: Departure, orders: Orders, language: Language) -> list[str]:
    what = orders.kind.say(len(departure.orders))
    waits = _waits(departure)
    head = Text(
        f"{departure.at:8.2f} s  request {number}: {what.en}{waits.en}",
        f"{departure.at:8.2f} 秒  请求 {number}：{what.zh}{waits.zh}",
    )
    return [head.say(language), *(f"              {order}" for order in departure.orders)]


def _waits(departure: Departure) -> Text:
    if not departure.held_by:
        return Text("", "")
    english, chinese = [], []
    for charge in departure.held_by:
        name = counted_by(charge)
        english.append(f"{charge.limit} / {charge.period_seconds:g} s{f' of {name}' if name else ''}")
        chinese.append(f"{name + ' ' if name else ''}每 {charge.period_seconds:g} 秒 {charge.limit}")
    return Text(f" (waits for the limit {', '.join(english)})", f"（等待限速：{'，'.join(chinese)}）")
