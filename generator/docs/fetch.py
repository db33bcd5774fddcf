"""Read OKX's live docs and keep the sections of the spec's operations: a snapshot, one small HTML file a language.

A snapshot is OKX's own markup, so that `drift --html` reads it as it reads the whole page. A language that could not
be fetched keeps the file that it had.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import httpx
from attrs import evolve, field, frozen

from .. import places
from ..findings import InputError
from ..spec import Spec
from . import compare, html, merge, reading
from .facts import LANGUAGES, Language, PageFacts
from .files import replace_text
from .findings import Difference, Finding

PATHS: dict[Language, str] = {"en": "/docs-v5/en/", "zh": "/docs-v5/zh/"}
_REDIRECTS = (301, 302, 303, 307, 308)


@frozen
class Bounds:
    """How long and how much, in seconds and bytes. OKX's page has some 4 MB."""

    connect: float = 10
    read: float = 30
    total: float = 180
    most_bytes: int = 64 * 1024 * 1024
    redirects: int = 5


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


def fetch(
    spec: Spec,
    base_url: str,
    into: Path,
    *,
    client: httpx.Client,
    clock: Callable[[], float],
    bounds: Bounds = Bounds(),
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
            page = _page(download(address, client, clock, bounds), address, operations)
        except InputError as error:
            result.problems.append(str(error))
        else:
            new[language] = page
            result.notices.extend(_renamed(page, operations))
    old, problems = _snapshot(into, new)
    result.problems.extend(problems)
    result.findings.extend(_findings(old, new, operations))
    for language, page in new.items():
        target = into / f"{language}.html"
        replace_text(target, _excerpt(page, language, operations))
        result.written.append(target)
    return result


def _address(base_url: str, path: str) -> str:
    try:
        address = urljoin(base_url, path)
        scheme = urlsplit(address).scheme
    except ValueError as error:
        raise InputError(
            f"--base-url {base_url}: no address of a site ({error}); such as https://www.okx.com"
        ) from None
    if scheme not in ("http", "https"):
        raise InputError(f"--base-url {base_url}: no address of a site; such as https://www.okx.com")
    return address


def of_spec(spec: Spec) -> list[Operation]:
    """The operations of the spec, with the anchors of their pages."""
    return [
        Operation(node.get("externalDocs", {}).get("x-anchor", ""), f"{str(method).upper()} {path}")
        for (_, path, method), node in places.operations(spec.data)
    ]


def download(address: str, client: httpx.Client, clock: Callable[[], float], bounds: Bounds) -> bytes:
    """The bytes at `address`, within the bounds; redirects are followed on the same host only.

    Raises:
        InputError: There is no answer, or one that is no page; the text says what to do.
    """
    deadline = clock() + bounds.total
    timeout = httpx.Timeout(bounds.read, connect=bounds.connect)
    here = address
    try:
        for _ in range(bounds.redirects + 1):
            with client.stream("GET", here, timeout=timeout, follow_redirects=False) as response:
                if response.status_code not in _REDIRECTS:
                    return _body(response, address, clock, deadline, bounds)
                there = urljoin(here, response.headers.get("location", ""))
            if urlsplit(there).netloc != urlsplit(here).netloc:
                raise InputError(
                    f"{address}: sends on to another host, {there}; name it with --base-url if you trust it"
                )
            here = there
    except httpx.TimeoutException:
        raise InputError(f"{address}: no answer within {bounds.read:g} s; try again later") from None
    except httpx.ConnectError as error:
        raise InputError(f"{address}: no connection ({error}); are you online? try again later") from None
    except httpx.RemoteProtocolError as error:
        raise InputError(f"{address}: the answer ended early ({error}); try again") from None
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise InputError(f"{address}: cannot be fetched ({error}); see --base-url, or try again") from None
    raise InputError(f"{address}: more than {bounds.redirects} redirects; see --base-url")


def _body(response: httpx.Response, address: str, clock: Callable[[], float], deadline: float, bounds: Bounds) -> bytes:
    if response.status_code != httpx.codes.OK:
        raise InputError(f"{address}: HTTP status {response.status_code}; see --base-url, or try again later")
    parts: list[bytes] = []
    size = 0
    for part in response.iter_bytes():
        parts.append(part)
        size += len(part)
        if size > bounds.most_bytes:
            raise InputError(f"{address}: more than {bounds.most_bytes} bytes, which no docs page has; see --base-url")
        if clock() > deadline:
            raise InputError(f"{address}: not complete after {bounds.total:g} s; try again later")
    return b"".join(parts)


def _page(data: bytes, address: str, operations: list[Operation]) -> html.Page:
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


def _findings(
    old: Mapping[Language, html.Page], new: Mapping[Language, html.Page], operations: list[Operation]
) -> list[Finding]:
    found: list[Finding] = []
    for operation in operations:
        gone: dict[Language, list[Difference]] = {
            language: [_removed(operation)]
            for language in LANGUAGES
            if language in new and new[language].section(operation.anchor, operation.endpoint) is None
        }
        found += merge.merge(operation.anchor, operation.endpoint, gone, drift=False)
        there = [language for language in new if language in old and language not in gone]
        before, after = (_facts({language: side[language] for language in there}, operation) for side in (old, new))
        if before and after:
            found += compare.pages(before, evolve(after, anchor=operation.anchor))
    return found


def _removed(operation: Operation) -> Difference:
    message = f"{operation.endpoint} is gone from the docs: see OKX's changelog for when it stops"
    return Difference("endpoint", "endpoint-removed", "breaking", operation.endpoint, None, message)


def _facts(pages: Mapping[Language, html.Page], operation: Operation) -> PageFacts | None:
    """What the pages say of an operation; None where none of them has it in a form that can be read."""
    try:
        document = html.read(pages, operation.anchor, operation.endpoint)
        return reading.facts(document, Path(f"{operation.anchor}.html"))
    except InputError:
        return None


def _excerpt(page: html.Page, language: Language, operations: list[Operation]) -> str:
    found = (page.section(one.anchor, one.endpoint) for one in operations)
    sections = "".join(section.text.rstrip() + "\n" for section in found if section)
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head><meta charset="utf-8"><title>{page.name}</title></head>\n'
        f"<body>\n{sections}</body>\n</html>\n"
    )
