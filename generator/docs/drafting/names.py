"""The names of a draft: of the operation, its tag and its schemas, none of which the spec has yet."""

from __future__ import annotations

import re
from collections.abc import Iterable

from openapi_python_client.strings import ClassName, PythonIdentifier, snake_case

from ...lint import names as rules
from .known import Known
from .texts import Texts

# The first part of a path that has another name in the spec's tags.
_TAGS = {"sprd": "spread"}
_VERBLESS = re.compile(r"^(?:GET|POST|PUT|DELETE|PATCH)\s*/\s*", re.IGNORECASE)
_ASIDE = re.compile(r"[(\[].*?[)\]]")


def title(text: str) -> str:
    """A page's title without the method that some begin with: `POST / Cancel algo order`."""
    return _VERBLESS.sub("", text).strip()


def tag(path: str, anchor: str) -> str:
    """The tag of an operation, by its path and the anchor of its page."""
    if "algo-trading" in anchor:
        return "algo"
    parts = _parts(path)
    name = _TAGS.get(parts[0], parts[0]) if parts else "other"
    return _camel(re.findall(r"[A-Za-z0-9]+", name)) or "other"


def tag_texts(path: str) -> Texts:
    """What to say of a tag that the spec does not have yet."""
    room = "/".join(path.split("/")[:4])
    return Texts(f"Endpoints below {room}.", f"{room} 下的接口。")


def operation_id(known: Known, method: str, path: str, english_title: str, tag_name: str) -> str:
    """A name for the operation: of its title, else of its path; one that nothing in the spec has."""
    taken = {*known.operations, snake_case(tag_name), *rules.taken_by_operations()}
    words = _title_words(method, english_title, tag_name)
    room = [word for part in _parts(path) for word in re.findall(r"[A-Za-z0-9]+", part)]
    candidates = [words, [*words, "in", *room[:1]] if words else [], [method.lower(), *room]]
    names = [_camel(some) for some in candidates if some]
    names += [f"{names[-1]}{number}" for number in range(2, 100)]
    return next(name for name in names if rules.is_plain(name) and snake_case(name) not in taken)


def usable(names: Iterable[str], taken: frozenset[str]) -> list[str]:
    """The names that fields or parameters of one object can have, side by side, in generated code."""
    found: dict[str, str] = {}
    for name in names:
        if rules.is_plain(name) and str(PythonIdentifier(name, "field_")) not in taken:
            found.setdefault(snake_case(name), name)
    return list(found.values())


def _title_words(method: str, english_title: str, tag_name: str) -> list[str]:
    words = re.findall(r"[A-Za-z0-9]+", _ASIDE.sub(" ", title(english_title)))
    lower = [word.lower() for word in words]
    if not words or not words[0][0].isalpha():
        return []
    if method == "GET" and lower[0] not in ("get", "retrieve", "query", "list", "check", "precheck"):
        words, lower = ["get", *words], ["get", *lower]
    nouns = [index for index, word in enumerate(lower) if word in ("order", "orders")]
    if nouns and tag_name not in ("trade", *lower):
        words.insert(nouns[0], tag_name)  # `Place order` alone is the title of several pages
    return words


def _parts(path: str) -> list[str]:
    """The parts of `/api/v5/a/b/{c}` that name something: a, b."""
    parts = [part for part in path.split("/") if part and "{" not in part]
    return parts[2:] if parts[:1] == ["api"] else parts


def _camel(words: Iterable[str]) -> str:
    some = [word for word in words if word]
    tail = "".join(word[:1].upper() + (word[1:].lower() if word.isupper() else word[1:]) for word in some[1:])
    head = some[0] if some else ""
    return (head.lower() if head[1:].islower() or head.isupper() else head[:1].lower() + head[1:]) + tail


class SchemaNames:
    """Gives out names of schemas: none twice, none that the spec has, all as openapi-python-client writes them."""

    def __init__(self, known: Known) -> None:
        self._taken = known.schemas | {snake_case(name) for name in rules.taken_by_classes()}

    def new(self, wanted: str) -> str:
        """The wanted name, with a number behind it if it has to be."""
        first = str(ClassName(wanted[:1].upper() + wanted[1:], "field_"))
        names = [first, *(str(ClassName(f"{first}{number}", "field_")) for number in range(2, 1000))]
        name = next(name for name in names if snake_case(name) not in self._taken)
        self._taken |= {snake_case(name)}
        return name
