"""Cancels orders with python-okx, in an environment of its own, and prints each answer as a line of JSON.

Standard input holds the line that the simulator prints when it starts.
"""

import json
import sys

from okx import SpreadTrading, Trade

exchange = json.load(sys.stdin)
keys = (exchange["api_key"], exchange["secret_key"], exchange["passphrase"], False, "1" if exchange["demo"] else "0")
first, second = exchange["spread_orders"][:2]
algos = [{"instId": order["instId"], "algoId": order["algoId"]} for order in exchange["algo_orders"]]
by_client_id = {name: exchange["algo_orders"][2][name] for name in ("instId", "algoClOrdId")}

spread = SpreadTrading.SpreadTradingAPI(*keys, domain=exchange["url"])
trade = Trade.TradeAPI(*keys, domain=exchange["url"])
wrong = SpreadTrading.SpreadTradingAPI(keys[0], "0" * 32, *keys[2:], domain=exchange["url"])
for answer in (
    spread.cancel_order(ordId=first["ordId"]),
    spread.cancel_order(clOrdId=second["clOrdId"]),
    spread.cancel_order(ordId=first["ordId"]),
    trade.cancel_algo_order(algos[:2]),
    trade.cancel_algo_order([by_client_id, algos[0]]),
    wrong.cancel_order(ordId="1"),
):
    print(json.dumps(answer))
