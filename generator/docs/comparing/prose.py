"""The changes of a page's prose, told from fingerprints; the texts themselves are only quoted."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from attrs import evolve, frozen

from ..facts import TABLES, LanguageFacts, Row, Table
from ..findings import Difference, Kind
from ..reading import batch_words
from ..reporting.changes import shortened
from ..text import key
from . import aliases, lines, sentences, wording
from .abbreviations import ends_in_one
from .aliases import Alias
from .leftover import Piece, Place, Told, left_over, pieces, unlike
from .prints import Item, Prints, fingerprint

_NOTES = "notes"
_QUOTED = 100  # characters
_ALIAS = "alias"  # what a sentence tells of which the finding of an alias tells


def prints(facts: LanguageFacts) -> Prints:
    """The fingerprints of all prose of one language."""
    rows: dict[str, tuple[Item, ...]] = {}
    ends: set[str] = set()
    numbers: dict[Table, int | None] = {"request": None if _noted(facts) else facts.max_batch, "response": None}
    for table in TABLES:
        for row in facts.rows(table):
            name = f"{table}.{row.name}"
            rows[name] = (*rows.get(name, ()), sentences.description(row, numbers[table]))
            if row.ends_table:
                ends.add(name)
    notes = tuple(sentences.note(text, facts) for text in facts.notes)
    return Prints(fingerprint(facts.title) if facts.title else None, rows, frozenset(ends), notes)


def _noted(facts: LanguageFacts) -> bool:
    """Whether a note says how many items a request may carry; else a parameter's text is read for it."""
    return any(batch_words.numbers(note.plain) for note in facts.notes)


def differences(
    old: Prints,
    new: Prints,
    old_facts: LanguageFacts | None,
    new_facts: LanguageFacts,
    reported: Collection[Difference] = (),
) -> list[Difference]:
    """The changes of title, descriptions and notes, but for those that only state what is `reported` besides.

    The facts give the texts and lines to report; `old_facts` may use other words, as the spec does.
    """
    return list(_Comparison(old, new, old_facts or LanguageFacts(), new_facts, reported).differences())


