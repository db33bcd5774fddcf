"""The process of one subject: commands come in on standard input, answers go out, a line of JSON each.

`{"do": "measure", "calls": 200}` measures `cancel` of a contender; any other word is a method of the subject. What goes
wrong is told as `{"error": …}`. It ends with its standard input.
"""

from __future__ import annotations

import asyncio
import inspect
import json
import os
import sys
from importlib import import_module
from typing import Any

from . import measures
from .account import Host


def main(name: str, url: str, certificate: str) -> None:
    """Serve one subject until standard input ends."""
    if certificate:
        os.environ["SSL_CERT_FILE"] = certificate
    try:
        make, host = import_module(f"{__package__}.{name}").make, Host(url, certificate)
        if inspect.iscoroutinefunction(make):
            asyncio.run(_serve_async(make, host))
        else:
            _serve(make, host)
    except Exception as error:
        _say(_told(error))


def _serve(make: Any, host: Host) -> None:
    subject = make(host)
    try:
        for line in sys.stdin:
            try:
                name, arguments = _command(line)
                if name == "measure":
                    answer: Any = measures.cancel(subject, **arguments)
                else:
                    answer = getattr(subject, name)(**arguments)
            except Exception as error:
                answer = _told(error)
            _say(answer)
    finally:
        subject.close()


async def _serve_async(make: Any, host: Host) -> None:
    subject = await make(host)
    loop = asyncio.get_running_loop()
    try:
        while line := await loop.run_in_executor(None, sys.stdin.readline):
            try:
                name, arguments = _command(line)
                if name == "measure":
                    answer: Any = await measures.cancel_at_once(subject, **arguments)
                else:
                    answer = await getattr(subject, name)(**arguments)
            except Exception as error:
                answer = _told(error)
            _say(answer)
    finally:
        await subject.close()


def _command(line: str) -> tuple[str, dict[str, Any]]:
    command = json.loads(line)
    return command.pop("do"), command


def _told(error: Exception) -> dict[str, str]:
    return {"error": " ".join(f"{type(error).__name__}: {error}".split())[:300]}


def _say(answer: Any) -> None:
    print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
