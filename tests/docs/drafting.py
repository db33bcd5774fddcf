"""Pages made of facts, drafted and put into a small spec."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import Any

import yaml

from generator import spec as spec_file
from generator.docs.comparing import compare
from generator.docs.drafting import draft
from generator.docs.drafting import insert as draft_insert
from generator.docs.editing.edits import Edit, apply
from generator.docs.facts import LanguageFacts, PageFacts, RateLimit, RateLimitRule, Row
from generator.docs.findings import Difference
from generator.docs.reading import from_spec
from generator.lint import lint
from generator.spec import Spec
from tests.generator.support import TINY

HERE = Path("spec.yaml")


def parsed(text: str) -> Spec:
    return spec_file.parse(text.encode(), HERE)


def with_draft(text: str, page: PageFacts) -> str:
    return draft_insert.insert(text, draft.draft(page, parsed(text)))


def without(text: str, page: PageFacts) -> str:
    """A spec that does not have the page's operation."""
    pointer = from_spec.find(parsed(text), page)
    return apply(text, [Edit("remove", pointer[:2])]) if pointer else text


def drift(spec: Spec, page: PageFacts) -> list[Difference]:
    pointer = from_spec.find(spec, page)
    assert pointer is not None
    return [
        difference
        for language, facts in page.languages.items()
        for difference in compare.structure(from_spec.facts(spec, pointer, language, like=facts), facts)
    ]


def row(name: str, need: Any = None, text: str = "", **values: Any) -> Row:
    return Row(name, **{"type": "string", "required": need, "deprecated": False, "description": text, **values})


def made(
    request: Sequence[Row] = (), response: Sequence[Row] = (), *, zh: dict[str, Any] | None = None, **values: Any
) -> PageFacts:
    """A page with these rows and facts in both languages; what `zh` names is otherwise in Chinese."""
    english: dict[str, Any] = {
        "title": "Switch lamp",
        "method": "POST",
        "path": "/api/v5/lamps/do-it",
        "rate_limits": (RateLimit(20, 2, "request"),),
        "rate_limit_rules": (RateLimitRule(("user",)),),
        "body": "object",
        "request": tuple(request),
        "response": tuple(response),
        "request_examples": ({},),
        "response_examples": ({"code": "0", "data": []},),
        **values,
    }
    languages = {"en": LanguageFacts(**english), "zh": LanguageFacts(**{**english, **(zh or {})})}
    return PageFacts(PurePath("lamps-do-it.md"), anchor="lamps-do-it", languages=languages)  # type: ignore[arg-type]


def drafted(page: PageFacts, text: str = TINY) -> Any:
    """The draft as plain data; it is sound, and says what the page says."""
    fragment = draft.draft(page, parsed(text))
    spec = parsed(draft_insert.insert(text, fragment))
    assert lint(spec) == []
    assert drift(spec, page) == []
    return yaml.safe_load(fragment)


def operation_of(data: Any) -> Any:
    [[operation]] = [list(item.values()) for item in data["paths"].values()]
    return operation
