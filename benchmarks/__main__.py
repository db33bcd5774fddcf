"""`python -m benchmarks`: see `cli.py`."""

import sys

try:
    from .cli import main
except ModuleNotFoundError as error:
    print(f"The benchmarks need the package {error.name}; run `make bench`.", file=sys.stderr)
    sys.exit(2)

if __name__ == "__main__":
    sys.exit(main())
