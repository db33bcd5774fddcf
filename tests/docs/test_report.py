"""Reports: colours on a terminal only, lines to jump to, what changed within long texts, Markdown that GitHub shows."""

from __future__ import annotations

import html as html_module
import io
import re
from pathlib import PurePath
from typing import Any

import pytest
from attrs import evolve
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.cells import cell_len

from generator.docs.findings import Finding
from generator.docs.reporting import facts_for_people as report_facts
from generator.docs.reporting import for_people as report
from generator.docs.reporting import markdown as report_markdown
from generator.docs.reporting import shown
from generator.docs.reporting.changes import Part, parts, shortened

from .support import NAMES, PAGES, call, facts_of, finding, path_of

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
SPEC = PurePath("spec/openapi.yaml")
FILE = PurePath("pages/stop-thing.md")


class Terminal(io.StringIO):
    """A stream that says that a person looks at it."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def a_plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


def run_of(*findings: Finding, drift: bool = True, **more: Any) -> report.Run:
    sources = {("tiny-rest-api-stop-thing", language): FILE for language in ("en", "zh")}
    return report.Run(findings, drift, SPEC, sources, **{"pages": 1, **more})


def text_of(*findings: Finding, drift: bool = True, **more: Any) -> str:
    stream = io.StringIO()
    report.findings(run_of(*findings, drift=drift, **more), stream)
    return stream.getvalue()


def markdown_of(*findings: Finding, drift: bool = True) -> str:
    return report_markdown.findings(run_of(*findings, drift=drift))


def rendered(markdown: str) -> str:
    """The HTML that GitHub would make of it, raw HTML let through."""
    return str(MarkdownIt("commonmark", {"html": True}).enable("table").render(markdown))


# Text


def test_a_finding_shows_its_impact_both_lines_the_change_and_what_to_do() -> None:
    assert text_of(finding()) == (
        "tiny-rest-api-stop-thing  POST /api/v5/tiny/stop-thing\n"
        "  breaking  request.thingId.required  required-changed\n"
        "            conditional → yes\n"
        "            `thingId` is now required. Suggested edit: line 87: add `thingId` to `required`.\n"
        "            spec/openapi.yaml:87  pages/stop-thing.md:53\n"
        "\n"
        "1 breaking; 1 page read.\n"
    )


def test_a_chinese_finding_names_the_chinese_file() -> None:
    sources = {
        ("tiny-rest-api-stop-thing", "en"): PurePath("en.html"),
        ("tiny-rest-api-stop-thing", "zh"): PurePath("zh.html"),
    }
    stream = io.StringIO()
    report.findings(report.Run([finding(language="zh"), finding(page_line=54)], True, SPEC, sources), stream)
    assert "spec/openapi.yaml:87  zh.html:53\n" in stream.getvalue()
    assert "spec/openapi.yaml:87  en.html:54\n" in stream.getvalue()


def test_what_steers_a_terminal_is_shown_as_what_it_is() -> None:
    odd = "\x1b[2J"
    some = finding(page=odd, operation=odd, subject=odd, message=odd, kind="type-changed", old=odd, new=odd)
    example = finding(subject="examples.request", kind="example-changed", old=[odd], new=[odd * 2])
    out = text_of(some, example)
    assert "\x1b" not in out
    assert out.count("\\x1b[2J") == 7
    assert "\x1b" not in markdown_of(some, example)


def test_no_finding_prints_nothing() -> None:
    assert text_of() == markdown_of() == ""


def test_findings_stand_under_their_page_the_worst_first() -> None:
    docs = finding(impact="docs", kind="deprecated-changed", subject="request.label.deprecated", old=False, new=True)
    other = finding(page="another", operation=None, impact="none", page_line=None, spec_line=None)
    lines = text_of(docs, other, finding(), pages=2).splitlines()
    heads = [line.split()[0] for line in lines if re.match(r"  \w", line)]
    assert heads == ["breaking", "docs", "none"]
    assert [line.split()[0] for line in lines if re.match(r"\w", line)][:2] == ["tiny-rest-api-stop-thing", "another"]
    assert lines[-1] == "1 breaking, 1 docs, 1 none; 2 pages read."


def test_the_summary_counts_what_could_not_be_read_and_anomalies() -> None:
    last = text_of(finding(), finding(impact="docs"), pages=3, anomalies=1, unreadable=2).splitlines()[-1]
    assert last == (
        "1 breaking, 1 docs; 3 pages read; 2 inputs could not be used; "
        "1 anomaly (see `python -m generator facts PAGE`)."
    )


def test_one_finding_on_many_pages_names_some_of_them() -> None:
    names = tuple(f"page-{number:02}" for number in range(30))
    grouped = finding(page=None, operation=None, spec_line=None, page_line=None, pages=names)
    first = text_of(grouped).splitlines()[0]
    assert first == "30 pages: page-00, page-01, page-02, page-03, page-04, page-05 and 24 more"


def limit(count: int, seconds: int, unit: str = "request", applies_to: str | None = None) -> dict[str, Any]:
    return {"count": count, "period_seconds": seconds, "unit": unit, "applies_to": applies_to}


def row(of: str, required: str | None, *, deprecated: bool = False) -> dict[str, Any]:
    return {"name": "x", "type": of, "required": required, "deprecated": deprecated}


@pytest.mark.parametrize(
    ("subject", "old", "new", "change"),
    [
        ("request.x", None, row("string", "no"), "+ string, required: no"),
        ("response.x", row("integer", None, deprecated=True), None, "- integer, deprecated"),
        ("request.x.enum", None, "红", "+ 红"),
        ("permission", "trade", None, "- trade"),
        ("max_batch", 10, 20, "10 → 20"),
        ("request.x.deprecated", False, True, "no → yes"),
        ("rate_limits", [limit(1, 1)], [limit(20, 2, "order")], "1 request per second → 20 orders per 2 seconds"),
        (
            "rate_limits",
            [limit(3, 86400)],
            [limit(150, 43200, applies_to="except options"), limit(2, 2592000)],
            "3 requests per day → 150 requests per 12 hours (except options); 2 requests per 30 days",
        ),
        (
            "rate_limit_rules",
            [{"keys": ["instrument", "user"], "applies_to": "options only"}],
            [],
            "instrument + user (options only) → nothing",
        ),
        ("request.x.type", "string", {"en": "integer", "zh": "整数"}, "string → en: integer, zh: 整数"),
    ],
)
def test_old_and_new_are_shown_in_few_words(subject: str, old: Any, new: Any, change: str) -> None:
    disagree = isinstance(new, dict) and "en" in new
    shown_in = text_of(
        finding(subject=subject, kind="languages-disagree" if disagree else "type-changed", old=old, new=new)
    )
    assert shown_in.splitlines()[2] == f"            {change}"


def test_a_long_text_shows_what_changed_in_it() -> None:
    old = "Some words that stay. " * 20 + "The wish was heard by the machine." + " More words that stay." * 20
    changed = finding(kind="text-changed", impact="docs", old=old, new=old.replace("heard", "noted"))
    line = text_of(changed, drift=False).splitlines()[2].strip()
    assert "The wish was [-heard-]{+noted+} by the machine." in line
    assert len(line) < 130


def test_a_long_chinese_text_shows_the_characters_that_changed() -> None:
    old = "前面的话不变。" * 20 + "撤单请求已被系统服务器接受。" + "后面的话也不变。" * 20
    changed = finding(kind="text-changed", impact="docs", old=old, new=old.replace("服务器接受", "服务器拒绝了"))
    line = text_of(changed, drift=False).splitlines()[2].strip()
    assert "服务器[-接受-]{+拒绝了+}。后面的话" in line
    assert len(line) < 120


def test_of_notes_only_those_that_changed_are_shown() -> None:
    notes = ["One note that stays.", "The second note is old.", "Another note that stays."]
    new = [notes[0], "The second note is new.", notes[2]]
    changed = finding(kind="note-changed", subject="notes", impact="docs", old=notes, new=new)
    assert text_of(changed, drift=False).splitlines()[2].strip() == "The second note is [-old-]{+new+}."


NOT_KEPT = "What a page said when it was accepted is not kept, only its fingerprint: hold what it says now against the"


def test_drift_shows_the_texts_of_the_page_and_of_the_spec_and_says_that_the_accepted_one_is_not_kept() -> None:
    changed = finding(kind="text-changed", impact="docs", old="Ours.", new="Theirs, which is new.")
    lines = [line.strip() for line in text_of(changed, drift=True).splitlines()]
    assert lines[2:4] == ["page: Theirs, which is new.", "spec: Ours."]
    assert lines[-1].startswith(NOT_KEPT)
    shown_in = markdown_of(changed, drift=True)
    assert "\n  - page: Theirs, which is new.\n  - spec: Ours.\n" in shown_in
    assert NOT_KEPT in shown_in
    assert rendered(shown_in).count("<li>") == 3
    gone = finding(kind="text-changed", impact="docs", old="Ours.", new=None)
    assert text_of(gone, drift=True).splitlines()[2:3] == ["            spec: Ours."]


def test_only_drift_of_texts_says_that_the_accepted_one_is_not_kept() -> None:
    changed = finding(kind="text-changed", impact="docs", old="Ours.", new="Theirs, which is new.")
    assert NOT_KEPT not in text_of(changed, drift=False) + text_of(finding(), drift=True)
    assert NOT_KEPT not in markdown_of(changed, drift=False) + markdown_of(finding(), drift=True)


def test_drift_leaves_it_to_the_message_which_of_many_notes_changed() -> None:
    changed = finding(kind="note-changed", subject="notes", impact="docs", old=["A."], new=["B.", "C."])
    assert [line.strip() for line in text_of(changed, drift=True).splitlines()][2] == changed.message


def test_of_an_example_the_changed_lines_are_shown() -> None:
    old = [{"code": "0", "data": [{"a": "1", "名": "甲"}]}]
    new = [{"code": "0", "data": [{"a": "1", "名": "乙"}]}]
    changed = finding(kind="example-changed", subject="examples.response", impact="docs", old=old, new=new)
    lines = [line[12:] for line in text_of(changed).splitlines()]
    assert '-      "名": "甲"' in lines
    assert '+      "名": "乙"' in lines
    assert not any('"code"' in line for line in lines)
    many = finding(kind="example-changed", subject="examples.request", old=None, new=[{str(n): n for n in range(99)}])
    assert "… 77 more lines" in text_of(many)


@given(old=st.text(max_size=80), new=st.text(max_size=80))
def test_the_parts_of_a_change_make_up_both_texts(old: str, new: str) -> None:
    found = parts(old, new, context=1000)
    for kind, text in (("old", old), ("new", new)):
        whole = "".join(part.text for part in found if part.kind in (kind, "both"))
        assert whole == " ".join(text.split())


def test_a_small_change_in_a_long_text_is_shown_as_such() -> None:
    words = "Mind the lamp, for it is hot. " * 300
    found = parts(f"{words}Do. {words}", f"{words}Do not. {words}")
    assert [part for part in found if part.kind != "both"] == [Part("new", " not")]


def test_texts_that_repeat_themselves_are_shown_one_after_the_other() -> None:
    old, new = "的" * 2900 + "一", "的是" * 1450
    assert [part.kind for part in parts(old, new)] == ["old", "new"]


def test_changes_that_only_a_chance_match_parts_are_shown_as_one() -> None:
    found = parts("It is the old red thing that stays.", "It is the new tall thing that stays.")
    assert [part.text for part in found if part.kind != "both"] == ["old red", "new tall"]
    found = parts("该参数为必填的编号字段，请勿省略", "该参数不是选填的编号字段，请勿省略")
    assert [part.text for part in found if part.kind != "both"] == ["为必", "不是选"]


def test_a_change_between_very_long_texts_is_short_and_quick() -> None:
    old, new = "a b " * 100_000, "b c " * 100_000
    assert sum(len(part.text) for part in parts(old, new)) < 1000
    assert parts("", "x") == [Part("new", "x")]
    assert len(shortened("很" * 500, 80)) <= 90


# Colours and widths


def test_what_a_page_says_is_not_taken_for_colours() -> None:
    terminal = Terminal()
    report.findings(run_of(finding(message="[bold]loud[/bold] :smile: 12 'quoted'")), terminal)
    assert "[bold]loud[/bold] :smile: 12 'quoted'" in terminal.getvalue()


def test_colours_are_for_terminals_only(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    report.findings(run_of(finding()), terminal)
    assert "\x1b[1;31m" in terminal.getvalue()
    assert "\x1b" not in text_of(finding())
    monkeypatch.setenv("NO_COLOR", "1")
    terminal = Terminal()
    report.findings(run_of(finding()), terminal)
    assert "31m" not in terminal.getvalue()
    assert "breaking" in terminal.getvalue()


@pytest.mark.parametrize("name", NAMES)
def test_facts_fit_the_terminal_and_columns_are_straight(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "90")
    terminal = Terminal()
    report_facts.facts(facts_of(PAGES / f"{name}.md"), terminal)
    lines = ESCAPE.sub("", terminal.getvalue()).splitlines()
    inside = [line for line in lines if line.startswith("  ")]
    assert all(cell_len(line) <= 90 for line in inside)
    for index, line in enumerate(lines):
        if line.startswith(("  request ", "  response ")):
            column = line.index("description")
            rows = [row for row in lines[index + 1 :] if row.strip()]
            assert rows[0][column - 1] == " "
            assert rows[0][column] != " "


def test_facts_show_everything_that_a_page_claims() -> None:
    for name in NAMES:
        path = PAGES / f"{name}.md"
        page = facts_of(path)
        out = call("facts", path).out
        squeezed = re.sub(r"\s+", "", out)
        for claims in page.languages.values():
            texts = [claims.title, claims.endpoint, claims.permission, *(note.plain for note in claims.notes)]
            texts += [
                text for row in (*claims.request, *claims.response) for text in (row.name, row.type, row.description)
            ]
            texts += [f"{path}:{anomaly.line}: {anomaly.message}" for anomaly in claims.anomalies]
            assert [text for text in texts if text and re.sub(r"\s+", "", text) not in squeezed] == []
            assert all(
                f"values: {', '.join(row.enum)}" in out for row in (*claims.request, *claims.response) if row.enum
            )


def test_facts_cut_nothing_off_however_long_a_word_is() -> None:
    stream, long = io.StringIO(), "每个订单" * 60
    page = facts_of(path_of("stop-things"))
    claims = page.languages["zh"]
    rows = tuple(evolve(row, description=long) for row in claims.response)
    report_facts.facts(evolve(page, languages={"zh": evolve(claims, response=rows)}), stream)
    assert re.sub(r"\s+", "", stream.getvalue()).count(long) == len(rows) > 0


def test_facts_of_a_page_open_with_where_it_stands() -> None:
    out = call("facts", path_of("stop-things")).out
    assert out.startswith("tiny-rest-api-stop-things  POST /api/v5/tiny/stop-things\n" + str(path_of("stop-things")))
    for line in (
        r"  limits +20 orders per 2 seconds$",
        r"  rules +instrument \+ user \(except options\); instrument family \+ user \(options only\)$",
        r"  permission +trade$|  max batch +10$",
        r"  oldId +string +\d+  \(deprecated\) The number before the move$",
        r"  thingId +string +conditional +\d+  The number of the thing$",
    ):
        assert re.search(line, out, re.MULTILINE), line


# Markdown


def test_markdown_sorts_by_impact_and_keeps_chinese() -> None:
    docs = finding(impact="docs", kind="enum-added", subject="request.颜色.enum", old=None, new="红|蓝", language="zh")
    text = markdown_of(docs, finding())
    assert text.startswith("## The docs and the spec disagree: 2 findings\n")
    assert text.index("### Breaking (1)") < text.index("### Docs only (1)")
    assert "- `request.颜色.enum` enum-added (Chinese): added `红|蓝`" in text
    assert "- `request.thingId.required` required-changed (English + Chinese): `conditional` → `yes`" in text
    assert (
        "Suggested edit: line 87: add `thingId` to `required`. (`spec/openapi.yaml:87`, `pages/stop-thing.md:53`)"
        in text
    )
    assert markdown_of(finding(), drift=False).startswith("## The docs changed: 1 finding\n")


def test_changed_prose_is_a_diff_that_no_content_can_end() -> None:
    old, new = "Some ``` ticks and `code`, old.", "Some ``` ticks and `code`, new."
    text = markdown_of(finding(kind="text-changed", impact="docs", old=old, new=new), drift=False)
    assert f"  ````diff\n  - {old}\n  + {new}\n  ````\n" in text
    assert rendered(text).count("<pre>") == 1


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=y>",
    "a | b | c",
    "`` ` ``` `unclosed",
    "](http://evil) [x](http://evil) ![x](y)",
    "# heading\n- list\n1. one\n> quote\n---\n===\n```\ncode",
    "</details></td><!-- ",
    "**bold** __bold__ *it* _it_ ~~gone~~",
    "&lt;b&gt; &amp;",
    "\\` \\<b>",
    "https://x <https://evil>",
    "中文：`代码`｜“引号”",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_in_a_page_becomes_markup(text: str) -> None:
    values = {"page": text, "operation": text, "subject": text, "message": text}
    for kind in ("type-changed", "text-changed", "example-changed"):
        for drift in (True, False):
            some = finding(**values, kind=kind, old=text, new=f"{text} x")
            html = rendered(report_markdown.findings(run_of(some, drift=drift)))
            assert set(re.findall(r"<(/?\w+)", html)) <= {
                f"{end}{tag}" for tag in "h2 h3 p strong ul li code pre br".split() for end in ("", "/")
            }


@given(text=st.text(alphabet=st.sampled_from("ab1.)`\\*_~[]()<>#+-=!|&;:$@\n 中：")))
@example(text="` `")
@example(text="` a ` `@b`")
def test_escaped_text_is_shown_as_it_stands(text: str) -> None:
    text = f"x{' '.join(text.split())}x"
    shown_text = html_module.unescape(re.sub(r"</?(code|p)>", "", rendered(report_markdown.escaped(text)))).strip()
    assert shown_text.replace("`", "") == text.replace("`", "")


def test_back_ticks_within_code_are_shown() -> None:
    for text in ("a`b", "`a", "a``b`", "`"):
        assert rendered(report_markdown.code(text)) == f"<p><code>{text}</code></p>\n"


def test_people_and_issues_are_not_called() -> None:
    assert report_markdown.escaped("ask @somebody about #12, a@b") == "ask `@somebody` about `#12`, a@b"


def test_facts_in_markdown_are_tables_that_pipes_do_not_break() -> None:
    text = report_markdown.facts(facts_of(path_of("stop-things")))
    assert "| `thingId` | `string` | conditional | The number of the thing<br>Either `thingId` or" in text
    html = rendered(text)
    assert html.count("<table>") == 4
    for name in NAMES:
        facts = facts_of(PAGES / f"{name}.md")
        rows = sum(len(claims.request) + len(claims.response) for claims in facts.languages.values())
        assert rendered(report_markdown.facts(facts)).count("<tr>\n<td>") == rows


def test_a_pipe_within_a_description_stays_in_its_cell() -> None:
    facts = facts_of(path_of("clock"))
    claims = facts.languages["en"]
    odd = evolve(claims, response=(evolve(claims.response[0], description="a | b `c|d` <i>x</i>"),))
    html = rendered(report_markdown.facts(evolve(facts, languages={"en": odd})))
    assert (
        "<td>a | b <code>c|d</code> &lt;i&gt;x&lt;/i&gt;<br>values" in html
        or "<td>a | b <code>c|d</code> &lt;i" in html
    )


def test_printable_text_has_no_characters_that_steer() -> None:
    assert shown.printable("a\x1b[31m\r\x00\u202e\u200b中\tb\n") == "a\\x1b[31m\\x0d\\x00\\x202e\\x200b中\tb\n"
