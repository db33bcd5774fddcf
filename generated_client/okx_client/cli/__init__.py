"""The command `okx-client`, also as `python -m okx_client.cli`. It needs `pip install "okx-client[cli]"`.

Exit status: 0 everything accepted; 1 something rejected, unknown or not sent; 2 could not start, nothing was sent;
128 + the signal's number when interrupted (130 Ctrl-C, 143 SIGTERM), after what is known has been printed.

`okx_client.cli.as_json` says what `--json` prints.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence

from . import language
from .failures import INTERRUPTED, CannotStart
from .output import Output
from .signals import exit_status

_EXTRA = ("click", "rich")


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the arguments say and return the exit status.

    Args:
        arguments: The command line without the program's name; without them, that of this process.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    spoken = language.of(given)
    output = Output(spoken, as_json=language.has_flag(given, "--json"))
    try:
        from .program import run
    except KeyboardInterrupt:
        return output.cannot_start(CannotStart(INTERRUPTED, status=exit_status(signal.SIGINT)))
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _EXTRA:
            raise
        return output.cannot_start(CannotStart(_NO_EXTRA))
    return run(given, output, is_last=arguments is None)


_NO_EXTRA = language.Text(
    'this command needs two more packages; install them with: pip install "okx-client[cli]"',
    '此命令还需要两个软件包，请安装：pip install "okx-client[cli]"',
)
