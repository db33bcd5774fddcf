"""What the spec claims about an operation, as the facts that a docs page would be read into.

The structural facts are OKX's, in our fields; title, descriptions and notes are the spec's own words in one language.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from attrs import frozen

from ... import places
from ...findings import InputError, Pointer
from ...spec import Spec
from ..facts import Language, LanguageFacts, PageFacts, RateLimit, RateLimitRule, Row, Text
from ..text import pieces, plain
from . import spec_rows
from .spec_rows import Found, followed, said


def find(spec: Spec, page: PageFacts) -> Pointer | None:
    """The way to the operation that a page describes: by its anchor, else by its method and path."""
    with mended_by_lint(spec):
        return spec.operations.get(page.anchor or "") or spec.operations.get(page.endpoint or "")


def facts(spec: Spec, pointer: Pointer, language: Language, like: LanguageFacts | None = None) -> LanguageFacts:
    """What the spec says about the operation at `pointer`, in one language.

    OKX's response tables begin at the envelope or at the items of `data`; the rows take the form that those of `like`
    have, the page to compare with, and by default the second.

    Raises:
        InputError: The spec is not what `lint` would let pass.
    """
    with mended_by_lint(spec, pointer):
        return _Operation(spec, pointer, language).facts(like)


@contextmanager
def mended_by_lint(spec: Spec, pointer: Pointer = ()) -> Iterator[None]:
    """Tell of a spec of another shape than `lint` lets pass; `drift` and `draft` do not lint what they read."""
    try:
        yield
    except (AttributeError, KeyError, RecursionError, TypeError, ValueError) as error:
        place = f"{spec.path}:{spec.line(pointer)}"
        raise InputError(f"{place}: the spec is not sound; run `python -m generator lint`") from error


@frozen
class _Operation:
    """One operation of the spec, as it is told in one language."""

    spec: Spec
    pointer: Pointer
    language: Language

    def facts(self, like: LanguageFacts | None) -> LanguageFacts:
        node = self._node
        method, path = str(self.pointer[2]).upper(), str(self.pointer[1])
        request, response = self._request(), self._response(like)
        max_batch, max_batch_place = self._max_batch()
        notes = tuple(self._notes())
        return LanguageFacts(
            title=said(node, "summary", self.language),
            method=method,
            path=path,
            rate_limits=tuple(self._rate_limits()),
            rate_limit_rules=tuple(self._rate_limit_rules()),
            permission=said(node, "x-permission", self.language),
            body=self._body_kind(),
            max_batch=max_batch,
            request=request,
            response=response,
            request_examples=tuple(self._examples(self._body, node.get("x-query-examples", []))),
            response_examples=tuple(self._examples(self._answer, [])),
            notes=notes,
            lines=self._lines(max_batch_place),
        )

    @property
    def _node(self) -> places.Node:
        node = self.spec.data
        for part in self.pointer:
            node = node[str(part)]
        return node

    @property
    def _body(self) -> Found | None:
        """The JSON media type of the request."""
        return self._media((*self.pointer, "requestBody"), self._node.get("requestBody"))

    @property
    def _answer(self) -> Found | None:
        """The JSON media type of the answer."""
        return self._media((*self.pointer, "responses", "200"), self._node.get("responses", {}).get("200"))

    def _media(self, pointer: Pointer, node: places.Node | None) -> Found | None:
        if node is None:
            return None
        pointer, node = followed(self.spec.data, (pointer, node))
        return next(places.json_content(node, pointer), None)

    def _schema(self, media: Found | None) -> Found | None:
        if media is None or "schema" not in media[1]:
            return None
        return followed(self.spec.data, ((*media[0], "schema"), media[1]["schema"]))

    def _rate_limits(self) -> Iterator[RateLimit]:
        for limit in self._told(self._node.get("x-rate-limits", [])):
            count, period, unit = limit["count"], limit["periodSeconds"], limit["unit"]
            yield RateLimit(count, period, unit, said(limit, "appliesTo", self.language, chinese="appliesToZh"))

    def _rate_limit_rules(self) -> Iterator[RateLimitRule]:
        for rule in self._told(self._node.get("x-rate-limit-rules", [])):
            applies_to = said(rule, "appliesTo", self.language, chinese="appliesToZh")
            yield RateLimitRule(tuple(sorted(rule["keys"])), applies_to)

    def _told(self, items: list[places.Node]) -> Iterator[places.Node]:
        """The items that the page in this language states."""
        return (item for item in items if item.get("language", self.language) == self.language)

    def _body_kind(self) -> Literal["object", "array"] | None:
        schema = self._schema(self._body)
        if schema is None:
            return None
        return "array" if schema[1].get("type") == "array" else "object"

    def _max_batch(self) -> tuple[int | None, Pointer]:
        """The largest number of items, and where it stands: of the body, else of the longest list in it."""
        if self.language == "zh" and "x-max-batch-zh" in self._node:
            return self._node["x-max-batch-zh"], (*self.pointer, "x-max-batch-zh")
        if "x-max-batch" in self._node:
            return self._node["x-max-batch"], (*self.pointer, "x-max-batch")
        schema = self._schema(self._body)
        if schema is None:
            return None, self.pointer
        if schema[1].get("type") == "array":
            return schema[1].get("maxItems"), (*schema[0], "maxItems")
        inner = ((place, node) for _, place, node in spec_rows.properties(self.spec.data, schema))
        lists = [(node["maxItems"], (*place, "maxItems")) for place, node in inner if "maxItems" in node]
        return max(lists, key=lambda item: item[0], default=(None, schema[0]))

    def _request(self) -> tuple[Row, ...]:
        rows = list(spec_rows.of_parameters(self.spec, self.pointer, self._node, self.language))
        if schema := self._schema(self._body):
            rows += spec_rows.of_schema(self.spec, schema, self.language, "request")
        return spec_rows.ended(rows)

    def _response(self, like: LanguageFacts | None) -> tuple[Row, ...]:
        schema = self._schema(self._answer)
        if schema is None:
            return ()
        names = {row.name for row in like.response} if like else set()
        if not {"code", "data"} <= names:
            fields = {name: (place, node) for name, place, node in spec_rows.properties(self.spec.data, schema)}
            if "data" not in fields:
                return ()
            schema = fields["data"]
        return spec_rows.ended(spec_rows.of_schema(self.spec, schema, self.language, "response"))

    def _examples(self, media: Found | None, others: list[places.Node]) -> Iterator[Any]:
        node = media[1] if media else {}
        named = [places.follow(self.spec.data, each) for each in node.get("examples", {}).values()]
        if "example" in node:
            yield node["example"]
        for each in (*named, *others):
            if each.get("x-language", self.language) != self.language:
                continue
            if "x-documented" in each:
                yield json.loads(each["x-documented"])
            elif "value" in each and not each.get("x-ours"):
                yield each["value"]

    def _notes(self) -> Iterator[Text]:
        yield self._text(self._node, self.pointer)
        for index, caveat in enumerate(self._node.get("x-caveats", [])):
            if caveat["source"] == "docs":
                yield self._text(caveat, (*self.pointer, "x-caveats", index))

    def _text(self, node: places.Node, pointer: Pointer) -> Text:
        field = "description" if self.language == "en" else places.chinese_field("description")
        raw = node.get(field, "")
        return Text(plain(raw), self.spec.line((*pointer, field)), pieces(raw))

    def _lines(self, max_batch: Pointer) -> dict[str, int]:
        body, answer = self._body, self._answer
        request = body[0] if body else (*self.pointer, "parameters")
        response = answer[0] if answer else (*self.pointer, "responses")
        query = (*self.pointer, "x-query-examples")
        places_of: dict[str, Pointer] = {
            "title": (*self.pointer, "summary" if self.language == "en" else places.chinese_field("summary")),
            "endpoint": self.pointer,
            "rate_limits": (*self.pointer, "x-rate-limits", 0),
            "rate_limit_rules": (*self.pointer, "x-rate-limit-rules", 0),
            "permission": (*self.pointer, "x-permission"),
            "body": (*request, "schema") if body else self.pointer,
            "max_batch": max_batch,
            "request": (*request, "schema") if body else request,
            "response": (*response, "schema"),
            "notes": (*self.pointer, "x-caveats"),
            "examples.request": (*request, "examples") if body else query,
            "examples.response": (*response, "examples"),
        }
        return {subject: self.spec.line(place) for subject, place in places_of.items()}
