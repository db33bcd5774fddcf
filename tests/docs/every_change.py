"""For each kind of finding a change that can be made in either language, and what is to be found then."""

from __future__ import annotations

from typing import Any

from attrs import evolve, frozen

from generator.docs.facts import LanguageFacts, RateLimit, RateLimitRule, Table
from generator.docs.findings import Impact, Kind

from .facts_support import ANSWER, EXAMPLE, Change, chinese, note, put, row, said, with_new_row, with_row, without_row

POST, PUT = "POST /api/v5/lamp/dim", "PUT /api/v5/lamp/dim"
LIMIT = {"count": 20, "period_seconds": 2, "unit": "request", "applies_to": None}
GLOW = {"name": "glow", "type": "string", "required": None, "deprecated": False}
LABEL = {**GLOW, "name": "label", "required": "no"}
USER, IP = [{"keys": ["user"], "applies_to": None}], [{"keys": ["ip"], "applies_to": None}]
OTHER = {"lampId": "8"}


@frozen
class Case:
    """One change, and the one finding on it; its lines on an English page (40 lines below on a Chinese one)."""

    kind: Kind
    subject: str
    impact: Impact
    old: Any
    new: Any
    change: Change
    old_line: int
    new_line: int | None


def in_chinese(facts: LanguageFacts) -> bool:
    return facts.notes == chinese().notes


def unsaid(subject: str, **changes: Any) -> Change:
    """A fact that the page no longer states, so that there is no line for it."""
    return lambda facts: evolve(
        facts, lines={name: line for name, line in facts.lines.items() if name != subject}, **changes
    )


def new_row(table: Table, **changes: Any) -> Change:
    def change(facts: LanguageFacts) -> LanguageFacts:
        words, line = ("亮度", 61) if in_chinese(facts) else ("How bright", 21)
        return with_new_row(table, row("glow", words, line=line, **changes))(facts)

    return change


def described(table: Table, name: str, in_english: str, chinese: str, **changes: Any) -> Change:
    """A row that says something else, and has other facts accordingly."""
    return lambda facts: with_row(table, name, raw=chinese if in_chinese(facts) else in_english, **changes)(facts)


def greater_batch(facts: LanguageFacts) -> LanguageFacts:
    return evolve(said(facts, ("maximum of 10", "maximum of 20"), ("调暗10个", "调暗20个")), max_batch=20)


def no_batch(facts: LanguageFacts) -> LanguageFacts:
    words = "调暗灯" if in_chinese(facts) else "Dim lamps."
    return unsaid("max_batch", max_batch=None, notes=(note(words, facts.notes[0].line), *facts.notes[1:]))(facts)


def listed(facts: LanguageFacts) -> LanguageFacts:
    words = "参数按数组格式传递。" if in_chinese(facts) else "Pass the lamps in the form of an array."
    return evolve(facts, body="array", request_examples=([EXAMPLE],), notes=(*facts.notes, note(words)))


deprecated = described("request", "label", "The label of the lamp (Deprecated)", "灯的标签（已弃用）", deprecated=True)
green = described(
    "request",
    "colour",
    "Colour  \n`red`: warm  \n`green`: fresh. For gardens only.  \n`blue`: cold",
    "颜色  \n`red`：暖  \n`green`：鲜。仅用于花园。  \n`blue`：冷",
    enum=("red", "green", "blue"),
)
no_blue = described("request", "colour", "Colour  \n`red`: warm", "颜色  \n`red`：暖", enum=("red",))
dim = described(
    "response",
    "state",
    "`lit`: burning, `dark`: out, `dim`: less",
    "`lit`：亮，`dark`：灭，`dim`：暗",
    enum=("lit", "dark", "dim"),
)
no_dark = described("response", "state", "`lit`: burning", "`lit`：亮", enum=("lit",))
orders = put(rate_limits=(RateLimit(20, 2, "order"),))
thirty = put(rate_limits=(RateLimit(30, 2, "request"),))
by_ip = put(rate_limit_rules=(RateLimitRule(("ip",)),))
must = with_row("request", "lampId", required="yes")
may = with_row("request", "colour", required="no")
number = with_row("request", "label", type="integer")
truth = with_row("response", "state", type="boolean")

CASES = [
    Case("endpoint-changed", "endpoint", "breaking", POST, PUT, put(method="PUT"), 12, 12),
    Case("endpoint-removed", "endpoint", "breaking", POST, None, unsaid("endpoint", path=None), 12, None),
    Case("rate-limit-changed", "rate_limits", "additive", [LIMIT], [{**LIMIT, "count": 30}], thirty, 7, 7),
    Case("rate-limit-changed", "rate_limits", "breaking", [LIMIT], [{**LIMIT, "unit": "order"}], orders, 7, 7),
    Case("rate-limit-rule-changed", "rate_limit_rules", "breaking", USER, IP, by_ip, 8, 8),
    Case("permission-changed", "permission", "none", "trade", None, unsaid("permission", permission=None), 9, None),
    Case("permission-changed", "permission", "breaking", "trade", "withdraw", put(permission="withdraw"), 9, 9),
    Case("body-changed", "body", "breaking", "object", "array", listed, 12, 15),
    Case("max-batch-changed", "max_batch", "additive", 10, 20, greater_batch, 5, 5),
    Case("max-batch-changed", "max_batch", "additive", 10, None, no_batch, 5, None),
    Case(
        "parameter-added",
        "request.glow",
        "breaking",
        None,
        {**GLOW, "required": "yes"},
        new_row("request", required="yes"),
        18,
        21,
    ),
    Case(
        "parameter-added",
        "request.glow",
        "additive",
        None,
        {**GLOW, "required": "no"},
        new_row("request", required="no"),
        18,
        21,
    ),
    Case("parameter-removed", "request.label", "breaking", LABEL, None, without_row("request", "label"), 22, None),
    Case("field-added", "response.glow", "additive", None, GLOW, new_row("response"), 28, 21),
    Case(
        "field-removed",
        "response.lampId",
        "breaking",
        {**GLOW, "name": "lampId"},
        None,
        without_row("response", "lampId"),
        30,
        None,
    ),
    Case("required-changed", "request.lampId.required", "breaking", "conditional", "yes", must, 20, 20),
    Case("required-changed", "request.colour.required", "additive", "yes", "no", may, 23, 23),
    Case("type-changed", "request.label.type", "breaking", "string", "integer", number, 22, 22),
    Case("type-changed", "response.state.type", "breaking", "string", "boolean", truth, 31, 31),
    Case("deprecated-changed", "request.label.deprecated", "docs", False, True, deprecated, 22, 22),
    Case("enum-added", "request.colour.enum", "additive", None, "green", green, 23, 23),
    Case("enum-removed", "request.colour.enum", "breaking", "blue", None, no_blue, 23, None),
    Case("enum-added", "response.state.enum", "additive", None, "dim", dim, 31, 31),
    Case("enum-removed", "response.state.enum", "docs", "dark", None, no_dark, 31, None),
    Case("example-changed", "examples.request", "docs", [EXAMPLE], [OTHER], put(request_examples=(OTHER,)), 15, 15),
    Case(
        "example-changed",
        "examples.response",
        "docs",
        [ANSWER],
        [],
        unsaid("examples.response", response_examples=()),
        26,
        None,
    ),
]
