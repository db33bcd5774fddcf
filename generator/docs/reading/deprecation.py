"""Whether a row says that it is deprecated: the one home of the words for it, in both languages.

A mark is a clause, or what stands in brackets, that says nothing but this, and maybe since when, why and what to use
instead: (Deprecated), "This field will be deprecated soon", 该字段已废弃，请使用 …. It speaks of a value where its line
opens with one, or one stands right before it, unless it names the field. Where it is doubtful the row is not
deprecated: its text changed all the same, and that is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from attrs import frozen

from ..text import plain
from .values import FOR_EXAMPLE

_FLAGS = re.IGNORECASE | re.ASCII  # ASCII: a Chinese character ends a Latin word

# What a mark says. Where quantifiers are possessive, texts of many numbers would take for ever.
_WORD = re.compile(r"deprecated|废弃|弃用|no longer supported", _FLAGS)
_BEING = r"(?:\b(?:is|was|are|has|have|had|been|being|will|to|be|going|about|soon|already|now|currently|also)\s+)"
_DATE = r"(?:[于在自从]\s?)?\d[\d年月日号/.\-]{0,12}+\s?起?"
_SOON = rf"(?:现已|早已|已经|已|即将|将|计划|要|会|后续|未来|目前|正式|被|{_DATE}|\s)"
_STATE = rf"(?:{_BEING}{{0,6}}deprecated\b(?: soon| now)?|{_SOON}{{0,8}}+(?:废弃|弃用))"
_FIELD = r"(?:field|parameter|param|property|attribute|column|key)\b"
_ROW = rf"\b(?:this|the|that) (?:(?:request|response|input|output|query|optional|whole) )?{_FIELD}(?: it\b)?"
_ROW_ZH = r"(?:该|此|本|这个|当前)?(?<![旧原他述的些])(?:请求|返回|响应)?(?:字段|参数|属性)(?: ?it\b)?"
_LEAD = (
    r"(?:(?:please note(?: that)?|note(?: that)?|notice|warning|important|and|but|so|as|the|请注意|注意|由于|因为|所以"
    r"|并且|但是|但|且)(?![\w\-])[:：,，]?\s*)"
)
_GOES_ON = (
    r"(?:(?:since|as of|from|in|on|by|for|after|and|soon|now|please|use|see|replaced|superseded|will|due|because|with"
    r"|instead)\b|请|改用|改为|使用|建议|推荐|由|自|将|以|并|不再|后续)"
)
# Else the word describes what comes next: "deprecated values", 已废弃的字段.
_ENDS = rf"(?:\s*(?:{_FIELD}|字段|参数))?(?=\s*(?:$|[.,;:!?()\[\]。，；：！？、（）【】–—*_-]|{_GOES_ON}))"
_CLAUSE = re.compile(
    rf"[\s*_]*{_LEAD}{{0,3}}(?:(?P<row>{_ROW}|{_ROW_ZH})\s*|\b(?:it|this|which|that)\b\s*|它|其|此)?{_STATE}{_ENDS}",
    _FLAGS,
)
_IN_BRACKETS = re.compile(rf"{_CLAUSE.pattern}|\s*(?P<gone>no longer supported)\b", _FLAGS)
_ROW_ANYWHERE = re.compile(rf"(?P<row>{_ROW_ZH})\s*{_STATE}{_ENDS}", _FLAGS)
# Right behind other words only a mark without a verb is one of the row: else they are its subject.
_AT_END = re.compile(rf"(?:(?<=\s)(?:already )?deprecated\b|{_SOON}{{1,8}}+(?:废弃|弃用)){_ENDS}", _FLAGS)
_GLUED = re.compile(r"(?<=\S)Deprecated(?=[\s.。]*$)")
_NO_ROW = re.compile(
    r"(?:[不未没]有?|是否|值|选项|模式|类型|方式|状态|[旧原他述的些](?:字段|参数|属性)|n['’]t"
    r"|\b(?:a|an|of|or|than|the|not|never|no longer|is|was|are|has|have|had|been|being|will|to|be|soon|already|now"
    r"|currently|also))$",
    _FLAGS,
)

# Where a mark stands.
_BEGIN = re.compile(r"(?:(?<!\be\.g)(?<!\bi\.e)\.(?=\s|$)|[!?,;:。！？，；：、]|\s-\s)\s*", _FLAGS)
_STOPS = ".!?;。！？；"
_COMMAS = " \t,，、"
_AROUND = f"{_COMMAS}{_STOPS}:：–—-"
_REST = re.compile(rf"[ ,，;；:：.。–—-]*{_GOES_ON}", _FLAGS)
_BRACKET = re.compile(r"[(（\[【]|[)）\]】]")
_QUOTED = r"(?:`[^`]+`|\"[^\"]+\"|'[^']+'|“[^”]+”|‘[^’]+’)"
_REMARK = r"(?:note|notice|warning|remark|important|it|deprecated)\b"
_VALUE = re.compile(rf"\s*(?:[>*\-•]\s*|\d+\.\s+)*(?:{_QUOTED}|(?!{_REMARK})[\w+\-./]+\s*(?=[:：=]))", _FLAGS)
_QUOTED_LAST = re.compile(rf"{_QUOTED}$")
_LONGEST_CLAUSE = 500  # characters

_AT_NAME = re.compile(
    r"[\s~]*[(（\[【][^()（）\[\]【】]*(?:deprecated|废弃|弃用)[^()（）\[\]【】]*[)）\]】]\s*|(?<=\S)\s+deprecated\s*$",
    re.IGNORECASE,
)


_STRUCK_LINE = re.compile(r"\s*~~[^~\n]+~~[ \t]*(?:\n|$)")


@frozen
class _Mark:
    """Where in a line a mark stands, with all that it says, and what it says besides."""

    start: int
    end: int
    more: str


@frozen
class Unmarked:
    """A description without its marks; `stopless` also without the full stops beside them. `more` is the marks' own."""

    text: str
    stopless: str
    more: tuple[str, ...]


