"""Cancels orders with ccxt, sync and async, in an environment of its own, and prints each answer as a line of JSON.

Standard input holds the line that the simulator prints when it starts.
"""

import asyncio
import json
import sys
from typing import Any

import ccxt
import ccxt.async_support

exchange = json.load(sys.stdin)
spreads = [{"ordId": order["ordId"]} for order in exchange["spread_orders"]]
by_client_id = {"clOrdId": exchange["spread_orders"][1]["clOrdId"]}
algos = [{"instId": order["instId"], "algoId": order["algoId"]} for order in exchange["algo_orders"]]


def pointed_at_the_simulator(client: Any) -> Any:
    if exchange["demo"]:
        client.set_sandbox_mode(True)
    client.urls["api"]["rest"] = exchange["url"]
    return client


def options() -> dict[str, str]:
    return {"apiKey": exchange["api_key"], "secret": exchange["secret_key"], "password": exchange["passphrase"]}


def cancel() -> None:
    client = pointed_at_the_simulator(ccxt.okx(options()))
    print(json.dumps(client.private_post_sprd_cancel_order(spreads[0])))
    print(json.dumps(client.private_post_sprd_cancel_order(by_client_id)))
    print(json.dumps(client.private_post_trade_cancel_algos(algos[:3])))


async def cancel_async() -> None:
    client = pointed_at_the_simulator(ccxt.async_support.okx(options()))
    try:
        print(json.dumps(await client.private_post_sprd_cancel_order(spreads[2])))
        print(json.dumps(await client.private_post_trade_cancel_algos(algos[-2:])))
    finally:
        await client.close()


cancel()
asyncio.run(cancel_async())
