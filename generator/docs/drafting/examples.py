"""The samples of a page as examples of the spec; marked where only one language has them.

An example of the spec has to fit its schema, which is made from the page's tables; `lint` sees to that. A sample that
does not fit (it has a name that no table has, or is a list where an object belongs) stands beside the example as JSON,
in `x-documented`, and the example itself is ours. So no sample is lost, and `drift` finds each as the page has it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from jsonschema import Draft202012Validator

from ..comparing.wording import compact
from ..facts import Language, PageFacts, Table
from .rendering import Data, Noted, plain
from .tree import Field

_NONE = "OKX's page has no sample here; this one is ours."
_SURPLUS = "OKX's sample has names that its table lacks: {}. `value` is ours, without them."
_UNFIT = "OKX's sample, in `x-documented`, does not fit its table; `value` is ours."
_SUCCESS: dict[str, tuple[str, Any]] = {"code": ("string", "0"), "msg": ("string", ""), "data": ("array", [])}
_MOST_DIGITS = 16  # of a number, the sign counted; see `spec.py`
_DEEPEST = 16  # levels of a sample that are written as YAML
_VALUES = {"string": "1", "boolean": True, "integer": 1, "number": 1, "null": None}

Components = Mapping[str, Any]


def samples(page: PageFacts, table: Table) -> list[Any]:
    """The samples of all languages, as far as YAML can hold them."""
    return [_holdable(sample, _DEEPEST) for facts in page.languages.values() for sample in facts.examples(table)]


def _holdable(value: Any, depth: int) -> Any:
    """The value; numbers of more digits than every YAML tool keeps are texts; what no YAML can hold is not there."""
    if isinstance(value, dict | list) and not depth:
        return None
    if isinstance(value, dict):
        return {_holdable(key, depth): _holdable(inner, depth - 1) for key, inner in value.items()}
    if isinstance(value, list):
        return [_holdable(inner, depth - 1) for inner in value]
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()  # half a surrogate pair is no character
    return str(value) if type(value) is int and len(str(value)) > _MOST_DIGITS else value


def of_body(
    page: PageFacts, fields: Sequence[Field], schema: Mapping[str, Any], components: Components
) -> dict[str, Any]:
    """The named examples of a request body; one of ours where the page has none."""
    ours = smallest(schema, components)

    def told(language: Language | None, sample: Any) -> Any:
        surplus = sorted(_surplus(sample, fields))
        why = _SURPLUS.format(", ".join(surplus)) if surplus else _UNFIT
        return _told(language, sample, _fits(schema, components), (_without_surplus(sample, fields), ours), why)

    return _named(page, "request", told, ours)


def of_answer(page: PageFacts, schema: Mapping[str, Any], components: Components) -> dict[str, Any]:
    """The named examples of an answer; one of ours where the page has none."""
    properties = plain(components[schema["$ref"].rpartition("/")[2]]["properties"])
    ours = {
        name: value if properties[name].get("type") == kind else smallest(properties[name], components)
        for name, (kind, value) in _SUCCESS.items()
        if name in properties
    }

    def told(language: Language | None, sample: Any) -> Any:
        return _told(language, sample, _fits(schema, components), (ours,), _UNFIT)

    return _named(page, "response", told, ours)


def of_query(page: PageFacts, names: Sequence[str]) -> list[Any]:
    """The queries of sample requests: objects of texts."""

    def fits(value: Any) -> bool:
        return isinstance(value, dict) and all(name in names and isinstance(value[name], str) for name in value)

    def told(language: Language | None, sample: Any) -> Any:
        query = sample if isinstance(sample, dict) else {}
        surplus = sorted(query.keys() - set(names))
        known = {name: value for name, value in query.items() if name not in surplus and isinstance(value, str)}
        why = _SURPLUS.format(", ".join(surplus)) if surplus else _UNFIT
        return _told(language, sample, fits, (known,), why)

    return [told(language, sample) for language, sample in _merged(page, "request")]


def smallest(schema: Mapping[str, Any], components: Components) -> Any:
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


def _fits(schema: Mapping[str, Any], components: Components) -> Callable[[Any], bool]:
    """Whether a value is one that `lint` lets stand below this schema."""
    return Draft202012Validator({**plain(schema), "components": {"schemas": plain(components)}}).is_valid


def _told(language: Language | None, sample: Any, fits: Callable[[Any], bool], instead: Sequence[Any], why: str) -> Any:
    """One example: the sample as it is, or, where that cannot be, its JSON beside the first of others that can."""
    mark = {"x-language": language} if language else {}
    values = (_holdable(value, _DEEPEST) for value in (sample, *instead))
    value = next(value for value in values if fits(value))
    if compact(value) == compact(sample):
        return {**mark, "value": Data(value)}
    return Noted({**mark, "x-documented": _json(sample), "value": Data(value)}, (why,))


def _json(sample: Any) -> str:
    text = json.dumps(sample, ensure_ascii=False)
    is_text = text == text.encode("utf-8", "replace").decode()
    return text if is_text else json.dumps(sample)


def _named(page: PageFacts, table: Table, told: Callable[[Language | None, Any], Any], ours: Any) -> dict[str, Any]:
    """The examples by name: those of the page, else ours."""
    examples = [told(language, sample) for language, sample in _merged(page, table)]
    named = {f"documented{number if number > 1 else ''}": each for number, each in enumerate(examples, start=1)}
    return named or {"ours": Noted({"x-ours": True, "value": Data(ours)}, (_NONE,))}


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
