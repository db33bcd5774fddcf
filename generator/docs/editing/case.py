"""A finding of `drift` together with the spec that an edit has to answer it in."""

from __future__ import annotations

from typing import Any, NoReturn

from attrs import frozen

from ...findings import Pointer
from ...spec import Spec
from ..facts import LanguageFacts, Table
from ..findings import Finding, Kind
from . import locate

_WHOLE_ROWS: tuple[Kind, ...] = ("parameter-added", "parameter-removed", "field-added", "field-removed")
# Where a row stands twice or on one language's page only, there is no one place to write to.
_SEVERAL = frozenset(["x-repeated", "x-language"])


class ByHandError(Exception):
    """No edit is offered; the text says what a person has to do instead, at this line of the spec."""

    def __init__(self, line: int, words: str) -> None:
        super().__init__(words)
        self.line = line


@frozen
class Case:
    """A finding, and what is needed to find its place in the spec."""

    spec: Spec
    operation: Pointer
    page: LanguageFacts
    finding: Finding
    beside: tuple[Finding, ...] = ()
    """All findings of the page."""

    @property
    def document(self) -> dict[str, Any]:
        """The plain data of the spec."""
        return self.spec.data

    @property
    def table(self) -> Table:
        """The table of the row that the finding is about."""
        return "response" if self.finding.subject.startswith("response.") else "request"

    @property
    def name(self) -> str:
        """The name of the row that the finding is about."""
        name = self.finding.subject.removeprefix(f"{self.table}.")
        return name if self.finding.kind in _WHOLE_ROWS else name.rpartition(".")[0]

    def row(self, in_chinese: str) -> locate.Place:
        """The place of that row in the spec, unless its field `in_chinese` says that the languages differ."""
        place = locate.row(self.document, self.operation, self.table, self.name, self.page)
        if place is None or not (_SEVERAL | {in_chinese}).isdisjoint(place.node):
            self.by_hand(f"mend what the spec says of `{self.name}`")
        return place

    def by_hand(self, words: str, at: Pointer | None = None) -> NoReturn:
        """Leave the edit to a person, at the line of the finding or of a place that is nearer to the edit."""
        line = self.spec.line(at) if at else self.finding.spec_line or self.spec.line(self.operation)
        raise ByHandError(line, words)
