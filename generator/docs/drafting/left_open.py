"""What of a page its draft could not say: nothing of it may go unnoticed."""

from __future__ import annotations

from collections.abc import Iterator

from ...lint import lint
from ...spec import Spec
from ..drift import drift
from ..facts import Language, PageFacts
from ..findings import Finding
from ..lock import Lock

_IN_DRAFT = "the draft cannot say this, decide what the spec shall say"


def left_open(page: PageFacts, before: Spec, after: Spec) -> Iterator[tuple[Language, int | None, str]]:
    """What a person has to decide: language and line of the page, and what it is.

    The spec with the draft, `after`, is held against the page, and linted if there was nothing to report `before`.
    """
    for language, facts in page.languages.items():
        yield from ((language, anomaly.line, anomaly.message) for anomaly in facts.anomalies)
    for finding in drift(after, Lock(), page):
        yield _language(finding), finding.page_line, f"{_IN_DRAFT}: {finding.message.partition(' Suggested edit:')[0]}"
    for found in () if lint(before) else lint(after):
        yield "en", None, f"the draft has to be mended by hand: {found.rule}: {found.message}"


def _language(finding: Finding) -> Language:
    return "zh" if finding.language == "zh" else "en"
