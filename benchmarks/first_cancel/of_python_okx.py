"""The first cancel of a program that uses python-okx, with the modules of both endpoints."""

import os
import sys

from okx.SpreadTrading import SpreadTradingAPI
from okx.Trade import TradeAPI

keys = (os.environ["KEY"], os.environ["SECRET"], os.environ["PASSPHRASE"])
spread = SpreadTradingAPI(*keys, flag="0", domain=sys.argv[1], debug=False)
trade = TradeAPI(*keys, flag="0", domain=sys.argv[1], debug=False)
assert spread.cancel_order(ordId="1")["code"] == "0"
os.write(1, b"!")
