"""The changes of a page's prose, told from fingerprints; the texts themselves are only quoted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import frozen

from ..facts import TABLES, LanguageFacts, Row
from ..findings import Difference, Kind
from ..reporting.changes import shortened
from . import aliases, lines, sentences
from .leftover import Piece, Place, left_over, pieces, unlike
from .prints import Item, Prints, fingerprint

_NOTES = "notes"
_QUOTED = 100  # characters


def prints(facts: LanguageFacts) -> Prints:
    """The fingerprints of all prose of one language."""
    rows: dict[str, tuple[Item, ...]] = {}
    ends: set[str] = set()
    for table in TABLES:
        for row in facts.rows(table):
            name = f"{table}.{row.name}"
            rows[name] = (*rows.get(name, ()), sentences.description(row, facts))
            if row.ends_table:
                ends.add(name)
    notes = tuple(sentences.note(text, facts) for text in facts.notes)
    return Prints(fingerprint(facts.title) if facts.title else None, rows, frozenset(ends), notes)


def differences(
    old: Prints, new: Prints, old_facts: LanguageFacts | None, new_facts: LanguageFacts
) -> list[Difference]:
    """The changes of title, descriptions and notes, but for those that only state another change.

    The facts give the texts and lines to report, and what else changed; `old_facts` may use other words, as the spec
    does.
    """
    return list(_Comparison(old, new, old_facts or LanguageFacts(), new_facts).differences())


@frozen
class _Comparison:
    old: Prints
    new: Prints
    old_facts: LanguageFacts
    new_facts: LanguageFacts

    def differences(self) -> Iterator[Difference]:
        if self.old.title != self.new.title:
            yield self._title()
        changed_facts = self._changed_facts()
        olds: list[Piece] = []
        news: list[Piece] = []
        for name in dict.fromkeys((*self.new.rows, *self.old.rows)):
            old, new = self.old.rows.get(name, ()), self.new.rows.get(name, ())
            for place in unlike(name, old, new):
                gone, come = pieces(old, place.before, place), pieces(new, place.after, place)
                if name in self.old.ends | self.new.ends:
                    olds += gone
                    news += come
                elif place.before is not None and place.after is not None:
                    left = left_over(gone, come, changed_facts)
                    if left.gone or left.come or not left.is_told:
                        yield self._text(place, left.gone, left.come)
                if place.before is None and len(old) < len(_named(self.old_facts, name)):
                    yield self._text(place, [], come)  # written down, but its text was never reviewed
        yield from self._pooled(olds, news, changed_facts)

    def _changed_facts(self) -> frozenset[str]:
        """The facts whose change makes sentences come, go or speak of something else."""
        old, new = self.old_facts, self.new_facts
        changed = {
            "max_batch": (old.max_batch is None) != (new.max_batch is None),
            "body": old.body != new.body,
            "alias": bool(aliases.found(old, new)),
        }
        return frozenset(fact for fact, is_changed in changed.items() if is_changed)

    def _pooled(self, olds: list[Piece], news: list[Piece], changed_facts: frozenset[str]) -> Iterator[Difference]:
        """The changes of the notes, and of the last rows, to which a page's form may have glued one."""
        other_notes = unlike(_NOTES, self.old.notes, self.new.notes)
        for place in other_notes:
            olds += pieces(self.old.notes, place.before, place)
            news += pieces(self.new.notes, place.after, place)
        left = left_over(olds, news, changed_facts)
        gone = [piece for piece in left.gone if not _is_lonely_row(piece.place)]
        come = [piece for piece in left.come if not _is_lonely_row(piece.place)]
        for place in dict.fromkeys(piece.place for piece in (*come, *gone) if piece.place.name != _NOTES):
            old_here = [piece for piece in gone if piece.place == place]
            new_here = [piece for piece in come if piece.place == place]
            if (old_here and new_here) or not other_notes:
                yield self._text(place, old_here, new_here)
                gone = [piece for piece in gone if piece.place != place]
                come = [piece for piece in come if piece.place != place]
        if gone or come:
            yield self._note(gone, come)

    def _title(self) -> Difference:
        old, new = self.old_facts.title, self.new_facts.title
        message = f"the title is now {_quoted(new)}" if new else "the title is gone"
        return self._difference("title", old, new, message, lines.of(self.new_facts, "title"))

    def _text(self, place: Place, gone: Sequence[Piece], come: Sequence[Piece]) -> Difference:
        old = _row(self.old_facts, place.name, place.before)
        new = _row(self.new_facts, place.name, place.after)
        said, lost = _first(come), _first(gone)
        how = f", it now says {said}" if said else f", it no longer says {lost}" if lost else ""
        message = f"the description of `{place.name.partition('.')[2]}` changed{how}"
        texts = (old.description if old else None, new.description if new else None)
        return self._difference(f"{place.name}.description", *texts, message, new.line if new else None)

    def _note(self, gone: Sequence[Piece], come: Sequence[Piece]) -> Difference:
        what = "a note changed, it now says" if gone and come else "there is a new note:" if come else "a note is gone:"
        message = f"{what} {_first(come) or _first(gone)}".rstrip(" :")
        old, new = ([note.plain for note in facts.notes] for facts in (self.old_facts, self.new_facts))
        line = None
        if come:
            place = come[0].place
            row = _row(self.new_facts, place.name, place.after)
            line = row.line if row else self.new_facts.notes[place.after or 0].line
        return self._difference(_NOTES, old, new, message, line)

    def _difference(self, subject: str, old: object, new: object, message: str, line: int | None) -> Difference:
        kind: Kind = "note-changed" if subject == _NOTES else "text-changed"
        old_line = lines.nearest(self.old_facts, subject.removesuffix(".description"))
        return Difference(subject, kind, "docs", old, new, message, old_line, line)


def _is_lonely_row(place: Place) -> bool:
    """Whether the row stands on one side only: of that its own finding tells."""
    return place.name != _NOTES and (place.before is None or place.after is None)


def _named(facts: LanguageFacts, name: str) -> list[Row]:
    return [row for table in TABLES for row in facts.rows(table) if f"{table}.{row.name}" == name]


def _row(facts: LanguageFacts, name: str, index: int | None) -> Row | None:
    """The row of that name and number; the last one where there are fewer."""
    named = _named(facts, name)
    return named[min(index or 0, len(named) - 1)] if named else None


def _first(side: Sequence[Piece]) -> str:
    """The first of these texts, quoted; nothing where only fingerprints are at hand."""
    return _quoted(side[0].part.text) if side and side[0].part.text else ""


def _quoted(text: str) -> str:
    return f"“{shortened(text, _QUOTED)}”"
