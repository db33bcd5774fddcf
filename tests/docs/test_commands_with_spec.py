"""`drift`, `accept`, `draft` and `fetch` on a command line: what they print, what they write, their exit status."""

from __future__ import annotations

import http.server
import io
import json
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.generator.support import TINY, edited, line_of, run

from . import html_pages
from .support import Done, call, path_of


class Terminal(io.TextIOWrapper):
    """A stream that a person looks at."""

    def isatty(self) -> bool:
        return True


DO = """---
exchange: okx
anchor_id: do-it
updated_at: 2026-01-02T03:04:05
---

# Do it

What a machine does.

#### Rate Limit: 20 requests per 2 seconds

#### Rate limit rule: User ID

#### Permission: Trade

#### HTTP Request

`POST /do`

> Request Example

    POST /do
    body
    {"ordId": "1"}

#### Request Parameters

Parameter | Type | Required | Description
---|---|---|---
ordId | String | Conditional | Its number
clOrdId | String | Conditional | Its name

> Response Example

    {"code": "0", "data": [{"ordId": "1"}]}

#### Response Parameters

Parameter | Type | Description
---|---|---
ordId | String | The number of it

---

# 做

机器做的事。

#### 限速：20次/2s

#### 限速规则：User ID

#### 权限：交易

#### HTTP请求

`POST /do`

> 请求示例

    POST /do
    body
    {"ordId": "1"}

#### 请求参数

参数名 | 类型 | 是否必须 | 描述
---|---|---|---
ordId | String | 可选 | 编号
clOrdId | String | 可选 | 名称

> 返回结果

    {"code": "0", "data": [{"ordId": "1"}]}

#### 返回参数

参数名 | 类型 | 描述
---|---|---
ordId | String | 它的编号
"""
LIMIT = (("20 requests per 2 seconds", "30 requests per 2 seconds"), ("20次/2s", "30次/2s"))
DEPRECATED = (("The number of it", "The number of it (Deprecated)"), ("它的编号", "它的编号（已弃用）"))
NAMES_OF_DRAFTS = ("stop-thing", "stop-things", "list-things", "move-things", "make-thing", "clock")
NEXT = (
    "Next: say its texts in your own words, run `python -m generator lint`, then `accept` the page; "
    "until then `drift` does not compare its prose."
)
PERMISSION = (("#### Permission: Trade\n\n", ""), ("#### 权限：交易\n\n", ""))


