"""The page is one file that loads nothing, leads nowhere by itself, and runs nothing that a text brings along."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from generator.site.prose import code, prose
from tests.generator.support import REAL, TEXTS, TINY, edited

from .support import Site, shown

LOADING = ("src", "srcset", "poster", "data", "background", "action", "formaction", "ping", "manifest")


def test_nothing_is_loaded_from_anywhere(site: Site) -> None:
    for element in site.root.iter():
        for name in LOADING:
            assert element.get(name) is None, (element.tag, name)
        if element.tag in ("link", "base", "use", "image"):
            assert (element.tag, element.get("rel")) == ("link", "icon")
            assert str(element.get("href")).startswith("data:")
    assert not re.search(r"url\(|@import|@font-face|\bfetch\(|XMLHttpRequest|sendBeacon|WebSocket|import\(", site.text)


def test_the_browser_is_told_to_load_nothing(site: Site) -> None:
    policy = next(each for each in site.root.iter("meta") if each.get("http-equiv") == "Content-Security-Policy")
    allowed = dict(part.strip().split(" ", 1) for part in str(policy.get("content")).split(";"))
    for kind in ("script", "style"):
        assert re.fullmatch(r"'sha256-[\w+/]+='", allowed.pop(f"{kind}-src")), kind
    none = dict.fromkeys(("default-src", "base-uri", "form-action"), "'none'")
    assert allowed == {**none, "img-src": "data:"}


def test_links_lead_to_places_of_the_page_or_in_the_open(site: Site) -> None:
    ids = [each.get("id") for each in site.root.iter() if each.get("id")]
    assert len(ids) == len(set(ids))
    for link in site.root.iter("a"):
        target = str(link.get("href"))
        if target.startswith("#"):
            assert target[1:] in ids
        else:
            assert target.startswith("https://")
            assert link.get("rel") == "noopener noreferrer"


def test_a_text_of_the_spec_is_never_markup(tmp_path: Path) -> None:
    bad = '"><script>alert(1)</script><img src=x onerror=alert(2)>" \'&amp; https://x.example/?a=1&b=<b>'
    site = Site.of(
        tmp_path,
        edited(
            TINY,
            ("description: Does it.", f"description: {json.dumps(bad)}"),
            ("summary: Do it", f"summary: {json.dumps(bad)}"),
            ("trade: {description: May trade.", f"trade: {{description: {json.dumps(bad)}"),
        ),
    )
    assert len(list(site.root.iter("script"))) == 1
    assert not list(site.root.iter("img"))
    assert bad in shown(site.at("op-doIt"))


def test_marks_and_links_of_a_text_become_elements() -> None:
    assert prose("`ordId` & more") == "<code>ordId</code> &amp; more"
    link = '<a href="https://x.example/a?b=1&amp;c" rel="noopener noreferrer">https://x.example/a?b=1&amp;c</a>'
    assert prose("见（https://x.example/a?b=1&c）。") == f"见（{link}）。"
    assert prose("at https://x.example/a?b=1&c.") == f"at {link}."
    assert "href" not in prose("javascript:alert(1) http:// x")


@pytest.mark.parametrize("language", ["json", "http", "python", "shell", "text"])
def test_colours_change_no_character_of_code(language: str) -> None:
    text = 'POST /a HTTP/1.1\nName: "v" # <b>\n{"a": "\\"b", "c": true}\nfrom x import y\nexport A="…"\n'
    assert re.sub(r"<[^>]+>", "", str(code(text, language))).replace("&lt;b&gt;", "<b>").replace("&#34;", '"') == text


def test_the_codes_of_the_page_can_be_reached_by_name(tmp_path: Path) -> None:
    site = Site.of(
        tmp_path,
        edited(
            REAL, ('  "51401":\n', f'  "5149x": {{httpStatus: [200], class: APIError, {TEXTS[:-1]}}}\n  "51401":\n')
        ),
    )
    assert shown(site.at("code-5149x")).startswith("5149x")
