"""`python -m generator`: see `cli.py`."""

import sys

if sys.version_info < (3, 11):  # before any import that an older Python cannot read
    sys.exit("The generator needs Python 3.11 or newer; this is " + sys.version.split()[0] + ".")

try:
    from .cli import main
except ModuleNotFoundError as error:
    sys.exit(f"The generator needs the package {error.name}; run `make install`, then use .venv/bin/python.")

sys.exit(main())
