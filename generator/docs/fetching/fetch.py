"""Read OKX's live docs and keep the sections of the spec's operations: a snapshot, one small HTML file a language.

A snapshot is OKX's own markup, so that `drift --html` reads it as it reads the whole page. A language that could not
be fetched keeps the file that it had.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

import httpx
from attrs import evolve, field, frozen

from ... import places
from ...findings import InputError
from ...spec import Spec
from ..comparing import compare, merge
from ..facts import Language, LanguageFacts, PageFacts
from ..files import replace_text
from ..findings import Difference, Finding
from ..reading import html, spoken
from ..reading import page as reading
from ..reporting import outcome
from .download import USUAL, Bounds, download

PATHS: dict[Language, str] = {"en": "/docs-v5/en/", "zh": "/docs-v5/zh/"}


@frozen
class Operation:
    """An operation of the spec: the anchor of its section, and `POST /api/v5/…`."""

    anchor: str
    endpoint: str


@frozen
class Fetched:
    """What a run came to: findings against the older snapshot, problems, and what else a person should know."""

    findings: list[Finding] = field(factory=list)
    problems: list[str] = field(factory=list)
    notices: list[str] = field(factory=list)
    written: list[Path] = field(factory=list)
    unchanged: list[Path] = field(factory=list)


def fetch(
    spec: Spec,
    base_url: str,
    into: Path,
    *,
    client: httpx.Client,
    clock: Callable[[], float],
    bounds: Bounds = USUAL,
) -> Fetched:
    """Fetch both languages, compare them with the snapshot in `into` where there is one, and write the new snapshot.

    `clock` tells seconds. Nothing is raised for what the network or the page does: it is a problem in the result.
    """
    result = Fetched()
    operations = of_spec(spec)
    new: dict[Language, html.Page] = {}
    for language, path in PATHS.items():
        try:
            address = _address(base_url, path)
            page = _page(download(address, client, clock, bounds), address)
            wanted = [section for one in operations if (section := page.section(one.anchor, one.endpoint))]
            spoken.check(page, language, wanted, "see it in a browser")
        except InputError as error:
            result.problems.append(str(error))
        else:
            new[language] = page
            result.notices.extend(_renamed(page, operations))
    _take(new, operations, into, result)
    return result


def _take(new: Mapping[Language, html.Page], operations: list[Operation], into: Path, result: Fetched) -> None:
    """Compare the new pages with the snapshot, and make them the snapshot."""
    old, problems = _snapshot(into, new)
    result.problems.extend(problems)
    texts = {language: text for language, page in new.items() if (text := _excerpt(page, language, operations))}
    # From here on the new pages are what the snapshot will hold, so that lines are lines of files that are there.
    kept = {language: html.parse(text.encode(), str(into / f"{language}.html")) for language, text in texts.items()}
    for operation in operations:
        result.findings.extend(_removed(new, operation))
        _compare(old, kept, operation, result)
    for language, text in texts.items():
        target = into / f"{language}.html"
        if target.exists() and target.read_bytes() == text.encode():
            result.unchanged.append(target)
        else:
            replace_text(target, text)
            result.written.append(target)


def _address(base_url: str, path: str) -> str:
    try:
        parts = urlsplit(base_url)
    except ValueError as error:
        raise InputError(
            f"--base-url {base_url}: no address of a site ({error}); such as https://www.okx.com"
        ) from None
    if "@" in parts.netloc:
        raise InputError("--base-url: leave the user name and the password out of it, since addresses are printed")
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise InputError(f"--base-url {base_url}: no address of a site; such as https://www.okx.com")
    return base_url.rstrip("/") + path


def of_spec(spec: Spec) -> list[Operation]:
    """The operations of the spec, with the anchors of their pages."""
    return [
        Operation(node.get("externalDocs", {}).get("x-anchor", ""), places.endpoint(pointer))
        for pointer, node in places.operations(spec.data)
    ]


def _page(data: bytes, address: str) -> html.Page:
    page = html.parse(data, address)
    if not page.is_whole:
        raise InputError(f"{address}: the page ends before </html>; fetch it again")
    if not page.has_endpoints():
        raise InputError(f"{address}: a page without any endpoint; is it an error page? see it in a browser")
    return page


def _renamed(page: html.Page, operations: list[Operation]) -> list[str]:
    found = ((one, page.section(one.anchor, one.endpoint)) for one in operations)
    return [
        f"{page.name}: #{one.anchor} is now #{section.anchor}; write the new anchor into `externalDocs` of the spec"
        for one, section in found
        if section and section.anchor != one.anchor
    ]


def _snapshot(folder: Path, wanted: Mapping[Language, html.Page]) -> tuple[dict[Language, html.Page], list[str]]:
    """The older snapshot in the languages that were fetched, and what of it cannot be read."""
    pages: dict[Language, html.Page] = {}
    problems = []
    for language in wanted:
        path = folder / f"{language}.html"
        try:
            if path.exists():
                pages[language] = html.load(path)
        except InputError as error:
            problems.append(f"{error}; it is replaced, and nothing is compared with it")
    return pages, problems


def _removed(new: Mapping[Language, html.Page], operation: Operation) -> list[Finding]:
    """The findings that the pages no longer have an operation, whatever an older snapshot had."""
    message = f"{operation.endpoint} is gone from the docs: see OKX's changelog for when it stops"
    gone = Difference("endpoint", "endpoint-removed", "breaking", operation.endpoint, None, message)
    without = {language: [gone] for language in new if not _has(new, language, operation)}
    return merge.merge(operation.anchor, operation.endpoint, without, drift=False)


def _compare(
    old: Mapping[Language, html.Page], new: Mapping[Language, html.Page], operation: Operation, result: Fetched
) -> None:
    """Add what changed in an operation's sections since the older snapshot, and which of them cannot be read."""
    after = _facts(new, operation)
    for language, reason in after.unreadable.items():
        result.problems.append(reason)
        result.findings.append(outcome.unreadable(operation.anchor, operation.endpoint, language, reason))
    before = _facts(old, operation)
    both = [language for language in after.languages if language in before.languages]
    if both:
        result.findings.extend(compare.pages(*(_only(both, page) for page in (before, after))))


