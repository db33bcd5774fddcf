import os
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from generator import spec as spec_file
from generator.site.build import PAGE, build
from generator.spec import Spec
from tests.generator.support import ROOT

from .browser import DESKTOP, Visit
from .support import Site

_NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def spec() -> Spec:
    return spec_file.load(ROOT / "spec" / "openapi.yaml")


@pytest.fixture(scope="session")
def site(spec: Spec) -> Site:
    return Site(spec)


@pytest.fixture(scope="session")
def page_file(spec: Spec, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site on disk, in a folder whose name has a blank and Chinese in it."""
    folder = tmp_path_factory.mktemp("the site") / "站点"
    build(spec, folder)
    return folder / PAGE


@pytest.fixture(scope="package")  # while playwright runs, nobody else can run asyncio
def chromium() -> Iterator[Callable[[int], Browser]]:
    """Starts an installed Chromium, without a window, whose letters have a size in pixels. None is ever downloaded."""
    found = os.environ.get("OKX_CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        reason = "no Chromium: install one, or name it in OKX_CHROMIUM"
        if os.environ.get("OKX_HARD") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:

        @cache
        def started(letters: int) -> Browser:
            arguments = ["--no-sandbox", "--disable-gpu", f"--blink-settings=defaultFontSize={letters}"]
            return playwright.chromium.launch(executable_path=found, args=arguments)

        yield started


@pytest.fixture
def visit(chromium: Callable[[int], Browser], page_file: Path) -> Iterator[Visit]:
    """Open the page; nothing else may be asked for, and the browser may complain of nothing."""
    asked: list[str] = []
    complaints: list[str] = []
    contexts = []

    def go(where: str = "?lang=en", size: tuple[int, int] = DESKTOP, letters: int = 16, **context: Any) -> Page:
        made = chromium(letters).new_context(offline=True, viewport={"width": size[0], "height": size[1]}, **context)
        contexts.append(made)
        page = made.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(page_file.as_uri() + where)
        return page

    yield go
    for context in contexts:
        context.close()
    assert {url.partition("?")[0].partition("#")[0] for url in asked} == {page_file.as_uri()}
    assert complaints == []
