"""Facts of an invented endpoint, in the form of OKX's pages, and small ways to change them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import Any

from attrs import evolve
from hypothesis import settings
from hypothesis import strategies as st

from generator.docs import text
from generator.docs.facts import (
    Language,
    LanguageFacts,
    PageFacts,
    RateLimit,
    RateLimitRule,
    Required,
    Row,
    Table,
    Text,
)

DRAW = Any
Change = Callable[[LanguageFacts], LanguageFacts]
steady = settings(deadline=None, derandomize=True)
EXAMPLE = {"lampId": "7", "colour": "red"}
ANSWER = {"code": "0", "data": [{"lampId": "7", "sCode": "0"}]}


def row(
    name: str,
    raw: str = "",
    *,
    required: Required | None = None,
    of: str = "string",
    deprecated: bool = False,
    enum: str = "",
    line: int | None = None,
    ends: bool = False,
) -> Row:
    """A row as a reader makes it from the words of its cell; `enum` is the values, one word each."""
    return Row(name, of, required, deprecated, text.plain(raw), tuple(enum.split()), line, text.pieces(raw), ends)


def note(raw: str, line: int | None = None) -> Text:
    return Text(text.plain(raw), line, text.pieces(raw))


def english(**changes: Any) -> LanguageFacts:
    facts = LanguageFacts(
        title="POST / Dim lamps",
        method="POST",
        path="/api/v5/lamp/dim",
        rate_limits=(RateLimit(20, 2, "request"),),
        rate_limit_rules=(RateLimitRule(("user",)),),
        permission="trade",
        body="object",
        max_batch=10,
        request=(
            row("lampId", "Lamp ID  \nEither `lampId` or `label` is needed.", required="conditional", line=20),
            row("label", "The label of the lamp", required="no", line=22),
            row("colour", "Colour  \n`red`: warm  \n`blue`: cold", required="yes", enum="red blue", line=23, ends=True),
        ),
        response=(
            row("lampId", "Lamp ID", line=30),
            row("state", "`lit`: burning, `dark`: out", enum="lit dark", line=31),
            row("sMsg", "Why it failed.  \nA dimmed lamp may take a while to go out.", line=32, ends=True),
        ),
        request_examples=(EXAMPLE,),
        response_examples=(ANSWER,),
        notes=(note("Dim lamps. A maximum of 10 lamps can be dimmed per request.", 5), note("Mind the dark.", 14)),
        lines={"title": 3, "endpoint": 12, "rate_limits": 7, "rate_limit_rules": 8, "permission": 9, "max_batch": 5}
        | {"notes": 5, "examples.request": 15, "examples.response": 26, "request": 18, "response": 28},
    )
    return evolve(facts, **changes)


def chinese(**changes: Any) -> LanguageFacts:
    facts = evolve(
        english(),
        title="POST / 调暗灯",
        request=(
            row("lampId", "灯的编号  \n`lampId`和`label`至少填一个。", required="conditional", line=60),
            row("label", "灯的标签", required="no", line=62),
            row("colour", "颜色  \n`red`：暖  \n`blue`：冷", required="yes", enum="red blue", line=63, ends=True),
        ),
        response=(
            row("lampId", "灯的编号", line=70),
            row("state", "`lit`：亮，`dark`：灭", enum="lit dark", line=71),
            row("sMsg", "失败的原因  \n调暗的灯可能过一会儿才熄灭。", line=72, ends=True),
        ),
        notes=(note("调暗灯，每次最多可以调暗10个灯", 45), note("当心天黑。", 54)),
        lines={name: line + 40 for name, line in english().lines.items()},
    )
    return evolve(facts, **changes)


def page(en: LanguageFacts | None = None, zh: LanguageFacts | None = None, **changes: Any) -> PageFacts:
    by_language: dict[Language, LanguageFacts | None] = {"en": en, "zh": zh}
    languages = {language: facts for language, facts in by_language.items() if facts is not None}
    return evolve(PageFacts(PurePath("lamp.md"), anchor="lamp-rest-api-dim", languages=languages), **changes)


def put(**changes: Any) -> Change:
    """Other facts of the page as a whole."""
    return lambda facts: evolve(facts, **changes)


def with_row(table: Table, name: str, **changes: Any) -> Change:
    """Another row in the place of one; `raw` is its new description."""
    if "raw" in changes:
        raw = changes.pop("raw")
        changes |= {"description": text.plain(raw), "pieces": text.pieces(raw)}

    def change(facts: LanguageFacts) -> LanguageFacts:
        rows = tuple(evolve(each, **changes) if each.name == name else each for each in facts.rows(table))
        assert rows != facts.rows(table), f"there is no other {name} in this"
        return _with_rows(facts, table, rows)

    return change


def without_row(table: Table, name: str) -> Change:
    return lambda facts: _with_rows(facts, table, tuple(each for each in facts.rows(table) if each.name != name))


def with_new_row(table: Table, new: Row, at: int = 1) -> Change:
    return lambda facts: _with_rows(facts, table, (*facts.rows(table)[:at], new, *facts.rows(table)[at:]))


def _with_rows(facts: LanguageFacts, table: Table, rows: tuple[Row, ...]) -> LanguageFacts:
    return evolve(facts, request=rows) if table == "request" else evolve(facts, response=rows)


def said(facts: LanguageFacts, *edits: tuple[str, str]) -> LanguageFacts:
    """The facts with words replaced in all prose."""

    def edited(raw: str) -> str:
        for old, new in edits:
            raw = raw.replace(old, new)
        return raw

    def of_row(each: Row) -> Row:
        pieces = tuple(edited(piece) for piece in each.pieces)
        return evolve(each, description=edited(each.description), pieces=pieces)

    changed = evolve(
        facts,
        request=tuple(map(of_row, facts.request)),
        response=tuple(map(of_row, facts.response)),
        notes=tuple(Text(edited(each.plain), each.line, tuple(map(edited, each.pieces))) for each in facts.notes),
    )
    assert changed != facts, f"nothing says {edits}"
    return changed


_WORDS = st.sampled_from(["The lamp", "Its colour", "灯的编号", "A switch. It clicks.", ""])
_DOCUMENTS = st.sampled_from([{"a": 1}, {"a": True}, {"a": "1"}, [{"a": 1}], [{"a": 1}, {"b": None}]])
_LIMITS = st.builds(
    RateLimit,
    st.integers(1, 3),
    st.sampled_from([1, 2, 60]),
    st.sampled_from(["request", "order"]),
    st.sampled_from([None, "options only"]),
)
_KEYS = st.lists(st.sampled_from(["instrument", "ip", "user"]), min_size=1, unique=True).map(sorted)
_RULES = st.builds(RateLimitRule, _KEYS.map(tuple), st.sampled_from([None, "options only"]))


@st.composite
def rows(draw: DRAW, table: Table, *, repeated: bool) -> tuple[Row, ...]:
    names = draw(st.lists(st.sampled_from(["a", "b", "b.c", "d"]), max_size=4, unique=not repeated))
    required = st.sampled_from(["yes", "no", "conditional"]) if table == "request" else st.none()
    enums = st.lists(st.sampled_from(["x", "y"]), max_size=2, unique=True).map(" ".join)
    return tuple(
        row(
            name,
            draw(_WORDS),
            required=draw(required),
            of=draw(st.sampled_from(["string", "integer"])),
            deprecated=draw(st.booleans()),
            enum=draw(enums),
            line=draw(st.integers(1, 99)),
        )
        for name in names
    )


@st.composite
def any_facts(draw: DRAW, *, repeated: bool = False) -> LanguageFacts:
    """Facts from so few values that two of them often agree in something; names may stand in several tables."""
    endpoint = draw(st.sampled_from([("GET", "/api/v5/a"), ("POST", "/api/v5/a"), (None, None)]))
    return LanguageFacts(
        title=draw(st.sampled_from([None, "A", "B"])),
        method=endpoint[0],
        path=endpoint[1],
        rate_limits=tuple(draw(st.lists(_LIMITS, max_size=2))),
        rate_limit_rules=tuple(draw(st.lists(_RULES, max_size=2))),
        permission=draw(st.sampled_from([None, "read", "trade"])),
        body=draw(st.sampled_from([None, "object", "array"])),
        max_batch=draw(st.sampled_from([None, 10, 20])),
        request=draw(rows("request", repeated=repeated)),
        response=draw(rows("response", repeated=repeated)),
        request_examples=tuple(draw(st.lists(_DOCUMENTS, max_size=2))),
        response_examples=tuple(draw(st.lists(_DOCUMENTS, max_size=2))),
        notes=tuple(note(words) for words in draw(st.lists(_WORDS.filter(bool), max_size=2, unique=True))),
    )
