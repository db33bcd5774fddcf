"""What the tests in a browser ask of a page, and how they open one."""

from __future__ import annotations

from typing import Any, Protocol

from playwright.sync_api import Page

DESKTOP, PHONE = (1440, 900), (360, 740)
VIEWS = ("en", "zh", "both")

TOP = "id => document.getElementById(id).getBoundingClientRect().top"
EDGE = "() => document.getElementById('top').getBoundingClientRect().bottom"
VIEW = "() => document.documentElement.dataset.view"
HASH = "() => location.hash"
BACKGROUND = "() => getComputedStyle(document.documentElement).backgroundColor"


class Visit(Protocol):
    """The fixture `visit`: open the page in a new window; other arguments are those of the browser's context."""

    def __call__(
        self, where: str = "?lang=en", size: tuple[int, int] = DESKTOP, letters: int = 16, **context: Any
    ) -> Page: ...


def switch(page: Page, view: str) -> None:
    """Choose a view by its button."""
    page.click(f"[data-set-view={view}]")
    assert page.evaluate(VIEW) == view
