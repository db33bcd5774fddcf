"""A parameter that left the table, but is still taken under its old name until a date, is not a breaking change."""

from __future__ import annotations

import pytest

from generator.docs.comparing import compare, prose
from generator.docs.facts import LanguageFacts

from .facts_support import english, note, page, put, row, with_new_row, with_row, without_row


def renamed(words: str) -> LanguageFacts:
    """`label` is now `name`, which must be sent; the words are about it."""
    new = row("name", f"The name of the lamp  \n{words}", required="yes", line=21)
    return with_new_row("request", new)(without_row("request", "label")(english()))


@pytest.mark.parametrize(
    ("words", "until"),
    [
        ("`label` is kept as an alias until 2026-12-31.", "2026-12-31"),
        ("Alias: `label` (until 2026/12/31)", "2026/12/31"),
        ("The old name `label` is accepted until Dec 31, 2026.", "Dec 31, 2026"),
        ("The old parameter label works until December 31st, 2026", "December 31st, 2026"),
        ("Renamed from `label`, which can be sent until 31 December 2026", "31 December 2026"),
        ("`nw` was renamed from `label`, which is still accepted until 2026-12-31.", "2026-12-31"),
        ("`label` is still accepted, until the end of December 2026.", "the end of December 2026"),
        ("`label` is an alias of `name`, accepted until 2026-12-31.", "2026-12-31"),
        ("Until Dec. 31, 2026, `label` still works.", "Dec. 31, 2026"),
        ("`label` is accepted until 2026-12-31 and will be removed afterwards.", "2026-12-31"),
        ("`label` is an alias through 2026-12-31, after which it is no longer accepted.", "2026-12-31"),
        ("旧参数 `label` 兼容至2026年12月31日，之后将下线。", "2026年12月31日"),
        ("截至2026年12月31日，旧参数 `label` 仍可使用。", "2026年12月31日"),
        ("Since 2026-01-15 this is the new name. `label` remains usable until 2026-12-31.", "2026-12-31"),
        ("The alias `label` works until 2026-12-31, the new name since 2027-01-15.", "2026-12-31"),
        ("别名 `label`，2026年12月31日前有效", "2026年12月31日"),
        ("旧参数`label`在 2026 年 12 月 31 日之前仍可使用，新参数自2027年1月15日起必填", "2026 年 12 月 31 日"),
        ("兼容旧参数label，截至2026/12/31", "2026/12/31"),
        ("原参数 `label` 继续支持至 2026年12月。", "2026年12月"),
        ("`name` replaces `label`, which stays valid as an alias until 2026-12-31.", "2026-12-31"),
        ("`label` may be used as an alias until the end of 2026", "the end of 2026"),
        ("`label` 为旧参数名，可继续使用至2026-12-31", "2026-12-31"),
        ("`label` is an alias of this parameter and will be removed on 2026-12-31.", "2026-12-31"),
        ("The alias `label` will be removed after 2026-12-31.", "2026-12-31"),
        ("`label` will be removed after 2026-12-31; until then it works as an alias.", "2026-12-31"),
        ("`label` 为本参数的别名，将于2026年12月31日下线。", "2026年12月31日"),
        ("旧名称`label`可使用至2026年12月31日。", "2026年12月31日"),
        ("在2026年12月31日前，仍可使用旧参数`label`（别名）。", "2026年12月31日"),
    ],
)
def test_a_sentence_that_names_an_alias_until_a_date_is_one_docs_finding(words: str, until: str) -> None:
    found = compare.pages(page(english()), page(renamed(words)))
    assert [(each.kind, each.subject, each.impact, each.old, each.new) for each in found][1:] == [
        (
            "parameter-added",
            "request.name",
            "additive",
            None,
            {"name": "name", "type": "string", "required": "yes", "deprecated": False},
        )
    ]
    alias = found[0]
    assert (alias.kind, alias.subject, alias.impact) == ("deprecated-changed", "request.label.deprecated", "docs")
    assert (alias.old, alias.new, alias.page_line) == (False, True, 21)
    assert f"until {until}" in alias.message
    assert "`name`" in alias.message


