"""What a test may tell the exchange, checked where it is told. The words are in the language of OKX_LANG."""

import math
from collections.abc import Collection, Iterable
from itertools import islice
from typing import Final, NoReturn

from okx_client._generated.operations import IdField
from okx_client.text import Text, language_of_environment

MOST_SECONDS: Final = 3600
"""The longest that anything here may be put off."""

# Docs: "API key permissions" in #overview.
_PERMISSIONS = ("read", "trade", "withdraw")
_IDS_SHOWN = 5


class UnknownOrderError(KeyError):
    """The exchange has no such order."""

    def __str__(self) -> str:
        return str(self.args[0])  # KeyError would show the text in quotes


def wrong(english: str, chinese: str, kind: type[Exception] = ValueError) -> NoReturn:
    """Raise an error that says what is wrong."""
    raise kind(Text(english, chinese).say(language_of_environment()))


def no_such_order(given: object, id_name: str, known: Iterable[str]) -> NoReturn:
    """Raise UnknownOrderError, which says by which id to name an order, and which ids there are."""
    ids = [repr(known_id) for known_id in islice(known, _IDS_SHOWN + 1)]
    there = ", ".join([*ids[:_IDS_SHOWN], "…"] if len(ids) > _IDS_SHOWN else ids)
    wrong(
        f"there is no such order: {given!r}; pass the text order.{id_name}, which is one of: {there or 'none so far'}",
        f"没有这个订单：{given!r}；请传入字符串 order.{id_name}，现有：{there or '无'}",
        UnknownOrderError,
    )


def is_number(value: object) -> bool:
    """Whether a value is a finite number, which True and False are not."""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def checked_path(path: str, known: Collection[str]) -> str:
    """Return a path that the exchange has. ValueError, which lists them, for any other."""
    if path not in known:
        paths = ", ".join(known)
        wrong(f"path has to be one of {paths}, not {path!r}", f"path 必须是 {paths} 之一，而不是 {path!r}")
    return path


def checked_skew(seconds: float) -> float:
    """Return the seconds that a clock may be ahead. ValueError for anything but a number."""
    if not is_number(seconds):
        wrong(f"seconds has to be a number, not {seconds!r}", f"seconds 必须是数字，而不是 {seconds!r}")
    return float(seconds)


def checked_delay(seconds: float) -> float:
    """Return the seconds that something may be put off. ValueError below 0 and beyond an hour."""
    if not is_number(seconds) or not 0 <= seconds <= MOST_SECONDS:
        wrong(
            f"seconds has to be a number from 0 to {MOST_SECONDS}, not {seconds!r}",
            f"seconds 必须是介于 0 与 {MOST_SECONDS} 之间的数，而不是 {seconds!r}",
        )
    return float(seconds)


def checked_permissions(permissions: Iterable[str]) -> frozenset[str]:
    """Return what a key is allowed to do. ValueError for what OKX does not know, and for one text alone."""
    given = [permissions] if isinstance(permissions, str) else list(permissions)
    if isinstance(permissions, str) or any(one not in _PERMISSIONS for one in given):
        names = ", ".join(map(repr, _PERMISSIONS))
        wrong(
            f'permissions has to be a list such as ["read", "trade"], out of {names}; not {permissions!r}',
            f'permissions 必须是列表，例如 ["read", "trade"]，可选值为 {names}；而不是 {permissions!r}',
        )
    return frozenset(given)


def checked_ids(ids: Iterable[str], name: str) -> frozenset[str]:
    """Return the ids of some orders. ValueError for anything else, such as the orders themselves."""
    given = [ids] if isinstance(ids, str) else list(ids)
    if isinstance(ids, str) or not given or not all(isinstance(one, str) and one.strip() for one in given):
        wrong(
            f"{name} has to be a list of orders' ids, such as [order.ord_id], not {ids!r}",
            f"{name} 必须是订单 ID 的列表，例如 [order.ord_id]，而不是 {ids!r}",
        )
    return frozenset(given)


def check_text(name: str, value: object) -> None:
    """ValueError for anything but text that is not blank."""
    if not isinstance(value, str) or not value.strip():
        wrong(f"{name} has to be text that is not blank, not {value!r}", f"{name} 必须是非空字符串，而不是 {value!r}")


def check_id(name: str, value: object, field: IdField) -> None:
    """ValueError for what is no id, or longer than OKX takes it in this field."""
    check_text(name, value)
    if field.max_length is not None and len(str(value)) > field.max_length:
        wrong(
            f"{name} has to have {field.max_length} characters at most, not {len(str(value))}",
            f"{name} 最多 {field.max_length} 个字符，而不是 {len(str(value))} 个",
        )


def check_state(state: object, known: Collection[str]) -> None:
    """ValueError, which lists them, for anything but a state that OKX has for this kind of order."""
    if state not in known:
        names = ", ".join(map(repr, known))
        wrong(f"state has to be one of {names}, not {state!r}", f"state 必须是 {names} 之一，而不是 {state!r}")
