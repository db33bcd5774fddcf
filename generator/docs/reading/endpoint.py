"""The line that names a page's method and path. Other lines may look like it: an introduction names other endpoints."""

from __future__ import annotations

import re
from collections.abc import Iterable

from . import words
from .blocks import Block, Heading, Paragraph

_LINE = re.compile(
    r"^[ \t]*`?[ \t]*(?P<method>GET|POST|PUT|DELETE|PATCH)[ \t]+(?:https?://[^\s/`]+)?(?P<path>/[^\s`?#]+)"
    r"(?P<query>\?[^\s`]*)?[ \t]*`?[ \t]*$",
    re.IGNORECASE,
)


def of_page(blocks: Iterable[Block]) -> str | None:
    """The endpoint of a page (`POST /api/v5/…`): the first line below its heading, else the first line of all."""
    first, is_below_heading = None, False
    for block in blocks:
        if isinstance(block, Heading):
            is_below_heading = words.heading_kind(block.text) == "endpoint"
        elif isinstance(block, Paragraph):
            found = next(filter(None, map(of_line, block.text.split("\n"))), None)
            if found and is_below_heading:
                return found
            first = first or found
    return first


def of_line(line: str) -> str | None:
    """The endpoint that a line names, without host and query; None for any other line."""
    found = _LINE.match(line)
    return f"{found['method'].upper()} {found['path']}" if found else None


def has_query(line: str) -> bool:
    """Whether a line that names an endpoint says more than that."""
    found = _LINE.match(line)
    return found is not None and found["query"] is not None