@frozen
class _Comparison:
    old: Prints
    new: Prints
    old_facts: LanguageFacts
    new_facts: LanguageFacts
    reported: Collection[Difference]

    def differences(self) -> Iterator[Difference]:
        if self.old.title != self.new.title:
            yield self._title()
        found = aliases.found(self.old_facts, self.new_facts).values()
        deprecated = [alias for alias in found if alias.old.deprecated and self._has_left(alias)]
        yield from map(self._only_an_alias, deprecated)
        told = (alias.sentence for alias in found if alias in deprecated or alias.subject in self._subjects())
        yield from self._texts(self._told(), frozenset(map(_said, told)))

    def _texts(self, told: Told, of_aliases: frozenset[str]) -> Iterator[Difference]:
        olds: list[Piece] = []
        news: list[Piece] = []
        for name in dict.fromkeys((*self.new.rows, *self.old.rows)):
            old, new = self.old.rows.get(name, ()), self.new.rows.get(name, ())
            for place in unlike(name, old, new):
                gone, come = pieces(old, place.before, place), _marked(pieces(new, place.after, place), of_aliases)
                if name in self.old.ends | self.new.ends:
                    olds += gone
                    news += come
                elif place.before is not None and place.after is not None:
                    left = left_over(gone, come, told)
                    if left.gone or left.come or not left.is_told:
                        yield self._text(place, left.gone, left.come)
                if place.before is None and len(old) < len(_named(self.old_facts, name)):
                    yield self._text(place, [], come, is_new=True)
        for place in unlike(_NOTES, self.old.notes, self.new.notes):
            olds += pieces(self.old.notes, place.before, place)
            news += _marked(pieces(self.new.notes, place.after, place), of_aliases)
        yield from self._pooled(olds, news, told)

    def _subjects(self) -> set[str]:
        return {each.subject for each in self.reported}

    def _told(self) -> Told:
        """What other findings tell that makes sentences come, go or speak of something else."""
        changed = self._subjects() & {"body", "max_batch"}
        if (self.old_facts.max_batch is None) == (self.new_facts.max_batch is None):
            changed -= {"max_batch"}  # of a sentence that stays, the number is no part
        values = (
            (each.subject.removesuffix(".enum"), each.old or each.new)
            for each in self.reported
            if each.kind in ("enum-added", "enum-removed")
        )
        return Told(frozenset(changed | {_ALIAS}), frozenset(values))

    def _has_left(self, alias: Alias) -> bool:
        name = f"request.{alias.old.name}"
        return name in self.old.rows and name not in self.new.rows

    def _only_an_alias(self, alias: Alias) -> Difference:
        """A row that left its table, though no fact of it changed: it was deprecated before."""
        message = wording.alias(alias.old.name, alias.new, alias.until)
        return self._difference(f"request.{alias.old.name}.description", alias.old.description, None, message, None)

    def _pooled(self, olds: list[Piece], news: list[Piece], told: Told) -> Iterator[Difference]:
        """The changes of the notes, and of the last rows, to which a page's form may have glued one."""
        left = left_over(olds, news, told)
        gone = [piece for piece in left.gone if not _is_lonely_row(piece.place)]
        come = [piece for piece in left.come if not _is_lonely_row(piece.place)]
        in_notes = any(piece.place.name == _NOTES for piece in (*gone, *come))
        for place in dict.fromkeys(piece.place for piece in (*come, *gone) if piece.place.name != _NOTES):
            old_here = [piece for piece in gone if piece.place == place]
            new_here = [piece for piece in come if piece.place == place]
            if (old_here and new_here) or not in_notes:
                yield self._text(place, old_here, new_here)
                gone = [piece for piece in gone if piece.place != place]
                come = [piece for piece in come if piece.place != place]
        if gone or come:
            yield self._note(gone, come)

    def _title(self) -> Difference:
        old, new = self.old_facts.title, self.new_facts.title
        message = f"the title is now {_quoted(new)}" if new else "the title is gone"
        return self._difference("title", old, new, message, lines.of(self.new_facts, "title"))

    def _text(self, place: Place, gone: Sequence[Piece], come: Sequence[Piece], *, is_new: bool = False) -> Difference:
        """A description that changed; a new one is written down in the spec, but nobody ever accepted its text."""
        old = _row(self.old_facts, place.name, place.before)
        new = _row(self.new_facts, place.name, place.after)
        said, lost = _first(come, self.new), _first(gone, self.old)
        name = place.name.partition(".")[2]
        how = f", it now says {said}" if said else f", it no longer says {lost}" if lost else ""
        message = f"the description of `{name}` changed{how}"
        if is_new:
            message = f"the description of `{name}` was never accepted{f', it says {said}' if said else ''}"
        texts = (old.description if old else None, new.description if new else None)
        return self._difference(f"{place.name}.description", *texts, message, new.line if new else None)

    def _note(self, gone: Sequence[Piece], come: Sequence[Piece]) -> Difference:
        what = "a note changed, it now says" if gone and come else "there is a new note:" if come else "a note is gone:"
        message = f"{what} {_first(come, self.new) or _first(gone, self.old)}".rstrip(" :")
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


def _marked(some: Sequence[Piece], of_aliases: Collection[str]) -> list[Piece]:
    """The pieces, those marked of which the finding of an alias tells."""
    return [
        evolve(piece, part=evolve(piece.part, tells=_ALIAS)) if _said(piece.part.text) in of_aliases else piece
        for piece in some
    ]


def _said(sentence: str) -> str:
    return key(sentence).rstrip(".。")


def _is_lonely_row(place: Place) -> bool:
    """Whether the row stands on one side only: of that its own finding tells."""
    return place.name != _NOTES and (place.before is None or place.after is None)


def _named(facts: LanguageFacts, name: str) -> list[Row]:
    return [row for table in TABLES for row in facts.rows(table) if f"{table}.{row.name}" == name]


def _row(facts: LanguageFacts, name: str, index: int | None) -> Row | None:
    """The row of that name and number; the last one where there are fewer."""
    named = _named(facts, name)
    return named[min(index or 0, len(named) - 1)] if named else None


def _first(side: Sequence[Piece], prints: Prints) -> str:
    """The first of these texts, quoted; nothing where only fingerprints are at hand.

    Texts were cut at each full stop, that of an abbreviation too: there they are joined again.
    """
    if not side or not side[0].part.text:
        return ""
    place = side[0].place
    items = prints.notes if place.name == _NOTES else prints.rows[place.name]
    item = next(item for item in items if side[0].part in item.parts)
    texts = [part.text for part in item.parts]
    first = last = texts.index(side[0].part.text)
    while first and ends_in_one(texts[first - 1]):
        first -= 1
    while ends_in_one(texts[last]) and last + 1 < len(texts):
        last += 1
    return _quoted(" ".join(texts[first : last + 1]))


def _quoted(text: str) -> str:
    return f"“{shortened(text, _QUOTED)}”"
