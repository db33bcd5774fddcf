"""Rate limits: a sliding window for each bucket that a generated rule names. Docs: #overview-rate-limits."""

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Mapping

from attrs import define, field, frozen

from okx_client._generated.operations import Operation, RateLimit, RateLimitRule


@frozen
class Bucket:
    """What agrees in the keys of a rule and so shares one limit; `values` are the keys' values, in the rule's order."""

    operation_id: str
    limit: RateLimit
    keys: tuple[str, ...]
    values: tuple[str, ...]


def is_option(inst_id: str) -> bool:
    """Whether an instrument is an option, such as BTC-USD-261225-100000-C. "" names no instrument and is none."""
    parts = inst_id.split("-")
    return len(parts) == 5 and parts[2].isascii() and parts[2].isdigit() and parts[4] in {"C", "P"}


def instrument_family(inst_id: str) -> str:
    """The family of a derivative, such as BTC-USD: the first two parts of its name."""
    return "-".join(inst_id.split("-")[:2])


# A word that the spec uses and these tables lack raises KeyError: better than a limit that is silently not kept.
_COVERS: Mapping[str | None, Callable[[str], bool]] = {
    None: lambda inst_id: True,
    "except options": lambda inst_id: not is_option(inst_id),
    "options only": is_option,
}
_KEY_VALUES: Mapping[str, Callable[[str], str]] = {
    "instrument": lambda inst_id: inst_id,
    "instrument family": instrument_family,
    # One exchange has one account, one caller and no list of instruments, so these are always the same.
    "user": lambda inst_id: "the user",
    "master account": lambda inst_id: "the master account",
    "ip": lambda inst_id: "the address",
    "instrument type": lambda inst_id: "any type",
    "currency": lambda inst_id: "any currency",
}
# What shares a limit where the page does not say it.
_NO_RULE = RateLimitRule(("user",))
_UNITS: Mapping[str, Callable[[int], int]] = {
    "request": lambda orders: 1,
    "order": lambda orders: orders,
}


def charges(operation: Operation, inst_ids: Iterable[str]) -> Mapping[Bucket, int]:
    """What one request costs in each bucket, given the instrument of each of its orders ("" where it names none).

    A batch over several instruments is charged to several buckets. That is our reading of "per user and instrument".
    """
    orders: Counter[Bucket] = Counter()
    for inst_id in inst_ids:
        for limit in operation.rate_limits:
            for rule in operation.rate_limit_rules or (_NO_RULE,):
                if _COVERS[limit.applies_to](inst_id) and _COVERS[rule.applies_to](inst_id):
                    values = tuple(_KEY_VALUES[key](inst_id) for key in rule.keys)
                    orders[Bucket(operation.operation_id, limit, rule.keys, values)] += 1
    return {bucket: _UNITS[bucket.limit.unit](count) for bucket, count in orders.items()}


@define
class Limiter:
    """Keeps what was charged to each bucket, with the time of it in seconds, for as long as its window lasts."""

    _taken: defaultdict[Bucket, deque[tuple[float, int]]] = field(factory=lambda: defaultdict(deque), init=False)

    def charge(self, operation: Operation, inst_ids: Iterable[str], now: float) -> bool:
        """Charge a request, or return False and charge nothing where one of its buckets has too little left.

        Whether OKX refuses a batch over quota whole or item by item is not documented; here it is refused whole.
        """
        wanted = charges(operation, inst_ids)
        if any(self._used(bucket, now) + units > bucket.limit.count for bucket, units in wanted.items()):
            return False
        for bucket, units in wanted.items():
            self._taken[bucket].append((now, units))
        return True

    def _used(self, bucket: Bucket, now: float) -> int:
        taken = self._taken[bucket]
        while taken and taken[0][0] + bucket.limit.period_seconds <= now:
            taken.popleft()
        return sum(units for _, units in taken)
