"""The two kinds of orders that can be cancelled, and how each is named by the fields that OKX has for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from attrs import frozen

from .._generated.operations import CANCEL_ALGO_ORDERS, CANCEL_SPREAD_ORDER, Operation
from ..errors import InvalidRequestError
from ..ids import AlgoOrderId, SpreadOrderId
from ..outcomes import OrderId
from ..text import Text

_SCIENTIFIC = re.compile(r"[+-]?\d+(?:[.,]\d+)?[eE][+-]?\d+")
_DECIMAL = re.compile(r"[+-]?\d+[.,]\d*")
_NOTHING_SENT = Text(" Nothing was sent.", "未发送任何请求。")
_LONGEST_SHOWN = 60


class Fraction(str):
    """A JSON number that is not whole, as it was written."""

    __slots__ = ()


class BadOrder(Exception):  # noqa: N818 - what it is
    """An order that is named in a way that OKX cannot take; `text` says why, and what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


@frozen
class Kind:
    """A kind of orders.

    Attributes:
        word: Its name on the command line.
        one: One of them, in words.
        many: Several of them, in words.
        operation: What cancels them.
        make: Names an order, by the arguments that Python has for OKX's fields.
        foreign: Fields that are only in files of other orders.
    """

    word: str
    one: Text
    many: Text
    operation: Operation
    make: Callable[..., OrderId]
    foreign: tuple[str, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """OKX's names of the two ids, its own first."""
        return tuple(field.name for field in self.operation.id_fields)

    @property
    def fields(self) -> tuple[str, ...]:
        """OKX's names of all fields that name an order."""
        return (*self.operation.required_fields, *self.ids)

    def order(self, values: Mapping[str, object]) -> OrderId:
        """Return the order that some values name. OKX's own id wins over the client's, as OKX documents it.

        Args:
            values: By OKX's names. None and blank texts are as good as missing.

        Raises:
            BadOrder: They name none.
        """
        given = {name: value for name in self.fields if not _missing(value := values.get(name))}
        for name in self.operation.required_fields:
            if name not in given:
                raise BadOrder(Text(f"{name} is missing; fill it in", f"缺少 {name}，请填写"))
        chosen = next((name for name in self.ids if name in given), None)
        if chosen is None:
            own, client = self.ids
            raise BadOrder(
                Text(f"neither {own} nor {client} is given; fill one in", f"{own} 与 {client} 均为空，请填写其一")
            )
        _check(chosen, given[chosen], own=chosen == self.ids[0])
        named = {name: given[name] for name in (*self.operation.required_fields, chosen)}
        try:
            return self.make(**{_in_python(name): value for name, value in named.items()})
        except InvalidRequestError as error:
            reason = Text(error.text.en.removesuffix(_NOTHING_SENT.en), error.text.zh.removesuffix(_NOTHING_SENT.zh))
            raise BadOrder(reason) from None

    def say(self, number: int) -> Text:
        """Return so many of them in words."""
        return Text(f"{number} {self.one.en if number == 1 else self.many.en}", f"{number} 个{self.many.zh}")


SPREAD = Kind(
    "spread",
    Text("spread order", "价差订单"),
    Text("spread orders", "价差订单"),
    CANCEL_SPREAD_ORDER,
    SpreadOrderId,
    ("algoId", "algoClOrdId", "instId"),
)
ALGO = Kind(
    "algo",
    Text("algo order", "策略委托"),
    Text("algo orders", "策略委托"),
    CANCEL_ALGO_ORDERS,
    AlgoOrderId,
    ("sprdId",),
)


def plain(name: str) -> str:
    """Return what OKX's and Python's spelling of a field's name have in common."""
    return name.strip().replace("_", "").lower()


def shown(value: Any) -> str:
    """Return a value for an error to show, shortened where it is long."""
    text = str(value)
    return repr(text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…")


def _missing(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _in_python(name: str) -> str:
    return re.sub("([A-Z])", r"_\1", name).lower()


def _check(name: str, value: object, *, own: bool) -> None:
    """Refuse an id that a spreadsheet has made a number of: its last digits are lost, so it may be another order's."""
    if not isinstance(value, str):
        return
    # A client id may have any letters and digits, 12E34 too, but neither a point nor a sign.
    scientific = _SCIENTIFIC.fullmatch(value) and (own or not value.isalnum())
    if isinstance(value, Fraction) or scientific or _DECIMAL.fullmatch(value):
        raise BadOrder(
            Text(
                f"{name} {shown(value)} was turned into a number by a spreadsheet or a program, and its last digits "
                "are lost; export it anew as text",
                f"{name} {shown(value)} 已被电子表格或程序转换为数字，末尾数位已丢失；请以文本格式重新导出",
            )
        )
    if own and not (value.isascii() and value.isalnum()):
        raise BadOrder(
            Text(
                f"{name} {shown(value)} has characters that no id of OKX's has; write its digits alone",
                f"{name} {shown(value)} 含有 OKX 订单 ID 中不会出现的字符，请只写数字",
            )
        )