@pytest.mark.parametrize(
    "words",
    [
        "`label` is an alias of this.",
        "`label` is in use since 2026-12-31.",
        "`labels` is kept as an alias until 2026-12-31.",
        "`label_2` is kept as an alias until 2026-12-31.",
        "Another field is kept as an alias until 2026-12-31.",
        "`label` was removed on 2026-05-01.",
        "`label` was renamed to `name` on 2026-05-01.",
        "`label` is not backward compatible until 2026-12-31.",
        "`label` was previously used for the lamp until 2026-05-01.",
        "`label` is no longer supported after 2026-12-31.",
        "`label` is no longer supported, contracts remain valid until 2026-12-31.",
        "`label` was accepted as an alias until 2026-05-01.",
        "Until 2026-05-01, `label` was still accepted.",
        "`label` is the old name until 2026-05-01.",
        "`label` is the old name, accepted until 2026-05-01.",
        "`label` is still supported, and goes at the end of December 2026.",
        "`label` is still supported.",
        "`label` is still supported since 2026-01-15.",
        "The alias `label` will be removed by 2026-12-31.",
        "The alias `label` stops before 2026-12-31.",
        "Please switch from the alias `label` before 2026-12-31.",
        "`label` is accepted until 2026-12-31, but no longer for floor lamps.",
        "`label` is still accepted for lamps made before 2026-05-01.",
        "Instead of `label`, the alias `tag` is still accepted until 2026-12-31.",
        "Instead of `label`, `name` is accepted until 2026-12-31.",
        "`label` will be removed on 2026-12-31.",
        "Unlike `label`, the alias `cid` will be removed on 2026-12-31.",
        "Replaces `label`, whose alias `x` will be removed on 2026-12-31.",
        "The alias `lbl` of `label` will be removed on 2026-12-31.",
        "`room` is an alias of `label`; this endpoint will be removed on 2026-12-31.",
        "`label` was an alias and was removed on 2026-05-01.",
        "`label` is no longer an alias and will be removed on 2026-12-31.",
        "`label` was replaced by `name`, which is accepted until 2026-12-31.",
        "The label of a lamp is still accepted until 2026-12-31.",
        "旧参数 `label` 自2026年5月1日起下线。",
        "旧参数 `label` 在2026年5月1日前不再兼容。",
        "2026年5月1日前曾支持 `label`，现已更名。",
        "别名 `label` 将于2026年12月31日前移除。",
        "旧参数 `label` 无法继续使用至2026年12月31日。",
        "2026年5月1日前的灯仍可使用 `label`。",
        "旧参数 `label` 自2026年1月15日起仍可使用。",
    ],
)
def test_without_the_name_an_alias_and_a_date_the_parameter_is_gone(words: str) -> None:
    found = compare.structure(english(), renamed(words))
    assert [(each.kind, each.impact) for each in found] == [
        ("parameter-removed", "breaking"),
        ("parameter-added", "breaking"),
    ]


SENTENCE = "`label` is the old name of `name`, and works until 2026-12-31."


def test_the_sentence_may_stand_in_a_note_and_is_then_no_second_finding() -> None:
    new = put(notes=(*english().notes, note(SENTENCE, 15)))(renamed(""))
    found = compare.pages(page(english()), page(new))
    assert [(each.kind, each.impact, each.page_line) for each in found] == [
        ("deprecated-changed", "docs", 15),
        ("parameter-added", "additive", 21),
    ]


def test_the_sentence_may_stand_at_a_parameter_that_was_there_before() -> None:
    old = with_new_row("request", row("name", "The name of the lamp", required="no", line=19))(english())
    new = with_row("request", "name", raw=f"The name of the lamp  \n{SENTENCE}")(without_row("request", "label")(old))
    found = compare.pages(page(old), page(new))
    assert [(each.kind, each.subject, each.page_line) for each in found] == [
        ("deprecated-changed", "request.label.deprecated", 19)
    ]
    assert found[0].message.endswith("send `name` instead")


def test_the_new_name_is_the_one_that_is_new_and_named() -> None:
    words = "Beside `lampId`, `label` is the old name of `name`, and works until 2026-12-31."
    new = put(notes=(note(words),))(with_new_row("request", row("room", "The room", required="no"))(renamed("")))
    assert compare.structure(english(), new)[0].message.endswith("send `name` instead")
    at_home = with_new_row("request", row("room", "The room", required="no"))(
        renamed("The alias `label` works until 2026-12-31, like `room`.")
    )
    assert compare.structure(english(), at_home)[0].message.endswith("send `name` instead")
    nameless = put(notes=(note("The alias `label` works until 2026-12-31."),))(
        without_row("request", "label")(english())
    )
    assert compare.structure(english(), nameless)[0].message == "`label` is now only an alias, until 2026-12-31"


