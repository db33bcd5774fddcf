# Made by `python -m generator generate` from the spec. Do not edit: this folder is replaced whole.
# 由 `python -m generator generate` 根据规范生成，请勿手改：本目录会被整体替换。

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="CancelSpreadOrderRequest")


@_attrs_define
class CancelSpreadOrderRequest:
    """The spread order to cancel, named by one of its two ids.
    要撤销的价差订单，以两种 ID 之一指明。
    """

    ord_id: str | Unset = UNSET
    """OKX's id of the spread order. One of `ordId` and `clOrdId` is needed; `ordId` wins when both are sent.
    OKX 的价差订单 ID。`ordId` 与 `clOrdId` 至少填一个；同时填写时以 `ordId` 为准。
    """
    cl_ord_id: str | Unset = UNSET
    """The client's own id of the spread order, of letters and digits. At most 32 characters.
    客户自定义的价差订单 ID，由字母与数字组成。最长 32 个字符。
    """

    def to_dict(self) -> dict[str, Any]:
        ord_id = self.ord_id

        cl_ord_id = self.cl_ord_id

        field_dict: dict[str, Any] = {}

        field_dict.update({})
        if ord_id is not UNSET:
            field_dict["ordId"] = ord_id
        if cl_ord_id is not UNSET:
            field_dict["clOrdId"] = cl_ord_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        ord_id = d.pop("ordId", UNSET)

        cl_ord_id = d.pop("clOrdId", UNSET)

        cancel_spread_order_request = cls(
            ord_id=ord_id,
            cl_ord_id=cl_ord_id,
        )

        return cancel_spread_order_request
