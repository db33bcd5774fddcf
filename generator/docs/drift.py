"""Where the spec and a docs page disagree, but for what was accepted; and the record that makes both agree.

What a page states as a fact is compared with the spec itself. The spec has words of its own, so a page's prose is
compared with the fingerprints in the lock: with the page as it was when somebody last read it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from .. import places
from ..findings import InputError, Pointer
from ..lint import lint
from ..spec import Spec
from .comparing import compare, prose
from .comparing.merge import merge
from .editing.suggest import with_suggestion
from .facts import LANGUAGES, Language, LanguageFacts, PageFacts
from .findings import Difference, Finding
from .lock import Accepted, LanguageLock, Lock
from .reading import from_spec


class UnknownOperationError(InputError):
    """The spec has no operation for a page."""


def drift(spec: Spec, lock: Lock, page: PageFacts, *, supplied: Collection[Language] | None = None) -> list[Finding]:
    """What the page says otherwise than the spec, each with the edit that would answer it.

    `supplied` are the languages that the page's source was meant to hold; by default both, but for OKX's HTML, which
    has one language in each file. One of them that the lock knows and the page no longer has is a finding.

    Raises:
        UnknownOperationError: The spec has no such operation.
    """
    pointer = operation(spec, page)
    with _unsound_is_told(spec):
        by_language = _by_language(spec, lock, page, pointer, _expected(page) if supplied is None else supplied)
        found = merge(page.name, places.endpoint(pointer), by_language, drift=True)
        return [with_suggestion(spec, pointer, page, finding, found) for finding in found]


def accept(lock: Lock, spec: Spec, page: PageFacts) -> Lock:
    """The lock with this page as it is now, in the languages that it has: nothing of it is a finding any more.

    What was accepted before and no longer differs is dropped.

    Raises:
        UnknownOperationError: The spec has no such operation.
    """
    pointer = operation(spec, page)
    languages = {}
    with _unsound_is_told(spec):
        for language, facts in page.languages.items():
            left = compare.structure(_ours(spec, pointer, page, language), facts)
            languages[language] = LanguageLock(prose.prints(facts), tuple(map(Accepted.of, left)))
    return lock.with_page(page, places.endpoint(pointer), languages)


def operation(spec: Spec, page: PageFacts) -> Pointer:
    """The way to the operation that the page describes.

    Raises:
        UnknownOperationError: The spec has no such operation.
    """
    pointer = from_spec.find(spec, page)
    if pointer is None:
        what = page.endpoint or page.name
        advice = f"run `python -m generator draft {page.source}`, which prints an operation to add"
        raise UnknownOperationError(f"{page.source}: {what} is not in {spec.path}; {advice}")
    return pointer


def _by_language(
    spec: Spec, lock: Lock, page: PageFacts, pointer: Pointer, supplied: Collection[Language]
) -> dict[Language, list[Difference]]:
    entry = lock.entry(page)
    reviewed = entry.languages if entry else {}
    found = {
        language: _differences(_ours(spec, pointer, page, language), facts, reviewed.get(language))
        for language, facts in page.languages.items()
    }
    for language in supplied:
        if language in reviewed and language not in {*page.languages, *page.unreadable}:
            found[language] = [compare.unreadable(language)]
    return found


def _differences(ours: LanguageFacts, facts: LanguageFacts, reviewed: LanguageLock | None) -> list[Difference]:
    found = compare.structure(ours, facts)
    if reviewed is None:
        return found
    left = [difference for difference in found if not reviewed.covers(difference)]
    return left + prose.differences(reviewed.prints, prose.prints(facts), ours, facts, left)


def _ours(spec: Spec, pointer: Pointer, page: PageFacts, language: Language) -> LanguageFacts:
    """What the spec says in this language, in the form of the page."""
    return from_spec.facts(spec, pointer, language, like=page.languages[language])


def _expected(page: PageFacts) -> Collection[Language]:
    is_html = page.source.suffix.lower() in (".html", ".htm")
    return tuple(page.languages) if is_html else LANGUAGES


@contextmanager
def _unsound_is_told(spec: Spec) -> Iterator[None]:
    """Tell what `lint` finds, in place of a traceback that comes of it; `drift` reads any spec, sound or not."""
    try:
        yield
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        found = lint(spec)
        if not found:
            raise
        advice = "mend it, and what else `python -m generator lint` finds"
        raise InputError(f"{found[0].at(spec.path)}; {advice}") from error