def test_name_and_date_stand_in_one_line_wherever_it_is() -> None:
    gone = without_row("request", "label")(english())
    for one_line, kind in (
        (SENTENCE, "deprecated-changed"),
        (SENTENCE.replace(", and", "  \nand"), "parameter-removed"),
    ):
        for new in (
            put(notes=(note(one_line),))(gone),
            with_row("request", "lampId", raw=one_line)(gone),
            with_row("response", "lampId", raw=one_line)(gone),
        ):
            assert [each.kind for each in compare.structure(english(), new)] == [kind]
    (told,) = compare.structure(english(), with_row("response", "lampId", raw=SENTENCE)(gone))
    assert told.new_line == 30


def test_the_same_sentence_about_a_parameter_that_stays_is_only_text() -> None:
    new = with_row("request", "lampId", raw=f"Lamp ID  \nEither `lampId` or `label` is needed.  \n{SENTENCE}")(
        english()
    )
    assert [each.kind for each in compare.pages(page(english()), page(new))] == ["text-changed"]


def test_another_new_parameter_that_must_be_sent_still_breaks() -> None:
    new = with_new_row("request", row("room", "The room", required="yes"))(renamed(SENTENCE))
    assert [(each.subject, each.impact) for each in compare.structure(english(), new)] == [
        ("request.label.deprecated", "docs"),
        ("request.room", "breaking"),
        ("request.name", "additive"),
    ]


def test_a_parameter_that_was_deprecated_already_is_told_as_text_with_the_date() -> None:
    old = with_row("request", "label", deprecated=True)(english())
    for told_before in (old, put(notes=(*old.notes, note(SENTENCE)))(old)):
        new = put(notes=(*old.notes, note(SENTENCE, 15)))(without_row("request", "label")(old))
        (found,) = compare.pages(page(told_before), page(new))
        assert (found.kind, found.subject, found.impact) == ("text-changed", "request.label.description", "docs")
        assert (found.old, found.new, found.page_line) == ("The label of the lamp", None, None)
        assert found.message == "`label` is now only an alias, until 2026-12-31"


def test_a_sentence_about_another_name_is_not_told_by_the_finding_of_an_alias() -> None:
    other = "`tag` is an alias of `lampId` until 2027-05-01."
    gone = without_row("request", "label")(english())
    new = put(notes=(*gone.notes, note(SENTENCE, 15), note(other, 16)))(gone)
    found = compare.pages(page(english()), page(new))
    assert [(each.kind, each.page_line) for each in found] == [("deprecated-changed", 15), ("note-changed", 16)]
    before = put(notes=(*gone.notes, note(SENTENCE), note(other)))(english())
    after = put(notes=(*gone.notes, note(SENTENCE)))(gone)
    found = compare.pages(page(before), page(after))
    assert [(each.kind, each.message) for each in found][1:] == [("note-changed", f"a note is gone: “{other}”")]


def test_a_nested_parameter_is_named_by_its_own_name() -> None:
    lamps = row("lamps", "The lamps", required="no", of="array of objects")
    old = LanguageFacts(request=(lamps, row("lamps.label", "A label", required="no")))
    new = LanguageFacts(request=(lamps, row("lamps.name", SENTENCE, required="yes")))
    assert [(each.kind, each.subject, each.impact) for each in compare.structure(old, new)] == [
        ("deprecated-changed", "request.lamps.label.deprecated", "docs"),
        ("parameter-added", "request.lamps.name", "additive"),
    ]
    assert "`lamps.name`" in compare.structure(old, new)[0].message
    noted = put(request=(lamps, row("lamps.name", "A name")), notes=(note(SENTENCE),))(new)
    assert "`lamps.name`" in compare.structure(old, noted)[0].message


def test_another_date_for_an_alias_that_is_known_is_text() -> None:
    ours = english()  # the spec still has the parameter, as programs may still send it
    old = put(notes=(note("Dim."), note(SENTENCE)))(renamed(""))
    new = put(notes=(note("Dim."), note(SENTENCE.replace("2026", "2027"), 9)))(renamed(""))
    assert prose.differences(prose.prints(old), prose.prints(old), ours, old) == []
    (found,) = prose.differences(prose.prints(old), prose.prints(new), ours, new)
    assert (found.subject, found.new_line) == ("notes", 9)


def test_a_field_of_that_name_is_gone_all_the_same() -> None:
    old = with_new_row("response", row("label", "The label"))(english())
    found = compare.structure(old, renamed(SENTENCE))
    assert [(each.kind, each.impact) for each in found if "label" in each.subject] == [
        ("deprecated-changed", "docs"),
        ("field-removed", "breaking"),
    ]
