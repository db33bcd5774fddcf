"""The samples of a page as examples of the spec; marked where only one language has them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from attrs import evolve

from ..comparing.wording import compact
from ..facts import Language, PageFacts, Table
from .rendering import Data, Noted, plain
from .tree import Field

_NONE = "OKX's page has no sample here; this one is ours."
_MENDED = "OKX's sample has names that its table lacks; this one is ours, without them: {}."
_SUCCESS: dict[str, tuple[str, Any]] = {"code": ("string", "0"), "msg": ("string", ""), "data": ("array", [])}
_MOST_DIGITS = 16  # of a number, the sign counted; see `spec.py`
_VALUES = {"string": "1", "boolean": True, "integer": 1, "number": 1, "null": None}


def holdable(page: PageFacts) -> PageFacts:
    """The page with numbers as texts in its samples, where they have more digits than every YAML tool keeps."""
    languages = {
        language: evolve(
            facts,
            request_examples=tuple(map(_holdable, facts.request_examples)),
            response_examples=tuple(map(_holdable, facts.response_examples)),
        )
        for language, facts in page.languages.items()
    }
    return evolve(page, languages=languages)


def _holdable(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _holdable(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_holdable(inner) for inner in value]
    return str(value) if type(value) is int and len(str(value)) > _MOST_DIGITS else value


def of_body(page: PageFacts, fields: Sequence[Field], ours: Any) -> dict[str, Any]:
    """The named examples of a request body; one of ours where the page has none."""
    return _named(page, "request", fields) or {"ours": Noted({"x-ours": True, "value": Data(ours)}, (_NONE,))}


def smallest(schema: Mapping[str, Any], components: Mapping[str, Any]) -> Any:
    """A value with nothing but what a schema of a draft asks for."""
    if "$ref" in schema:
        return smallest(components[schema["$ref"].rpartition("/")[2]], components)
    if "anyOf" in schema:
        return smallest(schema["anyOf"][0], components)
    kind = schema["type"][0] if isinstance(schema["type"], list) else schema["type"]
    if kind == "array":
        return [smallest(schema["items"], components)]
    if kind == "object":
        needed = [*schema.get("required", ()), *schema.get("x-id-precedence", ())[:1]]
        return {name: smallest(plain(schema["properties"][name]), components) for name in needed}
    return _VALUES[kind]


def of_answer(page: PageFacts, schema: Mapping[str, Any], components: Mapping[str, Any]) -> dict[str, Any]:
    """The named examples of an answer; one of ours where the page has none."""
    properties = plain(components[schema["$ref"].rpartition("/")[2]]["properties"])
    ours = {
        name: value if properties[name].get("type") == kind else smallest(properties[name], components)
        for name, (kind, value) in _SUCCESS.items()
        if name in properties
    }
    return _named(page, "response", None) or {"ours": Noted({"x-ours": True, "value": Data(ours)}, (_NONE,))}


def of_query(page: PageFacts, names: Sequence[str]) -> list[Any]:
    """The queries of sample requests."""
    found: list[Any] = []
    for language, sample in _merged(page, "request"):
        if not isinstance(sample, dict):
            continue  # no query; `drift` will tell
        if surplus := sorted(set(sample) - set(names)):
            mended = {name: value for name, value in sample.items() if name in names}
            found.append(Noted({"x-ours": True, "value": Data(mended)}, (_MENDED.format(", ".join(surplus)),)))
        else:
            found.append({**({"x-language": language} if language else {}), "value": Data(sample)})
    return found


def _named(page: PageFacts, table: Table, fields: Sequence[Field] | None) -> dict[str, Any]:
    """The examples by name. Those of a request may have no other names than its `fields`."""
    named: dict[str, Any] = {}
    for number, (language, sample) in enumerate(_merged(page, table), start=1):
        name = "documented" if number == 1 else f"documented{number}"
        surplus = sorted(_surplus(sample, fields)) if fields is not None else []
        if surplus:
            mended = {"x-ours": True, "value": Data(_without_surplus(sample, fields or ()))}
            named[name] = Noted(mended, (_MENDED.format(", ".join(surplus)),))
        else:
            named[name] = {**({"x-language": language} if language else {}), "value": Data(sample)}
    return named


def _merged(page: PageFacts, table: Table) -> Iterator[tuple[Language | None, Any]]:
    """The samples in order, each with its language, or None where it is on both pages, or on the only one."""
    told = {language: facts.examples(table) for language, facts in page.languages.items()}
    if len(told) == 1:
        yield from ((None, sample) for samples in told.values() for sample in samples)
        return
    missing = object()
    for english, chinese in zip_longest(told["en"], told["zh"], fillvalue=missing):
        if english is not missing and chinese is not missing and compact(english) == compact(chinese):
            yield None, english
            continue
        if english is not missing:
            yield "en", english
        if chinese is not missing:
            yield "zh", chinese


def _surplus(sample: Any, fields: Sequence[Field]) -> set[str]:
    """The names in a sample that no field has."""
    if isinstance(sample, list):
        return {name for item in sample for name in _surplus(item, fields)}
    if not isinstance(sample, dict):
        return set()
    known = {each.name: each.inside for each in fields}
    inner = {name for key, value in sample.items() if key in known for name in _surplus(value, known[key])}
    return (sample.keys() - known.keys()) | inner


def _without_surplus(sample: Any, fields: Sequence[Field]) -> Any:
    if isinstance(sample, list):
        return [_without_surplus(item, fields) for item in sample]
    if not isinstance(sample, Mapping):
        return sample
    known = {each.name: each.inside for each in fields}
    return {key: _without_surplus(value, known[key]) for key, value in sample.items() if key in known}
