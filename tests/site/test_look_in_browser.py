"""Tabs, copying, phones, colours, paper and no JavaScript, in a real browser."""

from __future__ import annotations

import pytest

from generator import tables
from generator.spec import Spec

from .browser import BACKGROUND, EDGE, PHONE, TOP, VIEWS, Visit
from .support import as_read


def test_a_tab_is_chosen_for_the_whole_page_and_remembered(visit: Visit) -> None:
    page = visit("?lang=en#op-cancelAlgoOrders")
    groups = page.locator(".tabs").count()
    page.click("[role=tab][data-way=http] >> nth=-1")
    assert page.locator("[role=tabpanel][data-way=http]:visible").count() == groups
    assert page.locator("[role=tabpanel]:visible").count() == groups
    page.keyboard.press("ArrowLeft")
    assert page.locator("[role=tabpanel][data-way=asyncio]:visible").count() == groups
    assert page.locator("[role=tab][aria-selected=true][data-way=asyncio]").count() == groups
    page.reload()
    assert page.locator("[role=tabpanel][data-way=asyncio]:visible").count() == groups


def test_a_button_copies_exactly_the_code(visit: Visit) -> None:
    page = visit(permissions=["clipboard-read", "clipboard-write"])
    for way in ("http", "python"):
        page.click(f"[role=tab][data-way={way}] >> nth=0")
        block = page.locator(f"[role=tabpanel][data-way={way}] .block >> nth=0")
        block.hover()
        block.locator(".copy").click()
        assert page.evaluate("() => navigator.clipboard.readText()") == block.locator("code").text_content()
        assert block.locator(".copy").inner_text() == "Copied"


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("way", ["python", "http"])
def test_a_phone_never_scrolls_sideways(view: str, way: str, visit: Visit) -> None:
    page = visit(f"?lang={view}", PHONE)
    page.click(f"[role=tab][data-way={way}] >> nth=0")
    wide = "() => [document.documentElement.scrollWidth, innerWidth]"
    assert page.evaluate(wide) == [360, 360]
    page.click("#menu")
    assert page.is_visible("nav")
    assert page.evaluate(wide) == [360, 360]
    page.click("nav a[href='#class-OrderGone']")
    assert not page.is_visible("nav")
    assert abs(page.evaluate(TOP, "class-OrderGone") - page.evaluate(EDGE)) < 40
    page.fill("#search", "cancel")
    box = page.locator("#results").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360


HEADER = """() => {
  const boxes = ["#menu", ".title", "#search", ".views", "#theme", "h1"]
    .map(name => document.querySelector(name).getBoundingClientRect());
  const within = boxes.every(box => box.width > 0 && box.left >= 0 && box.right <= innerWidth);
  const apart = boxes.every((one, place) => boxes.slice(place + 1).every(other =>
    one.right <= other.left || other.right <= one.left || one.bottom <= other.top || other.bottom <= one.top));
  return [document.documentElement.scrollWidth, within, apart];
}"""


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize(("width", "letters"), [(320, 20), (390, 24), (390, 32)])
def test_a_phone_with_enlarged_letters_can_be_read_and_worked(
    width: int, letters: int, view: str, visit: Visit
) -> None:
    page = visit(f"?lang={view}", (width, 844), letters)
    assert page.evaluate(HEADER) == [width, True, True]
    page.click("#menu")
    page.click("nav a[href='#class-OrderGone']")
    assert not page.is_visible("nav")
    assert -1 <= page.evaluate(TOP, "class-OrderGone") - page.evaluate(f"() => Math.max(0, ({EDGE})())") < 40


def test_paragraphs_of_a_text_stay_paragraphs(visit: Visit) -> None:
    assert visit().evaluate("() => getComputedStyle(document.querySelector('.pair > p')).whiteSpace") == "pre-line"


def test_dark_and_light_follow_the_system_and_the_button(visit: Visit) -> None:
    light, dark = visit(color_scheme="light"), visit(color_scheme="dark")
    grounds = light.evaluate(BACKGROUND), dark.evaluate(BACKGROUND)
    assert grounds[0] != grounds[1]
    for page, turned in ((light, grounds[1]), (dark, grounds[0])):
        page.click("#theme")
        assert page.evaluate(BACKGROUND) == turned
        page.reload()
        assert page.evaluate(BACKGROUND) == turned


CONTRAST = """() => {
  const numbers = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(c => c / 255)
    .map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = each => {
    for (; each; each = each.parentElement) {
      const colour = getComputedStyle(each).backgroundColor;
      if (colour.startsWith('rgb') && numbers(colour)[3] !== 0) return colour;
    }
  };
  const poor = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const holder = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || !holder.getClientRects().length) continue;
    if (holder.closest('.anchor, .copy, .skip, template')) continue;
    const [one, other] = [getComputedStyle(holder).color, ground(holder)].map(colour => light(numbers(colour)));
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    if (ratio < 4.5) poor.add(`${holder.tagName}.${holder.className} ${ratio.toFixed(2)}`);
  }
  return [...poor];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_can_be_read_against_its_ground(scheme: str, visit: Visit) -> None:
    assert visit("?lang=both#code-50000", color_scheme=scheme).evaluate(CONTRAST) == []


def test_a_deep_link_lands_at_its_code_with_the_advice(visit: Visit, spec: Spec) -> None:
    rows = tables.read(spec)
    own = as_read(str(rows.error_codes["51400"].advice))
    of_class = as_read(rows.error_classes["APIError"].advice)
    page = visit("?lang=en#code-51400")
    assert 0 <= page.evaluate(TOP, "code-51400") - page.evaluate(EDGE) <= 40
    assert own in page.inner_text("#code-51400")
    page = visit("?lang=en#code-50002")
    assert of_class in page.inner_text("#code-50002")
    assert of_class not in page.inner_text("#code-50006")


def test_without_javascript_everything_can_be_read(visit: Visit) -> None:
    page = visit("#code-51400", java_script_enabled=False)
    assert page.locator("#code-51400").is_visible()
    assert page.locator("#code-51400 .meaning [lang=en]").is_visible()
    assert page.locator("#code-51400 .meaning [lang=zh-CN]").is_visible()
    assert page.locator("[role=tabpanel]:visible").count() == page.locator("[role=tabpanel]").count()
    assert page.locator("nav").is_visible()
    for control in ("#search", "#filter", "#theme", ".views", ".copy >> nth=0", ".tabs >> nth=0"):
        assert not page.locator(control).is_visible(), control


def test_on_paper_there_is_text_and_no_furniture(visit: Visit) -> None:
    page = visit(color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.locator("[role=tabpanel]:visible").count() == page.locator("[role=tabpanel]").count()
    assert not page.is_visible("#top")
    assert not page.is_visible("nav")
    assert page.evaluate(BACKGROUND) == "rgb(255, 255, 255)"