class Desk:
    """A folder with a spec, a lock that does not exist yet, and pages."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.spec = folder / "spec.yaml"
        self.lock = folder / "lock.json"
        self.spec.write_text(TINY, encoding="utf-8")

    def page(self, *edits: tuple[str, str], name: str = "do-it") -> Path:
        path = self.folder / f"{name}.md"
        path.write_text(edited(DO, *edits), encoding="utf-8")
        return path

    def call(self, command: str, *arguments: object) -> Done:
        return call(command, "--spec", self.spec, "--lock", self.lock, *arguments)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


# drift


@pytest.mark.parametrize("form", ["--json", "--format=text", "--format=markdown"])
def test_a_page_that_agrees_with_the_spec_is_silence(form: str, desk: Desk) -> None:
    done = desk.call("drift", desk.page(), form)
    assert (done.status, done.err) == (0, "")
    assert done.out == ('{\n  "findings": []\n}\n' if form == "--json" else "")


def test_what_differs_is_told_with_the_line_of_the_spec_and_of_the_page(desk: Desk) -> None:
    page = desk.page(*LIMIT)
    done = desk.call("drift", page, "--json")
    assert (done.status, done.err) == (1, "")
    (finding,) = done.findings
    line = line_of(TINY, "{count: 20, periodSeconds: 2")
    assert (finding["page"], finding["operation"]) == ("do-it", "POST /do")
    assert (finding["kind"], finding["language"], finding["impact"]) == ("rate-limit-changed", "both", "additive")
    assert (finding["old"][0]["count"], finding["new"][0]["count"]) == (20, 30)
    assert abs(finding["spec_line"] - line) <= 1
    assert finding["page_line"] == 11
    text = desk.call("drift", page).out
    assert f"{desk.spec}:{finding['spec_line']}  {page}:11" in text
    assert "1 additive; 1 page read." in text


def test_a_page_that_the_spec_lacks_is_status_2_and_sent_to_draft(desk: Desk) -> None:
    other = path_of("stop-thing")
    done = desk.call("drift", other, desk.page(*LIMIT), "--json")
    assert done.status == 2
    assert [finding["page"] for finding in done.findings] == ["do-it"]
    assert done.err.count("\n") == 1
    assert done.err.startswith(f"{other}: POST /api/v5/tiny/stop-thing is not in {desk.spec}")
    assert f"python -m generator draft {other}" in done.err


def test_a_page_that_the_spec_lacks_is_not_counted_as_read(desk: Desk) -> None:
    done = desk.call("drift", path_of("stop-thing"), desk.page(*LIMIT))
    assert done.out.splitlines()[-1] == "1 additive; 1 page read; 1 input could not be used."
    html = desk.folder / "en.html"
    html.write_text("no docs", encoding="utf-8")
    done = desk.call("drift", "--html", html, "--anchor", "one", "other", "third")
    assert done.out.splitlines()[-1] == "3 breaking; 1 input could not be used."


def test_a_page_that_cannot_be_read_is_a_finding_and_status_2(desk: Desk) -> None:
    odd = desk.folder / "odd.md"
    odd.write_text("Bad Gateway")
    done = desk.call("drift", odd, desk.page(*LIMIT), "--json")
    assert done.status == 2
    told = [(finding["page"], finding["kind"], finding["language"]) for finding in done.findings]
    assert told == [("odd", "unreadable", "both"), ("do-it", "rate-limit-changed", "both")]
    assert done.err.startswith(f"{odd}:1: ")
    assert done.err.count("\n") == 1


def test_a_page_that_is_named_twice_is_told_once(desk: Desk) -> None:
    page = desk.page(*LIMIT)
    done = desk.call("drift", page, page, "--json")
    assert len(done.findings) == 1
    assert done.err == "1 page(s) were named more than once; each is used once.\n"


@pytest.mark.parametrize(
    "text", ["", "openapi: [", "- a\n", "paths: 1\n", "paths: {/a: {get: 1}}\n", "paths: {/a: null}\n"]
)
@pytest.mark.parametrize("command", ["drift", "accept", "draft", "fetch"])
def test_a_spec_that_cannot_be_used_is_one_line_and_status_2(command: str, text: str, desk: Desk) -> None:
    page = desk.page()
    desk.spec.write_text(text)
    arguments = [] if command == "fetch" else [page]
    more = ["--base-url", "http://127.0.0.1:9", "--into", str(desk.folder)] if command == "fetch" else []
    done = desk.call(command, *arguments, *more)
    assert done.status == 2
    assert done.err.startswith(str(desk.spec))
    if command == "drift":
        assert desk.call(command, page, "--json").json == {"findings": []}


@pytest.mark.parametrize("text", ["{", "[]", '{"format": 1}', "\x00"])
def test_a_lock_that_cannot_be_used_is_one_line_and_status_2(text: str, desk: Desk) -> None:
    page = desk.page()
    desk.lock.write_text(text)
    for command in ("drift", "accept"):
        done = desk.call(command, page)
        assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
        assert done.err.startswith(str(desk.lock))


def test_write_makes_the_mechanical_edits_and_no_others(desk: Desk) -> None:
    page = desk.page(*LIMIT, *DEPRECATED)
    done = desk.call("drift", page, "--write", "--json")
    assert done.status == 1, "what was found is told, and written"
    assert {finding["kind"] for finding in done.findings} == {"rate-limit-changed", "deprecated-changed"}
    assert f"{desk.spec}: 2 finding(s) answered by an edit.\n" in done.err
    text = desk.spec.read_text(encoding="utf-8")
    assert "{count: 30, periodSeconds: 2, unit: request}" in text
    assert text.count("deprecated: true") == TINY.count("deprecated: true") + 1
    assert len(text.splitlines()) == len(TINY.splitlines())
    assert desk.call("drift", page).status == 0


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_what_was_written_is_told_as_such_and_what_is_left_is_counted(form: str, desk: Desk) -> None:
    page = desk.page(*LIMIT, *DEPRECATED, *PERMISSION)
    line = line_of(TINY, "{count: 20, periodSeconds: 2")
    before = desk.call("drift", page, f"--format={form}").out
    assert "Written: " not in before
    out = desk.call("drift", page, "--write", f"--format={form}").out
    assert f". Written: line {line}: write `count: 30`." in out
    assert out.count("Written: ") == 2
    assert out.count("Suggested edit: ") == 1
    assert "1 additive, 1 docs, 1 none; 2 written, 1 left to you; 1 page read." in out


VALUES = (
    ("Conditional | Its name", "Conditional | Its name<br>`a`: one<br>`b`: two"),
    ("可选 | 名称", "可选 | 名称<br>`a`: 一<br>`b`: 二"),
)


def test_a_written_value_leaves_its_text_to_the_person(desk: Desk) -> None:
    page = desk.page(*VALUES)
    out = desk.call("drift", page, "--write").out
    left = "Left to you: say it in `description` and `x-description-zh` too, for users see only these."
    assert out.count(f"add `x-values: [a, b]` to `clOrdId`. {left}") == 2
    assert "2 additive; 2 written, 2 left to you; 1 page read." in out
    assert "x-values: [a, b]" in desk.spec.read_text(encoding="utf-8")


def test_the_findings_as_json_are_those_of_a_run_that_writes_nothing(desk: Desk) -> None:
    page = desk.page(*LIMIT, *DEPRECATED, *PERMISSION)
    before = desk.call("drift", page, "--json").findings
    after = desk.call("drift", page, "--write", "--json").findings
    assert [{**each, "message": ""} for each in after] == [{**each, "message": ""} for each in before]


@pytest.fixture
def read_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder in which no new file can be made."""

    def refuse(prefix: str, **_: object) -> None:
        raise PermissionError(13, "Permission denied", f"/somewhere/{prefix}x1")

    monkeypatch.setattr(tempfile, "mkstemp", refuse)


