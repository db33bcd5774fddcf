"""`spec/docs.lock.json`: which state of OKX's pages was reviewed, and which differences from it stand on purpose.

The file holds no sentence of OKX's, only fingerprints. It is written by a command and the same for the same pages, so
that its diff shows what was reviewed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attrs import evolve, field, frozen

from ..findings import InputError
from .comparing.prints import Prints
from .facts import LANGUAGES, Language, PageFacts
from .files import replace_text
from .findings import Difference

FORMAT = 1
_MEND = "bring back the committed file, or delete it and run `python -m generator accept PAGE` for the spec's pages"
_ABOUT = (
    "Which texts of OKX's docs pages were reviewed against the spec, as fingerprints, and which differences were left "
    "standing on purpose. Written by `python -m generator accept PAGE`; do not edit by hand."
)


@frozen
class Accepted:
    """A difference that was left standing: what it is about, what the spec says, what the page says."""

    subject: str
    kind: str
    spec: Any
    page: Any

    @classmethod
    def of(cls, difference: Difference) -> Accepted:
        """The difference without its lines and its message."""
        return cls(difference.subject, difference.kind, difference.old, difference.new)


@frozen
class LanguageLock:
    """What was reviewed of one language of a page."""

    prints: Prints
    accepted: tuple[Accepted, ...] = ()

    def covers(self, difference: Difference) -> bool:
        """Whether the difference was left standing on purpose."""
        return Accepted.of(difference) in self.accepted


@frozen
class PageLock:
    """What was reviewed of one page. By the endpoint a page is found again whose anchor OKX renamed."""

    endpoint: str
    languages: dict[Language, LanguageLock]


@frozen
class Lock:
    """The whole file: pages by their names."""

    pages: dict[str, PageLock] = field(factory=dict)

    def entry(self, page: PageFacts) -> PageLock | None:
        """What was reviewed of this page, under its name or under an older one."""
        name = self._name(page)
        return None if name is None else self.pages[name]

    def with_page(self, page: PageFacts, endpoint: str, languages: Mapping[Language, LanguageLock]) -> Lock:
        """The lock with the entry of this page replaced; a language that is not given keeps what it had."""
        old = self._name(page)
        kept = self.pages[old].languages if old is not None else {}
        others = {name: entry for name, entry in self.pages.items() if name != old}
        return evolve(self, pages={**others, page.name: PageLock(endpoint, {**kept, **languages})})

    def _name(self, page: PageFacts) -> str | None:
        if page.name in self.pages:
            return page.name
        same = (name for name, entry in sorted(self.pages.items()) if entry.endpoint == page.endpoint)
        return next(same, None)


def load(path: Path) -> Lock:
    """Read the lock file; one that does not exist is an empty lock.

    Raises:
        InputError: The file cannot be read, or is not what `save` writes.
    """
    try:
        data = json.loads(path.read_bytes().decode("utf-8"))
    except FileNotFoundError:
        return Lock()
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}; name the lock file with --lock") from None
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise InputError(f"{path}:{line}: not JSON in UTF-8; {_MEND}") from None
    if isinstance(data, dict) and isinstance(data.get("format"), int) and data["format"] > FORMAT:
        raise InputError(f"{path}: of format {data['format']}, newer than this generator; update the generator")
    try:
        return _lock(data)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise InputError(f"{path}: not in the form that `accept` writes; {_MEND}") from None


def save(lock: Lock, path: Path) -> None:
    """Write the lock file."""
    replace_text(path, text(lock))


def text(lock: Lock) -> str:
    """The lock as the text of its file: sorted, so that the same state is always the same text."""
    data = {
        "about": _ABOUT,
        "format": FORMAT,
        "pages": {name: _page_as_json(page) for name, page in lock.pages.items()},
    }
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _page_as_json(page: PageLock) -> dict[str, Any]:
    languages = {
        language: {
            "accepted": sorted((_accepted_as_json(each) for each in entry.accepted), key=json.dumps),
            "prints": entry.prints.as_json(),
        }
        for language, entry in page.languages.items()
    }
    return {"endpoint": page.endpoint, "languages": languages}


def _accepted_as_json(accepted: Accepted) -> dict[str, Any]:
    return {"subject": accepted.subject, "kind": accepted.kind, "spec": accepted.spec, "page": accepted.page}


def _lock(data: Any) -> Lock:
    _keys(data, "about", "format", "pages")
    if data["format"] is True or data["format"] != FORMAT:
        raise ValueError(f"format {data['format']!r}")
    return Lock({name: _page(page) for name, page in data["pages"].items()})


def _page(data: Any) -> PageLock:
    _keys(data, "endpoint", "languages")
    _words(data["endpoint"])
    if unknown := data["languages"].keys() - set(LANGUAGES):
        raise ValueError(f"unknown languages {unknown}")
    named = {language: data["languages"][language] for language in LANGUAGES if language in data["languages"]}
    return PageLock(data["endpoint"], {language: _language(entry) for language, entry in named.items()})


def _language(data: Any) -> LanguageLock:
    _keys(data, "accepted", "prints")
    for each in data["accepted"]:
        _keys(each, "subject", "kind", "spec", "page")
        _words(each["subject"], each["kind"])
    return LanguageLock(Prints.from_json(data["prints"]), tuple(Accepted(**each) for each in data["accepted"]))


def _keys(data: Any, *names: str) -> None:
    if not isinstance(data, dict) or data.keys() != set(names):
        raise ValueError(f"not exactly {names}")


def _words(*values: Any) -> None:
    if not all(isinstance(value, str) for value in values):
        raise TypeError("not a text")
