"""The rows of a page's tables in both languages as one tree: what is one field on both pages is one field here.

A row whose name no generated code can have (`a b`, `instId` beside `inst_id`) is not in the tree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from attrs import define, field, frozen

from ...lint.names import taken_by_fields
from ..facts import LANGUAGES, Language, Required, Row
from . import names

_NEED = {"yes": "required", "conditional": "conditional", "no": "optional", None: "unknown"}
_SEVERAL: Any = object()  # no value, and equal to none


@frozen
class Field:
    """One field: its rows in each language, of which a page with several tables may have several, and those inside.

    It has no row where a page has one for what is inside it only, or names it only in its path.
    """

    name: str
    rows: Mapping[Language, tuple[Row, ...]]
    inside: tuple[Field, ...] = ()

    @property
    def row(self) -> Row:
        """The first row, in English where there is one."""
        return next(self.all_rows(), Row(self.name, "object" if self.inside else "string", None, False, ""))

    def all_rows(self) -> Iterator[Row]:
        """The rows of all languages, the English ones first."""
        return (row for language in LANGUAGES for row in self.rows.get(language, ()))

    def said(self, language: Language) -> str | None:
        """What the rows of one language say; each text once."""
        if language not in self.rows:
            return None
        return "\n".join(dict.fromkeys(row.description for row in self.rows[language] if row.description))

    @property
    def is_always_required(self) -> bool:
        """Whether every row says so, in every table and language."""
        return bool(self.rows) and all(row.required == "yes" for row in self.all_rows())


@define
class _Growing:
    rows: dict[Language, list[Row]] = field(factory=dict)
    inside: dict[str, _Growing] = field(factory=dict)

    def grown(self, name: str) -> Field:
        rows = {language: tuple(rows) for language, rows in self.rows.items()}
        inside = names.usable(self.inside, taken_by_fields())
        return Field(name, rows, tuple(self.inside[each].grown(each) for each in inside))


def merged(tables: Mapping[Language, Sequence[Row]]) -> tuple[Field, ...]:
    """The fields of a table, in the order of the English page, then those that only the Chinese page has."""
    top = _Growing()
    for language in LANGUAGES:
        for row in tables.get(language, ()):
            place = top
            for part in row.name.split("."):
                place = place.inside.setdefault(part, _Growing())
            place.rows.setdefault(language, []).append(row)
    return top.grown("").inside


def docs_fields(field: Field, languages: Sequence[Language], *, kind: str, need: Required | None) -> dict[str, Any]:
    """The fields of ours that hold what the rows say and the schema, of this type and need, does not."""
    if not field.rows:
        return {"x-ours": True}
    here = [language for language in languages if language in field.rows]
    first = {language: field.rows[language][0] for language in here}
    fields = _one_row(first, kind=kind, need=need)
    if len(here) < len(languages):
        fields["x-language"] = here[0]
    rows = list(field.all_rows())
    repeated = []
    for index in range(1, max(len(some) for some in field.rows.values())):
        more = {language: field.rows[language][index] for language in here if index < len(field.rows[language])}
        others = _one_row(more, kind=_common(row.type for row in rows), need=_common(row.required for row in rows))
        repeated.append({**others, **({"x-language": next(iter(more))} if len(more) < len(here) else {})})
    return {**fields, **({"x-repeated": repeated} if repeated else {})}


def _common(values: Iterable[Any]) -> Any:
    """The value, where it is the same everywhere."""
    first, *others = dict.fromkeys(values)
    return _SEVERAL if others else first


def _one_row(rows: Mapping[Language, Row], *, kind: str, need: Required | None) -> dict[str, Any]:
    """One row in its languages: a field, and the one in `-zh` beside it where the Chinese row says something else."""
    fields: dict[str, Any] = {}
    row = next(iter(rows.values()))
    chinese = rows.get("zh", row)
    if row.type != kind:
        fields["x-type"] = row.type
    if chinese.type != row.type:
        fields["x-type-zh"] = chinese.type
    if row.deprecated:
        fields["deprecated"] = True
    if chinese.deprecated != row.deprecated:
        fields["x-deprecated-zh"] = chinese.deprecated
    if row.required != need:
        fields["x-required"] = _NEED[row.required]
    if chinese.required != row.required:
        fields["x-required-zh"] = _NEED[chinese.required]
    if row.enum:
        fields["x-values"] = list(row.enum)
    if chinese.enum != row.enum:
        fields["x-values-zh"] = list(chinese.enum)
    return fields
