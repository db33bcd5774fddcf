"""Marks of deprecation in a line: which clauses say of the row that it is deprecated, and all that they say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from attrs import frozen

from .values import FOR_EXAMPLE

FLAGS = re.IGNORECASE | re.ASCII  # ASCII: a Chinese character ends a Latin word

# What a mark says. Where quantifiers are possessive, texts of many numbers would take for ever.
WORD = re.compile(r"deprecated|废弃|弃用|no longer supported", FLAGS)
_BEING = r"(?:\b(?:is|was|are|has|have|had|been|being|will|to|be|going|about|soon|already|now|currently|also)\s+)"
_DATE = r"(?:[于在自从]\s?\d[\d年月日号/.\-]{0,12}+|\d{4}[年/.\-][\d年月日号/.\-]{0,10}+)\s?起?"
_SOON = rf"(?:现已|早已|已经|已|即将|将|计划|要|会|后续|未来|目前|正式|被|{_DATE}|\s)"
_STATE = rf"(?:{_BEING}{{0,6}}deprecated\b(?: soon| now)?|{_SOON}{{0,8}}+(?:废弃|弃用))"
_FIELD = r"(?:field|parameter|param|property|attribute|column|key)\b"
_ROW = rf"\b(?:this|the|that) (?:it\s+)?(?:(?:request|response|input|output|query|optional|whole) )?{_FIELD}(?: it\b)?"
_ROW_ZH = r"(?:该|此|本|这个|当前)?(?<![旧原他述的些`])(?:请求|返回|响应)?(?:字段|参数|属性)(?: ?it\b)?"
_LEAD = (
    r"(?:(?:please note(?: that)?|note(?: that)?|notice|warning|important|and|but|so|as|the|请注意|注意|由于|因为|所以"
    r"|并且|但是|但|且)(?![\w\-])[:：,，]?\s*)"
)
_GOES_ON = (
    r"(?:(?:since|as of|from|in|on|by|for|after|and|soon|now|please|use|see|replaced|superseded|will|due|because|with"
    r"|instead)\b|请|改用|改为|使用(?!时)|建议|推荐|由|自|将|以|并|不再|后续)"
)
# Else the word describes what comes next: "deprecated values", 已废弃的字段.
_ENDS = rf"(?:\s*(?:{_FIELD}|字段|参数))?(?=\s*(?:$|[.,;:!?()\[\]。，；：！？、（）【】–—*_-]|{_GOES_ON}))"
_CLAUSE = re.compile(
    rf"[\s*_]*{_LEAD}{{0,3}}(?:(?P<row>{_ROW}|{_ROW_ZH})\s*|\b(?:it|this|which|that)\b\s*(?!deprecated)|它|其|此)?{_STATE}{_ENDS}",
    FLAGS,
)
_IN_BRACKETS = re.compile(rf"{_CLAUSE.pattern}|\s*(?P<gone>no longer supported)\b", FLAGS)
_ROW_ANYWHERE = re.compile(rf"(?P<row>{_ROW_ZH})\s*{_STATE}{_ENDS}", FLAGS)
# Right behind other words only a mark without a verb is one of the row: else they are its subject.
_AT_END = re.compile(rf"(?:(?<=\s)(?:already )?deprecated\b|{_SOON}{{1,8}}+(?:废弃|弃用)){_ENDS}", FLAGS)
_NO_ROW = re.compile(
    r"(?:[不未没]有?|是否|[该此这某]个?(?:值|选项|模式|类型|方式|状态)|[旧原他述的些](?:字段|参数|属性)|n['’]t"
    r"|\b(?:a|an|of|or|than|the|not|never|no longer|is|was|are|has|have|had|been|being|will|to|be|soon|already|now"
    r"|currently|also))$",
    FLAGS,
)

# Where a mark stands.
_BEGIN = re.compile(r"(?:(?<!\be\.g)(?<!\bi\.e)\.(?=\s|$)|[!?,;:。！？，；：、]|\s-\s)\s*", FLAGS)
STOPS = ".!?;。！？；"
COMMAS = " \t,，、"
_AROUND = f"{COMMAS}{STOPS}:：–—-"
_GOING = re.compile(_GOES_ON, FLAGS)
_REST = re.compile(rf"(?P<lead>[ ,，;；:：.。–—-]*){_GOES_ON}", FLAGS)
_BRACKET = re.compile(r"[(（\[【]|[)）\]】]")
_QUOTED = r"(?:`[^`]+`|\"[^\"]+\"|'[^']+'|“[^”]+”|‘[^’]+’)"
_REMARK = r"(?:note|notice|warning|remark|important|it|deprecated)\b"
_VALUE = re.compile(rf"\s*(?:[>*\-•]\s*|\d+\.\s+)*(?:{_QUOTED}|(?!{_REMARK})[\w+\-./]+\s*(?=[:：=]))", FLAGS)
_QUOTED_LAST = re.compile(rf"{_QUOTED}$")
_NO_VALUE = re.compile(
    rf"{FOR_EXAMPLE.pattern}|\bexamples?\s*[:：]?\s*$|\bdefault(?: is)?\s*$|默认(?:值)?(?:为|是)?\s*$", FLAGS
)
_OTHER = re.compile(
    r"\b(?:values?|parameters|(?:other|old) (?:parameter|field)|options?|modes?|if|when|replaces?|instead)\b|若|如果",
    FLAGS,
)
_TO_COME = re.compile(r"\b(?:will|to be|going|about|soon)\b|即将|将|计划|后续|未来", FLAGS)
_NUMBERS = re.compile(r"\d[\d年月日号/.\-]*")
_LONGEST_CLAUSE = 500  # characters


@frozen
class Mark:
    """Where in a line a mark stands, with all that it says, and what it says besides."""

    start: int
    end: int
    more: str


def of_row(line: str, name: str, *, is_first: bool, is_doubtful: bool = False) -> list[Mark]:
    """The marks of the row in a line, in order; and with `is_doubtful` those that may speak of a value as well."""
    found: list[Mark] = []
    if not WORD.search(line):
        return found
    own = re.sub(r"[\s>*`~\\]", "", name)
    if len(own) > 1:  # of the same length, so that what is found has its place in the line
        names = re.compile(rf"(?<!\w)`?{re.escape(own)}`?(?!\w)", re.ASCII)
        line = names.sub(lambda match: "it".ljust(len(match[0]), "\v"), line)
    for mark in sorted(_all_marks(line, is_first, is_doubtful), key=lambda mark: (mark.start, -mark.end)):
        if not found or mark.start >= found[-1].end:
            found.append(mark)
    return found


def _all_marks(line: str, is_first: bool, is_doubtful: bool) -> Iterator[Mark]:
    """The marks, of which one may lie within another."""
    brackets = list(_brackets(line))
    for start, end in brackets:
        inside = line[start + 1 : end].rstrip(")）]】")
        found = _IN_BRACKETS.match(inside)
        if found and (is_doubtful or not _is_of_value(line, start, names_row=bool(found["row"]), is_first=is_first)):
            yield Mark(_back(line, start), end, _more(found[0], inside[found.end() :]))
    outside = _blanked(line, brackets)
    clauses = list(_BEGIN.finditer(outside))
    for begin in (0, *(clause.end() for clause in clauses)):
        found = _CLAUSE.match(outside, begin)
        if found and (found["row"] or is_doubtful or not _is_of_other(outside, begin)):
            yield _with_rest(outside, begin, found)
    for found in _ROW_ANYWHERE.finditer(outside):
        yield _with_rest(outside, found.start(), found)
    sentence = next((clause.end() for clause in clauses if clause[0].strip() in STOPS), len(line))
    found = _AT_END.search(outside, 0, sentence) if is_first else None
    if found and (is_doubtful or not _is_of_other(outside, found.start())):
        subject = outside[: found.start()].strip()
        if subject and not _NO_ROW.search(subject):
            yield _with_rest(outside, found.start(), found)


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


def _is_of_value(line: str, at: int, *, names_row: bool = False, is_first: bool = True) -> bool:
    """Whether a mark at this place speaks of the value that opens the line, or that stands right before it."""
    before = line[max(at - _LONGEST_CLAUSE, 0) : at].rstrip(f"{COMMAS}:：–—*-")
    quoted = _QUOTED_LAST.search(before)
    if quoted and _NO_VALUE.search(before[: quoted.start()]):
        return False
    if quoted or (names_row and not _VALUE.match(line)):
        return quoted is not None
    clauses = [clause.end() for clause in _BEGIN.finditer(before) if clause[0].strip() not in (":", "：")]
    last = clauses[-1] if clauses else 0
    is_word = (last > 0 or not is_first) and re.fullmatch(r"\s*[\w+\-./]+", before[last:], FLAGS) is not None
    return is_word or _VALUE.match(line) is not None or _VALUE.match(before, last) is not None


def _is_of_other(line: str, at: int) -> bool:
    """Whether a clause without a subject speaks of a value, or of what its sentence is about."""
    stop = max(line.rfind(mark, 0, at) for mark in STOPS)
    return _is_of_value(line, at) or _OTHER.search(line[stop + 1 : at]) is not None


def _back(line: str, start: int) -> int:
    """The place behind the words before a mark."""
    while start and line[start - 1] in f"{COMMAS}*_":
        start -= 1
    return start


def _with_rest(line: str, begin: int, found: re.Match[str]) -> Mark:
    """The mark from `begin` on, with the rest of its sentence as far as this goes on about it."""
    end, rest = found.end(), ""
    if goes_on := _REST.match(line, end):
        breaks = _BEGIN.finditer(line, goes_on.end("lead"))
        stop = next((each.start() for each in breaks if not _GOING.match(line, each.end())), len(line))
        rest, end = line[end:stop], stop
    start = _back(line, begin)
    while end < len(line) and line[end] in "*_":
        end += 1
    if not start or line[start - 1] in STOPS:  # a sentence of its own takes its full stop along
        while end < len(line) and line[end] in _AROUND:
            end += 1
    return Mark(start, end, _more(found[0], rest))


def _more(mark: str, rest: str) -> str:
    """What a mark says besides: whether it is still to come, dates, and the rest of its sentence."""
    soon = ["soon"] if _TO_COME.search(mark) else []
    return " ".join([*soon, *_NUMBERS.findall(mark), *rest.strip(_AROUND).split()])
