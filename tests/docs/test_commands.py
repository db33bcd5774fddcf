"""`facts` and `diff` on a command line: what they take, what they print, and their exit status."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from generator.docs.commands.page_reader import counted
from generator.docs.reading import markdown
from tests.generator.support import ROOT, run

from . import html_pages
from .support import NAMES, PAGES, call, halves, path_of, text_of, written

FACTS = {"anchor", "source_url", "updated_at", "method", "path", "languages"}
CLAIMS = {"title", "rate_limits", "rate_limit_rules", "permission", "body", "max_batch"}
CLAIMS |= {"request", "response", "examples", "notes", "anomalies"}
ROW = {"name", "type", "required", "deprecated", "description", "enum", "line"}
FINDING = {
    "page",
    "operation",
    "language",
    "subject",
    "kind",
    "impact",
    "old",
    "new",
    "spec_line",
    "page_line",
    "message",
}
COMMANDS = ["facts", "diff", "drift", "accept", "draft", "fetch"]

TWICE = (("20 requests per 2 seconds", "30 requests per 2 seconds"), ("20次/2s", "30次/2s"))
ONCE = TWICE[:1]


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return tmp_path / "old"


@pytest.fixture
def new(tmp_path: Path) -> Path:
    return tmp_path / "new"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_a_help_of_its_own(command: str) -> None:
    done = call(command, "--help")
    assert (done.status, done.err) == (0, "")
    assert f"usage: python -m generator {command}" in done.out
    assert "default: spec/openapi.yaml" in done.out
    assert "default: spec/docs.lock.json" in done.out
    assert f"    {command} " in call("--help").out


def test_one_page_is_one_object_of_the_fixed_form() -> None:
    done = call("facts", path_of("stop-things"), "--json")
    assert (done.status, done.err) == (0, "")
    page = done.json
    assert set(page) == FACTS
    assert page["anchor"] == "tiny-rest-api-stop-things"
    assert page["updated_at"] == "2026-01-02T03:04:06.000000"
    assert (page["method"], page["path"]) == ("POST", "/api/v5/tiny/stop-things")
    assert list(page["languages"]) == ["en", "zh"]
    for claims in page["languages"].values():
        assert set(claims) == CLAIMS
        assert set(claims["examples"]) == {"request", "response"}
        assert all(set(row) == ROW for row in claims["request"] + claims["response"])
    assert page["languages"]["zh"]["rate_limits"] == [
        {"count": 20, "period_seconds": 2, "unit": "order", "applies_to": None}
    ]
    assert "批量停止物件" in done.out, "Chinese stands there as itself"


def test_several_pages_are_an_array_in_the_order_of_the_arguments() -> None:
    names = ["stop-thing", "clock", "stop-thing", "list-things"]
    done = call("facts", "--json", *map(path_of, names))
    assert done.status == 0
    assert [page["anchor"] for page in done.json] == [f"tiny-rest-api-{name}" for name in names]


def test_a_folder_stands_for_its_pages_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("clock", "stop-thing"):
        written(tmp_path, name)
    (tmp_path / "notes.txt").write_text("not a page")
    (tmp_path / "deeper").mkdir()
    done = call("facts", tmp_path, "--json")
    assert [page["anchor"] for page in done.json] == ["tiny-rest-api-clock", "tiny-rest-api-stop-thing"]
    done = call("facts", PAGES, "--json")
    assert [page["anchor"] for page in done.json] == NAMES


def test_anomalies_alone_are_status_0() -> None:
    done = call("facts", path_of("paint-thing"))
    assert (done.status, done.err) == (0, "")
    assert f"{path_of('paint-thing')}:39: `shine` has the unknown type" in done.out


def test_a_page_that_cannot_be_read_keeps_no_other_from_being_read(tmp_path: Path) -> None:
    odd = tmp_path / "odd.md"
    odd.write_text("no page")
    done = call("facts", path_of("clock"), odd, path_of("stop-thing"), "--json")
    assert done.status == 2
    assert [page["anchor"] for page in done.json] == ["tiny-rest-api-clock", "tiny-rest-api-stop-thing"]
    assert done.err.startswith(f"{odd}:1: ")
    assert done.err.count("\n") == 1
    assert [page["anchor"] for page in call("facts", odd, path_of("clock"), "--json").json] == ["tiny-rest-api-clock"]


def test_the_json_is_utf_8_whatever_the_terminal_takes() -> None:
    for encoding in ("ascii", "gbk", "utf-16"):
        done = run("facts", path_of("stop-thing"), "--json", PYTHONIOENCODING=encoding)
        assert (done.returncode, done.stderr) == (0, "")
        assert json.loads(done.stdout)["languages"]["zh"]["title"] == "停止物件"


def test_a_terminal_without_chinese_gets_the_report_too() -> None:
    for form in ("text", "markdown"):
        done = run("facts", path_of("stop-thing"), "--format", form, PYTHONIOENCODING="ascii")
        assert (done.returncode, done.stderr) == (0, "")
        assert r"\u505c\u6b62\u7269\u4ef6" in done.stdout


def test_a_reader_that_has_seen_enough_is_no_error() -> None:
    command = [sys.executable, "-m", "generator", "facts", "--json", *[str(PAGES)] * 30]
    buffered = {"PYTHONPATH": str(ROOT)}  # PYTHONUNBUFFERED would hide from Python that the reader is gone
    with subprocess.Popen(command, cwd=ROOT, env=buffered, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("form", ["--json", "--format=text", "--format=markdown"])
def test_a_disk_that_is_full_is_told_in_one_line(form: str) -> None:
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "generator", "facts", form, str(path_of("clock"))]
        done = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True)
    assert (done.returncode, done.stderr) == (2, "output: No space left on device; nothing was written.\n")


def test_an_interrupt_is_status_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(markdown, "read", interrupt)
    for arguments in (["facts", path_of("clock")], ["diff", path_of("clock"), path_of("clock")]):
        assert call(*arguments).status == 130


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["facts"], "no page is named; name page files"),
        (["facts", "--html", "en.html"], "--html: name the sections to read with --anchor"),
        (["facts", "--anchor", "x"], "--anchor: name the file of OKX's HTML with --html"),
        (["drift"], "no page is named; name page files"),
        (["diff"], "name an old and a new version"),
        (["diff", "a.md"], "name an old and a new version"),
        (["diff", "a.md", "b.md", "c.md"], "name an old and a new version"),
        (["diff", "a.md", "b.md", "--anchor", "x"], "--anchor: name the files of OKX's HTML"),
        (["diff", "--html", "en.html", "--old-html", "en.html"], "name the sections to compare with --anchor"),
        (["diff", "--html", "en.html", "--anchor", "x"], "one side is HTML: name page files for the other"),
        (["diff", str(PAGES), str(path_of("clock"))], "not a folder, but"),
    ],
)
def test_a_command_line_that_does_not_say_enough_is_told_so(arguments: list[str], said: str) -> None:
    done = call(*arguments)
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert said in done.err
    assert call(*arguments, "--json").json == ([] if arguments[0] == "facts" else {"findings": []})


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["facts", "a.md", "--json", "--format", "markdown"], "not allowed with argument"),
        (["facts", "--format", "loud"], "invalid choice: 'loud'"),
        (["facts", "a.md", "--jsno", "b.md"], "unrecognized arguments: --jsno b.md"),
        (["facts", "--html"], "expected one argument"),
        (["fetch", "a.md"], "unrecognized arguments: a.md"),
        (["lint", "a.md"], "unrecognized arguments: a.md"),
        (["facs"], "invalid choice: 'facs'"),
        ([], "the following arguments are required: COMMAND"),
    ],
)
def test_a_command_line_that_is_none_is_told_so_in_one_line(arguments: list[str], said: str) -> None:
    done = call(*arguments)
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert said in done.err
    command = "".join(f" {name}" for name in arguments[:1] if name != "facs")
    assert done.err.endswith(f"; see `python -m generator{command} --help`\n")


@pytest.mark.parametrize("option", [["--json"], ["--format", "json"], ["--json", "--lock", "none.json"]])
def test_options_may_stand_between_pages(option: list[str]) -> None:
    names = ["stop-thing", "clock", "list-things"]
    first, *others = (path_of(name) for name in names)
    done = call("facts", first, *option, *others)
    assert (done.status, done.err) == (0, "")
    assert [page["anchor"] for page in done.json] == [f"tiny-rest-api-{name}" for name in names]
    assert call("diff", first, *option, first).json == {"findings": []}


# diff


@pytest.mark.parametrize("form", ["--json", "--format=text", "--format=markdown"])
def test_pages_that_agree_are_silence(form: str) -> None:
    done = call("diff", PAGES, PAGES, form)
    assert (done.status, done.err) == (0, "")
    assert done.out == ('{\n  "findings": []\n}\n' if form == "--json" else "")


def test_a_finding_has_the_fixed_form(new: Path) -> None:
    done = call("diff", path_of("stop-thing"), written(new, "stop-thing", *TWICE), "--json")
    assert (done.status, done.err) == (1, "")
    assert set(done.json) == {"findings"}
    (finding,) = done.findings
    assert set(finding) == FINDING
    message = finding.pop("message")
    assert "30" in message
    limit = {"period_seconds": 2, "unit": "request", "applies_to": None}
    assert finding == {
        "page": "tiny-rest-api-stop-thing",
        "operation": "POST /api/v5/tiny/stop-thing",
        "language": "both",
        "subject": "rate_limits",
        "kind": "rate-limit-changed",
        "impact": "additive",
        "old": [{"count": 20, **limit}],
        "new": [{"count": 30, **limit}],
        "spec_line": None,
        "page_line": 13,
    }


def test_a_change_in_one_language_is_told_of_that_language(new: Path) -> None:
    done = call("diff", path_of("stop-thing"), written(new, "stop-thing", *ONCE), "--json")
    assert [(finding["language"], finding["kind"]) for finding in done.findings] == [("en", "rate-limit-changed")]


def test_folders_are_compared_file_by_file(old: Path, new: Path) -> None:
    for name in ("clock", "stop-thing", "list-things"):
        written(old, name)
    written(new, "stop-thing", *TWICE)
    written(new, "list-things")
    written(new, "stop-things")
    done = call("diff", old, new, "--json")
    assert done.status == 1
    told = [(finding["page"], finding["kind"]) for finding in done.findings]
    assert told == [("tiny-rest-api-clock", "endpoint-removed"), ("tiny-rest-api-stop-thing", "rate-limit-changed")]
    gone = done.findings[0]
    assert (gone["subject"], gone["old"], gone["new"]) == ("endpoint", "GET /api/v5/tiny/clock", None)
    assert (gone["impact"], gone["language"], gone["operation"]) == ("breaking", "both", "GET /api/v5/tiny/clock")
    only = new / "tiny-rest-api-stop-things.md"
    assert done.err == f"{only}: the other folder has no such page; nothing to compare it with\n"


def test_more_pairs_than_one_can_be_named(old: Path, new: Path) -> None:
    changed = written(new, "stop-thing", *TWICE)
    same = path_of("clock")
    done = call("diff", same, same, path_of("stop-thing"), changed, "--json")
    assert [finding["page"] for finding in done.findings] == ["tiny-rest-api-stop-thing"]


@pytest.mark.parametrize("side", ["old", "new"])
def test_a_missing_file_is_named_and_no_other(side: str, tmp_path: Path) -> None:
    pair = {"old": path_of("clock"), "new": path_of("clock"), side: tmp_path / "none.md"}
    done = call("diff", pair["old"], pair["new"])
    lines = [line.strip() for line in done.out.splitlines()]
    assert lines == [
        "tiny-rest-api-clock  GET /api/v5/tiny/clock",
        "breaking  endpoint  unreadable",
        f"could not be read: {tmp_path / 'none.md'}: No such file or directory; name a page file",
        "",
        "1 breaking; 1 input could not be used.",
    ]


def test_the_count_tells_pages_that_were_compared_and_inputs_that_could_not_be_used(tmp_path: Path) -> None:
    def counts(*arguments: object) -> str:
        done = call(*arguments)
        assert done.err.count("\n") == 1
        return done.out.splitlines()[-1].partition("; ")[2].partition("; 5 anom")[0].rstrip(".")

    missing, page = tmp_path / "none.md", path_of("clock")
    changed = written(tmp_path, "stop-thing", *TWICE)
    pair = [path_of("stop-thing"), changed]
    assert counts("diff", *pair, page, missing) == "1 page read; 1 input could not be used"
    assert counts("diff", *pair, missing, page) == "1 page read; 1 input could not be used"
    assert counts("diff", *pair, page, missing, path_of("paint-thing"), missing) == (
        "1 page read; 1 input could not be used"
    )
    assert counts("diff", *pair, missing, missing) == "1 page read; 1 input could not be used"


@pytest.mark.parametrize("side", ["old", "new"])
def test_a_version_that_cannot_be_read_is_a_finding_and_status_2(side: str, old: Path, new: Path) -> None:
    written(old, "clock")
    written(old, "stop-thing")
    written(new, "stop-thing", *TWICE)
    written(new, "clock")
    broken = (old if side == "old" else new) / "tiny-rest-api-clock.md"
    broken.write_text("Bad Gateway")
    done = call("diff", old, new, "--json")
    assert done.status == 2, "2 outranks 1"
    assert done.err.startswith(f"{broken}:1: ")
    assert done.err.count("\n") == 1
    kinds = [(finding["page"], finding["kind"], finding["impact"]) for finding in done.findings]
    assert kinds == [
        ("tiny-rest-api-clock", "unreadable", "breaking"),
        ("tiny-rest-api-stop-thing", "rate-limit-changed", "additive"),
    ]
    told = done.findings[0]
    assert (told["subject"], told["language"], told["old"], told["new"]) == ("endpoint", "both", None, None)


def test_a_version_that_cannot_be_read_goes_by_the_name_of_the_other_one(tmp_path: Path) -> None:
    broken = tmp_path / "some-file.md"
    broken.write_text("Bad Gateway")
    (finding,) = call("diff", path_of("clock"), broken, "--json").findings
    assert (finding["page"], finding["operation"]) == ("tiny-rest-api-clock", "GET /api/v5/tiny/clock")
    (finding,) = call("diff", broken, broken, "--json").findings[:1]
    assert (finding["page"], finding["operation"]) == ("some-file", None)


def test_the_lines_to_jump_to_are_those_of_the_new_version(new: Path) -> None:
    changed = written(new, "paint-thing", ("Int | true", "Int | No"))
    out = call("diff", path_of("paint-thing"), changed).out
    assert f" {changed}:38\n" in out
    assert "1 page read; 5 anomalies" in out, "those of the new version"


def test_a_language_that_is_gone_is_unreadable(new: Path) -> None:
    front, english, _ = halves(text_of("clock"))
    new.mkdir()
    half = new / "clock.md"
    half.write_text(front + english, encoding="utf-8")
    done = call("diff", path_of("clock"), half, "--json")
    assert [(finding["kind"], finding["language"]) for finding in done.findings] == [("unreadable", "zh")]
    done = call("diff", half, path_of("clock"), "--json")
    assert (done.status, done.findings) == (0, []), "what was not there is not compared"


def test_a_language_that_cannot_be_read_is_one_finding_and_status_2(new: Path) -> None:
    front, english, _ = halves(text_of("clock"))
    new.mkdir()
    broken = new / "clock.md"
    broken.write_text(f"{front}{english}\n---\n\n# 时钟\n\n维护中。\n", encoding="utf-8")
    done = call("diff", path_of("clock"), broken, "--json")
    assert done.status == 2
    assert [(finding["kind"], finding["language"]) for finding in done.findings] == [("unreadable", "zh")]
    assert done.err.startswith(f"{broken}:")
    assert done.err.count("\n") == 1


def test_one_event_on_many_pages_is_one_finding(old: Path, new: Path) -> None:
    old.mkdir()
    new.mkdir()
    text = text_of("stop-thing")
    for number in range(25):
        named = text.replace("tiny-rest-api-stop-thing", f"thing-{number:02}")
        (old / f"{number}.md").write_text(named, encoding="utf-8")
        named = named.replace("#### Permission: Trade\n\n", "").replace("#### 权限：交易\n\n", "")
        (new / f"{number}.md").write_text(named, encoding="utf-8")
    done = call("diff", old, new, "--json")
    (finding,) = done.findings
    assert (finding["kind"], finding["page"], finding["operation"]) == ("permission-changed", None, None)
    assert finding["pages"] == [f"thing-{number:02}" for number in range(25)]


# HTML


@pytest.fixture
def english(tmp_path: Path) -> Path:
    return _html(tmp_path / "en.html", html_pages.docs("en"))


@pytest.fixture
def chinese(tmp_path: Path) -> Path:
    return _html(tmp_path / "zh.html", html_pages.docs("zh"))


def _html(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_sections_of_html_are_pages_too(english: Path, chinese: Path) -> None:
    anchors = [html_pages.SPREAD, html_pages.ALGO]
    done = call("facts", "--html", english, "--html-zh", chinese, "--anchor", *anchors, "--json")
    assert (done.status, done.err) == (0, "")
    assert [page["anchor"] for page in done.json] == anchors
    assert [list(page["languages"]) for page in done.json] == [["en", "zh"]] * 2
    done = call("facts", "--html", english, "--anchor", html_pages.SPREAD, "--json")
    assert list(done.json["languages"]) == ["en"]


def test_facts_for_people_name_the_file_of_each_language(english: Path, chinese: Path) -> None:
    html = ["--html", english, "--html-zh", chinese, "--anchor", html_pages.ALGO]
    assert call("facts", *html).out.splitlines()[1] == f"{english}  {chinese}"
    assert call("facts", *html[2:]).out.splitlines()[1] == str(chinese)


def test_a_page_in_the_other_language_is_told(english: Path, chinese: Path) -> None:
    anchor = ["--anchor", html_pages.ALGO]
    done = call("facts", "--html", english, "--html-zh", english, *anchor, "--json")
    assert (done.status, list(done.json["languages"])) == (2, ["en"])
    assert done.err == f"{english}: the page is not in Chinese; name OKX's Chinese page\n"
    done = call("facts", "--html", chinese, "--html-zh", chinese, *anchor, "--json")
    assert (done.status, list(done.json["languages"])) == (2, ["zh"])
    assert done.err == f"{chinese}: the page is in Chinese; name OKX's English page\n"
    both = ["--html", english, "--html-zh", chinese]
    done = call("diff", *both, "--old-html", english, "--old-html-zh", english, *anchor, "--json")
    assert [(finding["kind"], finding["language"]) for finding in done.findings] == [("unreadable", "zh")]


def test_pages_and_sections_can_be_read_in_one_run(english: Path) -> None:
    done = call("facts", path_of("clock"), "--html", english, "--anchor", html_pages.ALGO, "--json")
    assert [page["anchor"] for page in done.json] == ["tiny-rest-api-clock", html_pages.ALGO]


def test_a_section_that_the_html_lacks_is_told(english: Path) -> None:
    done = call("facts", "--html", english, "--anchor", "nowhere", html_pages.ALGO, "--json")
    assert done.status == 2
    assert done.err.startswith(f"{english}: no section #nowhere")
    assert [page["anchor"] for page in done.json] == [html_pages.ALGO]


def test_two_versions_of_html_are_compared(english: Path, chinese: Path, tmp_path: Path) -> None:
    later = _html(tmp_path / "later.html", html_pages.docs("en", limit="30"))
    options = ["--old-html", english, "--html", later, "--anchor", html_pages.SPREAD, "--json"]
    done = call("diff", *options)
    assert [(finding["language"], finding["kind"]) for finding in done.findings] == [("en", "rate-limit-changed")]
    done = call("diff", *options, "--old-html-zh", chinese)
    assert [finding["language"] for finding in done.findings] == ["en"], "Chinese was not supplied anew"
    done = call("diff", *options, "--old-html-zh", chinese, "--html-zh", chinese)
    assert [finding["language"] for finding in done.findings] == ["en"]


def test_a_section_that_is_gone_from_html_is_an_endpoint_removed(english: Path, tmp_path: Path) -> None:
    later = _html(tmp_path / "later.html", html_pages.docs("en", algo=""))
    done = call("diff", "--old-html", english, "--html", later, "--anchor", html_pages.ALGO, "--json")
    assert done.status == 1
    assert [(finding["kind"], finding["old"]) for finding in done.findings] == [
        ("endpoint-removed", "POST /api/v5/trade/cancel-algos")
    ]


def test_a_file_that_ends_early_does_not_tell_that_an_endpoint_is_gone(english: Path, tmp_path: Path) -> None:
    text = html_pages.docs("en")
    later = _html(tmp_path / "later.html", text[: text.index(html_pages.ALGO)])
    done = call("diff", "--old-html", english, "--html", later, "--anchor", html_pages.ALGO, "--json")
    assert done.status == 2
    assert [finding["kind"] for finding in done.findings] == ["unreadable"]


def test_a_section_whose_anchor_was_renamed_is_found_by_its_endpoint(english: Path, tmp_path: Path) -> None:
    later = _html(tmp_path / "later.html", html_pages.docs("en", algo="renamed-algo", limit="30"))
    done = call("diff", "--old-html", english, "--html", later, "--anchor", html_pages.ALGO, "--json")
    assert [finding["kind"] for finding in done.findings] == ["rate-limit-changed"]


@pytest.mark.parametrize("side", ["--html", "--old-html"])
def test_a_page_file_is_compared_with_its_section(side: str, tmp_path: Path) -> None:
    html = _html(tmp_path / "en.html", html_pages.page(_section("tiny-rest-api-clock", "12")))
    done = call("diff", path_of("clock"), side, html, "--json")
    counts = {finding["kind"]: finding for finding in done.findings}
    assert {finding["language"] for finding in done.findings} == {"en"}, "the HTML has no other language"
    old, new = (counts["rate-limit-changed"][key][0]["count"] for key in ("old", "new"))
    assert (old, new) == ((10, 12) if side == "--html" else (12, 10))


def _section(anchor: str, limit: str) -> str:
    return html_pages.cancel_section("en", anchor, limit=limit, path="GET /api/v5/tiny/clock")


# Many pages


def test_many_pages_in_both_languages_are_read_in_one_process(tmp_path: Path) -> None:
    texts = [text_of(name.removeprefix("tiny-rest-api-")) for name in NAMES]
    for number in range(345):
        (tmp_path / f"{number:03}.md").write_text(texts[number % len(texts)], encoding="utf-8")
    done = call("facts", tmp_path, "--json")
    assert (done.status, done.err) == (0, "")
    pages: list[dict[str, Any]] = done.json
    assert len(pages) == 345
    assert all(list(page["languages"]) == ["en", "zh"] for page in pages)
    assert pages[:7] == pages[7:14]


@pytest.mark.parametrize("is_terminal", [True, False])
def test_that_many_pages_are_read_is_shown_on_a_terminal_only(
    is_terminal: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(stream, "isatty", lambda: is_terminal)
    monkeypatch.setattr(sys, "stderr", stream)
    assert list(counted(range(30))) == list(range(30))
    assert ("Reading pages" in stream.getvalue()) == is_terminal
