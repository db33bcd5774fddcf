"""What a finding says, word for word: this is what a person reads first."""

from __future__ import annotations

from typing import Any

import pytest

from generator.docs.comparing import wording
from generator.docs.facts import Required
from generator.docs.findings import Impact

from .facts_support import row

A = {"count": 20, "period_seconds": 2, "unit": "request", "applies_to": None}
B = {"count": 1, "period_seconds": 0.5, "unit": "order", "applies_to": "options only"}
USER, BOTH = {"keys": ["user"], "applies_to": None}, {"keys": ["instrument", "user"], "applies_to": "except options"}


CHANGES: list[tuple[str, Any, Any, Impact, str]] = [
    ("endpoint", "GET /a", "GET /b", "breaking", "is now GET /b (was GET /a): requests to the old one may fail"),
    ("endpoint", None, "GET /b", "additive", "the endpoint is now GET /b"),
    ("endpoint", "GET /a", None, "breaking", "the page no longer names an endpoint (was GET /a)"),
    (
        "rate_limits",
        [A],
        [B, A],
        "additive",
        "now 1 order per 0.5 seconds (options only); 20 requests per 2 seconds (was",
    ),
    ("rate_limits", [], [A], "breaking", "20 requests per 2 seconds: programs that kept to the old one may exceed it"),
    ("rate_limits", [A], [], "additive", "the page no longer states a rate limit (was 20 requests per 2 seconds)"),
    ("rate_limit_rules", [USER], [BOTH], "additive", "per instrument + user (except options) (was per user)"),
    ("rate_limit_rules", [], [USER], "breaking", "per user: programs that counted the old way may exceed it"),
    ("rate_limit_rules", [USER], [], "additive", "no longer says how the rate limit is counted (was per user)"),
    ("permission", "read", "trade", "breaking", "permission `trade` (was `read`): keys without it will be refused"),
    ("permission", None, "trade", "additive", "the API key now needs the permission `trade`"),
    ("permission", "trade", None, "none", "no longer says which permission the API key needs (was `trade`)"),
    ("body", "object", "array", "breaking", "the body is now an array (was an object): requests in the old form"),
    ("body", None, "object", "breaking", "now an object (was absent): requests in the old form will be refused"),
    ("body", "object", None, "breaking", "the body is now absent (was an object): requests in the old form"),
    ("max_batch", 20, 10, "breaking", "may now carry 10 items (was 20): longer lists will be refused"),
    ("max_batch", 10, None, "additive", "the page no longer limits the items of one request (was 10)"),
]


@pytest.mark.parametrize(("subject", "old", "new", "rated", "said"), CHANGES)
def test_a_fact_of_the_page(subject: str, old: Any, new: Any, rated: Impact, said: str) -> None:
    assert said in wording.changed(subject, old, new, rated)


@pytest.mark.parametrize(
    ("old", "new", "rated", "said"),
    [
        ("conditional", "yes", "breaking", "always required (was required under conditions): requests without it will"),
        ("no", "conditional", "breaking", "required under conditions (was optional): some requests without it will be"),
        ("yes", "no", "additive", "`a` is now optional (was always required)"),
        ("no", None, "breaking", "whether `a` is required is now said in a word that cannot be read (was optional)"),
        (None, "no", "additive", "`a` is now optional (was of unknown need)"),
    ],
)
def test_how_often_a_parameter_is_asked_for(
    old: Required | None, new: Required | None, rated: Impact, said: str
) -> None:
    assert said in wording.required("a", old, new, rated)


def test_a_row() -> None:
    must, may = row("a", required="yes"), row("a", required="no", of="array of strings")
    refused = "requests without it will be refused"
    assert wording.added("request", must, "breaking") == f"`a` is a new parameter (string, always required): {refused}"
    assert wording.added("request", may, "additive") == "`a` is a new parameter (array of strings, optional)"
    assert wording.added("response", must, "additive") == "`a` is a new field of the response (string)"
    assert wording.removed("request", must) == "`a` is gone from the parameters: requests with it may be refused"
    assert wording.removed("response", must) == "`a` is gone from the response: programs that read it will miss it"
    sent = "`a` is now of type integer (was string): values sent as string may fail"
    assert wording.typed("request", "a", "string", "integer") == sent
    assert wording.typed("response", "a", "string", "integer") == sent.replace("sent", "read")
    assert wording.deprecated("a", is_deprecated=True) == "`a` is now marked as deprecated"
    assert wording.deprecated("a", is_deprecated=False) == "`a` is no longer marked as deprecated"


def test_a_value() -> None:
    assert wording.value_added("request", "a", "x") == "`a` now also takes `x`"
    assert wording.value_added("response", "a", "x") == "`a` may now also be `x`"
    assert wording.value_removed("request", "a", "x") == "`a` no longer lists `x`: requests with it may be refused"
    assert wording.value_removed("response", "a", "x") == "`a` no longer lists `x`"


def test_examples() -> None:
    assert wording.examples("request", [1], [2]) == "the request example changed"
    assert wording.examples("response", [1], [1, 2]) == "the response examples changed"
    assert wording.examples("response", [1], []) == "the page no longer has a response example"
    assert wording.examples("request", [], [1]) == "the page now has a request example"
