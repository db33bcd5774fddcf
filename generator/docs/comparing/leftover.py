"""What two stretches of prose do not have in common, wherever in them it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import zip_longest

from attrs import evolve, frozen

from .prints import BELOW, Item, Part, joined


@frozen
class Place:
    """Which row (`request.NAME`), or which of the `notes`: its position among those of that name, on either side."""

    name: str
    before: int | None
    after: int | None


@frozen
class Piece:
    """A part and where it stands."""

    part: Part
    place: Place


@frozen
class LeftOver:
    """What is gone and what came. `is_told` where some of it went without saying, as another fact changed."""

    gone: list[Piece]
    come: list[Piece]
    is_told: bool


def unlike(name: str, old: Sequence[Item], new: Sequence[Item]) -> list[Place]:
    """The places of the items that do not stand on both sides, paired in their order."""
    rest = dict(enumerate(old))
    lonely = []
    for index, item in enumerate(new):
        same = next((position for position, other in rest.items() if item.says(other)), None)
        if same is None:
            lonely.append(index)
        else:
            del rest[same]
    return [Place(name, before, after) for before, after in zip_longest(rest, lonely)]


def pieces(items: Sequence[Item], index: int | None, place: Place) -> list[Piece]:
    """The pieces of one of the items; none where there is no such item."""
    return [] if index is None else [Piece(part, place) for part in items[index].parts]


@frozen
class Told:
    """What other findings tell: which `facts` changed, and which values came or left, each with its row's name."""

    facts: frozenset[str]
    values: frozenset[tuple[str, str]]


def left_over(old: Sequence[Piece], new: Sequence[Piece], elsewhere: Told) -> LeftOver:
    """The pieces of each side that the other side lacks, but for those that only state what is told elsewhere.

    Where both sides have words about such a fact, these changed as well.
    """
    lost, won = set(_unmatched(old, new)), set(_unmatched(new, old))
    reworded = {old[index].part.tells for index in lost} & {new[index].part.tells for index in won}
    told = evolve(elsewhere, facts=elsewhere.facts - reworded)
    gone, come = _kept(old, lost, new, told), _kept(new, won, old, told)
    is_told = len(gone) < len(lost) or len(come) < len(won)
    if joined(piece.part.print for piece in gone) == joined(piece.part.print for piece in come):
        gone, come = [], []  # one text, cut in two ways
    return LeftOver(gone, come, is_told)


def _kept(mine: Sequence[Piece], unmatched: set[int], theirs: Sequence[Piece], told: Told) -> list[Piece]:
    """The unmatched pieces of one side, without those of which another finding tells."""
    known = {(piece.place, piece.part.tells) for piece in theirs}
    return [piece for index, piece in enumerate(mine) if index in unmatched and not _is_told(piece, known, told)]


def _is_told(piece: Piece, known: Collection[tuple[Place, str | None]], told: Told) -> bool:
    tells = (piece.part.tells or "").removeprefix(BELOW)
    if tells.startswith("`"):
        return (piece.place.name, tells.strip("`")) in told.values and (piece.place, tells) not in known
    return tells in told.facts


def _unmatched(mine: Sequence[Piece], theirs: Sequence[Piece]) -> Iterator[int]:
    """The positions of the pieces without an equal on the other side, looked for in the same place first."""
    here = Counter((piece.place, piece.part.print) for piece in theirs)
    elsewhere: list[int] = []
    for index, piece in enumerate(mine):
        if here[piece.place, piece.part.print]:
            here[piece.place, piece.part.print] -= 1
        else:
            elsewhere.append(index)
    anywhere = Counter[str]()
    for (_, fingerprint), count in here.items():
        anywhere[fingerprint] += count
    for index in elsewhere:
        if anywhere[mine[index].part.print]:
            anywhere[mine[index].part.print] -= 1
        else:
            yield index
