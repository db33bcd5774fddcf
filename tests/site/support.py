"""The site as a reader of HTML sees it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import html as parser
from lxml.html import HtmlElement

from generator.site.content import read
from generator.site.render import page
from generator.spec import Spec
from tests.generator.support import loaded

LANGUAGES = {"en": "en", "zh": "zh-CN"}


def one_line(text: str) -> str:
    return " ".join(text.split())


def as_read(text: str) -> str:
    """A text of the spec as the page shows it."""
    return one_line(text.replace("`", ""))


class Site:
    """The one page, made from a spec."""

    def __init__(self, spec: Spec) -> None:
        self.text = page(read(spec))
        self.root: HtmlElement = parser.document_fromstring(
            self.text.encode(), parser=parser.HTMLParser(encoding="utf-8")
        )

    @classmethod
    def of(cls, folder: Path, text: str) -> Site:
        """The site of the spec with this YAML."""
        return cls(loaded(folder, text))

    def at(self, identity: str) -> HtmlElement:
        """The one element with this id."""
        found = [each for each in self.root.iter() if each.get("id") == identity]
        assert len(found) == 1, f"{len(found)} elements have the id {identity}"
        return found[0]

    def said(self, language: str, inside: HtmlElement | None = None) -> set[str]:
        """Every text in one language, each as one line."""
        return set(texts(self.root if inside is None else inside, language))

    def code_blocks(self, kind: str) -> list[HtmlElement]:
        """The blocks of code of one kind; a page without any would let every test of them pass."""
        found = [each for each in self.root.iter("pre") if each.get("data-run") == kind]
        assert found, kind
        return found


def texts(element: HtmlElement, language: str) -> Iterator[str]:
    for each in element.iter():
        if isinstance(each.tag, str) and each.get("lang") == LANGUAGES[language]:
            yield one_line(each.text_content())


def shown(element: HtmlElement) -> str:
    return one_line(element.text_content())
