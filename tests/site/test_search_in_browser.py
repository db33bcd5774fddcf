"""Search and filter in a real browser."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from generator import spec_words, tables
from generator.spec import Spec

from .browser import EDGE, HASH, TOP, VIEWS, Visit

SEARCHES = {
    "51400": "code-51400",
    "instId": "op-cancelAlgoOrders-request-instId",
    "batch size": "op-cancelAlgoOrders-batch",
    "already cancelled": "code-51401",
    "Already canceled": "code-51401",
    "OrderGone": "class-OrderGone",
    "签名错误": "code-50113",
    "malformed timestamp": "code-50112",
}


def searches(spec: Spec) -> Iterator[tuple[str, str]]:
    """What somebody types, and the id of what has to come first."""
    yield from SEARCHES.items()
    rows = tables.read(spec)
    first = f"op-{rows.operations[0].operation_id}-limits"
    yield from (("限速", first), ("rate limit", first))
    for row in rows.operations:
        if row.order_state_path:
            yield f"GET {row.order_state_path}?", f"op-{row.operation_id}-state"
    yield from ((url, "hosts") for url in rows.regions.values())
    yield from ((name, "signing") for name in rows.headers.values())
    yield rows.root.demo_header.name, "demo"
    yield rows.root.clock.path, "clock"


@pytest.mark.parametrize("view", VIEWS)
def test_the_search_finds_in_both_languages_and_leads_there(view: str, visit: Visit, spec: Spec) -> None:
    page = visit(f"?lang={view}")
    for typed, found in searches(spec):
        page.keyboard.press("/")
        page.keyboard.type(typed)
        assert page.get_attribute("#results li >> nth=0", "data-to") == found, typed
        assert page.inner_text("#found")
        page.keyboard.press("Enter")
        assert page.evaluate(HASH) == f"#{found}"
        assert -1 <= page.evaluate(TOP, found) - page.evaluate(EDGE) <= 40, typed
        assert "flash" in str(page.get_attribute(f"[id='{found}']", "class"))
        assert not page.is_visible("#results")


RESULTS = "() => [...document.querySelectorAll('#results li')].map(each => each.dataset.to)"
CODES = "() => [...document.querySelectorAll('main .code:not([hidden])')].map(each => each.id)"


@pytest.mark.parametrize("view", VIEWS)
def test_codes_are_found_by_status_reason_and_repeating(view: str, visit: Visit, spec: Spec) -> None:
    page = visit(f"?lang={view}")
    rows = tables.read(spec)
    known = rows.error_codes.items()
    again = {code: spec_words.repeat_of(each, rows.error_classes.get(each.error or "APIError")) for code, each in known}
    for typed, codes in {
        "HTTP 429": {code for code, each in known if 429 in each.http_status},
        "not_found_or_done": {code for code, each in known if each.reason == "not_found_or_done"},
        "client: after setting the clock": {code for code, each in known if each.repeat == "after setting the clock"},
        "client: once, after": {code for code in again if again[code] == "after setting the clock"},
        "自动重发：等待后": {code for code in again if str(again[code]).startswith("after a wait")},
    }.items():
        found = {f"code-{code}" for code in codes}
        page.fill("#search", typed)
        assert found <= set(page.evaluate(RESULTS)), typed
        page.fill("#filter", typed)
        assert set(page.evaluate(CODES)) == found, typed


def test_a_word_is_found_while_it_is_typed(visit: Visit) -> None:
    page = visit()
    for end in range(1, len("cancelled") + 1):
        page.fill("#search", "cancelled"[:end])
        assert page.locator("#results li").count() > 0, "cancelled"[:end]
    page.fill("#search", "cancel")
    told = page.inner_text("#found")
    page.fill("#search", "cancell")
    assert page.inner_text("#found") == told


def test_a_focus_in_the_header_moves_nothing(visit: Visit) -> None:
    page = visit("?lang=en#code-51400")
    before = page.evaluate("() => scrollY")
    page.keyboard.press("/")
    for _ in range(3):
        page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.dataset.setView") == "both"
    page.keyboard.type("/")
    page.keyboard.type("a/b")
    assert page.input_value("#search") == "a/b"
    page.fill("#search", "a")
    assert page.is_visible("#results")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.dataset.setView") == "en"
    assert not page.is_visible("#results")
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
    assert (page.is_visible("#results"), page.locator("#results > *").count()) == (False, 0)
    box = page.locator("#found").bounding_box()
    assert box
    assert box["height"] > 20
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
    page.fill("#filter", "no such thing")
    assert page.inner_text(".filter p") == "Nothing found"
    page.locator("#filter").blur()
    page.keyboard.press("/")
    page.keyboard.type("51400")
    page.keyboard.press("Enter")
    assert page.is_visible("#code-51400")
    assert page.input_value("#filter") == ""


def test_a_link_to_what_the_filter_hides_shows_it_also_a_second_time(visit: Visit) -> None:
    page = visit("?lang=en#class-OrderGone")
    for _ in range(2):
        page.fill("#filter", "429")
        assert not page.is_visible("#class-OrderGone")
        page.click("nav a[href='#class-OrderGone']")
        assert page.input_value("#filter") == ""
        assert -1 <= page.evaluate(TOP, "class-OrderGone") - page.evaluate(EDGE) <= 40
    page.click("nav a[href='#errors']")
    page.fill("#filter", "429")
    page.go_back()
    assert -1 <= page.evaluate(TOP, "class-OrderGone") - page.evaluate(EDGE) <= 40


@pytest.mark.parametrize("fragment", ["%E4%", "no-such-place", "%5B"])
def test_an_address_that_leads_nowhere_does_no_harm(fragment: str, visit: Visit) -> None:
    page = visit(f"?lang=en#{fragment}")
    page.evaluate("fragment => { location.hash = fragment + 'x' }", fragment)
    page.click("nav a[href='#hosts']")
    assert page.evaluate(HASH) == "#hosts"  # and `visit` sees to it that the browser complained of nothing
