"""Search and filter in a real browser."""

from __future__ import annotations

import pytest

from .browser import EDGE, HASH, TOP, VIEWS, Visit

SEARCHES = {
    "51400": "code-51400",
    "限速": "op-cancelSpreadOrder-limits",
    "rate limit": "op-cancelSpreadOrder-limits",
    "instId": "op-cancelAlgoOrders-request-instId",
    "already cancelled": "code-51401",
    "Already canceled": "code-51401",
    "OrderGone": "class-OrderGone",
    "TWAP": "op-cancelAlgoOrders-caveat-2",
    "签名错误": "code-50113",
    "malformed timestamp": "code-50112",
}


@pytest.mark.parametrize("view", VIEWS)
def test_the_search_finds_in_both_languages_and_leads_there(view: str, visit: Visit) -> None:
    page = visit(f"?lang={view}")
    for typed, found in SEARCHES.items():
        page.keyboard.press("/")
        page.keyboard.type(typed)
        assert page.get_attribute("#results li >> nth=0", "data-to") == found, typed
        assert page.inner_text("#found")
        page.keyboard.press("Enter")
        assert page.evaluate(HASH) == f"#{found}"
        assert -1 <= page.evaluate(TOP, found) - page.evaluate(EDGE) <= 40, typed
        assert "flash" in str(page.get_attribute(f"[id='{found}']", "class"))
        assert not page.is_visible("#results")


def test_a_focus_in_the_header_moves_nothing(visit: Visit) -> None:
    page = visit("?lang=en#code-51400")
    before = page.evaluate("() => scrollY")
    page.keyboard.press("/")
    for _ in range(3):
        page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.dataset.setView") == "both"
    assert page.evaluate("() => scrollY") == before


def test_the_search_is_worked_by_the_keyboard(visit: Visit) -> None:
    page = visit()
    page.keyboard.press("/")
    assert page.evaluate("() => document.activeElement.id") == "search"
    page.keyboard.type("ordId")
    chosen = "() => document.getElementById('search').getAttribute('aria-activedescendant')"
    assert page.evaluate(chosen) == "result-0"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    assert page.evaluate(chosen) == "result-1"
    assert page.get_attribute("#result-1", "aria-selected") == "true"
    page.keyboard.press("Escape")
    assert not page.is_visible("#results")
    assert page.get_attribute("#search", "aria-expanded") == "false"
    page.fill("#search", "no such thing anywhere")
    assert page.inner_text("#found") == "Nothing found"
    page.keyboard.press("Enter")
    assert page.evaluate(HASH) == ""


def test_the_codes_can_be_filtered_and_a_hidden_one_comes_back_when_asked_for(visit: Visit) -> None:
    page = visit("?lang=en#code-51400")
    page.fill("#filter", "429")
    assert page.is_visible("#code-50013")
    assert not page.is_visible("#code-51400")
    assert not page.is_visible("#class-OrderGone")
    assert page.inner_text("#shown") == str(page.locator(".code:visible").count())
    page.fill("#filter", "已触发")
    assert page.is_visible("#code-51416")
    page.locator("#filter").blur()
    page.keyboard.press("/")
    page.keyboard.type("51400")
    page.keyboard.press("Enter")
    assert page.is_visible("#code-51400")
    assert page.input_value("#filter") == ""
