"""The menu, and the ways through the page, in a real browser."""

from __future__ import annotations

import pytest

from .browser import EDGE, HASH, PHONE, TOP, Visit

FOCUS = "() => document.activeElement.closest('nav, header, main')?.tagName"


def test_escape_closes_the_menu(visit: Visit) -> None:
    page = visit(size=PHONE)
    page.click("#menu")
    assert (page.is_visible("nav"), page.get_attribute("#menu", "aria-expanded")) == (True, "true")
    page.keyboard.press("Escape")
    assert (page.is_visible("nav"), page.get_attribute("#menu", "aria-expanded")) == (False, "false")


def test_the_menu_makes_way_for_whatever_leads_elsewhere(visit: Visit) -> None:
    page = visit("?lang=en#overview", size=PHONE)
    page.click("#menu")
    page.click(".title")  # to where the reader is already
    assert not page.is_visible("nav")
    page.click("#menu")
    page.fill("#search", "51400")
    page.keyboard.press("Enter")
    assert not page.is_visible("nav")
    assert -1 <= page.evaluate(TOP, "code-51400") - page.evaluate(EDGE) <= 40
    page.click("#menu")
    page.go_back()
    assert not page.is_visible("nav")


def test_the_keyboard_does_not_walk_below_the_open_menu(visit: Visit) -> None:
    page = visit(size=PHONE)
    page.click("#menu")
    links = page.locator("nav a").count()
    page.locator("nav a >> nth=0").focus()
    places = set()
    for _ in range(links + 3):
        page.keyboard.press("Tab")
        places.add(page.evaluate(FOCUS))
    assert "MAIN" not in places
    page.keyboard.press("Escape")
    page.locator("main a >> nth=0").focus()
    assert page.evaluate(FOCUS) == "MAIN"


def test_a_wider_window_gets_its_page_back(visit: Visit) -> None:
    page = visit(size=PHONE)
    page.click("#menu")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.locator("main a >> nth=0").focus()
    assert page.evaluate(FOCUS) == "MAIN"


def test_the_first_tab_leads_past_the_header(visit: Visit) -> None:
    page = visit()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate(HASH) == "#main"
    assert page.evaluate("() => document.activeElement.id") == "main"


@pytest.mark.parametrize("place", ["hosts", "op-cancelAlgoOrders", "errors", "class-OrderGone"])
def test_the_contents_show_where_the_reader_is(place: str, visit: Visit) -> None:
    page = visit()
    page.click(f"nav a[href='#{place}']")
    page.wait_for_selector(f"nav a[aria-current][href='#{place}']")
    assert page.locator("nav a[aria-current]").count() == 1
    page.evaluate("() => scrollTo({top: 0, behavior: 'instant'})")
    page.wait_for_selector("nav:not(:has(a[aria-current]))")