def is_deprecated(description: str, name: str = "", *, is_last: bool = False) -> bool:
    """Whether a row is struck through as a whole, or says in words that it is deprecated; `name` is its first cell.

    To the last row of a table the page's form may have glued a notice, on lines of its own.
    """
    if "~~" in name or without_mark(name) != name:
        return True
    if is_last and _STRUCK_LINE.match(description):
        return True
    if description.strip().startswith("~~"):
        rest = re.sub(r"~~.*?~~", "", description, flags=re.DOTALL)
        if not without_marks(plain(rest)).stopless.strip(f"{_COMMAS}{_STOPS}:：\n"):
            return True
        if not description.strip().startswith("~~`") and _has_mark(rest, name):
            return True
    return _has_mark(description, name)


def _has_mark(description: str, name: str) -> bool:
    text = plain(description)
    if own := re.sub(r"[\s>*`~\\]", "", name):
        text = re.sub(rf"(?<!\w)`?{re.escape(own)}`?(?!\w)", "it", text, flags=re.ASCII)
    return any(_marks(line, is_first=not index) for index, line in enumerate(text.split("\n")))


def without_mark(name: str) -> str:
    """The first cell of a row without a mark of deprecation beside the name."""
    return _AT_NAME.sub("", name)


def without_marks(description: str) -> Unmarked:
    """The plain description of a row that is known to be deprecated, without what only says so."""
    texts, stopless, more = [], [], []
    for line in description.split("\n"):
        text = bare = _GLUED.sub(" Deprecated", line)
        for mark in reversed(_marks(text, is_first=True)):
            text = f"{text[: mark.start].rstrip()} {text[mark.end :].lstrip()}".strip()
            before, after = bare[: mark.start].rstrip(), bare[mark.end :].lstrip()
            bare = before[:-1] + after if before.endswith((".", "。")) else before + re.sub("^[.。]", "", after)
            more += [mark.more] if mark.more else []
        texts.append(text)
        stopless.append(bare)
    return Unmarked("\n".join(texts), "\n".join(stopless), tuple(more))


