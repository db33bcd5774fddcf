"""Specs of any size: the operations of our own spec, and copies of them under other names."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

import yaml

_OURS: Final = Path(__file__).parent.parent.parent / "spec" / "openapi.yaml"


class _Plain(yaml.SafeDumper):
    """Writes what stands in two places twice, as a person would."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def write(file: Path, operations: int) -> None:
    """Write a spec with so many operations, each with schemas of its own."""
    spec = yaml.safe_load(_OURS.read_text(encoding="utf-8"))
    paths, schemas = spec["paths"], spec["components"]["schemas"]
    own_paths, own_schemas = list(paths.items()), list(schemas.items())
    for number in range(operations - len(own_paths)):
        copy = number // len(own_paths) + 2
        path, item = own_paths[number % len(own_paths)]
        paths[f"{path}-{copy}"] = _renamed(item, copy)
        for name, schema in own_schemas:
            schemas[_renamed_text(name, copy)] = _renamed(schema, copy)
    text = yaml.dump(spec, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=110)
    file.write_text(text, encoding="utf-8")


def _renamed(node: Any, copy: int) -> Any:
    """Return a node with the names in it that have to differ."""
    if isinstance(node, dict):
        return {key: _renamed(value, copy) for key, value in node.items()}
    if isinstance(node, list):
        return [_renamed(each, copy) for each in node]
    return _renamed_text(node, copy) if isinstance(node, str) else node


def _renamed_text(text: str, copy: int) -> str:
    """Return a name of an operation or a schema, or an anchor, with a number; any other text as it is."""
    if re.fullmatch(r"(#/components/schemas/)?[Cc]ancel(Spread|Algo)\w+", text):
        return re.sub(r"(Spread|Algo)", rf"\g<1>{_letters(copy)}", text, count=1)
    if re.search(r"(cancel-order|cancel-algo-order)$", text):
        return f"{text}-{copy}"
    return text


def _letters(number: int) -> str:
    """Return a number as letters, which every tool keeps as they are: 27 is "Ba"."""
    high, low = divmod(number, 26)
    return chr(ord("A") + high) + chr(ord("a") + low)