def _has(pages: Mapping[Language, html.Page], language: Language, operation: Operation) -> bool:
    return language in pages and pages[language].section(operation.anchor, operation.endpoint) is not None


def _facts(pages: Mapping[Language, html.Page], operation: Operation) -> PageFacts:
    """What the pages say of an operation, in the languages that have it; and in which of them it cannot be read."""
    found: dict[Language, LanguageFacts] = {}
    unreadable: dict[Language, str] = {}
    source = Path(f"#{operation.anchor}")
    for language, page in pages.items():
        if _has(pages, language, operation):
            try:
                document = html.read({language: page}, operation.anchor, operation.endpoint)
                found.update(reading.facts(document, source).languages)
            except InputError as error:
                reason = str(error)
                unreadable[language] = reason if reason.startswith(page.name) else f"{page.name}: {reason}"
    return PageFacts(source, anchor=operation.anchor, languages=found, unreadable=unreadable)


def _only(languages: list[Language], page: PageFacts) -> PageFacts:
    return evolve(page, languages={language: page.languages[language] for language in languages}, unreadable={})


def _excerpt(page: html.Page, language: Language, operations: list[Operation]) -> str | None:
    """The sections of the operations as a page of their own; None where there are none."""
    found = (page.section(one.anchor, one.endpoint) for one in operations)
    markup = "".join(section.text.rstrip() + "\n" for section in found if section)
    if not markup:
        return None
    head = f'<meta charset="utf-8"><title>{escape(page.name)}</title>'
    return f'<!doctype html>\n<html lang="{language}">\n<head>{head}</head>\n<body>\n{markup}</body>\n</html>\n'
