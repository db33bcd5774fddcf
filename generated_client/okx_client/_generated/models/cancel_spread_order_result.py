# Made by `python -m generator generate` from the spec. Do not edit: this folder is replaced whole.
# 由 `python -m generator generate` 根据规范生成，请勿手改：本目录会被整体替换。

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

T = TypeVar("T", bound="CancelSpreadOrderResult")


@_attrs_define
class CancelSpreadOrderResult:
    """What OKX says about one spread order.
    OKX 对一个价差订单返回的结果。
    """

    ord_id: str | Unset = UNSET
    """OKX's id of the spread order.
    OKX 的价差订单 ID。
    """
    cl_ord_id: str | Unset = UNSET
    """The client's own id of the spread order.
    客户自定义的价差订单 ID。
    """
    s_code: str | Unset = UNSET
    """The result code for this order; "0" means that the request was accepted.
    该订单的结果代码；"0" 表示请求已受理。
    """
    s_msg: str | Unset = UNSET
    """Why the request was refused; empty when it was accepted.
    请求被拒绝的原因；已受理时为空。
    """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        ord_id = self.ord_id

        cl_ord_id = self.cl_ord_id

        s_code = self.s_code

        s_msg = self.s_msg

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if ord_id is not UNSET:
            field_dict["ordId"] = ord_id
        if cl_ord_id is not UNSET:
            field_dict["clOrdId"] = cl_ord_id
        if s_code is not UNSET:
            field_dict["sCode"] = s_code
        if s_msg is not UNSET:
            field_dict["sMsg"] = s_msg

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict) if isinstance(src_dict, Mapping) else {}
        ord_id = d.pop("ordId", UNSET)

        cl_ord_id = d.pop("clOrdId", UNSET)

        s_code = d.pop("sCode", UNSET)

        s_msg = d.pop("sMsg", UNSET)

        cancel_spread_order_result = cls(
            ord_id=ord_id,
            cl_ord_id=cl_ord_id,
            s_code=s_code,
            s_msg=s_msg,
        )

        cancel_spread_order_result.additional_properties = d
        return cancel_spread_order_result

    @property
    def additional_keys(self) -> list[str]:
        return list(self.additional_properties.keys())

    def __getitem__(self, key: str) -> Any:
        return self.additional_properties[key]

    def __setitem__(self, key: str, value: Any) -> None:
        self.additional_properties[key] = value

    def __delitem__(self, key: str) -> None:
        del self.additional_properties[key]

    def __contains__(self, key: str) -> bool:
        return key in self.additional_properties
