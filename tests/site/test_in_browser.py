"""The page in a real browser, from a file and without a network: languages, and the place of the reader."""

from __future__ import annotations

from pathlib import Path

import pytest

from .browser import DESKTOP, EDGE, HASH, PHONE, TOP, VIEW, Visit, switch

SEEN = """language => [...document.querySelectorAll(`main [lang="${language}"], nav [lang="${language}"]`)]
  .filter(each => each.getClientRects().length).length"""


@pytest.mark.parametrize(
    ("view", "english", "chinese"), [("en", True, False), ("zh", False, True), ("both", True, True)]
)
def test_each_view_shows_its_languages_and_no_other(view: str, english: bool, chinese: bool, visit: Visit) -> None:
    page = visit()
    switch(page, view)
    assert (page.evaluate(SEEN, "en") > 0, page.evaluate(SEEN, "zh-CN") > 0) == (english, chinese)


def test_the_language_of_the_document_its_title_and_the_hint_follow(visit: Visit) -> None:
    page = visit()
    told = "() => [document.documentElement.lang, document.title, document.getElementById('search').placeholder]"
    assert page.evaluate(told) == ["en", "OKX cancel endpoints", "Search codes, fields, words"]
    switch(page, "zh")
    assert page.evaluate(told) == ["zh-CN", "OKX 撤单接口", "搜索代码、字段、文字"]
    switch(page, "both")
    assert page.title() == "OKX cancel endpoints · OKX 撤单接口"
    assert page.get_attribute("[data-set-view=both]", "aria-pressed") == "true"


@pytest.mark.parametrize(("locale", "view"), [("zh-CN", "zh"), ("zh-TW", "zh"), ("en-GB", "en"), ("de-DE", "en")])
def test_the_first_visit_is_in_the_language_of_the_browser(locale: str, view: str, visit: Visit) -> None:
    assert visit("", locale=locale).evaluate(VIEW) == view


def test_the_choice_outlives_a_reload_and_the_address_can_name_another(visit: Visit, page_file: Path) -> None:
    page = visit("#code-51400", locale="en-US")
    switch(page, "zh")
    page.reload()
    assert (page.evaluate(VIEW), page.evaluate(HASH)) == ("zh", "#code-51400")
    page.goto(page_file.as_uri() + "?lang=both#code-51400")
    assert page.evaluate(VIEW) == "both"
    switch(page, "en")
    page.reload()
    assert (page.evaluate(VIEW), page.evaluate(HASH)) == ("en", "#code-51400")


def test_a_browser_that_forbids_storage_is_served_too(visit: Visit, page_file: Path) -> None:
    page = visit()
    page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('forbidden'); }})")
    page.goto(page_file.as_uri() + "?lang=zh")
    switch(page, "en")
    page.click("#theme")
    page.click("[role=tab][data-way=http] >> nth=0")


PLACES = (
    "code-50001",
    "code-51400",
    "code-75003",
    "op-cancelAlgoOrders-request-algoId",
    "op-cancelAlgoOrders",
    "signing",
)


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_the_switch_keeps_the_place_and_the_fragment(size: tuple[int, int], visit: Visit) -> None:
    page = visit("?lang=en", size)
    for place in PLACES:
        switch(page, "en")
        page.evaluate("place => { location.hash = place }", place)
        before = page.evaluate(TOP, place)
        assert abs(before - page.evaluate(EDGE)) < 40
        for view in ("zh", "both", "en", "both", "zh"):
            switch(page, view)
            assert abs(page.evaluate(TOP, place) - before) <= 3, (place, view)
            assert page.evaluate(HASH) == f"#{place}"


@pytest.mark.parametrize("down", [700, 3333, 9000])
def test_there_and_back_again_leaves_the_reader_where_he_was(down: int, visit: Visit) -> None:
    page = visit()
    page.evaluate("down => scrollTo({top: down, behavior: 'instant'})", down)
    for view in ("zh", "both", "en"):
        switch(page, view)
    assert abs(page.evaluate("() => scrollY") - down) <= 3
