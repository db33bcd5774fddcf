# Made by `python -m generator generate` from the spec. Do not edit: this folder is replaced whole.
# 由 `python -m generator generate` 根据规范生成，请勿手改：本目录会被整体替换。

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import define as _attrs_define
from attrs import field as _attrs_field

from ..types import UNSET, Unset

if TYPE_CHECKING:
    from ..models.cancel_spread_order_result import CancelSpreadOrderResult


T = TypeVar("T", bound="CancelSpreadOrderResponse")


@_attrs_define
class CancelSpreadOrderResponse:
    """OKX's envelope around the result for one spread order.
    OKX 响应的外层，内含一个价差订单的结果。
    """

    code: str | Unset = UNSET
    """The code of the whole request; "0" is success.
    整个请求的代码；"0" 为成功。
    """
    msg: str | Unset = UNSET
    """The text that goes with `code`; empty on success.
    与 `code` 对应的信息；成功时为空。
    """
    data: list[CancelSpreadOrderResult] | Unset = UNSET
    """One item for the order. Absent or empty when the request as a whole was refused.
    该订单的结果，共一项。整个请求被拒绝时不存在或为空。
    """
    additional_properties: dict[str, Any] = _attrs_field(init=False, factory=dict)

    def to_dict(self) -> dict[str, Any]:
        code = self.code

        msg = self.msg

        data: list[dict[str, Any]] | Unset = UNSET
        if not isinstance(self.data, Unset):
            data = []
            for data_item_data in self.data:
                data_item = data_item_data.to_dict()
                data.append(data_item)

        field_dict: dict[str, Any] = {}
        field_dict.update(self.additional_properties)
        field_dict.update({})
        if code is not UNSET:
            field_dict["code"] = code
        if msg is not UNSET:
            field_dict["msg"] = msg
        if data is not UNSET:
            field_dict["data"] = data

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        from ..models.cancel_spread_order_result import CancelSpreadOrderResult  # noqa: PLC0415

        d = dict(src_dict) if isinstance(src_dict, Mapping) else {}
        code = d.pop("code", UNSET)

        msg = d.pop("msg", UNSET)

        _data = d.pop("data", UNSET) if isinstance(d.get("data"), list) else UNSET
        data: list[CancelSpreadOrderResult] | Unset = UNSET
        if not isinstance(_data, Unset):
            data = []
            for data_item_data in _data:
                data_item = CancelSpreadOrderResult.from_dict(data_item_data)

                data.append(data_item)

        cancel_spread_order_response = cls(
            code=code,
            msg=msg,
            data=data,
        )

        cancel_spread_order_response.additional_properties = d
        return cancel_spread_order_response

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
