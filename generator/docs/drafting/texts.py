"""The texts of a draft: OKX's own in both languages, as far as they can stand in the spec."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from attrs import evolve, frozen

from ..facts import LANGUAGES, Language

_CHINESE = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_WIDE = r"[\u3000-\u9fff\uff00-\uffef]"
_BLANK_BETWEEN = re.compile(rf"(?<={_WIDE}) +(?={_WIDE})")

_RELATIVE_LINK = re.compile(r"\]\((?=[/#])(?!//)")

_LONGEST_HEADING = 60  # characters


@frozen
class Texts:
    """One text in both languages, and what a person has to know about it."""

    en: str
    zh: str
    comments: tuple[str, ...] = ()

    def fields(self, name: str = "description") -> dict[str, str]:
        """The two fields of the spec."""
        return {name: self.en, f"x-{name}-zh": self.zh}


SITE = "https://www.okx.com"
ENVELOPE = {
    "code": Texts('The code of the whole request; "0" is success.', '整个请求的代码；"0" 为成功。'),
    "msg": Texts("The text that goes with `code`; empty on success.", "与 `code` 对应的文字；成功时为空。"),
    "data": Texts("The results. Absent or empty when the request was refused.", "结果。请求被拒绝时不存在或为空。"),
}
"""What we say of the envelope around all answers, which the tables of most pages leave out."""

_IN_CHINESE = {each.en: each.zh for each in ENVELOPE.values()}
_IN_ENGLISH = {each.zh: each.en for each in ENVELOPE.values()}
_UNTRANSLATED = "待译："
_TO_TRANSLATE = Texts("To be translated.", "待译")


def texts(said: Mapping[Language, str | None], instead: Texts) -> Texts:
    """What a page says, in each of its languages; what it does not say is taken from `instead`."""
    english, chinese = (_read(said, language) for language in LANGUAGES)
    comments = []
    if _CHINESE.search(english):
        comments.append(f"The English page says in Chinese: {english}")
        english = ""
    if english and not chinese and "zh" not in said:
        chinese = _IN_CHINESE.get(english, f"{_UNTRANSLATED}{english}")
    elif chinese and not _CHINESE.search(chinese):
        chinese = f"{_UNTRANSLATED}{chinese}"
    if chinese and not english and "en" not in said:
        english = _IN_ENGLISH.get(chinese, _TO_TRANSLATE.en)
    return Texts(english or instead.en, chinese or instead.zh, tuple(comments))


def _read(said: Mapping[Language, str | None], language: Language) -> str:
    """The text of one language, as it can stand outside of OKX's pages."""
    text = _BLANK_BETWEEN.sub("", said.get(language) or "").strip()
    return _RELATIVE_LINK.sub(lambda link: f"]({_base(text[link.end()], language)}", text)


def _base(first: str, language: Language) -> str:
    """What a link lacks that begins with this character: the site, or the page of which it names a place."""
    return f"{SITE}/docs-v5/{language}/" if first == "#" else SITE


def prose(notes: Mapping[Language, Sequence[str]], instead: Texts) -> tuple[Texts, list[Texts]]:
    """What a page's notes come to: the first is the introduction; of the others, those that say something."""
    intro = texts({language: some[0] if some else "" for language, some in notes.items()}, instead)
    rest = {language: [note for note in some[1:] if not _names_a_table(note)] for language, some in notes.items()}
    if len({len(some) for some in rest.values()}) > 1:  # which belongs to which is not told
        rest = {language: ["\n".join(some)] if some else [] for language, some in rest.items()}
    count = max((len(some) for some in rest.values()), default=0)
    return intro, [
        _caveat({language: some[index] for language, some in rest.items() if some}) for index in range(count)
    ]


def _caveat(said: Mapping[Language, str]) -> Texts:
    both = texts({"en": "", **said} if "zh" in said else said, _TO_TRANSLATE)
    if len(said) > 1:
        return both
    only = "English" if "en" in said else "Chinese"
    return evolve(both, comments=(*both.comments, f"Only OKX's {only} page says this."))


def _names_a_table(note: str) -> bool:
    """Whether a note is a mere heading, such as those between the tables of one page."""
    return "\n" not in note and len(note) < _LONGEST_HEADING and not re.search(r"[.。!！?？;；]", note)


def undescribed(name: str) -> Texts:
    """What to say of a field that the page does not describe."""
    return Texts(f"`{name}`, which OKX's page does not describe.", f"`{name}`，OKX 页面未作说明。")
