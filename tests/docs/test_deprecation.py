"""A row is deprecated where its page says so of the row itself: not of a value of it, and not of another parameter."""

from __future__ import annotations

import pytest

from generator.docs.facts import LanguageFacts
from generator.docs.reading import deprecation

from .prose_support import both_ways, last_row, one_row, subjects


@pytest.mark.parametrize(
    "description",
    [
        "~~Colour~~(Deprecated)", "Colour (deprecated)", "Colour. Deprecated", "~~Colour~~",
        "~~Colour~~(no longer supported)", "~~Colour~~ Deprecated", "~~Colour  \n`red`, `blue`~~ (Deprecated)",
        "Colour. It will be deprecated soon", "Colour, which is already deprecated", "~~颜色~~ （已弃用）",
        "颜色（已废弃）",
        "颜色 (已废弃)", "颜色，该字段已废弃", "颜色，即将废弃。", "~~颜色~~", "颜色已废弃", "颜色，字段已废弃",
        "(Deprecated)", "(deprecated, use `x` instead)", "This field is deprecated.", "该字段即将被废弃", "此参数弃用",
        "该字段已废弃", "已弃用", "Deprecated since 2024", "*Deprecated*", "**(Deprecated)** Colour", "即将废弃",
        "This field has been deprecated", "Colour (deprecated)  \n`red`: red", "[Deprecated] Colour of the lamp",
        "( Deprecated ) Colour", "Colour  \n(Deprecated; use `shade`)", "Colour  \n`red`: red  \nDeprecated.",
        "_Deprecated, use `shade`_", "Colour, e.g. `red` (deprecated)", "颜色，如 `red`（已废弃）",
        "颜色，如 `red`，即将废弃", "The colour. Please note that this parameter will be deprecated on 2026-01-01.",
        "颜色。例如，2 - 红。（该字段已废弃，建议使用 shade）", "注意：该参数将于2026年1月废弃",
        "本参数已弃用，请使用 `shade`",
        "`red`: red  \n`blue`: blue  \nThis parameter is about to be deprecated.", "【已弃用】颜色", "To be deprecated",
        "~~Colour~~ Deprecated, use `shade`", "~~Colour~~Deprecated  \nMind the lamp.", "Note: deprecated",
        "`lamp` is deprecated, use `light`", "lamp (deprecated)", "该字段lamp已废弃", "Deprecated: use `light`",
        "颜色ID 字段已废弃", "颜色ID字段已废弃", "颜色ID 该字段已废弃", "颜色ID该字段已废弃",
        "交易模式 已废弃", "The `lamp` parameter is deprecated.", "Colour; The default is `100` (Deprecated)",
        'Colour. Example : "red" (Deprecated)', "颜色，如, `red`（已弃用）",
        "The colour of the lamp.(Deprecated)", "颜色  \n`red`: 红  \n默认为白（已弃用）",
        "Colour  \nOnly applicable to lamps (Deprecated)", "~~Colour.~~(Deprecated)",
        "`red`: red. This field is deprecated.", "颜色ID已废弃", "Deprecated field, use `shade`", "已废弃参数",
    ],
)  # fmt: skip
def test_a_mark_of_the_row(description: str) -> None:
    assert deprecation.is_deprecated(description, "> lamp")