@pytest.mark.usefixtures("read_only")
def test_edits_that_cannot_be_written_are_told_as_suggested(desk: Desk) -> None:
    page = desk.page(*LIMIT)
    done = desk.call("drift", page, "--write", "--json")
    assert (done.status, done.err) == (2, f"{desk.spec}: Permission denied; nothing was written.\n")
    [finding] = done.findings
    assert "Suggested edit: " in finding["message"]
    assert "Suggested edit: " in desk.call("drift", page, "--write").out


@pytest.mark.usefixtures("read_only")
def test_drafts_and_records_that_cannot_be_written_are_no_success(desk: Desk) -> None:
    done = desk.call("draft", path_of("clock"), "--write")
    assert (done.status, done.out) == (2, "")
    assert done.err == f"{desk.spec}: Permission denied; nothing was written.\n"
    done = desk.call("accept", desk.page())
    assert (done.status, done.out) == (2, "")
    assert done.err == f"{desk.lock}: Permission denied; nothing was written.\n"


def test_a_row_that_was_never_accepted_is_told_as_such(desk: Desk) -> None:
    old, old_zh = "clOrdId | String | Conditional | Its name\n", "clOrdId | String | 可选 | 名称\n"
    without = desk.page((old, ""), (old_zh, ""))
    desk.call("accept", without)
    (english, chinese) = desk.call("drift", desk.page(), "--json").findings
    assert english["message"].startswith("the description of `clOrdId` was never accepted, it says “Its name”. ")
    assert chinese["message"].startswith("the description of `clOrdId` was never accepted, it says “名称”. ")


def test_write_of_what_agrees_leaves_the_file_alone(desk: Desk) -> None:
    before = desk.spec.stat().st_mtime_ns
    assert desk.call("drift", desk.page(), "--write").status == 0
    assert desk.spec.stat().st_mtime_ns == before


