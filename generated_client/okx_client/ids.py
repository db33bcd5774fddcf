"""How a caller names an order, checked before anything is sent. Docs: #overview-general-info."""

from __future__ import annotations

from typing import Any, ClassVar, Self, overload

from attrs import field, frozen

from ._generated.models import CancelAlgoOrderItem, CancelSpreadOrderRequest
from ._generated.operations import CANCEL_ALGO_ORDERS, CANCEL_SPREAD_ORDER, Operation
from ._generated.types import UNSET
from .checks import HalfMade
from .errors import InvalidRequestError
from .text import Text


@frozen(init=False, repr=False)
class SpreadOrderId(HalfMade):
    """A spread order, named by exactly one of its two ids.

    Args:
        ord_id: OKX's id.
        cl_ord_id: The client's own id.

    Raises:
        InvalidRequestError: None or both are given, or the id is blank, too long, or not a text or a whole number.
    """

    instrument: ClassVar[str] = ""
    """Empty: OKX counts all spreads together."""

    ord_id: str | None = field(default=None)
    cl_ord_id: str | None = field(default=None)

    @overload
    def __init__(self, *, ord_id: str | int) -> None: ...
    @overload
    def __init__(self, *, cl_ord_id: str | int) -> None: ...
    def __init__(self, *, ord_id: str | int | None = None, cl_ord_id: str | int | None = None) -> None:
        if (ord_id is None) == (cl_ord_id is None):
            raise _not_one(ord_id=ord_id, cl_ord_id=cl_ord_id)
        self.__attrs_init__(
            None if ord_id is None else _text("ord_id", ord_id, _LONGEST_ORD_ID),
            None if cl_ord_id is None else _text("cl_ord_id", cl_ord_id, _LONGEST_CL_ORD_ID),
        )

    @classmethod
    def as_named(cls, **ids: Any) -> Self:
        """Return `ids` as they were given, unchecked: for an error to say which order a wrong call was about."""
        order = cls.__new__(cls)
        order.__attrs_init__(**ids)
        return order

    def __str__(self) -> str:
        return self.id

    @property
    def id(self) -> str:
        """The id that names it, whichever of the two it is."""
        return f"{self.ord_id or self.cl_ord_id}"

    @property
    def by_client_id(self) -> bool:
        """Whether it is named by the client's own id, which may name a newer order later."""
        return self.ord_id is None

    def to_model(self) -> CancelSpreadOrderRequest:
        """Return the request body that names this order."""
        return CancelSpreadOrderRequest(ord_id=self.ord_id or UNSET, cl_ord_id=self.cl_ord_id or UNSET)


@frozen(init=False, repr=False)
class AlgoOrderId(HalfMade):
    """An algo order: its instrument, and exactly one of its two ids.

    Args:
        inst_id: The instrument, such as "BTC-USDT".
        algo_id: OKX's id.
        algo_cl_ord_id: The client's own id.

    Raises:
        InvalidRequestError: None or both ids are given, or a value is blank, too long, or not a text or a whole number.
    """

    inst_id: str
    algo_id: str | None = field(default=None)
    algo_cl_ord_id: str | None = field(default=None)

    @overload
    def __init__(self, inst_id: str, *, algo_id: str | int) -> None: ...
    @overload
    def __init__(self, inst_id: str, *, algo_cl_ord_id: str | int) -> None: ...
    def __init__(
        self, inst_id: str, *, algo_id: str | int | None = None, algo_cl_ord_id: str | int | None = None
    ) -> None:
        if (algo_id is None) == (algo_cl_ord_id is None):
            raise _not_one(algo_id=algo_id, algo_cl_ord_id=algo_cl_ord_id)
        self.__attrs_init__(
            _text("inst_id", inst_id),
            None if algo_id is None else _text("algo_id", algo_id, _LONGEST_ALGO_ID),
            None if algo_cl_ord_id is None else _text("algo_cl_ord_id", algo_cl_ord_id, _LONGEST_ALGO_CL_ORD_ID),
        )

    def __str__(self) -> str:
        return f"{self.inst_id} {self.id}"

    @property
    def id(self) -> str:
        """The id that names it, whichever of the two it is."""
        return f"{self.algo_id or self.algo_cl_ord_id}"

    @property
    def by_client_id(self) -> bool:
        """Whether it is named by the client's own id, which may name a newer order later."""
        return self.algo_id is None

    @property
    def instrument(self) -> str:
        """The instrument, by which OKX counts."""
        return self.inst_id

    def to_model(self) -> CancelAlgoOrderItem:
        """Return the item of a request body that names this order."""
        return CancelAlgoOrderItem(
            inst_id=self.inst_id, algo_id=self.algo_id or UNSET, algo_cl_ord_id=self.algo_cl_ord_id or UNSET
        )


def _not_one(**ids: object) -> InvalidRequestError:
    """Return the error of a call that gives none of its ids, or more than one."""
    names, given = list(ids), sum(value is not None for value in ids.values())
    return InvalidRequestError(
        Text(
            f"give exactly one of {' and '.join(names)}; {given or 'none'} given. Nothing was sent.",
            f"{'、'.join(names)} 必须且只能填一个，实际填了 {given} 个。未发送任何请求。",
        )
    )


def longest(operation: Operation, *names: str) -> list[int | None]:
    """Return how many characters OKX allows each of these ids at most; None where it gives no number."""
    lengths = {plain(id_field.name): id_field.max_length for id_field in operation.id_fields}
    return [lengths[plain(name)] for name in names]


def plain(name: str) -> str:
    """The name of a field as both the wire (`clOrdId`) and Python (`cl_ord_id`) have it."""
    return name.replace("_", "").lower()


def _text(name: str, value: object, max_length: int | None = None) -> str:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        value = str(value)
    if not isinstance(value, str):
        problem = Text(
            "has to be a text or a whole number (never a float, which loses digits)",
            "必须是字符串或整数（不能是浮点数，否则会丢失精度）",
        )
    elif not value.strip():
        problem = Text("is blank", "为空")
    elif value != value.strip() or not value.isprintable():
        problem = Text(
            f"{value!r} has blanks around it, or characters that are no part of an id",
            f"{value!r} 首尾有空白，或含有 ID 中不会出现的字符",
        )
    elif max_length is not None and len(value) > max_length:
        problem = Text(
            f"{value!r} has {len(value)} characters; OKX allows {max_length}",
            f"{value!r} 有 {len(value)} 个字符，OKX 最多允许 {max_length} 个",
        )
    else:
        return value
    raise InvalidRequestError(Text(f"{name} {problem.en}. Nothing was sent.", f"{name} {problem.zh}。未发送任何请求。"))


_LONGEST_ORD_ID, _LONGEST_CL_ORD_ID = longest(CANCEL_SPREAD_ORDER, "ord_id", "cl_ord_id")
_LONGEST_ALGO_ID, _LONGEST_ALGO_CL_ORD_ID = longest(CANCEL_ALGO_ORDERS, "algo_id", "algo_cl_ord_id")
