"""The script `okx-client`. It stands beside the package, so that Ctrl-C while that is imported shows no traceback."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from itertools import pairwise

_SAID = {"en": ("okx-client: ", "interrupted; nothing was sent"), "zh": ("okx-client：", "已中断；未发送任何请求")}
_INTERRUPTED = 130  # as shells have it


def main() -> int:
    """Do what the command line says and return the exit status."""
    try:
        from okx_client.cli import main as run

        return run()
    except KeyboardInterrupt:  # before `run` looks after signals, so before anything was sent
        return _interrupted(sys.argv[1:])


def _interrupted(arguments: list[str]) -> int:
    options = arguments[: arguments.index("--")] if "--" in arguments else arguments
    named = [value for option, value in pairwise(options) if option == "--lang"]
    named += [option.partition("=")[2] for option in options if option.startswith("--lang=")]
    language = (named or [os.environ.get("OKX_LANG", "")])[-1].strip().lower()
    name, message = _SAID["zh" if language.startswith("zh") else "en"]
    with suppress(OSError, ValueError):
        print(f"{name}{message}", file=sys.stderr)
    if "--json" in options:
        import json

        error = {"message": message, "details": []}
        with suppress(OSError, ValueError):
            print(json.dumps({"exit_status": _INTERRUPTED, "error": error}, indent=2), flush=True)
    return _INTERRUPTED