def test_the_html_is_read_at_the_anchors_of_the_spec(desk: Desk) -> None:
    html = desk.folder / "en.html"
    html.write_text(html_pages.page(html_pages.cancel_section("en", "do-it", path="POST /do")), encoding="utf-8")
    done = desk.call("drift", "--html", html, "--json")
    assert done.status == 1
    assert {(finding["page"], finding["language"]) for finding in done.findings} == {("do-it", "en")}
    html.write_text(html_pages.page(html_pages.cancel_section("en", "did-it", path="POST /do")), encoding="utf-8")
    assert desk.call("drift", "--html", html, "--json").findings == done.findings, "found by its endpoint"
    html.write_text(html_pages.page(html_pages.lamp_section()), encoding="utf-8")
    done = desk.call("drift", "--html", html, "--json")
    assert done.status == 1
    (gone,) = done.findings
    assert (gone["page"], gone["kind"], gone["impact"]) == ("do-it", "endpoint-removed", "breaking")
    assert (gone["old"], gone["new"], gone["language"]) == ("POST /do", None, "en")
    assert gone["spec_line"] == line_of(TINY, "post:")
    unknown = desk.call("drift", "--html", html, "--anchor", "nowhere", "--json")
    assert unknown.status == 2
    assert [finding["kind"] for finding in unknown.findings] == ["unreadable"]


def test_two_files_of_one_page_are_both_told(desk: Desk) -> None:
    one, other = desk.page(*LIMIT), desk.page(*PERMISSION, name="other")
    out = desk.call("drift", one, other).out
    assert "rate-limit-changed" in out
    assert "permission-changed" in out
    assert f"{one}:" not in out, "which of the two files it is cannot be told by the page's name"
    assert "do-it:11" in out


# draft


def test_a_draft_is_printed_in_utf_8_and_the_spec_stays_as_it_is(desk: Desk) -> None:
    done = run("draft", path_of("stop-thing"), "--spec", desk.spec, PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, "")
    made = yaml.safe_load(done.stdout)
    assert list(made["paths"]) == ["/api/v5/tiny/stop-thing"]
    assert "停止物件" in done.stdout
    assert desk.spec.read_text(encoding="utf-8") == TINY
    both = desk.call("draft", path_of("stop-thing"), path_of("clock"))
    assert [list(each["paths"]) for each in yaml.safe_load_all(both.out)] == [
        ["/api/v5/tiny/stop-thing"],
        ["/api/v5/tiny/clock"],
    ]


def test_drafts_that_are_written_are_in_the_spec_lint_and_drift_silently(desk: Desk) -> None:
    pages = [path_of(name) for name in NAMES_OF_DRAFTS]
    done = desk.call("draft", "--write", *pages)
    assert done.status == 0
    assert {line.partition(": ")[2].partition(":")[0] for line in done.err.splitlines()} == {"this example is not JSON"}
    assert done.out.splitlines()[0] == f"{desk.spec}: POST /api/v5/tiny/stop-thing added."
    assert desk.spec.read_text(encoding="utf-8").startswith(TINY[: TINY.index("  /do:")].partition("x-permissions")[0])
    assert call("lint", "--spec", desk.spec).out == f"{desk.spec}: nothing to report.\n"
    done = desk.call("drift", *pages, desk.page())
    assert (done.status, done.out, done.err) == (0, "", "")


def test_a_page_that_the_spec_has_or_that_cannot_be_read_keeps_no_other_from_being_drafted(desk: Desk) -> None:
    odd = desk.folder / "odd.md"
    odd.write_text("Bad Gateway")
    known = desk.page()
    done = desk.call("draft", odd, known, path_of("clock"), "--write")
    assert done.status == 2
    assert done.out.splitlines() == [f"{desk.spec}: GET /api/v5/tiny/clock added.", NEXT]
    assert [line.partition(":")[0] for line in done.err.splitlines()] == [str(odd), str(known)]
    assert "is in the spec already" in done.err


# accept


def test_a_language_that_was_supplied_and_reviewed_and_is_gone_is_unreadable(desk: Desk) -> None:
    html = {language: desk.folder / f"{language}.saved" for language in ("en", "zh")}
    for language, path in html.items():
        section = html_pages.cancel_section(language, "do-it", path="POST /do")
        path.write_text(html_pages.page(section), encoding="utf-8")
    both = ["--html", html["en"], "--html-zh", html["zh"]]
    assert desk.call("accept", *both).status == 0
    assert desk.call("drift", *both, "--json").findings == []
    html["zh"].write_text(html_pages.page(html_pages.lamp_section()), encoding="utf-8")
    done = desk.call("drift", *both, "--json")
    assert [(finding["kind"], finding["language"]) for finding in done.findings] == [("unreadable", "zh")]
    assert done.status == 2
    assert desk.call("drift", "--html", html["en"], "--json").findings == [], "Chinese was not supplied"


