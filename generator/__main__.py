"""`python -m generator`: see `cli.py`."""

import gc
import io
import sys


def _stop(text: str) -> None:
    print(text, file=sys.stderr)
    sys.exit(2)


if sys.version_info < (3, 11):  # noqa: UP036 - before any import that an older Python cannot read
    _stop("The generator needs Python 3.11 or newer; this is " + sys.version.split()[0] + ".")

gc.disable()  # a command ends within seconds; up to a fifth of them went into searching what it holds, again and again
if isinstance(sys.stdout, io.TextIOWrapper):
    sys.stdout.reconfigure(errors="backslashreplace")  # for a terminal that has no Chinese
try:
    from .cli import main

    sys.exit(main())
except ModuleNotFoundError as error:
    _stop(f"The generator needs the package {error.name}; run `make install`, then use .venv/bin/python.")
