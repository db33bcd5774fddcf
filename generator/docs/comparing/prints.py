"""Fingerprints of a page's prose: what a comparison needs to see that a text changed, without OKX's sentences.

A fingerprint is a text as one long number, modulo a prime. So the fingerprint of two texts in a row can be told from
theirs, and a notice may be cut in two on one page and stand in one piece on another.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from attrs import field, frozen

from ..text import key

_PRIME = 2**64 - 59
MARKED = "deprecated"
"""What words of deprecation tell."""
BELOW = "below "
"""What a sentence tells, before a value, that goes on in the line of the value."""


@lru_cache(maxsize=8192)
def fingerprint(text: str) -> str:
    """The length of what a text says, and the rest of its number."""
    said = key(text).encode(errors="surrogatepass")
    return f"{len(said)}.{int.from_bytes(said, 'big') % _PRIME:x}"


def joined(prints: Iterable[str]) -> str:
    """The fingerprint of the texts one after the other."""
    length = number = 0
    for each in prints:
        size, _, rest = each.partition(".")
        number = (number * pow(256, int(size), _PRIME) + int(rest, 16)) % _PRIME
        length += int(size)
    return f"{length}.{number:x}"


@frozen
class Part:
    """A sentence or line.

    `tells` names a fact that it states: a back-quoted value, `max_batch`, `body`, or `deprecated` for what a
    mark of deprecation says besides.
    """

    print: str
    tells: str | None = None
    text: str = field(default="", eq=False)

    def written(self) -> str:
        """The part as one string, without its text."""
        return f"{self.tells}={self.print}" if self.tells else self.print


@frozen
class Item:
    """One description or note: the whole, and its parts.

    Of a row that is deprecated the whole is without the words that say so; `stopless` is the same without the full
    stops beside them, which may belong to them or not, and None for any other row.
    """

    whole: str
    parts: tuple[Part, ...]
    stopless: str | None = None

    def says(self, other: Item) -> bool:
        """Whether both say the same.

        What a mark of deprecation says besides is compared only where it stays: that it came, or went, is told.
        """
        if self.stopless is not None and other.stopless is not None and self._remarks() != other._remarks():
            return False
        return not self._wholes().isdisjoint(other._wholes())

    def _wholes(self) -> set[str]:
        """What the row may say without its mark: a full stop at its end may have gone with it."""
        if self.stopless is None:
            return {self.whole}
        bare = {self.whole, self.stopless}
        return bare | {joined([whole, fingerprint(stop)]) for whole in bare for stop in ".。"}

    def _remarks(self) -> list[str]:
        return [part.print for part in self.parts if part.tells == MARKED]

    def written(self) -> list[str]:
        """The item as strings, the whole first."""
        whole = self.whole if self.stopless is None else f"{MARKED}={self.whole}/{self.stopless}"
        return [whole, *(part.written() for part in self.parts)]


@frozen
class Prints:
    """The fingerprints of one language. `rows` is by `request.NAME`; `ends` names the last ones of their tables."""

    title: str | None
    rows: dict[str, tuple[Item, ...]]
    ends: frozenset[str]
    notes: tuple[Item, ...]

    def as_json(self) -> dict[str, Any]:
        """The fingerprints as plain data, which holds none of the texts."""
        return {
            "title": self.title,
            "rows": {name: [item.written() for item in items] for name, items in self.rows.items()},
            "ends": sorted(self.ends),
            "notes": [item.written() for item in self.notes],
        }

    @classmethod
    def from_json(cls, data: Any) -> Prints:
        """The fingerprints from what `as_json` gave.

        Raises:
            ValueError: The data has another shape.
        """
        try:
            return cls(
                title=None if data["title"] is None else _checked(data["title"]),
                rows={name: tuple(map(_item, items)) for name, items in data["rows"].items()},
                ends=frozenset(map(str, data["ends"])),
                notes=tuple(map(_item, data["notes"])),
            )
        except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
            raise ValueError(f"these are not the fingerprints of a page ({error})") from error


def _item(written: list[str]) -> Item:
    marked, _, wholes = written[0].rpartition("=")
    whole, _, stopless = wholes.partition("/")
    return Item(_checked(whole), tuple(map(_part, written[1:])), _checked(stopless) if marked else None)


def _part(written: str) -> Part:
    tells, _, fingerprint = written.rpartition("=")
    return Part(_checked(fingerprint), tells or None)


def _checked(written: str) -> str:
    return joined([written])
