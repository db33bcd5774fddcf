"""Whether a row says that it is deprecated: the one home of the words for it, in both languages.

A mark speaks of the row where its subject is the row (this field, 该参数, the row's name) or absent: in a sentence or
line of its own, or in the first sentence. What is attached to another back-quoted word, a number or a quoted value
speaks of that. Where it is doubtful the row is not deprecated: its text changed all the same, and that is told.
"""

from __future__ import annotations

import re

from ..text import plain
from .values import FOR_EXAMPLE

_PUNCTUATION = r".,;:!?()\[\]。，；：！？、（）【】–—"
_FLAGS = re.IGNORECASE | re.ASCII | re.MULTILINE  # ASCII: a Chinese character ends a Latin word

# The state: "is already deprecated", 将于2026年1月废弃. A negation before it takes it back.
_NEGATIONS = ("not ", "not be ", "n't ", "n't be ", "non-", "never ", "never be ", "longer ", "yet ")
_NEGATIONS_ZH = ("未", "未被", "没有", "没有被", "不会", "不会被", "不再", "不再被")
_NOT = "".join(f"(?<!{words})" for words in (*_NEGATIONS, *_NEGATIONS_ZH))
_BEING = r"(?:\b(?:is|was|are|has|have|had|been|being|will|to|be|going|about|soon|already|now|currently|also)\s+)"
_DATE = r"[\d年月日号/.\-\s]{0,20}+"
_SOON = r"(?:现已|早已|已经|已|即将|将|计划|要|会|后续|未来|目前|正式|被|起)"
_ZH = rf"(?:{_SOON}|\s|(?:于|在|自|从){_DATE}|\d{{4}}{_DATE}){{0,8}}+{_NOT}(?:废弃|弃用)(?![的物])"

# What it is the state of: the row, what stands before, or, of a bare mark, nothing that is named.
_ROW = (
    r"(?:\b(?:this|the|that) (?:(?:request|response|input|output|query|optional|whole) )?"
    r"(?:field|parameter|param|property|attribute|column|key)\b"
    r"|(?:该|此|本|这个|当前)?(?:请求|返回|响应)?(?:字段|参数|属性))(?: ?it\b)?"
)
_IT = r"(?:\b(?:it|this)\b|它|其|此|\b(?:which|that)\b)"
_GOING_ON = (
    r"(?:(?:since|as of|from|in|on|by|for|after|and|soon|now|please|use|see|replaced|superseded|will|due|because|with"
    r"|instead)\b|请|改用|改为|使用|建议|推荐|由|自|将|以|并|不再|后续)"
)
_ENDS = rf"(?=\s*(?:$|[{_PUNCTUATION}\-]|{_GOING_ON}))"
_BARE = rf"(?:{_BEING}{{0,6}}{_NOT}deprecated\b|{_ZH})(?:\s*(?:field\b|parameter\b|字段|参数))?{_ENDS}"
_MARK = rf"(?:(?:(?P<row>{_ROW})|(?P<it>{_IT}))\s*(?:{_BEING}{{1,6}}{_NOT}deprecated\b|{_ZH})|(?P<bare>{_BARE}))"
_MARKS = re.compile(rf"(?:(?<!\w)|(?!\w)){_MARK}", _FLAGS)

# Where a mark stands.
_LEAD = r"(?:please note(?: that)?|note that|notice|and|but|so|as|the|请注意|注意|由于|因为|所以|并且|但是|但|且)"
_STARTS = re.compile(rf"(?:^|[{_PUNCTUATION}]|\s-)\s*(?:{_LEAD}\s*)*$", _FLAGS)
_SENTENCE_END = re.compile(r"(?<!\be\.g)(?<!\bi\.e)[.!?](?=\s)|[;；。！？]", _FLAGS)
_SEGMENT_END = re.compile(r"(?<!\be\.g)(?<!\bi\.e)\.\s|[,，;；、。(（]", _FLAGS)
_OPEN = " \t,，、;；:：([（【*-–—"
_QUOTED = r"(?:`[^`]+`|\"[^\"]+\"|'[^']+'|“[^”]+”|‘[^’]+’)"
_TOKENS = re.compile(rf"(?:{_QUOTED}(?:\s*(?:[/,，、|]|\bor\b|\band\b|或|和)\s*)?)+$", _FLAGS)
_REMARK = r"(?:note|notice|warning|remark|important|it|deprecated)\b"
_VALUE = re.compile(rf"\s*(?:[>*\-•]\s*|\d+\.\s+)*(?:{_QUOTED}|(?!{_REMARK})[\w+\-./]+\s*(?=[:：=]))", _FLAGS)
# Right behind other words only a mark without a verb is one of the row: else they are its subject.
_VERBLESS = ("deprecated", "已", "即将", "将", "现已", "早已")
_SUBJECT = re.compile(r"(?:\bwhether\b.*|是否|值|选项|模式|类型|方式|状态|\b(?:a|an|of|or|than)\s+)$", _FLAGS)
_LONGEST_SENTENCE = 500  # characters
_EMPHASIS = re.compile(r"(?<![\w*])[*_]+(?=[\w(（\[【])|(?<=[\w.)）\]】`])[*_]+(?!\w)", re.ASCII)
_ASIDE = re.compile(r"[(（\[][^()（）\[\]]*[)）\]]")

