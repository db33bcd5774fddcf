"""The process of the server: commands come in on standard input, answers go out, a line of JSON each.

`{"do": "open", "round_trip": 0.05, "tls": true, "limits": {…}}` opens an exchange on a port of its own, `{"do":
"counts", "port": …}` tells what it has seen. It ends with its standard input.
"""

from __future__ import annotations

import asyncio
import json
import ssl
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from attrs import asdict

from .. import account
from .exchange import Account, Exchange
from .limits import Limit
from .protocol import Connection
from .relay import Relay

_BACKLOG = 1024


class Server:
    """All exchanges of one run.

    Args:
        folder: Where the certificate is written.
    """

    def __init__(self, folder: Path) -> None:
        self._own, self._trusted = folder / "own.pem", folder / "trusted.pem"
        self._exchanges: dict[int, Exchange] = {}

    async def obey(self, command: dict[str, Any]) -> dict[str, Any]:
        """Carry out a command and return the answer to it."""
        match command.pop("do"):
            case "open":
                return await self.open(**command)
            case "counts":
                counts = asdict(self._exchanges[command["port"]].counts)
                return {**counts, "cpu_seconds": time.process_time(), "seconds": time.monotonic()}
            case other:
                raise ValueError(other)

    async def open(self, *, round_trip: float, tls: bool, limits: dict[str, dict[str, Any]]) -> dict[str, Any]:
        """Open an exchange on a free port."""
        given = Account(account.KEY.encode(), account.SECRET.encode(), account.PASSPHRASE.encode())
        exchange = Exchange(given, {path: Limit(**limit) for path, limit in limits.items()})
        context = self._context() if tls else None
        port = await _listen(lambda: Connection(exchange), context)
        if round_trip:
            direct = port
            port = await _listen(lambda: Relay(direct, round_trip), None)
        self._exchanges[port] = exchange
        return {"port": port, "certificate": str(self._trusted) if tls else ""}

    def _context(self) -> ssl.SSLContext:
        if not self._own.exists():
            from . import certificate  # it needs what only the environment of the peers has

            certificate.write(self._own, self._trusted)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self._own)
        context.set_alpn_protocols(["http/1.1"])
        return context


async def _listen(protocol: Any, context: ssl.SSLContext | None) -> int:
    loop = asyncio.get_running_loop()
    listening = await loop.create_server(protocol, "127.0.0.1", 0, backlog=_BACKLOG, ssl=context)
    return int(listening.sockets[0].getsockname()[1])


async def main() -> None:
    """Serve until standard input ends."""
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder))
        loop = asyncio.get_running_loop()
        while line := await loop.run_in_executor(None, sys.stdin.readline):
            print(json.dumps(await server.obey(json.loads(line))), flush=True)


if __name__ == "__main__":
    try:
        import uvloop
    except ImportError:  # slower, and all else is the same
        asyncio.run(main())
    else:
        uvloop.run(main())
