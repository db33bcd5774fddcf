"""`fetch` against a server on loopback: OKX's docs whole and broken in every way that a network and a site know."""

from __future__ import annotations

import socket
import struct
import time
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import httpx
import pytest

from generator import spec as spec_file
from generator.docs.fetching.download import Bounds
from generator.docs.fetching.fetch import Fetched, fetch
from generator.docs.reading import html
from generator.docs.reading import page as reading

from .docs_site import Answer, drips, sends, serving, stalls
from .html_pages import ALGO, SPREAD, docs, lamp_section, page

ROOT = Path(__file__).parent.parent.parent
SPEC = spec_file.load(ROOT / "spec" / "openapi.yaml")
SAMPLE = ROOT.parent / "shared" / "okx-docs" / "html" / "2025-04-en.html"
QUICK = Bounds(connect=2, read=0.3, total=5, most_bytes=200_000)


def breaks_off(handler: BaseHTTPRequestHandler) -> None:
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()


def run(into: Path, en: Answer, zh: Answer, bounds: Bounds = QUICK) -> Fetched:
    with serving(en, zh) as url, httpx.Client(trust_env=False) as client:
        return fetch(SPEC, url, into, client=client, clock=time.monotonic, bounds=bounds)


WHOLE = (sends(docs("en")), sends(docs("zh")))


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_a_snapshot_holds_the_sections_of_the_spec_in_both_languages(tmp_path: Path) -> None:
    done = run(tmp_path, *WHOLE)
    assert (done.findings, done.problems, done.notices) == ([], [], [])
    assert files(tmp_path) == ["en.html", "zh.html"]
    pages = {"en": html.load(tmp_path / "en.html"), "zh": html.load(tmp_path / "zh.html")}
    assert all(set(each.sections) == {ALGO, SPREAD} for each in pages.values())
    facts = reading.facts(html.read(pages, ALGO), tmp_path / "en.html")  # type: ignore[arg-type]
    assert facts.endpoint == "POST /api/v5/trade/cancel-algos"
    assert {language: one.title for language, one in facts.languages.items()} == {"en": "Cancel", "zh": "撤单"}


def test_the_same_docs_again_change_nothing(tmp_path: Path) -> None:
    run(tmp_path, *WHOLE)
    before = (tmp_path / "zh.html").read_bytes()
    done = run(tmp_path, *WHOLE)
    assert (done.findings, done.problems) == ([], [])
    assert (tmp_path / "zh.html").read_bytes().partition(b"<body>")[2] == before.partition(b"<body>")[2]


def test_what_changed_since_the_snapshot_is_found(tmp_path: Path) -> None:
    run(tmp_path, *WHOLE)
    done = run(tmp_path, sends(docs("en", limit="10")), sends(docs("zh", limit="10")))
    assert [(each.page, each.kind, each.language, each.impact) for each in done.findings] == [
        (SPREAD, "rate-limit-changed", "both", "breaking"),
        (ALGO, "rate-limit-changed", "both", "breaking"),
    ]
    lines = (tmp_path / "en.html").read_text(encoding="utf-8").split("\n")
    assert ["10 requests" in lines[each.page_line - 1] for each in done.findings if each.page_line] == [True, True]
    assert run(tmp_path, sends(docs("en", limit="10")), sends(docs("zh", limit="10"))).findings == []


def test_a_renamed_anchor_is_found_by_its_endpoint_and_told(tmp_path: Path) -> None:
    run(tmp_path, *WHOLE)
    renamed = (sends(docs("en", spread="spread-cancel")), sends(docs("zh", spread="spread-cancel")))
    done = run(tmp_path, *renamed)
    assert (done.findings, done.problems) == ([], [])
    assert [notice.partition(": ")[2].partition(";")[0] for notice in done.notices] == [
        f"#{SPREAD} is now #spread-cancel"
    ] * 2
    pages = {"en": html.load(tmp_path / "en.html")}
    assert html.read(pages, SPREAD, "POST /api/v5/sprd/cancel-order").anchor == SPREAD  # type: ignore[arg-type]


def test_an_operation_that_is_gone_is_a_finding(tmp_path: Path) -> None:
    done = run(tmp_path, sends(docs("en", algo="")), sends(docs("zh", algo="")))
    assert [(each.page, each.kind, each.language, each.impact, each.old, each.new) for each in done.findings] == [
        (ALGO, "endpoint-removed", "both", "breaking", "POST /api/v5/trade/cancel-algos", None)
    ]
    only_one = run(tmp_path, sends(docs("en")), sends(docs("zh", algo="")))
    assert [(each.kind, each.language) for each in only_one.findings] == [("endpoint-removed", "zh")]


