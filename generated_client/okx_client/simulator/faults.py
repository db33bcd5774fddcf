"""The bad day: what goes wrong with a request, told beforehand. Pure; whoever sends the answers carries it out."""

from collections.abc import Callable, Collection, Iterable
from http import HTTPStatus
from typing import Self

from attrs import define, evolve, field, frozen

from okx_client._generated.error_codes import ERROR_CODES, ErrorCode

from . import answers
from .answers import Answer
from .cancels import Refusal
from .checks import MOST_SECONDS, checked_ids, is_number, wrong
from .orders import Order

_WITHOUT_BODY = (HTTPStatus.NO_CONTENT, HTTPStatus.RESET_CONTENT, HTTPStatus.NOT_MODIFIED)
_NOTHING = Answer(HTTPStatus.BAD_GATEWAY, {}, b"", is_cut=True)


@frozen(kw_only=True)
class Fault:
    """Something that goes wrong with one request. Made by `refused`, `orders_refused`, `answered`, `late` and `cut`.

    Attributes:
        acts: Whether the exchange acts on the request: checks it, cancels its orders, counts it against the limits.
        answer: What is sent instead of the exchange's own answer; None where that one is sent.
        delay_seconds: How long after the request the answer is sent.
        is_cut: Whether the connection ends with no answer at all.
        order_code: The code that orders of the request are refused with; None where their state decides.
        only: The ids of the orders that `order_code` is for; None for all.
    """

    acts: bool = field()
    answer: Answer | None = None
    delay_seconds: float = 0.0
    is_cut: bool = False
    order_code: str | None = None
    only: frozenset[str] | None = None

    @acts.validator
    def _check_acts(self, attribute: object, value: object) -> None:
        if not isinstance(value, bool):
            wrong(f"acts has to be True or False, not {value!r}", f"acts 必须是 True 或 False，而不是 {value!r}")

    def __attrs_post_init__(self) -> None:
        """Refuse a fault by which nothing goes wrong, or nothing is answered."""
        if self.answer is None and not self.is_cut and not (self.acts and (self.delay_seconds or self.order_code)):
            wrong(
                "this is no fault; make one by Fault.refused(…), orders_refused(…), answered(…), late(…) or cut(…)",
                "这不是故障；请使用 Fault.refused(…)、orders_refused(…)、answered(…)、late(…) 或 cut(…)",
            )

    @classmethod
    def refused(cls, code: str, *, acts: bool = False) -> Self:
        """OKX refuses the whole request with this code, such as "50013" (busy).

        Args:
            code: One of `okx_client.ERROR_CODES`.
            acts: True where OKX acts on it all the same. Only for codes that leave this open, such as "50004".

        Raises:
            ValueError: The spec has no such code, or it says that OKX did not act.
        """
        known = _refusal(code)
        leaves_open = known.error == "OutcomeUnknown" or known.repeat == "after a wait, by OKX's own ids"
        if acts and not leaves_open:
            wrong(
                f"code {code} says that OKX did not act on the request; leave acts out, or take Fault.answered(…)",
                f"代码 {code} 表示 OKX 未处理该请求；请去掉 acts，或使用 Fault.answered(…)",
            )
        return cls(acts=acts, answer=answers.refusal(code))

    @classmethod
    def orders_refused(cls, code: str, only: Iterable[str] | None = None) -> Self:
        """OKX takes the request and refuses each order that it names, such as with "51410" (it is being cancelled).

        Orders that the exchange does not know, or that are not named properly, are refused as ever.

        Args:
            code: One of `okx_client.ERROR_CODES`.
            only: The orders that are refused, by OKX's ids or by the client's own, where it is not each of them. The
                others of the request go by their state.

        Raises:
            ValueError: The spec has no such code, or `only` is no list of ids.
        """
        ids = None if only is None else checked_ids(only, "only")
        return cls(acts=True, order_code=_refusal(code).code, only=ids)

    @classmethod
    def answered(cls, status: int, body: str | bytes, *, acts: bool, content_type: str = "text/html") -> Self:
        """Something else answers, such as an edge with its HTML page.

        Args:
            status: The HTTP status.
            body: What the answer says; a text is sent as UTF-8.
            acts: Whether the request reached OKX, and OKX acted on it.
            content_type: The answer's Content-Type.

        Raises:
            ValueError: No such answer can be sent.
        """
        if not isinstance(status, int) or not 200 <= status <= 599 or status in _WITHOUT_BODY:
            wrong(
                f"status has to be from 200 to 599, and one that a body goes with, not {status!r}",
                f"status 必须介于 200 与 599 之间且允许带正文，而不是 {status!r}",
            )
        if not isinstance(content_type, str) or not content_type.isascii() or not content_type.isprintable():
            wrong("content_type has to be printable ASCII text", "content_type 必须是可打印的 ASCII 文本")
        content = body.encode() if isinstance(body, str) else body
        if not isinstance(content, bytes):
            wrong(f"body has to be text or bytes, not {body!r}", f"body 必须是字符串或 bytes，而不是 {body!r}")
        return cls(acts=acts, answer=Answer(int(status), {"content-type": content_type}, content))

    @classmethod
    def late(cls, seconds: float) -> Self:
        """OKX acts at once, and answers so many seconds later. A client whose time-out is shorter sees no answer.

        Raises:
            ValueError: The seconds are not above 0, or more than an hour.
        """
        if not is_number(seconds) or not 0 < seconds <= MOST_SECONDS:
            wrong(
                f"seconds has to be a number above 0, at most {MOST_SECONDS}, not {seconds!r}",
                f"seconds 必须是大于 0 且不超过 {MOST_SECONDS} 的数，而不是 {seconds!r}",
            )
        return cls(acts=True, delay_seconds=float(seconds))

    @classmethod
    def cut(cls, *, acts: bool) -> Self:
        """The connection ends after the request, with no byte of an answer.

        Args:
            acts: Whether OKX acted on the request. The client cannot know.
        """
        return cls(acts=acts, is_cut=True)

    def carry_out(self, act: Callable[[Refusal], Answer]) -> Answer:
        """Return the answer to send, having let the exchange act where it does: `act` is given `_code_for`."""
        own = act(self._code_for) if self.acts else _NOTHING
        return evolve(self.answer or own, delay_seconds=self.delay_seconds, is_cut=self.is_cut)

    def _code_for(self, order: Order) -> str | None:
        is_meant = self.only is None or not self.only.isdisjoint((order.exchange_id, order.client_id))
        return self.order_code if is_meant else None


