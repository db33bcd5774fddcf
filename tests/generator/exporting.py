"""What tests of `export` have in common."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from generator import places
from generator.docs.facts import Language
from generator.export.plain import plain

from .support import TINY, edited, loaded

SPAN = re.compile(r"`[^`]*`|<[^>]*>")


def exported(folder: Path, language: Language, *edits: tuple[str, str]) -> dict[str, Any]:
    """The tiny spec, edited, as a plain document."""
    return plain(loaded(folder, edited(TINY, *edits)), language)


def texts(document: dict[str, Any]) -> Iterator[str]:
    """Every title, summary and description of a document."""
    for _, node in places.nodes(document):
        for field in ("title", "summary", "description"):
            if field in node:
                yield node[field]


def table(document: dict[str, Any]) -> dict[str, list[str]]:
    """The cells of the table of codes, by the code; the head by its own first cell."""
    lines = [line for line in document["info"]["description"].split("\n") if line.startswith("| ")]
    rows = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]
    return {row[0]: row[1:] for row in rows}


def operation(document: dict[str, Any]) -> str:
    """The description of the one operation."""
    return str(document["paths"]["/do"]["post"]["description"])
