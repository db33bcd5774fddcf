"""Full stops that end no sentence, though a text is cut after each."""

from __future__ import annotations

import re

_AT_END = re.compile(
    r"(?:^|[\s(（“\"])(?:e\.g|i\.e|etc|cf|approx|incl|no|vs|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.$",
    re.IGNORECASE,
)


def ends_in_one(text: str) -> bool:
    """Whether the text ends in an abbreviation, so that what follows belongs to the same sentence."""
    return bool(_AT_END.search(text))
