"""The page as HTML: templates, style and script in one text that needs nothing else."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from types import SimpleNamespace

import jinja2
from markupsafe import Markup

from . import examples, words
from .content import Page
from .prose import code, prose

MARK = "Made by `python -m generator site`"

_TEMPLATES = Path(__file__).parent / "templates"
_STYLES = ("tokens.css", "layout.css", "parts.css", "print.css")
_SCRIPTS = ("view.js", "search.js", "parts.js")


def page(content: Page) -> str:
    """The whole file. The same content gives the same bytes."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(prose=prose, code=code)
    style, script = (_joined(names) for names in (_STYLES, _SCRIPTS))
    environment.globals.update(mark=MARK, examples=examples, kinds=words.KINDS)
    environment.globals.update(w=SimpleNamespace(**words.FURNITURE), style=style, script=script)
    # What may run is this script and this style and nothing else, and nothing may be loaded from anywhere.
    policy = f"default-src 'none'; img-src data:; style-src '{_hash(style)}'; script-src '{_hash(script)}'"
    return environment.get_template("page.html.jinja").render(page=content, policy=policy)


def _joined(names: tuple[str, ...]) -> Markup:
    return Markup("\n".join((_TEMPLATES / name).read_text(encoding="utf-8").strip() for name in names))


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