@pytest.mark.parametrize(
    "description",
    [
        "ColourDeprecated", "Colour  \n`red`: red  \n`mauve`: ~~mauve~~ (Deprecated; use `red`)", "颜色",
        "Colour  \n* `red`: red  \n* `mauve`：已废弃", "~~Colour~~ Shade of the lamp", "Colour of the lamp",
        "`a`: x, `b`: IOC (Deprecated), `c`: y", "2: Multi (deprecated)", "b：B（已废弃）", '"b": B (deprecated)',
        "Replaces `ccy`, which is deprecated.", "`ccy` will be deprecated, use this one", "This is not deprecated.",
        "the value `x` is deprecated", "Kind, `a`: x, `b`: y (deprecated)", "Kind: 1: one (deprecated), 2: two",
        "Kind  \n2. `b` (deprecated)", "Kind, `a` or `b` (deprecated)", "`cross` mode is deprecated.",
        "Kind. The old way to dim is deprecated.", "该字段未废弃", "该字段不会被废弃", "此参数不再弃用",
        "It will not be deprecated",
        "Whether it is deprecated", "Whether the lamp is deprecated", "是否已废弃", "该值已废弃", "Kind  \n`a` 已弃用",
        "替代已废弃的字段", "Use it instead of the deprecated `ccy`.", "Deprecated values: `a`, `b`",
        "non-deprecated lamps",
        "This field isn't deprecated", "`a`: x. It is deprecated.", "Kind  \n'a': x (Deprecated)",
        "Kind. `a`（即将废弃）",
        "废弃物类型", "This deprecated value", 'Kind, 1 or "b" (deprecated)', "Kind  \n~~`a`: x~~ (Deprecated)",
        "~~`a`~~ (Deprecated), `b`: y", "该字段已废弃的值不再返回",
        "Kind  \n> `b` (deprecated)", "旧参数已废弃", "Only when the kind is `b` (deprecated)", "若旧字段已废弃",
        "Kind  \n`px`字段已废弃", "若传`px`（该字段已废弃），则忽略",
        "If `px` is passed, which is deprecated, it is ignored.",
        "The value fok, deprecated since 2026, is refused", "Value fok: deprecated",
        "The parameters px and tag: deprecated.", "Replaces the old parameter type, now deprecated.",
        "Kind  \nioc (Deprecated)", "Order type. elp (Deprecated; use rpi instead)",
    ],
)  # fmt: skip
def test_a_mark_of_something_else_and_no_mark_at_all(description: str) -> None:
    assert not deprecation.is_deprecated(description, "lamp")


def test_to_the_last_row_a_notice_may_be_glued() -> None:
    for text, is_last, expected in (
        ("~~Colour.~~  \nMind the lamp.", True, True),
        ("~~Colour.~~  \nMind the lamp.", False, False),
        ("~~Colour~~ of it  \nMind the lamp.", True, False),
    ):
        assert deprecation.is_deprecated(text, "lamp", is_last=is_last) is expected


@pytest.mark.parametrize(
    "name", ["~~lamp~~", "lamp (Deprecated)", "> lamp（已弃用）", "lamp Deprecated", "[deprecated] lamp"]
)
def test_a_mark_at_the_name(name: str) -> None:
    assert deprecation.is_deprecated("Colour", name)
    assert deprecation.without_mark(name.strip("~> ")) == "lamp"


@pytest.mark.parametrize("name", ["isDeprecated", "deprecated", "deprecatedAt", "lamp (optional)"])
def test_a_name_with_the_word_in_it_is_no_mark(name: str) -> None:
    assert not deprecation.is_deprecated("Colour", name)
    assert deprecation.without_mark(name) == name


MARKS_WITH_MORE = [
    "{} (deprecated, use `x` instead)",
    "{} (Deprecated; use `x` instead.)",
    "{} (deprecated since 2024 (see below). Use `x`)",
    "{}（已弃用，请使用 `x`）",
    "Deprecated since 2024, use `x`. {}",
    "{}. Deprecated since 2024, use `x`",
    "{}. This field is deprecated and will be removed in 2027.",
    "{}. It has been deprecated, please use `x`.",
    "{}，该字段已废弃，请使用 `x`",
    "{}\nDeprecated since 2024, use `x`",
    "{}\n该字段将于2027年废弃，改用 `x`。",
    "{}. It is already deprecated.\nMind the lamp.",
    "已废弃，{}",
]


@both_ways
@pytest.mark.parametrize("mark", MARKS_WITH_MORE)
@pytest.mark.parametrize("words", ["Name of the lamp", "Name of the lamp.", "灯的编号"])
def test_all_words_of_a_mark_are_no_text(mark: str, words: str, is_back: bool) -> None:
    marked = mark.format(words.rstrip(".") if mark.startswith(("{}.", "{}，")) else words)
    assert deprecation.is_deprecated(marked)
    for make in (one_row, last_row):
        plain = f"{words}\nMind the lamp." if "Mind" in mark else words
        pair = make(plain), make(marked, deprecated=True)
        assert subjects(*(reversed(pair) if is_back else pair)) == []
        other = make(plain.replace("of", "or").replace("灯", "火")), make(marked, deprecated=True)
        assert len(subjects(*(reversed(other) if is_back else other))) == 1