def test_one_event_on_many_pages_is_one_finding(desk: Desk) -> None:
    many = desk.folder / "many"
    many.mkdir()
    text = path_of("clock").read_text(encoding="utf-8")
    for number in range(21):
        named = text.replace("tiny-rest-api-clock", f"clock-{number:02}").replace(
            "/tiny/clock", f"/tiny/clock{number:02}"
        )
        (many / f"{number:02}.md").write_text(named, encoding="utf-8")
    assert desk.call("draft", "--write", many).status == 0
    for page in many.iterdir():
        edits = (("10 requests", "5 requests"), ("10次", "5次"))
        page.write_text(edited(page.read_text(encoding="utf-8"), *edits), encoding="utf-8")
    (finding,) = desk.call("drift", many, "--json").findings
    assert (finding["kind"], finding["page"]) == ("rate-limit-changed", None)
    assert finding["pages"] == [f"clock-{number:02}" for number in range(21)]


def test_what_was_accepted_is_silent_until_it_changes_again(desk: Desk) -> None:
    page = desk.page(*PERMISSION)
    assert desk.call("drift", page).status == 1
    done = desk.call("accept", page)
    assert (done.status, done.err) == (0, "")
    assert done.out.splitlines() == [
        "do-it (en, zh): reviewed",
        "    none  permission: trade in the spec, nothing on the page",
        "accepted: 1 none; these stay different from OKX's page: do-it: permission",
        f"{desk.lock}: written.",
    ]
    assert "machine" not in desk.lock.read_text(encoding="utf-8")
    done = desk.call("drift", page)
    assert (done.status, done.out, done.err) == (0, "", "")
    page = desk.page(("Permission: Trade", "Permission: Read"), ("权限：交易", "权限：读取"))
    assert [finding["new"] for finding in desk.call("drift", page, "--json").findings] == ["read"]


def test_prose_is_compared_with_what_was_accepted(desk: Desk) -> None:
    desk.call("accept", desk.page())
    done = desk.call("drift", desk.page(("What a machine does.", "What a machine did.")), "--json")
    assert [(finding["kind"], finding["language"]) for finding in done.findings] == [("note-changed", "en")]


def test_accept_of_no_page_at_all_says_nothing_of_agreement(desk: Desk) -> None:
    done = desk.call("accept", path_of("clock"))
    assert (done.status, done.out) == (2, f"{desk.lock}: up to date.\n")


def test_accept_shows_what_each_language_says_where_they_disagree(desk: Desk) -> None:
    page = desk.page(("20 requests per 2 seconds", "10 requests per 2 seconds"), ("20次/2s", "5次/2s"))
    theirs = "en: 10 requests per 2 seconds, zh: 5 requests per 2 seconds"
    assert desk.call("accept", page).out.splitlines()[1] == (
        f"    breaking  rate_limits: 20 requests per 2 seconds in the spec, {theirs} on the page"
    )


def test_accept_tells_how_much_stays_different_by_its_impact(desk: Desk) -> None:
    lower = (("20 requests per 2 seconds", "10 requests per 2 seconds"),)
    page, other = desk.page(*lower, *DEPRECATED), path_of("clock")
    assert desk.call("draft", "--write", other).status == 0
    done = desk.call("accept", page, other)
    assert (done.status, done.err) == (0, "")
    assert done.out.splitlines() == [
        "do-it (en, zh): reviewed",
        "    breaking (en)  rate_limits: 20 requests per 2 seconds in the spec, 10 requests per 2 seconds on the page",
        "    docs  response.ordId.deprecated: no in the spec, yes on the page",
        "tiny-rest-api-clock (en, zh): reviewed",
        "accepted: 1 breaking, 1 docs; these stay different from OKX's page: do-it: rate_limits,"
        " response.ordId.deprecated",
        f"{desk.lock}: written.",
    ]
    assert desk.call("drift", page, other).status == 0
    assert "accepted: spec and pages say the same." in desk.call("accept", other).out


