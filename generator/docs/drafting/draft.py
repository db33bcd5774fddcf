"""A new operation for the spec, made from a docs page: everything that the page states, in both languages.

What `drift` compares comes out as the page has it, so a draft that was put into the spec drifts silently, also where
the page contradicts itself: a sample that does not fit its table is kept in `x-documented`, and a word for *required*
that nobody knows is `x-required: unknown`, which to the client means optional, until a person has decided. The little
that no spec can hold, such as a field named `a b`, is left out; `left_open.py` tells of it. Texts are OKX's own, to be
said anew by a person, who finds a comment wherever there is more to decide.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attrs import frozen

from ...findings import InputError
from ...spec import Spec
from ..facts import LANGUAGES, Language, PageFacts
from ..reading import from_spec
from . import bodies as draft_bodies
from . import limits as draft_limits
from . import names as draft_names
from . import rendering
from .known import Known
from .names import SchemaNames
from .rendering import Noted
from .texts import SITE, Texts, prose, texts

_DOCS = f"{SITE}/docs-v5"
_PERMISSIONS_ZH = {"read": "读取", "trade": "交易", "withdraw": "提币", "public": "公共"}


def draft(page: PageFacts, spec: Spec) -> str:
    """A piece of YAML with the operation of a page and its schemas, and the tag and permission that the spec lacks.

    `insert.insert` puts it into the spec.

    Raises:
        InputError: The page names no endpoint, or the spec has its operation already, or is not sound.
    """
    if page.endpoint is None:
        raise InputError(f"{page.source}: no line names a method and a path; name the page of a REST endpoint")
    if known := from_spec.find(spec, page):
        where = f"{spec.path}:{spec.line(known)}"
        raise InputError(f"{page.source}: {page.endpoint} is in the spec already, {where}; run `drift` to compare them")
    return _Draft.of(page, Known.of(spec)).text()


@frozen
class _Draft:
    page: PageFacts
    known: Known
    method: str
    path: str
    tag: str
    operation_id: str

    @classmethod
    def of(cls, page: PageFacts, known: Known) -> _Draft:
        method, _, path = (page.endpoint or "").partition(" ")
        tag = draft_names.tag(path, page.name)
        title = page.languages["en"].title if "en" in page.languages else None
        return cls(page, known, method, path, tag, draft_names.operation_id(known, method, path, title or "", tag))

    @property
    def _languages(self) -> list[Language]:
        return [language for language in LANGUAGES if language in self.page.languages]

    def text(self) -> str:
        """The fragment as YAML."""
        names = SchemaNames(self.known)
        request = draft_bodies.request(self.page, self.path, self.operation_id, names)
        answer = draft_bodies.answer(self.page, self.path, self.operation_id, names)
        operation = self._operation(request.fields, answer.fields)
        sections: dict[str, Any] = {
            "tags": self._new_tag(),
            "x-permissions": self._new_permission(),
            "paths": {self.path: {self.method.lower(): Noted(operation, (self._head(),))}},
        }
        parts = [rendering.mapping({key: value}) for key, value in sections.items() if value]
        schemas = rendering.mapping({**request.schemas, **answer.schemas}, 4, apart=True)
        return "\n".join([*parts, f"components:\n  schemas:\n{schemas}"])

    def _head(self) -> str:
        """What is to do with the draft: a comment above the operation, which goes along into the spec."""
        state = f", as of {self.page.updated_at[:10]}" if self.page.updated_at else ""
        todo = "say them in your words, settle what the comments ask, then run `python -m generator lint`"
        return f"Drafted from OKX's page {self.page.name}{state}. The texts are OKX's own: {todo}."

    def _new_tag(self) -> list[Any]:
        return [] if self.tag in self.known.tags else [{"name": self.tag, **draft_names.tag_texts(self.path).fields()}]

    @property
    def _permission(self) -> str | None:
        """The permission by the English page, if there is one; where the Chinese page has another, a comment tells."""
        return self.page.languages[self._languages[0]].permission

    def _new_permission(self) -> dict[str, Any]:
        word = self._permission
        if word is None or word in self.known.permissions:
            return {}
        chinese = "/".join(_PERMISSIONS_ZH.get(each, each) for each in word.split("/"))
        return {word: Texts(f"The API key needs the {word} permission.", f"API Key 需要“{chinese}”权限。").fields()}

    def _operation(self, request: dict[str, Any], responses: dict[str, Any]) -> dict[str, Any]:
        titles = {
            language: draft_names.title(self.page.languages[language].title or "") for language in self._languages
        }
        title = texts(titles, Texts(f"{self.method} {self.path}", f"接口 {self.method} {self.path}"))
        notes = {language: [note.plain for note in self.page.languages[language].notes] for language in self._languages}
        intro, caveats = prose(notes, Texts(f"{title.en}.", f"{title.zh}。"))
        comments = (*self._disagreements(), *title.comments, *intro.comments)
        more: dict[str, Any] = {}
        if self._permission:
            more["x-permission"] = self._permission
        if (chinese := self.page.languages[self._languages[-1]].permission) != self._permission:
            more["x-permission-zh"] = chinese
        more |= draft_limits.fields(self.page)
        if caveats:
            more["x-caveats"] = [_noted({"source": "docs", **each.fields()}, each.comments) for each in caveats]
        return {
            "operationId": _noted(self.operation_id, comments),
            "tags": [self.tag],
            **title.fields("summary"),
            **intro.fields(),
            "externalDocs": self._docs(),
            **more,
            **request,
            "responses": responses,
        }

    def _docs(self) -> dict[str, str]:
        anchor = self.page.name
        url = self.page.source_url or ""
        if not url.endswith(f"#{anchor}") or "/en/" not in url:
            url = f"{_DOCS}/en/#{anchor}"
        return {"url": url, "x-url-zh": url.replace("/en/", "/zh/"), "x-anchor": anchor}

    def _disagreements(self) -> Iterator[str]:
        """Facts of the page as a whole for which the spec has one place only, and a language that is not there."""
        en, zh = self.page.languages.get("en"), self.page.languages.get("zh")
        if any(facts.broken_examples for facts in self.page.languages.values()):
            yield "OKX's page has a sample that is no JSON."
        if not any(facts.permission for facts in self.page.languages.values()):
            yield "OKX's page names no permission: find out what the API key needs, and say it in `x-permission`."
        if en is None or zh is None:
            yield f"OKX's page has no {'English' if en is None else 'Chinese'} text: write it."
            return
        for fact in ("endpoint", "permission", "body", "max_batch"):
            english, chinese = getattr(en, fact), getattr(zh, fact)
            if english != chinese:
                yield f"OKX's pages disagree on {fact}: English {english}, Chinese {chinese}. See which is right."


def _noted(value: Any, comments: tuple[str, ...]) -> Any:
    return Noted(value, comments) if comments else value
