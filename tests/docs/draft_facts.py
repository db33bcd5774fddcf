"""Random facts of a page, the stranger the better: what no page of OKX's says today, one may say tomorrow."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import Any

from attrs import evolve
from hypothesis import strategies as st

from generator.docs.facts import LANGUAGES, Language, LanguageFacts, PageFacts, RateLimit, RateLimitRule, Row, Text

Draw = Callable[..., Any]

_NAMES = ["lampId", "room", "watts", "from", "type", "to", "code", "data", "key", "list", "ts", "note"]
_WORDS = ["string", "boolean", "integer", "number", "object", "array", "json", "object of objects", "array of things"]
_WORDS += [f"array of {word}s" for word in ("string", "boolean", "integer", "number", "object", "array")]
_TEXTS = ["", "Lamp", "灯", "Lamp ID", "The lamp: its id", "- a # b", "`a`: one\n`b`: two", "灯 。的 ID", "x: [1, {2}]"]
_TEXTS += ["'quoted' \"twice\"", "a\tb", "100% of *it* & more, e.g. `x`", "\u0085odd\u2028breaks", "no", "word " * 40]
_VALUES = ["0", "-1", "true", "no", "~", "1e5", "红", "a b", "0x1f", "2026-08-22"]
_NEEDS = ["yes", "no", "conditional", None]
scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(10**14), 10**14)
    | st.sampled_from([0.5, 1e-07, 1e300])
    | st.sampled_from(_VALUES)
)


@st.composite
def _tables(draw: Draw, *, is_request: bool, above: str = "", depth: int = 0) -> dict[Language, list[Row]]:
    """The rows of a table in both languages, which agree on most."""
    tables: dict[Language, list[Row]] = {language: [] for language in LANGUAGES}
    for name in draw(st.lists(st.sampled_from(_NAMES), max_size=4, unique=True)):
        row = Row(
            f"{above}{name}", "", draw(st.sampled_from([*_NEEDS[:3], *_NEEDS])) if is_request else None, False, ""
        )
        row = evolve(row, type=draw(st.sampled_from(_WORDS)), deprecated=draw(st.booleans()))
        inner: dict[Language, list[Row]] = {language: [] for language in LANGUAGES}
        if depth < 2 and draw(st.integers(0, 3)) == 0:
            inner = draw(_tables(is_request=is_request, above=f"{row.name}.", depth=depth + 1))
        missing = draw(st.sampled_from([*[None] * 8, *LANGUAGES]))
        for language in LANGUAGES:
            if language != missing:
                times = draw(st.sampled_from([1, 1, 1, 1, 2, 3]))
                tables[language] += [draw(_like(row, is_request=is_request)) for _ in range(times)] + inner[language]
    return tables


@st.composite
def _like(draw: Draw, row: Row, *, is_request: bool) -> Row:
    """The row with a text, and sometimes with another fact."""
    row = evolve(row, description=draw(st.sampled_from(_TEXTS)), enum=tuple(draw(_few(_VALUES))))
    if draw(st.integers(0, 9)) == 0:
        row = evolve(row, type=draw(st.sampled_from(_WORDS)), deprecated=not row.deprecated)
    if is_request and draw(st.integers(0, 9)) == 0:
        row = evolve(row, required=draw(st.sampled_from(_NEEDS)))
    return row


def _few(options: list[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(options), max_size=3, unique=True)


def _sample(rows: list[Row], above: str = "") -> st.SearchStrategy[dict[str, Any]]:
    """An object that has some of the fields, of whatever type."""
    names = dict.fromkeys(row.name.removeprefix(above) for row in rows if row.name.startswith(above))
    tops = [name for name in names if "." not in name]
    return st.fixed_dictionaries({}, optional={name: _value(rows, f"{above}{name}.") for name in tops})


def _value(rows: list[Row], above: str) -> st.SearchStrategy[Any]:
    simple = scalars | st.lists(scalars, max_size=2) | st.lists(st.lists(scalars, max_size=2), max_size=2)
    if not any(row.name.startswith(above) for row in rows):
        return simple
    inner = st.deferred(lambda: _sample(rows, above))
    return simple | inner | st.lists(inner, max_size=2)


@st.composite
def _limits(draw: Draw) -> dict[Language, dict[str, Any]]:
    bounds = st.sampled_from([None, None, "options only", "except options"])
    units = st.sampled_from(["request", "order", "quote"])
    limit = st.builds(RateLimit, st.integers(1, 99), st.sampled_from([1, 2, 0.5, 2592000]), units, bounds)
    keys = st.lists(st.sampled_from(["user", "ip", "user(private) or ip(public)"]), min_size=1, max_size=2, unique=True)
    rule = st.builds(lambda some, words: RateLimitRule(tuple(sorted(some)), words), keys, bounds)
    limits, rules = draw(st.lists(limit, max_size=3)), draw(st.lists(rule, max_size=3))
    both: dict[Language, dict[str, Any]] = {language: {} for language in LANGUAGES}
    own_words: dict[Language, str] = {"en": "lead traders", "zh": "带单员"}
    for language, words in own_words.items():
        own = [evolve(each, applies_to=words) if draw(st.booleans()) else each for each in limits]
        both[language] = {"rate_limits": tuple(own), "rate_limit_rules": tuple(rules[: draw(st.integers(0, 3))])}
    return both


@st.composite
def pages(draw: Draw) -> PageFacts:
    """A page that says something of everything."""
    method = draw(st.sampled_from(["GET", "POST"]))
    body = None if method == "GET" else draw(st.sampled_from(["object", "array"]))
    request = draw(_tables(is_request=True, depth=2 if method == "GET" else 0))
    response = draw(_tables(is_request=False))
    limits = draw(_limits())
    batches = st.sampled_from([None, 5, 20])
    max_batch = draw(batches)
    permissions = st.sampled_from([None, "trade", "read/withdraw"])
    permission = draw(permissions)
    supplied: tuple[Language, ...] = draw(st.sampled_from([LANGUAGES, LANGUAGES, LANGUAGES, ("en",), ("zh",)]))
    rows = request[supplied[0]]
    samples = draw(_samples(rows, body)), draw(_answers(response[supplied[0]]))
    # What a path can hold has nothing inside.
    holders = {f"{{{row.name.partition('.')[0]}}}" for some in request.values() for row in some if "." in row.name}
    paths = ["/api/v5/lamps/switch", "/api/v5/lamps/{lampId}/switch", "/api/v5/{room}/{lampId}"]
    path = draw(st.sampled_from([path for path in paths if holders.isdisjoint(path.split("/"))]))
    languages = {}
    for language in supplied:
        told = [samples[0], *([draw(_samples(rows, body))] if draw(st.integers(0, 4)) == 0 else [])]
        languages[language] = LanguageFacts(
            title=draw(st.sampled_from([None, "Switch lamps", "POST / Cancel order", "开灯"])),
            method=method,
            path=path,
            permission=draw(permissions | st.just(permission)),
            body=body,
            max_batch=draw(batches | st.just(max_batch)),
            request=tuple(request[language]),
            response=tuple(response[language]),
            request_examples=tuple(told[: draw(st.integers(0, 2))]),
            response_examples=tuple([samples[1]][: draw(st.integers(0, 1))]),
            notes=tuple(Text(text) for text in draw(st.lists(st.sampled_from(_TEXTS), max_size=3))),
            **limits[language],
        )
    return PageFacts(PurePath("lamps-switch.md"), anchor=draw(st.sampled_from([None, "lamps"])), languages=languages)


@st.composite
def _samples(draw: Draw, rows: list[Row], body: str | None) -> Any:
    """A request as a sample shows it; sometimes it is not what the tables and the prose make of it."""
    if draw(st.integers(0, 4)) == 0:
        return draw(_value(rows, "") | st.dictionaries(st.sampled_from([*_NAMES, "typo", "$ref"]), scalars, max_size=3))
    if body is None:
        return dict.fromkeys(draw(_few([row.name for row in rows if "." not in row.name] or ["no"])), "1")
    return draw(st.lists(_sample(rows), min_size=1, max_size=2) if body == "array" else _sample(rows))


@st.composite
def _answers(draw: Draw, rows: list[Row]) -> Any:
    if draw(st.integers(0, 9)) == 0:
        return draw(_value(rows, ""))
    if {"code", "data"} <= {row.name for row in rows}:
        return draw(_sample(rows))
    return {"code": "0", "data": draw(st.lists(_sample(rows), max_size=2) | _value(rows, ""))}
