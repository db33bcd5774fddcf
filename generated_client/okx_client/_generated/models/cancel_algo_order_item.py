# Made by `python -m generator generate` from the spec. Do not edit: this folder is replaced whole.
# 由 `python -m generator generate` 根据规范生成，请勿手改：本目录会被整体替换。

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from attrs import define as _attrs_define

from ..types import UNSET, Unset

T = TypeVar("T", bound="CancelAlgoOrderItem")


@_attrs_define
class CancelAlgoOrderItem:
    """One algo order to cancel, its instrument and one of its two ids.
    要撤销的一个策略委托订单，需填写产品与两种 ID 之一。
    """

    inst_id: str
    """The instrument of the order, such as `BTC-USDT`.
    订单的产品 ID，例如 `BTC-USDT`。
    """
    algo_id: str | Unset = UNSET
    """OKX's id of the algo order. One of `algoId` and `algoClOrdId` is needed; `algoId` wins when both are sent.
    OKX 的策略委托订单 ID。`algoId` 与 `algoClOrdId` 至少填一个；同时填写时以 `algoId` 为准。
    """
    algo_cl_ord_id: str | Unset = UNSET
    """The client's own id of the algo order. `algoId` wins when both are sent. At most 32 characters.
    客户自定义的策略委托订单 ID。同时填写时以 `algoId` 为准。最长 32 个字符。
    """

    def to_dict(self) -> dict[str, Any]:
        inst_id = self.inst_id

        algo_id = self.algo_id

        algo_cl_ord_id = self.algo_cl_ord_id

        field_dict: dict[str, Any] = {}

        field_dict.update(
            {
                "instId": inst_id,
            }
        )
        if algo_id is not UNSET:
            field_dict["algoId"] = algo_id
        if algo_cl_ord_id is not UNSET:
            field_dict["algoClOrdId"] = algo_cl_ord_id

        return field_dict

    @classmethod
    def from_dict(cls: type[T], src_dict: Mapping[str, Any]) -> T:
        d = dict(src_dict)
        inst_id = d.pop("instId")

        algo_id = d.pop("algoId", UNSET)

        algo_cl_ord_id = d.pop("algoClOrdId", UNSET)

        cancel_algo_order_item = cls(
            inst_id=inst_id,
            algo_id=algo_id,
            algo_cl_ord_id=algo_cl_ord_id,
        )

        return cancel_algo_order_item