@define
class _Waiting:
    fault: Fault
    times: int
    routes: Collection[str]


@define
class Faults:
    """The faults that wait for requests, in the order in which they came."""

    _waiting: list[_Waiting] = field(factory=list, init=False)

    def add(self, fault: Fault, times: int, routes: Collection[str]) -> None:
        """Let a fault wait for the next so many requests of these paths. ValueError where that makes no sense."""
        if not isinstance(fault, Fault):
            wrong(
                f"inject takes a Fault, such as Fault.cut(acts=True), not {fault!r}",
                f"inject 需要一个 Fault，例如 Fault.cut(acts=True)，而不是 {fault!r}",
            )
        if not isinstance(times, int) or isinstance(times, bool) or times < 1:
            wrong(f"times has to be a whole number, at least 1, not {times!r}", f"times 必须是正整数，而不是 {times!r}")
        self._waiting.append(_Waiting(fault, times, routes))

    @property
    def left(self) -> int:
        """How many requests are still to go wrong."""
        return sum(waiting.times for waiting in self._waiting)

    def clear(self) -> None:
        """Forget those that wait."""
        self._waiting.clear()

    def take(self, route: str) -> Fault | None:
        """Return the fault of a request of this path, the first that waits for one, and count it."""
        for waiting in self._waiting:
            if route in waiting.routes:
                waiting.times -= 1
                if waiting.times == 0:
                    self._waiting.remove(waiting)
                return waiting.fault
        return None


def _refusal(code: str) -> ErrorCode:
    known = ERROR_CODES.get(code) if isinstance(code, str) else None
    if known is not None and known.error is not None:
        return known
    taken = ", ".join(repr(success) for success, entry in ERROR_CODES.items() if entry.error is None)
    return wrong(
        f"code has to be a key of okx_client.ERROR_CODES other than {taken}, not {code!r}; Fault.answered(…) gives an "
        "answer of any other kind",
        f"code 必须是 okx_client.ERROR_CODES 中除 {taken} 以外的键，而不是 {code!r}；"
        "其他任意应答请使用 Fault.answered(…)",
    )