def _marks(line: str, *, is_first: bool) -> list[_Mark]:
    """The marks of the row in a line, in order."""
    found: list[_Mark] = []
    if not _WORD.search(line):
        return found
    for mark in sorted(_all_marks(line, is_first), key=lambda mark: (mark.start, -mark.end)):
        if not found or mark.start >= found[-1].end:
            found.append(mark)
    return found


def _all_marks(line: str, is_first: bool) -> Iterator[_Mark]:
    """The marks, of which one may lie within another."""
    outside = line
    brackets = list(_brackets(line))
    for start, end in brackets:
        inside = line[start + 1 : end].rstrip(")）]】")
        found = _IN_BRACKETS.match(inside)
        if found and (found["row"] or not _is_of_value(line, start)):
            yield _Mark(_back(line, start), end, inside[found.end() :].strip(_AROUND))
    outside = _blanked(line, brackets)
    begins = [0, *(clause.end() for clause in _BEGIN.finditer(outside))]
    for begin in begins:
        found = _CLAUSE.match(outside, begin)
        if found and (found["row"] or not _is_of_value(line, begin)):
            yield _with_rest(line, outside, begin, found.end())
    for found in _ROW_ANYWHERE.finditer(outside):
        yield _with_rest(line, outside, found.start(), found.end())
    sentence = next((end for end in begins[1:] if outside[:end].rstrip().endswith(tuple(_STOPS))), len(line))
    found = _AT_END.search(outside, 0, sentence) if is_first else None
    if found and not _is_of_value(line, found.start()):
        subject = outside[: found.start()].strip()
        if subject and not _NO_ROW.search(subject):
            yield _with_rest(line, outside, found.start(), found.end())


def _brackets(line: str) -> Iterator[tuple[int, int]]:
    """Where the outermost brackets open, and the place behind each; one that never closes reaches to the end."""
    depth = opened = 0
    for bracket in _BRACKET.finditer(line):
        if bracket[0] in "(（[【":
            opened = opened if depth else bracket.start()
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                yield opened, bracket.end()
    if depth:
        yield opened, len(line)


def _blanked(line: str, brackets: list[tuple[int, int]]) -> str:
    """The line with blanks in place of its brackets."""
    ends = [0, *(end for _, end in brackets)]
    starts = [*(start for start, _ in brackets), len(line)]
    kept = [line[end:start] for end, start in zip(ends, starts, strict=True)]
    blanks = [" " * (end - start) for start, end in brackets]
    return "".join(part for pair in zip_longest(kept, blanks, fillvalue="") for part in pair)


def _is_of_value(line: str, at: int) -> bool:
    """Whether a mark at this place speaks of the value that opens the line, or that stands right before it."""
    before = line[max(at - _LONGEST_CLAUSE, 0) : at].rstrip(f"{_COMMAS}:：–—*-")
    clauses = [clause.end() for clause in _BEGIN.finditer(before) if clause[0].strip() not in (":", "：")]
    if _VALUE.match(line) or _VALUE.match(before, clauses[-1] if clauses else 0):
        return True
    quoted = _QUOTED_LAST.search(before)
    return quoted is not None and not FOR_EXAMPLE.search(before[: quoted.start()])


def _back(line: str, start: int) -> int:
    """The place behind the words before a mark."""
    while start and line[start - 1] in _COMMAS:
        start -= 1
    return start


def _with_rest(line: str, outside: str, begin: int, end: int) -> _Mark:
    """The mark from `begin` on, with the rest of its sentence where this goes on about it."""
    more = ""
    if _REST.match(outside, end):
        stops = (stop.start() for stop in _BEGIN.finditer(outside, end) if stop[0].strip() in _STOPS)
        stop = next(stops, len(line))
        more, end = line[end:stop].strip(_AROUND), stop
    start = _back(line, begin)
    if not start or line[start - 1] in _STOPS:  # a sentence of its own takes its full stop along
        while end < len(line) and line[end] in _AROUND:
            end += 1
    return _Mark(start, end, more)
