"""Names that a package has, and imports only when they are first asked for (PEP 562).

A program that cancels one order in a hurry should not wait for asyncio, httpx, Redis and bulk calls to be imported.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def importing_later(package: str, modules: Mapping[str, str]) -> Callable[[str], Any]:
    """Return the `__getattr__` of a package.

    Args:
        package: The name of the package.
        modules: The module of the package that each name stands in; for a module itself, the package that it is in.
    """

    def find(name: str) -> Any:
        if name not in modules:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        found = getattr(import_module(modules[name], package), name)
        setattr(import_module(package), name, found)  # asked for once
        return found

    return find
