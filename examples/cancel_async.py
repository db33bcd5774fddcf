import asyncio

from okx_client import AlgoOrderId, AsyncOKX


async def main() -> None:
    async with AsyncOKX.from_env() as okx:  # the same calls as OKX, awaited
        accepted, report = await asyncio.gather(
            okx.spread.cancel_order(cl_ord_id="spread02"),
            okx.algo.cancel_orders([AlgoOrderId("BTC-USDT", algo_cl_ord_id="algo03")]),
        )
    print("accepted:", accepted.order)
    print(report)


asyncio.run(main())
