"""What a request costs, and in which buckets, by the generated rules. Docs: #overview-rate-limits."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final, TypeVar

from .._generated.operations import Operation, RateLimit, RateLimitRule
from ..checks import checked_number
from ..errors import ConfigurationError
from ..text import Text
from .turns import Charge

LEAST_SHARE: Final = 0.001  # of a limit; a smaller one would be nothing, by mistake
_MOST_KNOWN: Final = 500  # different requests whose cost a client remembers
_T = TypeVar("_T")
_NO_FAMILIES: Final[Mapping[str, str]] = MappingProxyType({})

# Every word that the spec's `appliesTo`, `unit` and `keys` may have for us. Another one is an error, never a limit that
# is silently not kept.
_COVERS: Final[Mapping[str | None, Callable[[bool], bool]]] = {
    None: lambda is_option: True,
    "except options": lambda is_option: not is_option,
    "options only": lambda is_option: is_option,
}
_UNITS: Final[Mapping[str, Callable[[int], int]]] = {
    "request": lambda orders: 1,
    "order": lambda orders: orders,
}
_BY_ACCOUNT: Final = "user"
_BY_INSTRUMENT: Final[Mapping[str, Callable[[str, Mapping[str, str]], str]]] = {
    "instrument": lambda inst_id, families: inst_id,
    "instrument family": lambda inst_id, families: family_of(inst_id, families),
}
# Where the page has no rule for a request, all requests of the account share the limit.
_NO_RULE: Final = (RateLimitRule((_BY_ACCOUNT,)),)
# Nothing in a request tells these apart, so all requests share the bucket: stricter than OKX, never looser.
_UNTOLD: Final = frozenset({"ip", "master account", "instrument type", "currency"})


def charges(
    operation: Operation,
    inst_ids: Sequence[str],
    *,
    account: str,
    share: float = 1.0,
    families: Mapping[str, str] = _NO_FAMILIES,
) -> tuple[Charge, ...]:
    """Return what one request costs, one charge for each bucket.

    A batch over several instruments is charged to several buckets, each for its own orders. That is our reading of
    "per user and instrument"; OKX's page does not say it.

    Args:
        operation: What is called.
        inst_ids: The instrument of each order in the request; "" where an order names none.
        account: Whose quota is spent; all API keys of one account share it.
        share: The part of every limit that may be used, above 0 and up to 1. At least 1 unit is always left.
        families: The family of instruments whose name does not tell it. An instrument in it counts as an option of
            that family; with itself as the family, it has a bucket of its own.

    Raises:
        ConfigurationError: `share` is out of range, or the spec counts in a way that is not known here.
    """
    checked_number("limit_share", share, LEAST_SHARE, 1)
    limits: dict[str, RateLimit] = {}
    orders: defaultdict[str, dict[str, int]] = defaultdict(dict)  # in each bucket, of each instrument
    of_each = Counter(inst_ids or ("",))
    for limit in operation.rate_limits:
        _word(_UNITS, limit.unit, operation)
        for inst_id, many in of_each.items():
            option = inst_id in families or is_option(inst_id)
            if not _word(_COVERS, limit.applies_to, operation)(option):
                continue
            rules = [rule for rule in operation.rate_limit_rules if _word(_COVERS, rule.applies_to, operation)(option)]
            for rule in rules or _NO_RULE:
                bucket = _bucket(operation, limit, rule, account, inst_id, families)
                orders[bucket][inst_id] = many
                # Two limits on the same requests: the lower one holds.
                limits[bucket] = min(limit, limits.get(bucket, limit), key=lambda each: each.count)
    return tuple(
        Charge(
            bucket, _UNITS[limit.unit](sum(orders[bucket].values())), _shrunk(limit.count, share), limit.period_seconds
        )
        for bucket, limit in limits.items()
    )


class Tariff:
    """What the requests of one client cost: what `charges` gives, worked out once and then remembered.

    Args:
        account: Whose quota is spent.
        share: The part of every limit that may be used.
        families: The family of instruments whose name does not tell it; a later change of it does not count.
    """

    def __init__(self, *, account: str, share: float, families: Mapping[str, str]) -> None:
        self._account = account
        self._share = share
        self._families = dict(families)
        self._known: dict[tuple[str, tuple[str, ...]], tuple[Charge, ...]] = {}

    def charges(self, operation: Operation, inst_ids: tuple[str, ...]) -> tuple[Charge, ...]:
        """Return what a request costs whose orders are of these instruments."""
        request = operation.operation_id, inst_ids
        known = self._known.get(request)
        if known is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            known = charges(operation, inst_ids, account=self._account, share=self._share, families=self._families)
            self._known[request] = known
        return known


def is_option(inst_id: str) -> bool:
    """Whether a name is an option's, such as BTC-USD-261225-100000-C."""
    parts = inst_id.split("-")
    return len(parts) == 5 and _is_date(parts[2]) and parts[4] in {"C", "P"}


def family_of(inst_id: str, families: Mapping[str, str] = _NO_FAMILIES) -> str:
    """Return the family: the one given, else the first two parts of a derivative's name, else the name itself."""
    if inst_id in families:
        return families[inst_id]
    parts = inst_id.split("-")
    is_swap_or_future = len(parts) == 3 and (parts[2] == "SWAP" or _is_date(parts[2]))
    return "-".join(parts[:2]) if is_swap_or_future or is_option(inst_id) else inst_id


def _is_date(part: str) -> bool:
    return part.isascii() and part.isdigit()


def _bucket(
    operation: Operation,
    limit: RateLimit,
    rule: RateLimitRule,
    account: str,
    inst_id: str,
    families: Mapping[str, str],
) -> str:
    """Return a name such as `main|cancelAlgoOrders|order/2s|instrument=BTC-USDT`.

    The number of the limit is no part of it: clients that allow themselves different shares of a limit still have to
    see each other's requests.
    """
    parts = ["*", operation.operation_id, f"{limit.unit}/{limit.period_seconds:g}s"]
    for key in rule.keys:
        if key == _BY_ACCOUNT:
            parts[0] = _escaped(account)
        elif key in _UNTOLD:
            parts.append(key)
        else:
            value = _word(_BY_INSTRUMENT, key, operation)(inst_id, families)
            parts.append(f"{key}={_escaped(value)}")
    return "|".join(parts)


_ESCAPES: Final = str.maketrans({letter: f"%{ord(letter):02X}" for letter in "%|*{}"})


def _escaped(name: str) -> str:
    """A name that cannot be taken for a separator, for "any account", or for a hash tag of Redis."""
    return name.translate(_ESCAPES)


def _shrunk(limit: int, share: float) -> int:
    # 100 × 0.29 is 28.999…96 in binary.
    return max(1, math.floor(round(limit * share, 6)))


def _word(table: Mapping[str | None, _T] | Mapping[str, _T], word: str | None, operation: Operation) -> _T:
    try:
        return table[word]  # type: ignore[index]
    except KeyError:
        pass
    name = operation.operation_id
    raise ConfigurationError(
        Text(
            f"the rate limit of {name} says {word!r}, which this version cannot keep to; nothing was sent. "
            "limiter=None sends without pacing.",
            f"{name} 的限速规则中有 {word!r}，当前版本无法遵守；未发送任何请求。设置 limiter=None 可不限速发送。",
        )
    )
