"""A document as text: the same bytes for the same document, and read alike by tools of YAML 1.1 and of YAML 1.2."""

from __future__ import annotations

import json
import re
from typing import Any

import yaml

_COLUMNS = 120
_LONG = 80  # what a text of one line may have, beside its key and blanks, without being folded
# Empty, a reference, or what is a number, a date or a time to one version of YAML at least. PyYAML itself quotes what
# else YAML 1.1 takes for another thing than a text, apart from these four letters; YAML 1.2 has no further such words.
_MISREAD = re.compile(r"|#.*|[-+.]?[0-9].*|[-+]?\.(inf|nan)|[yn]", re.IGNORECASE)


def as_json(document: dict[str, Any]) -> str:
    """The document as JSON, keys in their order, Chinese as it is."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def as_yaml(document: dict[str, Any]) -> str:
    """The document as YAML for people: blocks, keys in their order, Chinese as it is."""
    return yaml.dump(document, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_COLUMNS)


class _Dumper(yaml.SafeDumper):
    """Indents lists below their keys, and writes what stands twice twice."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    style = None
    if "\n" in text:
        style = "|"
    elif len(text) > _LONG:
        style = ">"
    elif _MISREAD.fullmatch(text):
        style = '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)