_IN_BRACKETS = r"[(（\[【][^()（）\[\]【】]*(?:deprecated|废弃|弃用)"
_AT_NAME = re.compile(
    rf"^[\s>]*{_IN_BRACKETS}[^)）\]】]*[)）\]】]\s*(?=\S)|\s*{_IN_BRACKETS}.*$|(?<=\S)\s+deprecated\s*$", re.IGNORECASE
)

# A mark with all that it says: a bracket, a sentence or clause that goes on about it, or the bare words.
_NAMELESS = re.sub(r"\?P<\w+>", "?:", _MARK)
_INSIDE = r"(?:[^()（）\[\]【】]|[(（\[][^()（）\[\]]*[)）\]])"
_WHOLE = re.compile(
    rf"(?<![,，;；\s])[,，;；\s]*[(（\[【]\s*(?:{_NAMELESS}|no longer supported\b)"
    rf"(?P<inside>{_INSIDE}{{0,300}})[)）\]】][.。]?"
    rf"|(?:^|[,，;；\n])[,，;；\s]{{0,9}}{_NAMELESS}(?P<after>[ ,，;；:：.。\-–—]*{_GOING_ON}[^\n]*)?[ .。:：]*"
    rf"|[ \t]*{_NAMELESS}[ .。]*",
    _FLAGS,
)


def is_deprecated(description: str, name: str = "") -> bool:
    """Whether a row is struck through as a whole, or says in words that it is deprecated; `name` is its first cell."""
    if "~~" in name or without_mark(name) != name:
        return True
    if description.strip().startswith("~~"):
        rest = re.sub(r"~~.*?~~", "", description, flags=re.DOTALL)
        if not re.sub(r"[\s.。,，;；:：]", "", _WHOLE.sub("", _ASIDE.sub("", rest))):
            return True
        if not description.strip().startswith("~~`") and _says_so(rest, name):
            return True
    return _says_so(description, name)


def _says_so(description: str, name: str) -> bool:
    own = re.sub(r"[\s>*`~\\]", "", name)
    text = _EMPHASIS.sub("", plain(description))
    if own:
        text = re.sub(rf"(?<!\w)`?{re.escape(own)}`?(?!\w)", "it", text, flags=re.ASCII)
    lines = text.split("\n")
    return any(_is_of_row(mark, not index) for index, line in enumerate(lines) for mark in _MARKS.finditer(line))


def _is_of_row(mark: re.Match[str], is_first_line: bool) -> bool:
    line, head = mark.string, mark.string[max(mark.start() - _LONGEST_SENTENCE, 0) : mark.start()]
    if _VALUE.match(line) and not mark["row"]:
        return False
    starts = bool(_STARTS.search(head))
    if mark["row"]:
        return starts
    if _is_of_value(head) or _VALUE.match(line[mark.end() :].lstrip(" )]）】")):
        return False
    sentence = _SENTENCE_END.split(head)
    if mark["it"] or not sentence[-1].strip(_OPEN):
        return starts
    is_subject = bool(_SUBJECT.search(head)) or not mark["bare"].lstrip().lower().startswith(_VERBLESS)
    is_first = is_first_line and len(sentence) == 1 and mark.start() == len(head)
    return is_first and (starts or not is_subject)


def _is_of_value(head: str) -> bool:
    """Whether what stands right before a mark is a value, or words about one; an example is none."""
    head = head.rstrip(_OPEN)
    if tokens := _TOKENS.search(head):
        head = head[: tokens.start()]
        if not FOR_EXAMPLE.search(head):
            return True
    return bool(_VALUE.match(_SEGMENT_END.split(head)[-1]))


def without_mark(name: str) -> str:
    """The first cell of a row without a mark of deprecation beside the name."""
    return _AT_NAME.sub("", name)


def without_marks(text: str) -> tuple[str, tuple[str, ...]]:
    """The description of a deprecated row, one sentence a line, without what only says so; and what the marks say more.

    A full stop before a mark at the end belongs to the mark.
    """
    marks = list(_WHOLE.finditer(text))
    more = ((mark["inside"] or mark["after"] or "").strip(f"{_OPEN}.。\n") for mark in marks)
    rest = _WHOLE.sub("", text)
    ends_marked = bool(marks) and marks[-1].end() == len(text)
    return rest.rstrip(" .。\n") if ends_marked else rest, tuple(" ".join(words.split()) for words in more if words)
