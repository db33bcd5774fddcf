# Made by `python -m generator generate` from the spec. Do not edit: this folder is replaced whole.
# 由 `python -m generator generate` 根据规范生成，请勿手改：本目录会被整体替换。

"""OKX's codes, in English and Chinese. Docs: #error-code

OKX 的错误代码，中英文对照。
"""

from typing import Final

from attrs import frozen


@frozen
class ErrorCode:
    """A code, the HTTP statuses that it comes with (the one to expect first), and what it means.

    `ambiguous` is true where the code leaves open whether the order was acted on.

    代码、随附的 HTTP 状态码（最常见者在前）及其含义。`ambiguous` 为真表示该代码未说明订单是否已被处理。
    """

    code: str
    http_statuses: tuple[int, ...]
    meaning: str
    meaning_zh: str
    ambiguous: bool = False


_ALL = (
    ErrorCode(
        "0",
        (200,),
        "Accepted.",
        "已接受。",
    ),
    ErrorCode(
        "1",
        (200,),
        "No item of the request succeeded; each item's `sCode` says why.",
        "所有项均失败，原因见各项的 `sCode`。",
    ),
    ErrorCode(
        "2",
        (200,),
        "A part of the batch succeeded; read each item's `sCode`.",
        "批量操作部分成功，请逐项查看 `sCode`。",
    ),
    ErrorCode(
        "50000",
        (400,),
        "The body of the POST request is empty.",
        "POST 请求体为空。",
    ),
    ErrorCode(
        "50001",
        (503,),
        "The service is unavailable for the moment.",
        "服务暂时不可用。",
    ),
    ErrorCode(
        "50002",
        (400,),
        "The body is not the JSON that this endpoint reads.",
        "请求体不是该接口可读取的 JSON。",
    ),
    ErrorCode(
        "50004",
        (400,),
        "The endpoint timed out, which says neither success nor failure.",
        "接口超时，不代表成功，也不代表失败。",
        ambiguous=True,
    ),
    ErrorCode(
        "50006",
        (400,),
        "Content-Type has to be application/json.",
        "Content-Type 必须为 application/json。",
    ),
    ErrorCode(
        "50011",
        (429, 200),
        "The rate limit is used up; wait for the window to pass.",
        "请求过于频繁，超过限速，请等待限速窗口过去。",
    ),
    ErrorCode(
        "50013",
        (429,),
        "OKX's systems are busy.",
        "系统繁忙。",
    ),
    ErrorCode(
        "50014",
        (400,),
        "A required parameter is empty.",
        "必填参数为空。",
    ),
    ErrorCode(
        "50026",
        (500,),
        "An error inside OKX; whether the order was acted on is not said.",
        "OKX 系统内部错误，未说明订单是否已被处理。",
        ambiguous=True,
    ),
    ErrorCode(
        "50101",
        (401,),
        "The API key belongs to the other environment (live or demo).",
        "API Key 与当前环境（实盘或模拟盘）不匹配。",
    ),
    ErrorCode(
        "50102",
        (401,),
        "The timestamp is too far from the exchange's time.",
        "时间戳与交易所时间相差过大。",
    ),
    ErrorCode(
        "50103",
        (401,),
        "The header OK-ACCESS-KEY is empty.",
        "请求头 OK-ACCESS-KEY 为空。",
    ),
    ErrorCode(
        "50104",
        (401,),
        "The header OK-ACCESS-PASSPHRASE is empty.",
        "请求头 OK-ACCESS-PASSPHRASE 为空。",
    ),
    ErrorCode(
        "50105",
        (401,),
        "The passphrase is wrong.",
        "Passphrase 错误。",
    ),
    ErrorCode(
        "50106",
        (401,),
        "The header OK-ACCESS-SIGN is empty.",
        "请求头 OK-ACCESS-SIGN 为空。",
    ),
    ErrorCode(
        "50107",
        (401,),
        "The header OK-ACCESS-TIMESTAMP is empty.",
        "请求头 OK-ACCESS-TIMESTAMP 为空。",
    ),
    ErrorCode(
        "50111",
        (401,),
        "The API key is invalid.",
        "API Key 无效。",
    ),
    ErrorCode(
        "50112",
        (401,),
        "The timestamp is malformed.",
        "时间戳格式错误。",
    ),
    ErrorCode(
        "50113",
        (401,),
        "The signature is wrong.",
        "签名错误。",
    ),
    ErrorCode(
        "50115",
        (405,),
        "The endpoint does not take this HTTP method.",
        "该接口不支持此 HTTP 方法。",
    ),
    ErrorCode(
        "50119",
        (401, 200),
        "The API key does not exist on this host; often the host of another region.",
        "该域名下不存在此 API Key，常见原因是使用了其他地区的域名。",
    ),
    ErrorCode(
        "50120",
        (200,),
        "The API key lacks the permission that this endpoint needs.",
        "API Key 缺少该接口所需的权限。",
    ),
    ErrorCode(
        "51000",
        (400,),
        "A parameter is malformed.",
        "参数格式错误。",
    ),
    ErrorCode(
        "51003",
        (200,),
        "An order id or a client order id is needed.",
        "订单 ID 与客户自定义订单 ID 至少填一个。",
    ),
    ErrorCode(
        "51054",
        (500,),
        "The request timed out inside OKX; its outcome is not known.",
        "请求在 OKX 内部超时，结果未知。",
        ambiguous=True,
    ),
    ErrorCode(
        "51149",
        (500,),
        "The order timed out inside OKX; its outcome is not known.",
        "订单在 OKX 内部超时，结果未知。",
        ambiguous=True,
    ),
    ErrorCode(
        "51400",
        (200,),
        "The order is filled, cancelled, or does not exist.",
        "订单已完成、已撤销或不存在。",
    ),
    ErrorCode(
        "51401",
        (200,),
        "The order is already cancelled.",
        "订单已撤销。",
    ),
    ErrorCode(
        "51402",
        (200,),
        "The order is already completed.",
        "订单已完成。",
    ),
    ErrorCode(
        "51406",
        (400,),
        "The request names more orders than one batch may hold.",
        "请求中的订单数超过单批上限。",
    ),
    ErrorCode(
        "51410",
        (200,),
        "The order is already being cancelled or waits for settlement.",
        "订单正在撤销或等待结算。",
    ),
    ErrorCode(
        "51412",
        (200,),
        "The cancel timed out, or the order was already triggered; the code does not say which.",
        "撤单超时，或订单已触发；该代码不区分两者。",
        ambiguous=True,
    ),
    ErrorCode(
        "51416",
        (200,),
        "The algo order was triggered and can no longer be cancelled; a real order may be live.",
        "策略委托已触发，无法撤销；可能已产生真实订单。",
    ),
)

ERROR_CODES: Final = {entry.code: entry for entry in _ALL}
"""Every code that the spec lists. 规范列出的全部代码。"""
