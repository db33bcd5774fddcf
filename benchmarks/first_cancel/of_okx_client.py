"""The first cancel of a program that uses this client."""

import os
import sys

from okx_client import OKX

okx = OKX(
    api_key=os.environ["KEY"],
    secret_key=os.environ["SECRET"],
    passphrase=os.environ["PASSPHRASE"],
    demo=False,
    base_url=sys.argv[1],
)
okx.spread.cancel_order(ord_id="1")
os.write(1, b"!")
