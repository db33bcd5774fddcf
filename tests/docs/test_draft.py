"""A draft says what the page says: put into a spec it is sound, it generates, and it drifts silently."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from generator import client
from generator import spec as spec_file
from generator.docs import compare, draft, draft_insert, from_spec
from generator.docs.facts import PageFacts
from generator.docs.findings import Difference
from generator.lint import lint
from generator.spec import Spec
from tests.generator.support import REAL, ROOT, TINY

from .draft_facts import pages
from .support import NAMES, facts_of, path_of

SHARED = ROOT.parent / "shared" / "okx-docs" / "pages" / "2026-08"
OKX = sorted(SHARED.glob("*.md"))
HERE = Path("spec.yaml")


def _parsed(text: str) -> Spec:
    return spec_file.parse(text.encode(), HERE)


def _with_draft(text: str, page: PageFacts) -> str:
    return draft_insert.insert(text, draft.draft(page, _parsed(text)))


def _drift(spec: Spec, page: PageFacts) -> list[Difference]:
    pointer = from_spec.find(spec, page)
    assert pointer is not None
    return [
        difference
        for language, facts in page.languages.items()
        for difference in compare.structure(from_spec.facts(spec, pointer, language, like=facts), facts)
    ]


@settings(deadline=None, max_examples=300, suppress_health_check=list(HealthCheck))
@given(pages())
def test_a_draft_of_any_page_is_sound_and_drifts_silently(page: PageFacts) -> None:
    spec = _parsed(_with_draft(TINY, page))
    assert lint(spec) == []
    assert _drift(spec, page) == []
