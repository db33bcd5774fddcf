from okx_client import OKX, AlgoOrderId, NotDelivered, OKXError, OrderGone, OutcomeUnknown

with OKX.from_env() as okx:  # OKX_API_KEY, OKX_SECRET_KEY, OKX_PASSPHRASE, and OKX_DEMO: 1 demo, 0 live
    try:
        okx.spread.cancel_order(ord_id="2510789768709120001")
    except OrderGone as error:
        print("gone:", error.reason, "-", error)  # filled, cancelled, triggered, not_found_or_done
    except NotDelivered as error:
        print("never sent, safe to repeat:", error)
    except OutcomeUnknown as error:
        print("ask for the order's state:", error)
    except OKXError as error:
        print("refused:", error)  # says what to do next

    report = okx.algo.cancel_orders(  # any number of orders
        [
            AlgoOrderId("BTC-USDT", algo_id="2510789768713314308"),
            AlgoOrderId("BTC-USDT", algo_cl_ord_id="algo02"),
        ]
    )
    print(report)  # how many, and a line for each that was not accepted: why, and what to do
    for unknown in report.unknown:
        print("ask for the state of", unknown.order)
