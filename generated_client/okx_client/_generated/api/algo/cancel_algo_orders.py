# Made by `python -m generator generate` from the spec. Do not edit: this folder is replaced whole.
# 由 `python -m generator generate` 根据规范生成，请勿手改：本目录会被整体替换。

from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.cancel_algo_order_item import CancelAlgoOrderItem
from ...models.cancel_algo_orders_response import CancelAlgoOrdersResponse
from ...types import Response


def _get_kwargs(
    *,
    body: list[CancelAlgoOrderItem],
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v5/trade/cancel-algos",
    }

    _kwargs["json"] = []
    for body_item_data in body:
        body_item = body_item_data.to_dict()
        _kwargs["json"].append(body_item)

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> CancelAlgoOrdersResponse | None:
    if response.status_code == 200:
        response_200 = CancelAlgoOrdersResponse.from_dict(response.json())

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[CancelAlgoOrdersResponse]:
    return Response(
        status_code=response.status_code,
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient | Client,
    body: list[CancelAlgoOrderItem],
) -> Response[CancelAlgoOrdersResponse]:
    """Cancel a batch of algo orders
    批量撤销策略委托订单

    Asks OKX to cancel several unfilled algo orders. The body is an array, also for a single order.
    请求 OKX 撤销若干未成交的策略委托订单。请求体为数组，只撤一个订单时也是如此。

    Rate limit: 20 orders in 2 s; per instrument and user (except options); per instrument family and user (options
    only)
    限速：每 2 秒 20 个订单；按产品与用户计（期权以外）；按交易品种与用户计（仅期权）

    Batch: 1 to 10 items in one request
    批量：每次请求 1 至 10 个订单

    Permission: The API key needs the Trade permission, which covers placing and cancelling orders. The endpoints'
    own pages said so until July 2026, when OKX dropped that line from every page; the overview keeps
    the rule.
    权限：API Key 需要“交易”权限，该权限包括下单与撤单。2026 年 7 月之前各接口页面均写明这一点，此后 OKX 从所
    有页面删除了这一行；总览中仍保留此规定。

    Caveat: `sCode` "0" means accepted and not yet cancelled, as on the spread endpoint; the page does not state
    it. An algo order that was triggered meanwhile may have placed a real order.
    注意：与价差接口相同，`sCode` 为 "0" 表示请求已受理，并不代表订单已被撤销；页面未写明这一点。若策略委托在
    此期间已触发，可能已产生实际委托订单。

    Caveat: Whether this endpoint also cancels iceberg, TWAP and trailing orders is not settled: the page's text
    sets no such limit, and its English and Chinese samples disagree.
    注意：该接口是否也能撤销冰山、时间加权与移动止盈止损委托尚不确定：页面正文未作限制，而中文版与英文版的示例
    说法不一。

    Caveat: Neither the order of the items in `data` nor the echo of the client id is promised. Match items by
    `algoId` where it is known, by position only where the number of items agrees.
    注意：文档未保证 `data` 中各项的顺序，也未保证返回客户自定义 ID。已知 `algoId` 时请按其匹配；仅当项数一致
    时才可按位置匹配。

    Docs: https://www.okx.com/docs-v5/en/#order-book-trading-algo-trading-post-cancel-algo-order
    文档：https://www.okx.com/docs-v5/zh/#order-book-trading-algo-trading-post-cancel-algo-order

    Args:
        client: The client that sends the request, with `auth=OKXAuth(…)` in its `httpx_args`.
            发送请求的客户端，其 `httpx_args` 中须有 `auth=OKXAuth(…)`。
        body: One algo order to cancel, its instrument and one of its two ids.
            要撤销的一个策略委托订单，需填写产品与两种 ID 之一。

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
    body: list[CancelAlgoOrderItem],
) -> CancelAlgoOrdersResponse | None:
    """Cancel a batch of algo orders
    批量撤销策略委托订单

    Asks OKX to cancel several unfilled algo orders. The body is an array, also for a single order.
    请求 OKX 撤销若干未成交的策略委托订单。请求体为数组，只撤一个订单时也是如此。

    Rate limit: 20 orders in 2 s; per instrument and user (except options); per instrument family and user (options
    only)
    限速：每 2 秒 20 个订单；按产品与用户计（期权以外）；按交易品种与用户计（仅期权）

    Batch: 1 to 10 items in one request
    批量：每次请求 1 至 10 个订单

    Permission: The API key needs the Trade permission, which covers placing and cancelling orders. The endpoints'
    own pages said so until July 2026, when OKX dropped that line from every page; the overview keeps
    the rule.
    权限：API Key 需要“交易”权限，该权限包括下单与撤单。2026 年 7 月之前各接口页面均写明这一点，此后 OKX 从所
    有页面删除了这一行；总览中仍保留此规定。

    Caveat: `sCode` "0" means accepted and not yet cancelled, as on the spread endpoint; the page does not state
    it. An algo order that was triggered meanwhile may have placed a real order.
    注意：与价差接口相同，`sCode` 为 "0" 表示请求已受理，并不代表订单已被撤销；页面未写明这一点。若策略委托在
    此期间已触发，可能已产生实际委托订单。

    Caveat: Whether this endpoint also cancels iceberg, TWAP and trailing orders is not settled: the page's text
    sets no such limit, and its English and Chinese samples disagree.
    注意：该接口是否也能撤销冰山、时间加权与移动止盈止损委托尚不确定：页面正文未作限制，而中文版与英文版的示例
    说法不一。

    Caveat: Neither the order of the items in `data` nor the echo of the client id is promised. Match items by
    `algoId` where it is known, by position only where the number of items agrees.
    注意：文档未保证 `data` 中各项的顺序，也未保证返回客户自定义 ID。已知 `algoId` 时请按其匹配；仅当项数一致
    时才可按位置匹配。

    Docs: https://www.okx.com/docs-v5/en/#order-book-trading-algo-trading-post-cancel-algo-order
    文档：https://www.okx.com/docs-v5/zh/#order-book-trading-algo-trading-post-cancel-algo-order

    Args:
        client: The client that sends the request, with `auth=OKXAuth(…)` in its `httpx_args`.
            发送请求的客户端，其 `httpx_args` 中须有 `auth=OKXAuth(…)`。
        body: One algo order to cancel, its instrument and one of its two ids.
            要撤销的一个策略委托订单，需填写产品与两种 ID 之一。

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
    body: list[CancelAlgoOrderItem],
) -> Response[CancelAlgoOrdersResponse]:
    """Cancel a batch of algo orders
    批量撤销策略委托订单

    Asks OKX to cancel several unfilled algo orders. The body is an array, also for a single order.
    请求 OKX 撤销若干未成交的策略委托订单。请求体为数组，只撤一个订单时也是如此。

    Rate limit: 20 orders in 2 s; per instrument and user (except options); per instrument family and user (options
    only)
    限速：每 2 秒 20 个订单；按产品与用户计（期权以外）；按交易品种与用户计（仅期权）

    Batch: 1 to 10 items in one request
    批量：每次请求 1 至 10 个订单

    Permission: The API key needs the Trade permission, which covers placing and cancelling orders. The endpoints'
    own pages said so until July 2026, when OKX dropped that line from every page; the overview keeps
    the rule.
    权限：API Key 需要“交易”权限，该权限包括下单与撤单。2026 年 7 月之前各接口页面均写明这一点，此后 OKX 从所
    有页面删除了这一行；总览中仍保留此规定。

    Caveat: `sCode` "0" means accepted and not yet cancelled, as on the spread endpoint; the page does not state
    it. An algo order that was triggered meanwhile may have placed a real order.
    注意：与价差接口相同，`sCode` 为 "0" 表示请求已受理，并不代表订单已被撤销；页面未写明这一点。若策略委托在
    此期间已触发，可能已产生实际委托订单。

    Caveat: Whether this endpoint also cancels iceberg, TWAP and trailing orders is not settled: the page's text
    sets no such limit, and its English and Chinese samples disagree.
    注意：该接口是否也能撤销冰山、时间加权与移动止盈止损委托尚不确定：页面正文未作限制，而中文版与英文版的示例
    说法不一。

    Caveat: Neither the order of the items in `data` nor the echo of the client id is promised. Match items by
    `algoId` where it is known, by position only where the number of items agrees.
    注意：文档未保证 `data` 中各项的顺序，也未保证返回客户自定义 ID。已知 `algoId` 时请按其匹配；仅当项数一致
    时才可按位置匹配。

    Docs: https://www.okx.com/docs-v5/en/#order-book-trading-algo-trading-post-cancel-algo-order
    文档：https://www.okx.com/docs-v5/zh/#order-book-trading-algo-trading-post-cancel-algo-order

    Args:
        client: The client that sends the request, with `auth=OKXAuth(…)` in its `httpx_args`.
            发送请求的客户端，其 `httpx_args` 中须有 `auth=OKXAuth(…)`。
        body: One algo order to cancel, its instrument and one of its two ids.
            要撤销的一个策略委托订单，需填写产品与两种 ID 之一。

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
    body: list[CancelAlgoOrderItem],
) -> CancelAlgoOrdersResponse | None:
    """Cancel a batch of algo orders
    批量撤销策略委托订单

    Asks OKX to cancel several unfilled algo orders. The body is an array, also for a single order.
    请求 OKX 撤销若干未成交的策略委托订单。请求体为数组，只撤一个订单时也是如此。

    Rate limit: 20 orders in 2 s; per instrument and user (except options); per instrument family and user (options
    only)
    限速：每 2 秒 20 个订单；按产品与用户计（期权以外）；按交易品种与用户计（仅期权）

    Batch: 1 to 10 items in one request
    批量：每次请求 1 至 10 个订单

    Permission: The API key needs the Trade permission, which covers placing and cancelling orders. The endpoints'
    own pages said so until July 2026, when OKX dropped that line from every page; the overview keeps
    the rule.
    权限：API Key 需要“交易”权限，该权限包括下单与撤单。2026 年 7 月之前各接口页面均写明这一点，此后 OKX 从所
    有页面删除了这一行；总览中仍保留此规定。

    Caveat: `sCode` "0" means accepted and not yet cancelled, as on the spread endpoint; the page does not state
    it. An algo order that was triggered meanwhile may have placed a real order.
    注意：与价差接口相同，`sCode` 为 "0" 表示请求已受理，并不代表订单已被撤销；页面未写明这一点。若策略委托在
    此期间已触发，可能已产生实际委托订单。

    Caveat: Whether this endpoint also cancels iceberg, TWAP and trailing orders is not settled: the page's text
    sets no such limit, and its English and Chinese samples disagree.
    注意：该接口是否也能撤销冰山、时间加权与移动止盈止损委托尚不确定：页面正文未作限制，而中文版与英文版的示例
    说法不一。

    Caveat: Neither the order of the items in `data` nor the echo of the client id is promised. Match items by
    `algoId` where it is known, by position only where the number of items agrees.
    注意：文档未保证 `data` 中各项的顺序，也未保证返回客户自定义 ID。已知 `algoId` 时请按其匹配；仅当项数一致
    时才可按位置匹配。

    Docs: https://www.okx.com/docs-v5/en/#order-book-trading-algo-trading-post-cancel-algo-order
    文档：https://www.okx.com/docs-v5/zh/#order-book-trading-algo-trading-post-cancel-algo-order

    Args:
        client: The client that sends the request, with `auth=OKXAuth(…)` in its `httpx_args`.
            发送请求的客户端，其 `httpx_args` 中须有 `auth=OKXAuth(…)`。
        body: One algo order to cancel, its instrument and one of its two ids.
            要撤销的一个策略委托订单，需填写产品与两种 ID 之一。

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
