"""Findings and facts as Markdown, for the text of a pull request."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from pathlib import PurePath

from .. import in_words
from ..facts import TABLES, Language, PageFacts, Row, Table
from ..findings import PROSE, SEVERITY, Finding
from . import shown
from .facts_for_people import anomalies, description, properties
from .for_people import Run, counted, heading

# Code; and what GitHub makes a link to a person or an issue, escaped or not, unless it is code.
_CODE = re.compile(r"(?<!`)`([^`\n]*[^`\s][^`\n]*)`(?!`)|(?<!\w)(@[\w-]+|#\d+)")
_MARK = re.compile(
    r"[\\`*_\[\]<>~$]|^[-+#=]|(?:(?<=^\d)|(?<=^\d\d))[.)]|&(?=#?\w+;)|:(?=\w+:)",  # the last: `:tada:`
    re.MULTILINE,
)
_LANGUAGES = {**in_words.LANGUAGES, "both": " + ".join(in_words.LANGUAGES.values())}
_TITLES = {"breaking": "Breaking", "additive": "Additive", "docs": "Docs only", "none": "Without effect"}


def findings(run: Run) -> str:
    """The findings of a run by their impact; empty where there are none."""
    if not run.findings:
        return ""
    what = "The docs and the spec disagree" if run.drift else "The docs changed"
    lines = [f"## {what}: {counted(len(run.findings), 'finding')}", "", escaped(run.summary()), ""]
    for impact in reversed(SEVERITY):
        some = [finding for finding in run.findings if finding.impact == impact]
        if some:
            lines += [f"### {_TITLES[impact]} ({len(some)})", "", *_by_page(run, some)]
    if any(map(run.shows_both_texts, run.findings)):
        lines += [shown.NOT_KEPT]
    return "\n".join(lines).rstrip() + "\n"


def _by_page(run: Run, some: Sequence[Finding]) -> Iterable[str]:
    above = None
    for finding in some:
        if heading(finding) != above:
            above = heading(finding)
            yield f"**{escaped(above)}**"
            yield ""
        yield from _finding(run, finding)
        yield ""


def _finding(run: Run, finding: Finding) -> Iterable[str]:
    parts = shown.change(finding, drift=run.drift)
    texts = {kind: "".join(part.text for part in parts if part.kind in (kind, "both")) for kind in ("old", "new")}
    in_prose = finding.kind in PROSE
    values = "" if in_prose else " → ".join(code(text) for text in texts.values() if text)
    if values and not all(texts.values()):
        values = f"{'added' if texts['new'] else 'removed'} {values}"
    what = f"- {code(finding.subject)} {finding.kind} ({_LANGUAGES[finding.language]})"
    yield f"{what}: {values}  " if values else f"{what}  "
    places = ", ".join(code(place) for place in run.places(finding))
    yield "  " + _hanging(finding.message) + (f" ({places})" if places else "")
    lines = [f"{sign} {texts[kind]}" for kind, sign in (("old", "-"), ("new", "+")) if in_prose and texts[kind]]
    if finding.subject.startswith("examples."):
        lines = shown.example_lines(finding)
    for name, text in shown.both_texts(finding) if run.shows_both_texts(finding) else []:
        yield f"  - {name}: {_hanging(text)}"
    if lines:
        yield ""
        yield from (f"  {line}" for line in fenced(lines, "diff"))


def facts(page: PageFacts, file: Callable[[Language], PurePath] | None = None) -> str:
    """What a page claims, language after language; `file` tells where a language stands, if not all in one."""
    lines = [f"## {escaped(page.name)}", ""]
    for language, claims in page.languages.items():
        lines += [f"### {_LANGUAGES[language]}: {escaped(claims.title or '')}", ""]
        lines += [f"- {name}: {code(text)}" for name, text in properties(claims)]
        for table in TABLES:
            if rows := claims.rows(table):
                lines += ["", *_table(table, rows)]
        lines += _list("Notes", [note.plain for note in claims.notes])
        lines += _list("Anomalies", anomalies(claims, file(language) if file else page.source))
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _table(table: Table, rows: Sequence[Row]) -> Iterable[str]:
    required = table == "request"
    yield f"| {table} | type |{' required |' if required else ''} description |"
    yield "|---|---|---|" + ("---|" if required else "")
    for row in rows:
        mark = "deprecated. " if row.deprecated else ""
        text = escaped(mark + description(row)).replace("\n", "<br>")
        cells = [code(row.name), code(row.type), *([row.required or ""] if required else []), text]
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _list(name: str, items: Sequence[str]) -> list[str]:
    return ["", f"{name}:", "", *(f"- {_hanging(item)}" for item in items)] if items else []


def _hanging(text: str) -> str:
    return escaped(text).replace("\n", "  \n  ")


def escaped(text: str) -> str:
    """The text as Markdown that shows it as it stands; what is between back-ticks is code."""
    text = shown.printable(text)
    result, at = "", 0
    for found in _CODE.finditer(text):
        result += _MARK.sub(r"\\\g<0>", text[at : found.start()]) + code(found[1] or found[2])
        at = found.end()
    return result + _MARK.sub(r"\\\g<0>", text[at:])


def code(text: str) -> str:
    """The text on one line between as many back-ticks as it needs."""
    text = shown.printable(text).replace("\n", " ")
    fence = "`" * (_longest_run(text) + 1)
    blank = " " if "`" in (text[:1], text[-1:]) or text[:1] == text[-1:] == " " else ""
    return f"{fence}{blank}{text}{blank}{fence}"


def fenced(lines: Sequence[str], language: str) -> list[str]:
    """The lines between fences that none of them can close."""
    fence = "`" * max(3, _longest_run("\n".join(lines)) + 1)
    return [f"{fence}{language}", *map(shown.printable, lines), fence]


def _longest_run(text: str) -> int:
    return max((len(run) for run in re.findall("`+", text)), default=0)
