"""OKX's codes as the site shows them, by the Python class that each becomes."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from okx_client import errors
from okx_client.text import Text

from ..error_words import ErrorName
from ..extensions import ErrorClass, ErrorCode
from ..spec_words import REPEAT, repeat_of
from ..tables import Tables
from . import words


@frozen
class Code:
    """One code of OKX's. `advice` is None where it asks for no more than its class does."""

    code: str
    statuses: str
    meaning: Text
    advice: Text | None
    reason: Text | None
    repeat: Text | None


@frozen
class Group:
    """The codes that become one Python class; the three that leave it to the items have none."""

    name: ErrorName | None
    parent: str
    advice: Text
    repeat: Text | None
    codes: tuple[Code, ...]


def groups(rows: Tables) -> Iterator[Group]:
    """The codes by the class that they become, in the order of the spec, those without one last."""
    by_class: dict[ErrorName | None, list[tuple[str, ErrorCode]]] = {name: [] for name in rows.error_classes}
    for code, entry in rows.error_codes.items():
        by_class.setdefault(entry.error, []).append((code, entry))
    for name, codes in by_class.items():
        known = rows.error_classes.get(name) if name else None
        kind = getattr(errors, name) if name else None
        yield Group(
            name=name,
            parent=kind.__base__.__name__ if kind else "",
            advice=Text(known.advice, known.advice_zh) if known else words.BY_ITEM,
            repeat=Text(*REPEAT[known.repeat]) if known else None,
            codes=tuple(_code(code, entry, known) for code, entry in sorted(codes, key=lambda pair: pair[0])),
        )


def _code(code: str, entry: ErrorCode, group: ErrorClass | None) -> Code:
    repeat = repeat_of(entry, group)
    return Code(
        code=code,
        statuses=", ".join(map(str, entry.http_status)),
        meaning=Text(entry.description, entry.description_zh),
        advice=Text(entry.advice, entry.advice_zh) if entry.advice and entry.advice_zh else None,
        reason=words.REASONS[entry.reason] if entry.reason else None,
        repeat=Text(*REPEAT[repeat]) if repeat else None,
    )