def both_deprecated(one: str, other: str) -> list[tuple[LanguageFacts, LanguageFacts]]:
    return [(make(one, deprecated=True), make(other, deprecated=True)) for make in (one_row, last_row)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Name (deprecated, use `x`)", "Name (deprecated, use `y`)"),
        ("Name (deprecated)", "Name (deprecated, use `y`)"),
        ("Name. Deprecated since 2024", "Name. Deprecated since 2025"),
        ("~~Name~~", "~~Name~~ (Deprecated, use `y`)"),
        ("编号，将于2026年12月31日废弃。", "编号，将于2026年9月1日废弃。"),
        ("编号，即将废弃", "编号，将于2026年12月31日废弃"),
        ("编号，即将废弃", "编号，已废弃"),
        ("编号（将于2026-12-31废弃）", "编号（将于2026-09-01废弃）"),
        ("Name. It will be deprecated soon.", "Name. It is already deprecated."),
        ("Name (will be deprecated soon)", "Name (Deprecated)"),
    ],
)
def test_other_words_of_a_mark_that_stays_are_text(one: str, other: str) -> None:
    for old, new in both_deprecated(one, other):
        assert len(subjects(old, new)) == len(subjects(new, old)) == 1


OF_A_ROW_WITH_VALUES = ["Kind\n`a`: one\n`b`: two", "Kind, as `b`", "以`b`为主", "如 1597026383085", 'Kind, e.g. "b"']
STRUCK = ["~~{}~~(Deprecated)", "~~{}~~（已弃用）", "~~{}~~Deprecated", "~~{}~~ 已废弃", "~~{}~~(no longer supported)"]


@both_ways
@pytest.mark.parametrize("mark", STRUCK)
@pytest.mark.parametrize("words", OF_A_ROW_WITH_VALUES)
def test_the_word_behind_a_struck_row_is_no_text(mark: str, words: str, is_back: bool) -> None:
    assert deprecation.is_deprecated(mark.format(words), "lamp")
    for make in (one_row, last_row):
        pair = make(words), make(mark.format(words), deprecated=True)
        assert subjects(*(reversed(pair) if is_back else pair)) == []


@both_ways
@pytest.mark.parametrize(
    "mark",
    ["{}. `last` is deprecated.", "{}. The parameter `last` will be deprecated.", "{} (`last` is deprecated, use `x`)"],
)
def test_a_mark_that_names_its_row_is_no_text(mark: str, is_back: bool) -> None:
    assert deprecation.is_deprecated(mark.format("Price"), "last")
    pair = last_row("Price"), last_row(mark.format("Price"), deprecated=True)
    assert subjects(*(reversed(pair) if is_back else pair)) == []


@both_ways
@pytest.mark.parametrize(
    "mark", ["{}Deprecated", "{}(Deprecated)", "{} (Deprecated)", "(Deprecated) {}", "{}（已废弃）"]
)
@pytest.mark.parametrize("words", ["The last", "last", "last of all"])
def test_the_name_of_the_row_beside_a_mark_stays_whole(mark: str, words: str, is_back: bool) -> None:
    pair = last_row(words), last_row(mark.format(words), deprecated=True)
    assert subjects(*(reversed(pair) if is_back else pair)) == []


def test_what_a_mark_beside_the_name_says_more_is_kept() -> None:
    assert deprecation.remark("> px (Deprecated, use `sz`)") == "(Deprecated, use `sz`)"
    assert deprecation.remark("px (will be deprecated on 2026-12-31)") == "(will be deprecated on 2026-12-31)"
    assert [deprecation.remark(name) for name in ("px", "px (Deprecated)", "px（已废弃）", "px Deprecated")] == [""] * 4


@pytest.mark.parametrize("other", ["Name. Deprecated", "~~Name~~", "[Deprecated] Name", "Name, already deprecated"])
def test_the_same_mark_in_other_words_is_no_change(other: str) -> None:
    for old, new in both_deprecated("Name (deprecated)", other):
        assert subjects(old, new) == subjects(new, old) == []


def test_words_beside_a_mark_stay_text() -> None:
    for make in (one_row, last_row):
        for beside in ("Name. Deprecated. Mind the lamp.", "Name (deprecated), not for the deprecated lamps"):
            assert len(subjects(make("Name"), make(beside, deprecated=True))) == 1
