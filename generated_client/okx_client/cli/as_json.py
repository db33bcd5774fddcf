"""What `--json` prints: one document, whose names stay.

A document always has `version`, `spec_sha256` and `exit_status`. After a cancel it has also:

    command        "cancel spread" or "cancel algo"
    environment    "live" or "demo"
    host           such as "openapi.okx.com"
    region         "global", "eea" or "us"; null where another host was given
    interrupted    null, or the name of the signal, such as "SIGINT"
    failure        null, or the type of an unexpected error that ended the call early
    totals         orders, repeated (orders that were given more than once), accepted, rejected, unknown, not_sent
    orders         each order once, in the order given:
        ordId, clOrdId / instId, algoId, algoClOrdId    what named it, by OKX's names; only what was used
        given          how often it was given
        verdict        "accepted", "rejected", "unknown" or "not_sent"; accepted is not yet cancelled
        code           OKX's code, "0" for accepted; null where OKX gave none
        message        OKX's own text, or why there is none; "" for accepted
        advice         what to do next, in the language of --lang; "" for accepted
        state_query    such as "GET /api/v5/sprd/order?ordId=1", or null

With `--dry-run`: `command`, `environment`, `host` and `region` (null where they are not known), `dry_run` (true), and

    totals         orders, repeated, requests, seconds (from the first request to the last)
    requests       each request in the order of time:
        at_seconds     from the start
        orders         what names each order, as above
        waits_for      the limits that it waits for: count, period_seconds, and of what: such as "instrument=BTC-USDT"

Where nothing could be started: `error` with `message` and `details`, a list of lines such as "orders.csv:3: …".
Where the results cannot be told, by a mistake of ours: `command`, `interrupted`, `failure` and `orders`, with what
names each and its `verdict`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from ..bulk.forecast import Departure, Forecast
from ..outcomes import OrderId, Outcome
from .access import Access
from .facts import NAMES, VERDICTS, Fact
from .orders import Orders


def of_cancel(
    orders: Orders, access: Access, facts: list[Fact], interrupted: str | None, failure: str | None
) -> dict[str, Any]:
    """Return the document after a cancel."""
    verdicts = Counter(fact.verdict for fact in facts)
    return {
        "command": f"cancel {orders.kind.word}",
        **_place(access),
        "interrupted": interrupted,
        "failure": failure,
        "totals": {
            "orders": len(facts),
            "repeated": orders.repeated,
            **{verdict: verdicts[verdict] for verdict in VERDICTS},
        },
        "orders": [
            {
                **_named(fact.order),
                "given": orders.times[fact.order],
                "verdict": fact.verdict,
                "code": fact.code or None,
                "message": fact.message,
                "advice": fact.advice,
                "state_query": fact.state_query,
            }
            for fact in facts
        ],
    }


def of_untold(
    orders: Orders, outcomes: Iterable[Outcome], interrupted: str | None, failure: str | None
) -> dict[str, Any]:
    """Return the document after a cancel whose results cannot be told in full."""
    return {
        "command": f"cancel {orders.kind.word}",
        "interrupted": interrupted,
        "failure": failure,
        "orders": [{**_named(outcome.order), "verdict": NAMES[type(outcome)]} for outcome in outcomes],
    }


def of_dry_run(orders: Orders, access: Access | None, told: Forecast) -> dict[str, Any]:
    """Return the document of a dry run."""
    return {
        "command": f"cancel {orders.kind.word}",
        "dry_run": True,
        **_place(access),
        "totals": {
            "orders": len(orders.different),
            "repeated": orders.repeated,
            "requests": len(told.departures),
            "seconds": round(told.seconds, 3),
        },
        "requests": [_request(departure) for departure in told.departures],
    }


def _place(access: Access | None) -> dict[str, str | None]:
    if access is None:
        return {"environment": None, "host": None, "region": None}
    region = access.region if access.base_url is None else None
    return {"environment": "demo" if access.demo else "live", "host": access.host, "region": region}


def _request(departure: Departure) -> dict[str, Any]:
    return {
        "at_seconds": round(departure.at, 3),
        "orders": [_named(order) for order in departure.orders],
        "waits_for": [
            {"count": limit.count, "period_seconds": limit.period_seconds, "of": limit.of}
            for limit in departure.held_by
        ],
    }


def _named(order: OrderId) -> dict[str, Any]:
    named: dict[str, Any] = order.to_model().to_dict()
    return named
