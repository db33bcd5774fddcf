"""The two kinds of orders that can be cancelled, and how each is named by the fields that OKX has for it."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Mapping
from typing import Any

from attrs import frozen

from .. import ids
from .._generated.operations import CANCEL_ALGO_ORDERS, CANCEL_SPREAD_ORDER, Operation
from ..errors import InvalidRequestError
from ..ids import AlgoOrderId, SpreadOrderId
from ..outcomes import OrderId
from ..text import Text

_SCIENTIFIC = re.compile(r"[+-]?\d+(?:[.,]\d+)?[eE][+-]?\d+")
_DECIMAL = re.compile(r"[+-]?\d+[.,]\d*")
_ROUNDED = re.compile(r"\d{15}0{2,}")
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
            values: By OKX's names. None and blank texts are as good as missing, and so is 0 for OKX's own id: some
                exports write it for none.

        Raises:
            BadOrder: They name none.
        """
        given = {name: value for name in self.fields if not _missing(value := values.get(name), name == self.ids[0])}
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
            raise BadOrder(_reason(error.text, tuple(named))) from None

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
    Text("algo order", "策略委托订单"),
    Text("algo orders", "策略委托订单"),
    CANCEL_ALGO_ORDERS,
    AlgoOrderId,
    ("sprdId",),
)


def plain(name: str) -> str:
    """Return what OKX's and Python's spelling of a field's name have in common."""
    return ids.plain(name.strip())


def argument(order: OrderId) -> str:
    """Return what names an order on the command line, to be pasted there."""
    name = shlex.quote(f"{order.instrument}:{order.id}" if order.instrument else order.id)
    return f"--client-id {name}" if order.by_client_id else name


def looks_rounded(order: OrderId) -> bool:
    """Say whether an id ends as a spreadsheet, which keeps 15 digits, leaves a number. Such an id may exist as well."""
    return bool(_ROUNDED.fullmatch(order.id))


def shown(value: Any) -> str:
    """Return a value for an error to show, shortened where it is long."""
    text = str(value)
    return repr(text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…")


def _missing(value: object, own: bool) -> bool:
    return value is None or str(value).strip() in (("", "0") if own else ("",))


def _reason(text: Text, names: tuple[str, ...]) -> Text:
    """Return why an order was refused, with OKX's name of the field, and without what is said of the whole file."""
    english, chinese = text.en.removesuffix(_NOTHING_SENT.en), text.zh.removesuffix(_NOTHING_SENT.zh)
    for name in names:
        if english.startswith(f"{_in_python(name)} "):
            length = len(_in_python(name))
            return Text(name + english[length:], name + chinese[length:])
    return Text(english, chinese)


def _in_python(name: str) -> str:
    return re.sub("([A-Z])", r"_\1", name).lower()


def _check(name: str, value: object, *, own: bool) -> None:
    """Refuse an id that cannot be one, above all a number with an exponent or a point, as spreadsheets write.

    Its last digits are lost, so it may be another order's. One that was rounded and has all its digits passes.
    """
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
    if own and not (value.isascii() and value.isdigit()):
        raise BadOrder(
            Text(
                f"{name} {shown(value)} is not all digits, as OKX's own ids are; an id of yours belongs to "
                "--client-id, or into the column of client ids",
                f"{name} {shown(value)} 不是纯数字，而 OKX 的 ID 均为纯数字；客户自定义 ID 请用 --client-id，"
                "或写入自定义 ID 列",
            )
        )
