"""Each change is rated by what it does to somebody who uses the client."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.docs.comparing import impact
from generator.docs.facts import RateLimit, RateLimitRule, Required
from generator.docs.findings import Impact

from .facts_support import row, steady

OPTIONS, OTHERS = "options only", "except options"


@pytest.mark.parametrize(
    ("old", "new", "rated"),
    [
        ("trade", None, "none"),
        (None, "trade", "additive"),
        ("trade", "withdraw", "breaking"),
    ],
)
def test_a_permission_line_that_vanished_means_nothing(old: str | None, new: str | None, rated: Impact) -> None:
    assert impact.permission(old, new) == rated


@pytest.mark.parametrize(
    ("old", "new", "rated"),
    [(10, 20, "additive"), (20, 10, "breaking"), (10, None, "additive"), (None, 10, "breaking")],
)
def test_a_smaller_batch_breaks(old: int | None, new: int | None, rated: Impact) -> None:
    assert impact.max_batch(old, new) == rated


@pytest.mark.parametrize(
    ("old", "new", "rated"),
    [
        ("no", "conditional", "breaking"),
        ("no", "yes", "breaking"),
        ("conditional", "yes", "breaking"),
        (None, "conditional", "breaking"),
        ("yes", "conditional", "additive"),
        ("yes", "no", "additive"),
        ("conditional", "no", "additive"),
        ("yes", None, "breaking"),  # a word that nobody knows may mean anything
        ("conditional", None, "breaking"),
        ("no", None, "breaking"),
        (None, "yes", "breaking"),
        (None, "no", "additive"),
    ],
)
def test_what_is_asked_for_more_often_breaks(old: Required | None, new: Required | None, rated: Impact) -> None:
    assert impact.required("request", old, new) == rated
    assert impact.required("response", old, new) == "docs"


def test_an_endpoint_that_is_named_for_the_first_time_breaks_nothing() -> None:
    assert impact.appearing(None) == "additive"
    assert impact.appearing("POST /a") == "breaking"


@pytest.mark.parametrize("required", ["no", "conditional", None])
def test_only_a_new_parameter_that_must_be_sent_breaks(required: Required | None) -> None:
    assert impact.added("request", row("a", required=required), []) == "additive"
    assert impact.added("request", row("a", required="yes"), []) == "breaking"
    assert impact.added("response", row("a", required="yes"), []) == "additive"


def test_what_a_new_object_needs_breaks_only_where_the_object_itself_must_be_sent() -> None:
    needed, may, must = row("a.b.c", required="yes"), row("a", required="no"), row("a.b", required="yes")
    assert impact.added("request", needed, [may, must]) == impact.added("request", needed, [must, may]) == "additive"
    assert impact.added("request", needed, [must]) == "breaking"


def test_a_value_that_is_gone_breaks_requests_only() -> None:
    assert impact.enum_removed("request") == "breaking"
    assert impact.enum_removed("response") == "docs"


def limits(*some: tuple[int, float, str, str | None]) -> tuple[RateLimit, ...]:
    return tuple(RateLimit(*each) for each in some)


A = (20, 2, "request", None)


@pytest.mark.parametrize(
    ("old", "new", "rated"),
    [
        ([A], [(30, 2, "request", None)], "additive"),
        ([A], [(10, 2, "request", None)], "breaking"),
        ([A], [(20, 1, "request", None)], "additive"),
        ([A], [(10, 1, "request", None)], "breaking"),
        ([A], [(40, 4, "request", None)], "additive"),
        ([(40, 4, "request", None)], [A], "breaking"),
        ([(10, 1, "request", None)], [A], "additive"),
        ([A], [(20, 2, "order", None)], "breaking"),
        ([A], [(600, 60, "request", None)], "additive"),
        ([A], [(599, 60, "request", None)], "breaking"),
        ([A], [(50, 5, "request", None)], "breaking"),  # 60 may fall into five seconds
        ([A], [A, (80, 43200, "request", None)], "breaking"),
        ([A, (80, 43200, "request", None)], [A], "additive"),
        ([A], [], "additive"),
        ([], [A], "breaking"),
        ([A], [(20, 2, "request", OTHERS), (20, 2, "request", OPTIONS)], "additive"),
        ([(20, 2, "request", OTHERS)], [(30, 2, "request", OTHERS)], "additive"),
        ([(20, 2, "request", OTHERS)], [A], "breaking"),
        ([A], [(20, 2, "request", OTHERS), (10, 2, "request", OPTIONS)], "breaking"),
        ([(1, 0, "request", None)], [A], "breaking"),  # nonsense on a page must not crash anything
        ([(1, 0, "request", None)], [(1, 0, "request", None)], "additive"),
    ],
)
def test_a_lower_limit_breaks(old: list[tuple[int, float, str, None]], new: list[Any], rated: Impact) -> None:
    assert impact.rate_limits(limits(*old), limits(*new)) == rated


counts = st.integers(1, 6)
seconds = st.integers(1, 6)


@steady
@given(counts, seconds, counts, seconds)
def test_of_two_limits_at_most_one_way_is_additive(count: int, period: int, other: int, other_period: int) -> None:
    one, two = limits((count, period, "order", None)), limits((other, other_period, "order", None))
    both = [impact.rate_limits(one, two), impact.rate_limits(two, one)]
    assert both.count("additive") == (2 if one == two else 1 if "additive" in both else 0)


@steady
@given(counts, seconds, counts, seconds)
def test_additive_means_that_no_program_that_kept_the_old_limit_breaks_the_new_one(
    count: int, period: int, other: int, other_period: int
) -> None:
    sent: list[int] = []  # as many as the old limit allows, as early as it allows them
    for now in range(4 * period + 4 * other_period):
        sent += [now] * (count - sum(now - period < at for at in sent))
    most = max(sum(start <= at < start + other_period for at in sent) for start in sent)
    rated = impact.rate_limits(limits((count, period, "order", None)), limits((other, other_period, "order", None)))
    assert rated == ("additive" if most <= other else "breaking")


def rules(*some: str) -> tuple[RateLimitRule, ...]:
    """`user+instrument/options only`."""
    parts = [each.partition("/") for each in some]
    return tuple(RateLimitRule(tuple(sorted(keys.split("+"))), bounds or None) for keys, _, bounds in parts)


@pytest.mark.parametrize(
    ("old", "new", "rated"),
    [
        (["user"], ["instrument+user"], "additive"),
        (["instrument+user"], ["user"], "breaking"),
        (["instrument family+user"], ["instrument+user"], "additive"),
        (["instrument+user"], ["instrument family+user"], "breaking"),
        (["instrument type"], ["instrument"], "additive"),
        (["master account"], ["user"], "additive"),
        (["user"], ["master account"], "breaking"),
        (["user"], ["ip"], "breaking"),
        (["user"], ["user", "ip"], "breaking"),
        (["user", "ip"], ["user"], "additive"),
        (["user"], [], "additive"),
        ([], ["user"], "breaking"),
        (["user"], [f"instrument+user/{OTHERS}", f"user/{OPTIONS}"], "additive"),
        ([f"user/{OTHERS}"], [f"instrument+user/{OTHERS}"], "additive"),
        ([f"user/{OTHERS}"], ["user"], "breaking"),
        ([f"user/{OTHERS}"], [f"user/{OPTIONS}"], "breaking"),
    ],
)
def test_a_wider_rule_breaks(old: list[str], new: list[str], rated: Impact) -> None:
    assert impact.rules(rules(*old), rules(*new)) == rated
