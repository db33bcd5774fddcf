"""The first cancel of a program that uses ccxt."""

import os
import sys

import ccxt

exchange = ccxt.okx(
    {
        "apiKey": os.environ["KEY"],
        "secret": os.environ["SECRET"],
        "password": os.environ["PASSPHRASE"],
        "enableRateLimit": False,
        "urls": {"api": {"rest": sys.argv[1]}},
        "validateServerSsl": os.environ.get("SSL_CERT_FILE", True),  # goes to `verify` of requests
    }
)
assert exchange.private_post_sprd_cancel_order({"ordId": "1"})["code"] == "0"
os.write(1, b"!")
