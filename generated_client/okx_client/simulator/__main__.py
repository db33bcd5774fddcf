"""`python -m okx_client.simulator`: serve an exchange with sample orders until stopped, or while a command runs."""

import argparse
import errno
import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence

from .credentials import random_api_key, random_passphrase, random_secret_key, variables
from .exchange import Exchange
from .server import HOST, ServerMissingError, running, serve

_DESCRIPTION = """\
An OKX exchange on this machine, with live orders to cancel. It checks requests and answers as OKX does, keeps its
orders in memory, and listens on 127.0.0.1 only.

As soon as it accepts connections it prints one line of JSON: its URL, the credentials, and the ids of its orders. It
then serves until SIGINT (Ctrl-C) or SIGTERM.

With a COMMAND it runs that instead, with the environment variables by which OKX.from_env() and okx-client reach the
exchange, prints nothing of its own, and ends with the command. A shell as the command leads all that is typed in it to
the exchange."""

_EPILOG = """\
exit status:
  0  stopped by a signal; with a COMMAND, the status is the command's
  2  not started: wrong arguments, no such command, a port that is in use, or no uvicorn
     (pip install "okx-client[simulator]")"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until a signal and return 0, or run a command and return its status; 2 where nothing can start."""
    options = _parser().parse_args(arguments)
    try:
        exchange = Exchange(
            api_key=options.api_key, secret_key=options.secret_key, passphrase=options.passphrase, demo=options.demo
        )
    except ValueError as error:
        return _fail(str(error))
    exchange.add_sample_orders()
    try:
        if options.command:
            with running(exchange, options.port) as url:
                return _run(options.command, _environment(url, options))
        serve(exchange, options.port, lambda url: _announce(exchange, url, options))
    except ServerMissingError as error:
        return _fail(str(error))
    except OSError as error:
        reason = "is in use" if error.errno == errno.EADDRINUSE else f"cannot be had: {error.strerror}"
        return _fail(f"port {options.port} on {HOST} {reason}")
    return 0


def _run(command: Sequence[str], environment: dict[str, str]) -> int:
    """Run a command and return its exit status, as a shell has it. Signals are the command's affair."""
    signal.signal(signal.SIGINT, lambda number, frame: None)  # a terminal sends it to the command too
    try:
        process = subprocess.Popen(command, env=environment)
    except OSError as error:
        return _fail(f"{command[0]} cannot be run: {error.strerror}")
    signal.signal(signal.SIGTERM, lambda number, frame: process.terminate())
    status = process.wait()
    return status if status >= 0 else 128 - status


def _environment(url: str, options: argparse.Namespace) -> dict[str, str]:
    """The environment of this process, where every name that could lead elsewhere leads to the exchange or is gone."""
    others = {name: value for name, value in os.environ.items() if name not in ("OKX_PROFILE", "OKX_REGION")}
    return others | variables(
        url,
        api_key=options.api_key,
        secret_key=options.secret_key,
        passphrase=options.passphrase,
        demo=options.demo,
    )


def _announce(exchange: Exchange, url: str, options: argparse.Namespace) -> None:
    line = {
        "url": url,
        "api_key": options.api_key,
        "secret_key": options.secret_key,
        "passphrase": options.passphrase,
        "demo": options.demo,
        "spread_orders": [{"ordId": order.ord_id, "clOrdId": order.cl_ord_id} for order in exchange.spread_orders()],
        "algo_orders": [
            {"instId": order.inst_id, "algoId": order.algo_id, "algoClOrdId": order.algo_cl_ord_id}
            for order in exchange.algo_orders()
        ],
    }
    print(json.dumps(line), flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m okx_client.simulator",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--port", type=_port, default=0, metavar="N", help="port to listen on (default: any free one)")
    parser.add_argument("command", nargs="*", metavar="COMMAND", help="run this while serving; write -- before it")
    keys = parser.add_argument_group("credentials", "Each that is not given is made at random.")
    keys.add_argument("--api-key", default=random_api_key(), metavar="K")
    keys.add_argument("--secret-key", default=random_secret_key(), metavar="S")
    keys.add_argument("--passphrase", default=random_passphrase(), metavar="P")
    environment = parser.add_mutually_exclusive_group()
    environment.add_argument(
        "--demo", action="store_true", default=True, help="take requests for demo trading only (the default)"
    )
    environment.add_argument(
        "--live", action="store_false", dest="demo", help="take requests for live trading only; nothing real is traded"
    )
    return parser


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"a port is a number from 0 to 65535, not {text!r}")
    return int(text)


def _fail(reason: str) -> int:
    print(f"okx-client simulator: {reason}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
