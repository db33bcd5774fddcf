"""What every limiter speaks: charges go in, a turn comes out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from attrs import frozen

from ..text import Text


@frozen
class Charge:
    """What a request costs in one bucket: `units` of the `limit` that any `period_seconds` allow."""

    bucket: str
    units: int
    limit: int
    period_seconds: float


@frozen
class Granted:
    """Wait so many `seconds`, then send. The turn is spent, whether it is used or not."""

    seconds: float


@frozen
class Denied:
    """No turn: nothing was reserved, send nothing. `cause` says in whole sentences what happened and what to do."""

    cause: Text


Turn = Granted | Denied


class Limiter(Protocol):
    """Gives turns. Whatever has these two methods can be passed as `OKX(limiter=…)`."""

    def reserve(self, charges: Sequence[Charge], *, max_wait: float) -> Turn:
        """Reserve all `charges`, each for another bucket, at once, or none of them.

        Per bucket the first to ask has the first turn. A turn that is more than `max_wait` seconds away is denied.
        """
        ...

    async def reserve_async(self, charges: Sequence[Charge], *, max_wait: float) -> Turn:
        """Reserve `charges` as `reserve` does, with the same `max_wait`, without blocking the event loop."""
        ...


def too_late(charge: Charge, wait: float, max_wait: float) -> Denied:
    """The refusal of a turn that is too far away; `charge` is the one that has to wait longest."""
    limit, away, most = _in_words(charge), _seconds(wait), _seconds(max(max_wait, 0))
    return Denied(
        Text(
            f"The limit of {limit.en} is taken for the next {away} s, and there were {most} s to wait. Repeat it "
            "later, or allow more: max_wait, and the deadline of retries.",
            f"限速额度（{limit.zh}）在未来 {away} 秒内已占满，超过最多等待的 {most} 秒。"
            "请稍后重试，或调大 max_wait 以及 retries 的 deadline。",
        )
    )


def never_fits(charges: Sequence[Charge]) -> Denied | None:
    """The refusal of a request that is larger than a whole limit, so that no wait is long enough."""
    for charge in charges:
        if charge.units > charge.limit:
            limit = _in_words(charge)
            return Denied(
                Text(
                    f"The request costs {charge.units}, more than the whole limit of {limit.en}, so its turn "
                    "would never come. Put fewer orders into one request, or raise limit_share.",
                    f"该请求需占用 {charge.units} 个限速额度，超过全部额度（{limit.zh}），永远轮不到。"
                    "请减少单次请求的订单数，或调大 limit_share。",
                )
            )
    return None


def _seconds(number: float) -> str:
    return f"{round(number, 2):g}"


def _in_words(charge: Charge) -> Text:
    number, period = charge.limit, f"{charge.period_seconds:g}"
    return Text(f"{number} / {period} s", f"每 {period} 秒 {number} 个")