def test_an_endpoint_in_a_sentence_is_no_section_of_its_own(tmp_path: Path) -> None:
    mentions = ("Words about everything.", "<code>POST /api/v5/trade/cancel-algos</code> has ended.")
    done = run(tmp_path, sends(docs("en", algo="").replace(*mentions)), sends(docs("zh", algo="")))
    assert [(each.page, each.kind, each.language) for each in done.findings] == [(ALGO, "endpoint-removed", "both")]


def test_docs_without_any_of_our_operations_do_not_replace_the_snapshot(tmp_path: Path) -> None:
    run(tmp_path, *WHOLE)
    before = (tmp_path / "en.html").read_bytes()
    done = run(tmp_path, sends(docs("en", "", "")), sends(docs("zh", "", "")))
    assert [each.kind for each in done.findings] == ["endpoint-removed"] * 2
    assert done.written == []
    assert (tmp_path / "en.html").read_bytes() == before


def test_an_operation_that_is_back_is_compared_again(tmp_path: Path) -> None:
    run(tmp_path, sends(docs("en", algo="")), sends(docs("zh")))
    assert (run(tmp_path, *WHOLE).findings, run(tmp_path, *WHOLE).findings) == ([], [])


@pytest.mark.parametrize("languages", ["en", "zh", "en zh"])
def test_a_section_that_cannot_be_read_is_a_problem_and_a_finding(tmp_path: Path, languages: str) -> None:
    run(tmp_path, *WHOLE)
    texts = {language: docs(language) for language in ("en", "zh")}
    for language in languages.split():
        texts[language] = texts[language].replace("<table>", "<div>").replace("</table>", "</div>")
    done = run(tmp_path, sends(texts["en"]), sends(texts["zh"]))
    expected = [(page, "unreadable", language) for page in (SPREAD, ALGO) for language in languages.split()]
    assert [(each.page, each.kind, each.language) for each in done.findings] == expected
    assert len(done.problems) == len(expected)
    assert all("no table of parameters" in problem for problem in done.problems)


def test_a_chinese_page_in_english_is_a_problem(tmp_path: Path) -> None:
    done = run(tmp_path, sends(docs("en")), sends(docs("en")))
    assert ["/zh/: the page is not in Chinese" in problem for problem in done.problems] == [True]
    assert files(tmp_path) == ["en.html"]


def test_an_english_page_may_have_a_chinese_heading(tmp_path: Path) -> None:
    done = run(tmp_path, sends(docs("en").replace(">Cancel</h3>", ">撤单</h3>", 1)), sends(docs("zh")))
    assert done.problems == []


def test_of_one_language_that_is_missing_the_other_is_kept(tmp_path: Path) -> None:
    run(tmp_path, *WHOLE)
    before = (tmp_path / "zh.html").read_bytes()
    done = run(tmp_path, sends(docs("en", limit="10")), sends("gone", status=404))
    assert len(done.problems) == 1
    assert "/docs-v5/zh/: HTTP status 404; " in done.problems[0]
    assert {each.language for each in done.findings} == {"en"}
    assert (tmp_path / "zh.html").read_bytes() == before
    assert b"10 requests" in (tmp_path / "en.html").read_bytes()


