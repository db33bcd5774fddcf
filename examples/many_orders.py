from okx_client import OKX, AlgoOrderId, CancelReport

orders = [AlgoOrderId("ETH-USDT-SWAP", algo_cl_ord_id=f"algo{number:02}") for number in range(7, 13)]

with OKX.from_env() as okx:
    try:
        with okx.algo.iter_cancel_orders(orders) as progress:  # AsyncOKX: async with, async for
            for outcome in progress:  # as they arrive
                print(type(outcome).__name__, outcome.order)
        progress.report().raise_for_failures()
    except KeyboardInterrupt as error:
        print(CancelReport.of(error))  # what was in flight is Unknown, what had not left is NotSent
        raise
