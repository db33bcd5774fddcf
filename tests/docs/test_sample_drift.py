"""The committed spec and lock against OKX's own pages: January 2026 agrees, August lost a line, April 2025 differs.

The spec has the numbers of the pages of 2026 for this, whatever it says by now.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from .support import call, spec_of_2026

ROOT = Path(__file__).parent.parent.parent
SHARED = ROOT.parent / "shared" / "okx-docs"
LOCK = ROOT / "spec" / "docs.lock.json"
SPREAD = "spread-trading-rest-api-cancel-order"
ALGO = "order-book-trading-algo-trading-post-cancel-algo-order"

if not SHARED.is_dir():
    pytest.skip("OKX's pages are not at hand (../shared)", allow_module_level=True)


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    """The committed spec with the numbers that the pages state: one that changes later is not what is asked here."""
    file = tmp_path / "openapi.yaml"
    file.write_text(spec_of_2026(), encoding="utf-8")
    return file


def page(month: str, name: str) -> Path:
    return SHARED / "pages" / month / f"{name}.md"


@pytest.mark.parametrize("name", [SPREAD, ALGO])
def test_the_pages_of_january_agree(spec: Path, name: str) -> None:
    done = call("drift", "--spec", spec, "--lock", LOCK, page("2026-01", name))
    assert (done.status, done.out, done.err) == (0, "", "")


@pytest.mark.parametrize("name", [SPREAD, ALGO])
def test_of_the_pages_of_august_only_the_permission_line_is_gone(spec: Path, name: str) -> None:
    done = call("drift", "--json", "--spec", spec, "--lock", LOCK, page("2026-08", name))
    assert done.status == 1
    assert [
        (each["kind"], each["subject"], each["impact"], each["language"], each["old"], each["new"])
        for each in done.findings
    ] == [("permission-changed", "permission", "none", "both", "trade", None)]
    line = spec.read_text(encoding="utf-8").split("\n")[done.findings[0]["spec_line"] - 1]
    assert line.strip() == "x-permission: trade"


def test_an_accepted_page_is_silent(tmp_path: Path, spec: Path) -> None:
    lock = tmp_path / "docs.lock.json"
    lock.write_bytes(LOCK.read_bytes())
    these = ("--spec", spec, "--lock", lock)
    august = [page("2026-08", name) for name in (SPREAD, ALGO)]
    assert call("drift", *these, *august).status == 1
    assert call("accept", *these, *august).status == 0
    done = call("drift", *these, *august)
    assert (done.status, done.out, done.err) == (0, "", "")
    assert call("drift", *these, *(page("2026-01", name) for name in (SPREAD, ALGO))).status == 0


def test_the_html_of_april_2025_has_three_structural_differences(tmp_path: Path, spec: Path) -> None:
    html = SHARED / "html" / "2025-04-en.html"
    done = call("drift", "--json", "--spec", spec, "--lock", tmp_path / "none.json", "--html", html)
    assert done.status == 1
    assert [(each["page"], each["kind"], each["subject"], each["language"]) for each in done.findings] == [
        (ALGO, "rate-limit-changed", "rate_limits", "en"),
        (ALGO, "required-changed", "request.algoId.required", "en"),
        (ALGO, "parameter-removed", "request.algoClOrdId", "en"),
    ]
    with_lock = call("drift", "--json", "--spec", spec, "--lock", LOCK, "--html", html)
    assert [each["subject"] for each in with_lock.findings if each["kind"] in ("text-changed", "note-changed")] == [
        "request.algoId.description"
    ]


def test_the_lock_holds_no_sentence_of_okx() -> None:
    words = LOCK.read_text(encoding="utf-8").partition('"pages"')[2]
    assert not {"canceled", "Either", "required.", "撤销"} & set(words.split())
    assert "撤" not in words