BROKEN: dict[str, tuple[Answer, str]] = {
    "truncated, as its length tells": (sends(docs("en")[:3000], length=9000), "the answer ended early"),
    "truncated, without a word": (sends(docs("en")[:3000]), "the page ends before </html>"),
    "in latin-1": (sends(docs("en").replace("Overview", "Aperçu").encode("latin-1")), "not UTF-8"),
    "an error page with status 200": (sends("<html><h1>Sorry</h1></html>"), "no section with an anchor"),
    "an error page with sections": (sends(page("<h3 id='a'>Sorry</h3>")), "a page without any endpoint"),
    "a page of another kind": (sends(b"\x89PNG\0\0"), "a binary file"),
    "status 503": (sends("busy", status=503), "HTTP status 503"),
    "stalled": (stalls, "no answer within 0.3 s"),
    "huge": (sends(docs("en") + " " * 300_000), "more than 200000 bytes"),
    "sent on to another host": (sends("", status=302, location="http://localhost:1/"), "another host"),
    "sent on to nowhere": (sends("", status=302, location="http://[::1"), "Invalid URL in location header"),
    "sent on to the other language": (sends("", status=302, location="/docs-v5/zh/"), "the page is in Chinese"),
    "reset": (breaks_off, "cannot be fetched"),
    "sent on for ever": (sends("", status=302, location="/docs-v5/en/"), "more than 5 redirects"),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_page_is_a_problem_and_writes_nothing(tmp_path: Path, broken: str) -> None:
    answer, reason = BROKEN[broken]
    done = run(tmp_path, answer, sends(docs("zh")))
    assert len(done.problems) == 1
    assert done.problems[0].startswith("http://127.0.0.1:")
    assert reason in done.problems[0]
    assert "\n" not in done.problems[0]
    assert files(tmp_path) == ["zh.html"]


def test_a_page_that_drips_is_given_up_at_the_deadline(tmp_path: Path) -> None:
    done = run(tmp_path, drips, sends(docs("zh")), Bounds(connect=2, read=1, total=0.2))
    assert ["not complete after 0.2 s" in problem for problem in done.problems] == [True]


def test_a_site_that_refuses_the_connection_is_told_once_for_each_language(tmp_path: Path) -> None:
    with serving(*WHOLE) as url:
        pass
    with httpx.Client(trust_env=False) as client:
        done = fetch(SPEC, url, tmp_path / "new", client=client, clock=time.monotonic, bounds=QUICK)
    assert ["no connection" in problem and "are you online?" in problem for problem in done.problems] == [True, True]
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("url", ["nonsense", "ftp://example.com", "http://", "http://[::1", "http://me:secret@host"])
def test_an_address_that_is_none_is_told(tmp_path: Path, url: str) -> None:
    with httpx.Client(trust_env=False) as client:
        done = fetch(SPEC, url, tmp_path, client=client, clock=time.monotonic, bounds=QUICK)
    assert ["--base-url" in problem and "secret" not in problem for problem in done.problems] == [True, True]
    assert files(tmp_path) == []


def test_the_base_may_have_a_path(tmp_path: Path) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, text=docs("zh" if request.url.path.endswith("/zh/") else "en"))

    with httpx.Client(transport=httpx.MockTransport(answer)) as client:
        done = fetch(SPEC, "https://host/old&new/", tmp_path, client=client, clock=time.monotonic)
    assert done.problems == []
    assert "<title>https://host/old&amp;new/docs-v5/zh/</title>" in (tmp_path / "zh.html").read_text(encoding="utf-8")


def test_a_redirect_on_the_same_host_is_followed(tmp_path: Path) -> None:
    done = run(tmp_path, sends("", status=301, location="/moved/"), sends(docs("zh")))
    assert done.problems == []
    assert files(tmp_path) == ["en.html", "zh.html"]


def test_a_snapshot_that_cannot_be_read_is_told_and_replaced(tmp_path: Path) -> None:
    (tmp_path / "en.html").write_bytes(b"\0")
    done = run(tmp_path, *WHOLE)
    assert ["it is replaced" in problem for problem in done.problems] == [True]
    assert html.load(tmp_path / "en.html").is_whole


def test_six_hundred_sections_are_searched(tmp_path: Path) -> None:
    many = "".join(lamp_section(f"lamps-{number}") for number in range(600))
    text = docs("en").replace("</body>", many + "</body>")
    assert len(text) > 1_200_000
    done = run(tmp_path, sends(text), sends(docs("zh")), Bounds())
    assert done.problems == []
    assert set(html.load(tmp_path / "en.html").sections) == {ALGO, SPREAD}


@pytest.mark.skipif(not SAMPLE.exists(), reason="OKX's pages are not at hand (../shared)")
def test_okx_own_html_is_fetched(tmp_path: Path) -> None:
    done = run(tmp_path, sends(SAMPLE.read_bytes()), sends(docs("zh")))
    assert (done.findings, done.problems) == ([], [])
    pages = {"en": html.load(tmp_path / "en.html")}
    whole = {"en": html.load(SAMPLE)}
    for anchor in (ALGO, SPREAD):
        kept = reading.facts(html.read(pages, anchor), tmp_path).languages["en"]  # type: ignore[arg-type]
        original = reading.facts(html.read(whole, anchor), tmp_path).languages["en"]  # type: ignore[arg-type]
        assert [row.name for row in kept.request] == [row.name for row in original.request]
        assert [note.plain for note in kept.notes] == [note.plain for note in original.notes]
