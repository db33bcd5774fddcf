# Made by `python -m generator generate` from the spec. Do not edit: this folder is replaced whole.
# 由 `python -m generator generate` 根据规范生成，请勿手改：本目录会被整体替换。

from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.cancel_spread_order_request import CancelSpreadOrderRequest
from ...models.cancel_spread_order_response import CancelSpreadOrderResponse
from ...types import Response


def _get_kwargs(
    *,
    body: CancelSpreadOrderRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v5/sprd/cancel-order",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> CancelSpreadOrderResponse | None:
    if response.status_code == 200:
        response_200 = CancelSpreadOrderResponse.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[CancelSpreadOrderResponse]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: CancelSpreadOrderRequest,
) -> Response[CancelSpreadOrderResponse]:
    """Cancel one spread order
    撤销一个价差订单

    Asks OKX to cancel one spread order that is not yet completed.
    请求 OKX 撤销一个尚未完成的价差订单。

    Rate limit: 20 requests in 2 s; per user
    限速：每 2 秒 20 次；按用户计

    Permission: The API key needs the Trade permission, which covers placing and cancelling orders. The endpoints'
    own pages said so until July 2026, when OKX dropped that line from every page; the overview keeps
    the rule.
    权限：API Key 需要“交易”权限，该权限包括下单与撤单。2026 年 7 月之前各接口页面均写明这一点，此后 OKX 从所
    有页面删除了这一行；总览中仍保留此规定。

    Caveat: `sCode` "0" means that OKX accepted the request to cancel. It does not mean that the order is
    cancelled: that is known only from the order channel or from a query of the order's state.
    注意：`sCode` 为 "0" 仅表示 OKX 已受理撤单请求，并不代表订单已被撤销；订单是否已撤销，以订单频道推送或订单
    状态查询为准。

    Docs: https://www.okx.com/docs-v5/en/#spread-trading-rest-api-cancel-order
    文档：https://www.okx.com/docs-v5/zh/#spread-trading-rest-api-cancel-order

    Args:
        client: The client that sends the request, with `auth=OKXAuth(…)` in its `httpx_args`.
            发送请求的客户端，其 `httpx_args` 中须有 `auth=OKXAuth(…)`。
        body: The spread order to cancel, named by one of its two ids.
            要撤销的价差订单，以两种 ID 之一指明。

    Returns:
        The status, bytes, headers, and the parsed answer, which is None for any status but 200.
        状态码、原始字节、响应头与解析后的响应体；状态码不是 200 时响应体为 None。

    Raises:
        httpx.TimeoutException: No answer in time; OKX may have acted on the request.
            未及时收到响应；OKX 可能已处理该请求。
        errors.UnexpectedStatus: Any status but 200, where the client was made with `raise_on_unexpected_status=True`.
            状态码不是 200，且客户端设有 `raise_on_unexpected_status=True`。
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient | Client,
    body: CancelSpreadOrderRequest,
) -> CancelSpreadOrderResponse | None:
    """Cancel one spread order
    撤销一个价差订单

    Asks OKX to cancel one spread order that is not yet completed.
    请求 OKX 撤销一个尚未完成的价差订单。

    Rate limit: 20 requests in 2 s; per user
    限速：每 2 秒 20 次；按用户计

    Permission: The API key needs the Trade permission, which covers placing and cancelling orders. The endpoints'
    own pages said so until July 2026, when OKX dropped that line from every page; the overview keeps
    the rule.
    权限：API Key 需要“交易”权限，该权限包括下单与撤单。2026 年 7 月之前各接口页面均写明这一点，此后 OKX 从所
    有页面删除了这一行；总览中仍保留此规定。

    Caveat: `sCode` "0" means that OKX accepted the request to cancel. It does not mean that the order is
    cancelled: that is known only from the order channel or from a query of the order's state.
    注意：`sCode` 为 "0" 仅表示 OKX 已受理撤单请求，并不代表订单已被撤销；订单是否已撤销，以订单频道推送或订单
    状态查询为准。

    Docs: https://www.okx.com/docs-v5/en/#spread-trading-rest-api-cancel-order
    文档：https://www.okx.com/docs-v5/zh/#spread-trading-rest-api-cancel-order

    Args:
        client: The client that sends the request, with `auth=OKXAuth(…)` in its `httpx_args`.
            发送请求的客户端，其 `httpx_args` 中须有 `auth=OKXAuth(…)`。
        body: The spread order to cancel, named by one of its two ids.
            要撤销的价差订单，以两种 ID 之一指明。

    Returns:
        The parsed answer, or None for any status but 200.
        解析后的响应体；状态码不是 200 时为 None。

    Raises:
        httpx.TimeoutException: No answer in time; OKX may have acted on the request.
            未及时收到响应；OKX 可能已处理该请求。
        errors.UnexpectedStatus: Any status but 200, where the client was made with `raise_on_unexpected_status=True`.
            状态码不是 200，且客户端设有 `raise_on_unexpected_status=True`。
    """

    return sync_detailed(
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: CancelSpreadOrderRequest,
) -> Response[CancelSpreadOrderResponse]:
    """Cancel one spread order
    撤销一个价差订单

    Asks OKX to cancel one spread order that is not yet completed.
    请求 OKX 撤销一个尚未完成的价差订单。

    Rate limit: 20 requests in 2 s; per user
    限速：每 2 秒 20 次；按用户计

    Permission: The API key needs the Trade permission, which covers placing and cancelling orders. The endpoints'
    own pages said so until July 2026, when OKX dropped that line from every page; the overview keeps
    the rule.
    权限：API Key 需要“交易”权限，该权限包括下单与撤单。2026 年 7 月之前各接口页面均写明这一点，此后 OKX 从所
    有页面删除了这一行；总览中仍保留此规定。

    Caveat: `sCode` "0" means that OKX accepted the request to cancel. It does not mean that the order is
    cancelled: that is known only from the order channel or from a query of the order's state.
    注意：`sCode` 为 "0" 仅表示 OKX 已受理撤单请求，并不代表订单已被撤销；订单是否已撤销，以订单频道推送或订单
    状态查询为准。

    Docs: https://www.okx.com/docs-v5/en/#spread-trading-rest-api-cancel-order
    文档：https://www.okx.com/docs-v5/zh/#spread-trading-rest-api-cancel-order

    Args:
        client: The client that sends the request, with `auth=OKXAuth(…)` in its `httpx_args`.
            发送请求的客户端，其 `httpx_args` 中须有 `auth=OKXAuth(…)`。
        body: The spread order to cancel, named by one of its two ids.
            要撤销的价差订单，以两种 ID 之一指明。

    Returns:
        The status, bytes, headers, and the parsed answer, which is None for any status but 200.
        状态码、原始字节、响应头与解析后的响应体；状态码不是 200 时响应体为 None。

    Raises:
        httpx.TimeoutException: No answer in time; OKX may have acted on the request.
            未及时收到响应；OKX 可能已处理该请求。
        errors.UnexpectedStatus: Any status but 200, where the client was made with `raise_on_unexpected_status=True`.
            状态码不是 200，且客户端设有 `raise_on_unexpected_status=True`。
    """

    kwargs = _get_kwargs(
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient | Client,
    body: CancelSpreadOrderRequest,
) -> CancelSpreadOrderResponse | None:
    """Cancel one spread order
    撤销一个价差订单

    Asks OKX to cancel one spread order that is not yet completed.
    请求 OKX 撤销一个尚未完成的价差订单。

    Rate limit: 20 requests in 2 s; per user
    限速：每 2 秒 20 次；按用户计

    Permission: The API key needs the Trade permission, which covers placing and cancelling orders. The endpoints'
    own pages said so until July 2026, when OKX dropped that line from every page; the overview keeps
    the rule.
    权限：API Key 需要“交易”权限，该权限包括下单与撤单。2026 年 7 月之前各接口页面均写明这一点，此后 OKX 从所
    有页面删除了这一行；总览中仍保留此规定。

    Caveat: `sCode` "0" means that OKX accepted the request to cancel. It does not mean that the order is
    cancelled: that is known only from the order channel or from a query of the order's state.
    注意：`sCode` 为 "0" 仅表示 OKX 已受理撤单请求，并不代表订单已被撤销；订单是否已撤销，以订单频道推送或订单
    状态查询为准。

    Docs: https://www.okx.com/docs-v5/en/#spread-trading-rest-api-cancel-order
    文档：https://www.okx.com/docs-v5/zh/#spread-trading-rest-api-cancel-order

    Args:
        client: The client that sends the request, with `auth=OKXAuth(…)` in its `httpx_args`.
            发送请求的客户端，其 `httpx_args` 中须有 `auth=OKXAuth(…)`。
        body: The spread order to cancel, named by one of its two ids.
            要撤销的价差订单，以两种 ID 之一指明。

    Returns:
        The parsed answer, or None for any status but 200.
        解析后的响应体；状态码不是 200 时为 None。

    Raises:
        httpx.TimeoutException: No answer in time; OKX may have acted on the request.
            未及时收到响应；OKX 可能已处理该请求。
        errors.UnexpectedStatus: Any status but 200, where the client was made with `raise_on_unexpected_status=True`.
            状态码不是 200，且客户端设有 `raise_on_unexpected_status=True`。
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
        )
    ).parsed
