"""The values that the row of one name lists on both sides: which came, and which left.

A back-quoted word that opens a line is a value, unless a table has it as a name. So when a row comes or leaves, its
name changes its meaning in the texts of other rows, which say the same as before: that is no change of theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..facts import LanguageFacts, Row, Table
from ..reading.values import is_before_colon


def came(old: Row, new: Row, old_facts: LanguageFacts) -> Iterator[str]:
    """The values that only the new row lists."""
    for value in dict.fromkeys(new.enum):
        is_old_name = value in _names(old_facts, "request") or (
            value in _names(old_facts, "response") and not _stands_before_colon(value, new.description)
        )
        if value not in old.enum and not is_old_name:
            yield value


def left(old: Row, new: Row, new_facts: LanguageFacts) -> Iterator[str]:
    """The values that only the old row lists."""
    for value in dict.fromkeys(old.enum):
        is_new_name = value in _names(new_facts, "request") | _names(new_facts, "response")
        if value not in new.enum and not (is_new_name and f"`{value}`" in new.description):
            yield value


def _names(facts: LanguageFacts, table: Table) -> set[str]:
    return {row.name.rpartition(".")[2] for row in facts.rows(table)}


def _stands_before_colon(value: str, text: str) -> bool:
    return any(is_before_colon(text, found.end()) for found in re.finditer(f"`{re.escape(value)}`", text))