def test_a_spec_with_mistakes_accepts_nothing(desk: Desk) -> None:
    page = desk.page()
    desk.spec.write_text(edited(TINY, ("count: 20, periodSeconds: 2", "count: -1, periodSeconds: 0")), encoding="utf-8")
    done = desk.call("accept", page)
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    line = line_of(TINY, "{count: 20, periodSeconds: 2")
    assert done.err.startswith(f"{desk.spec}:{line}: ")
    assert done.err.endswith("; mend what `python -m generator lint` finds, then accept\n")
    assert not desk.lock.exists()


def test_accepting_again_changes_nothing(desk: Desk) -> None:
    page = desk.page()
    desk.call("accept", page)
    before = desk.lock.read_bytes(), desk.lock.stat().st_mtime_ns
    assert f"{desk.lock}: up to date." in desk.call("accept", page).out
    assert (desk.lock.read_bytes(), desk.lock.stat().st_mtime_ns) == before


def test_a_page_that_cannot_be_accepted_keeps_no_other_from_it(desk: Desk) -> None:
    odd = desk.folder / "odd.md"
    odd.write_text("Bad Gateway")
    done = desk.call("accept", odd, desk.page(), path_of("clock"))
    assert done.status == 2
    assert done.err.count("\n") == 2
    assert list(json.loads(desk.lock.read_text(encoding="utf-8"))["pages"]) == ["do-it"]


# fetch


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The address of a site, and the folder that it serves."""
    folder = tmp_path / "site"
    for language in ("en", "zh"):
        (folder / "docs-v5" / language).mkdir(parents=True)
        _serve(folder, language, "20")

    class Handler(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *arguments: object) -> None:
            super().__init__(*arguments, directory=str(folder))  # type: ignore[arg-type]

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", folder
        server.shutdown()


def _serve(folder: Path, language: str, limit: str) -> None:
    page = html_pages.docs(language, limit=limit)
    (folder / "docs-v5" / language / "index.html").write_text(page, encoding="utf-8")


def test_what_was_fetched_can_be_held_against_the_spec(site: tuple[str, Path], tmp_path: Path) -> None:
    address, folder = site
    into = tmp_path / "into"
    done = call("fetch", "--base-url", address, "--into", into)
    assert (done.status, done.out) == (0, "")
    assert done.err == f"{into / 'en.html'}: written\n{into / 'zh.html'}: written\n"
    before = (into / "en.html").stat().st_mtime_ns
    done = call("fetch", "--base-url", address, "--into", into)
    assert done.err == f"{into / 'en.html'}: unchanged\n{into / 'zh.html'}: unchanged\n"
    assert (into / "en.html").stat().st_mtime_ns == before
    _serve(folder, "en", "30")
    done = call("fetch", "--base-url", address, "--into", into, "--json")
    assert done.status == 1
    assert {(finding["kind"], finding["language"]) for finding in done.findings} == {("rate-limit-changed", "en")}
    html = ["--html", into / "en.html", "--html-zh", into / "zh.html"]
    assert {finding["page"] for finding in call("drift", *html, "--json").findings} == {
        html_pages.ALGO,
        html_pages.SPREAD,
    }


def test_a_site_that_is_not_there_is_told_and_is_status_2(tmp_path: Path) -> None:
    done = call("fetch", "--base-url", "http://127.0.0.1:9", "--into", tmp_path / "into", "--json")
    assert (done.status, done.findings) == (2, [])
    assert done.err.count("http://127.0.0.1:9/docs-v5/") == done.err.count("\n") == 2


def test_of_two_pages_of_one_operation_only_one_is_accepted(desk: Desk) -> None:
    first = desk.page()
    other = first.with_name("copy.md")
    other.write_text(first.read_text(encoding="utf-8").replace("anchor_id: ", "anchor_id: other-"), encoding="utf-8")
    done = desk.call("accept", first, other)
    assert done.status == 2
    assert done.err.startswith(f"{other}: another page of POST /do is accepted already")


def test_a_person_is_told_of_texts_that_were_never_accepted(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.docs.support.io.TextIOWrapper", Terminal)
    page = desk.page()
    assert "do-it: its English texts were never accepted" in desk.call("drift", page).err.replace(" and Chinese", "")
    desk.call("accept", page)
    assert "never accepted" not in desk.call("drift", page).err
