"""Read OKX's envelope `{"code": …, "msg": …, "data": […]}` as it comes, whatever comes.

Docs: #overview-general-info. Seen in the wild and tolerated: `data` missing or an object, `code` as an integer, keys
that nobody documented.
"""

from __future__ import annotations

import json
import re
from typing import Any

Envelope = dict[str, Any]

_MILLISECONDS = re.compile(r"[1-9][0-9]{12}")


def parse(content: bytes) -> Envelope | None:
    """Return the JSON object in `content`, or None where it is not one."""
    try:
        try:
            document = _DECODER.decode(content.decode())
        except ValueError:  # perhaps it is not in UTF-8, as JSON has to be
            document = json.loads(content, object_pairs_hook=_unambiguous)
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, dict) else None


def _unambiguous(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return a JSON object, unless it says something twice: nobody can tell which of the two is meant."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice in an object")
    return found


# `json.loads` would make a new one for each text.
_DECODER = json.JSONDecoder(object_pairs_hook=_unambiguous)


def code(document: Envelope | None) -> str | None:
    """Return the envelope's code as a text, or None where it has none."""
    return text(document.get("code")) if document else None


def message(document: Envelope | None) -> str:
    """Return the text that goes with the code; empty where there is none."""
    return (text(document.get("msg")) if document else None) or ""


def items(document: Envelope) -> list[dict[str, Any]]:
    """Return the entries of `data`, an empty one for what is no object; nothing where no entry has an `sCode`."""
    data = document.get("data")
    entries = [item if isinstance(item, dict) else {} for item in data] if isinstance(data, list) else []
    for item in entries:
        if "sCode" in item:
            return entries
    return []


def text(value: object) -> str | None:
    """Return a text or a whole number as a text, and anything else as None."""
    if isinstance(value, str):
        # Half of a surrogate pair can be written in JSON, and nowhere else: no log or terminal could print it.
        return value if value.isascii() else value.encode("utf-8", "replace").decode()
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return str(value) if is_number else None


def server_time(document: Envelope | None) -> int | None:
    """Return the milliseconds since 1970 in an answer to the question for OKX's time, or None.

    Only a text of 13 digits (the years 2001 to 2286) is a time: a wrong one would make every later signature wrong.
    """
    try:
        moment = document["data"][0]["ts"] if document else None
    except (KeyError, IndexError, TypeError):
        return None
    return int(moment) if isinstance(moment, str) and _MILLISECONDS.fullmatch(moment) else None
