"""Old parameters that a page no longer lists, but still takes until a date, as one of its sentences says.

Whoever trusts such a sentence goes on sending the old name. So it has to say, in one clause, that the old name works
still and until when. A sentence that can be read otherwise does not count: then the parameter is gone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import frozen

from ..facts import LanguageFacts, Row
from .abbreviations import ends_in_one

_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_DATE = (
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH},? \d{{4}}"
    rf"|{_MONTH} \d{{4}}"
    r"|\d{4} ?年 ?\d{1,2} ?月(?: ?\d{1,2} ?[日号])?|\d{4} ?年底"
)
# How long the old name works; since when there is a new one is another date.
_END = re.compile(
    rf"\b(?:until|till|through|before|by|up to) (?P<en>(?:(?:the )?end of )?(?:{_DATE})|(?:the )?end of \d{{4}}\b)"
    rf"|(?:至|到|截至|截止|直到|直至)\s?(?P<to>{_DATE})"
    rf"|(?P<before>{_DATE})\s?(?:之前|以前|前|止|为止)(?!的|创建|下单|提交|注册)",
    re.IGNORECASE,
)
_TAKEN = re.compile(
    r"\balias\b|\bbackwards?[- ]compatible\b|\bworks?\b|\bcan (?:still |also )?be (?:sent|used)\b"
    r"|\b(?:is|are|be|remains?|stays?|still) (?:still |also )?(?:accepted|supported|usable|available|valid|allowed)\b"
    r"|别名|兼容|有效|可(?:以)?使用|(?:仍|依然|继续)(?:然|旧)?(?:可|能|会)?(?:以|被)?(?:继续)?(?:使用|支持|传|用|接受|生效)",
    re.IGNORECASE,
)
_REMOVED = (
    r"\b(?:remov|delet|discontinu|retir|sunset|withdr|drop|disabl|terminat|ceas|stop|expir|offline|replac(?!es\b)|reject"
    r"|refus|ignor|fail|invalid|unsupported|unavailable|gone\b|end(?:s|ed|ing)\b|shut|phas(?:e|ed|ing) out)"
    r"|\b(?:not|no|never|nor|cannot|without)\b|n['’]t\b"
    r"|[不无未非没停]|下线|移除|删除|废止|取消|失效|终止|作废|拒绝|报错"
)
_IS_REMOVED = re.compile(_REMOVED, re.IGNORECASE)
# What was so once, what users have to do by that date, and what holds for some requests only, is no promise either.
_IS_NO_PROMISE = re.compile(
    rf"{_REMOVED}|\b(?:was|were|been|had|did|used to|formerly|previously|once|please|must|should|needs?|ha(?:s|ve) to"
    r"|switch|migrat\w*|(?:made|placed|created|opened|issued) before)\b|[请须需曾]|此前|原先|迁移|切换|改用",
    re.IGNORECASE,
)
_IS_LATER = r"\bafter(?:wards| (?:that|this|which|then))\b|\bthen\b|\bthereafter\b|之后|此后|随后|届时|以后"
# A clause without a name speaks of the one before it where it begins like this.
_GOES_ON = re.compile(
    r"\s*(?:(?:and|but|which|that|it|this|the old (?:name|one|parameter)|is|are|will|may|can|still|remains?|stays?"
    r"|continues?)\b|works?\b|但|且|并|它|其|该|旧|原|仍|可|继续|依然|兼容|有效|别名)",
    re.IGNORECASE,
)
# An alias that is going to be removed works until then; "by" that date may be earlier.
_IS_REMOVED_LATER = re.compile(
    rf"\b(?:will|shall|is going to) be (?:removed|deleted|discontinued|retired|dropped)(?: on| after| from| as of)"
    rf" (?P<en>{_DATE})|将[于在自]\s?(?P<zh>{_DATE})\s?[起后]?(?:正式)?(?:下线|移除|删除|废止|停用)",
    re.IGNORECASE,
)
_ANY_ALIAS = re.compile(r"\balias\b|别名", re.IGNORECASE)
_ITS_SUBJECT = (
    r"\s*(?:the )?(?:(?:old|former|deprecated) )?(?:(?:alias|parameter|name|field) )?(?:旧?(?:参数|名称|字段)|别名)?\s*"
    r"`?{name}`?\s*"
    r"(?:(?:is|works as|serves as|stays|remains) (?:an|the) alias(?: (?:of|for) (?:this parameter|`[^`]+`))?"
    r"|(?:是|为|作为|仍是)[^，。；`]{{0,8}}(?:`[^`]+`)?[^，。；`]{{0,4}}别名)?"
    r"[,，]?\s*(?:and|but|which|it|并|且|它)?\s*"
)
# What may stand before a date that only bounds what the clause beside it promises.
_OPENS = re.compile(r"\s*(?:accepted|supported|usable|available|valid|kept|在)?\s*", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])\s*")
# Not the comma of "Dec 31, 2026"; and what follows on the date is a clause of its own.
_CLAUSE_END = re.compile(r"[,，](?!\s?\d{4}\b)|[;；]|(?<=[\d日月号止前])\s+(?=(?:and|but|after)\b)", re.IGNORECASE)
_QUOTED = re.compile(r"`\s*([^`]+?)\s*`")


@frozen
class Alias:
    """A parameter that a page takes under its old name until a date, both as the page writes them, and its sentence."""

    old: Row
    new: str | None
    until: str
    sentence: str
    line: int | None

    @property
    def subject(self) -> str:
        """What the finding that tells of it is about."""
        return f"request.{self.old.name}.deprecated"


def found(old: LanguageFacts, new: LanguageFacts) -> dict[str, Alias]:
    """The parameters that left the table of requests, and of which a sentence says so, by name."""
    left = {row.name: row for row in new.request}
    gone = {row.name: row for row in old.request if row.name not in left}
    return {name: alias for name, row in gone.items() if (alias := _alias(row, old, new))}


def _alias(row: Row, old: LanguageFacts, new: LanguageFacts) -> Alias | None:
    name = row.name.rpartition(".")[2]
    known = {other.name for other in old.request}
    added = [other.name for other in new.request if other.name not in known]
    for text, place, line in _lines(new):
        for sentence in _sentences(text):
            if until := _until(sentence, name):
                named = (other for other in added if other.rpartition(".")[2] in _QUOTED.findall(text))
                return Alias(row, place if place in added else next(named, place), until, sentence, line)
    return None


def _lines(facts: LanguageFacts) -> Iterator[tuple[str, str | None, int | None]]:
    """Each line of prose, the parameter that it describes, and where it stands."""
    for row in facts.request:
        for text in row.description.split("\n"):
            yield text, row.name, row.line
    for row in facts.response:
        for text in row.description.split("\n"):
            yield text, None, row.line
    for note in facts.notes:
        for text in note.plain.split("\n"):
            yield text, None, note.line


def _sentences(text: str) -> Iterator[str]:
    begun = ""
    for piece in _SENTENCE_END.split(text):
        begun = f"{begun} {piece}".lstrip()
        if not ends_in_one(begun):
            yield begun
            begun = ""
    yield begun


def _until(sentence: str, name: str) -> str | None:
    """Until when the sentence says that the old name works; None where it does not say so beyond doubt."""
    clauses = _CLAUSE_END.split(sentence)
    for index, clause in enumerate(clauses):
        if date := _END.search(clause):
            until = date["en"] or date["to"] or date["before"]
            first, last = _promise(clauses, index, opens=bool(_OPENS.fullmatch(clause[: date.start()])))
            promise = ", ".join(clauses[first:last])
            is_told = _TAKEN.search(promise) and not _IS_NO_PROMISE.search(promise)
            if is_told and _is_about(name, clauses[:first], promise) and not _is_bounded(clauses[last:], until):
                return until
    return _removal(sentence, name)


def _removal(sentence: str, name: str) -> str | None:
    """When the alias of that name is going to be removed, if it is the subject and nothing else is taken back."""
    found = _IS_REMOVED_LATER.search(sentence)
    subject = re.compile(_ITS_SUBJECT.format(name=re.escape(name)), re.IGNORECASE)
    if not found or not subject.fullmatch(sentence, 0, found.start()):
        return None
    rest = sentence[: found.start()] + sentence[found.end() :]
    is_alias = _ANY_ALIAS.search(rest) and not _IS_NO_PROMISE.search(rest)
    return found["en"] or found["zh"] if is_alias else None


def _promise(clauses: Sequence[str], index: int, *, opens: bool) -> tuple[int, int]:
    """Which clauses make the promise: that of the date, and where the date opens it, the one that it belongs to."""
    if not _TAKEN.search(clauses[index]) and opens:
        for first, last in ((index - 1, index + 1), (index, index + 2)):
            if any(_TAKEN.search(clause) for clause in clauses[max(first, 0) : last]):
                return max(first, 0), last
    return index, index + 1


def _is_about(name: str, before: Sequence[str], promise: str) -> bool:
    """Whether the promise names the parameter; or goes on about the one that the clause before it names."""
    if named := _named(promise, name):
        return name in named
    naming = next((clause for clause in reversed(before) if _named(clause, name)), "")
    date = _END.match(promise)
    goes_on = _GOES_ON.match(promise, date.end() if date else 0)
    return name in _named(naming, name) and goes_on is not None and not _IS_REMOVED.search(naming)


def _named(text: str, name: str) -> list[str]:
    """The names in back-ticks; and this one without them where it cannot be a common word."""
    bare = rf"(?<![A-Za-z0-9_`]){re.escape(name)}(?![A-Za-z0-9_`])"
    is_word = name.isalpha() and name.islower()
    said = rf"(?:\b(?:parameter|field|name|alias)|参数|字段|名称?)\s?[:：]?\s?{bare}" if is_word else bare
    return _QUOTED.findall(text) + ([name] if re.search(said, text) else [])


def _is_bounded(after: Sequence[str], until: str) -> bool:
    """Whether what follows takes some of the promise back, but for what comes after that date."""
    later = re.compile(f"{_IS_LATER}|{re.escape(until)}", re.IGNORECASE)
    return any(_IS_REMOVED.search(clause) and not later.search(clause) for clause in after)
